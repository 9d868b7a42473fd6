"""The quote ledger: each quotation once, with who prints it, in what words, said by whom."""

import re
from collections import Counter, defaultdict
from itertools import combinations
from typing import NamedTuple

import pandas as pd
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Opcodes

from pipelines.connected import joined
from pipelines.schemas import Tables
from pipelines.summaries_events import independent_voices

SAME = 85  # of 100: rapidfuzz ratio of the words of two quotations that are one
PART = 95  # the same for a quotation inside a longer one
LONG_ENOUGH = 6  # words of a part; shorter ones are in many quotations, and often titles
_RUN = 3  # words that two quotations share before they are compared
_BUCKET = 30  # quotations with one run that are compared with each other
# Of the runs of the shorter one: fewer are turns of phrase, and comparing letters is slow.
_SHARED = 0.25
_WORD = re.compile(r"[^\W_]+")


class _Quotation(NamedTuple):
    place: int
    article_id: str
    start_char: int
    end_char: int
    text: str
    words: tuple[str, ...]
    speaker: str | None
    speaker_kind: str


def quote_ledger(tables: Tables) -> pd.DataFrame:
    """Direct quotations, those that are one under one number; empty without texts.

    Columns: quotation (number), words (as this article prints them), differs (its words that the
    longest version has not, or has otherwise; null if none), speaker, speaker_kind, speaker_issue
    (`missing` where others name one, `different` where others name another, else null),
    n_articles, n_independent, article_id, start_char, end_char. Most printed first, those of
    fewer than `LONG_ENOUGH` words after all others. Only quotations that share words are compared,
    so time grows with their number.
    """
    quotations = _quotations(tables)
    root = joined(_same(quotations))
    groups: dict[str, list[_Quotation]] = defaultdict(list)
    for one in quotations:
        groups[root.get(str(one.place), str(one.place))].append(one)
    voices = independent_voices(tables)
    rows = []
    for number, group in enumerate(groups.values()):
        longest = max(group, key=lambda one: len(one.words))
        speakers = {_surname(one.speaker) for one in group if one.speaker_kind == "named"}
        articles = {one.article_id for one in group}
        n_independent = len({voices[article_id] for article_id in articles})
        rows += [
            (
                number,
                one.text,
                _difference(one, longest),
                one.speaker,
                one.speaker_kind,
                _issue(one, speakers),
                len(articles),
                n_independent,
                one.article_id,
                one.start_char,
                one.end_char,
            )
            for one in group
        ]
    columns = ["quotation", "words", "differs", "speaker", "speaker_kind", "speaker_issue"]
    columns += ["n_articles", "n_independent", "article_id", "start_char", "end_char"]
    view = pd.DataFrame(rows, columns=columns)
    length = {n: max(len(one.words) for one in group) for n, group in enumerate(groups.values())}
    view["_short"] = view["quotation"].map(length) < LONG_ENOUGH
    order = ["_short", "n_articles", "quotation"]
    view = view.sort_values(order, ascending=[True, False, True], kind="stable", ignore_index=True)
    return view.drop(columns="_short")


def _quotations(tables: Tables) -> list[_Quotation]:
    texts = dict(zip(tables.texts["article_id"], tables.texts["text"], strict=True))
    direct = tables.quotes[tables.quotes["form"] == "direct"]
    columns = ("article_id", "start_char", "end_char", "speaker", "speaker_kind")
    found: list[_Quotation] = []
    for article_id, start, end, speaker, kind in zip(
        *(direct[name] for name in columns), strict=True
    ):
        if article_id in texts:
            text = " ".join(texts[article_id][start:end].split())
            words = tuple(_WORD.findall(text.casefold().replace("\u2019", "'")))
            known = None if pd.isna(speaker) else str(speaker)
            found.append(_Quotation(len(found), article_id, start, end, text, words, known, kind))
    return found


def _same(quotations: list[_Quotation]) -> list[tuple[str, str]]:
    """Pairs of quotations that are one; those in the very same words are tied to the first."""
    first: dict[tuple[str, ...], _Quotation] = {}
    links = []
    for one in quotations:
        known = first.setdefault(one.words, one)
        if known is not one:
            links.append((str(known.place), str(one.place)))
    distinct = list(first.values())
    by_run: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(distinct):
        for run in _runs(one.words):
            by_run[run].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for alike in by_run.values():
        shared.update(combinations(alike[:_BUCKET], 2))
    for (a, b), n in shared.items():
        one, other = distinct[a], distinct[b]
        shorter = min(len(one.words), len(other.words))
        if n >= _SHARED * max(1, shorter - _RUN + 1) and _is_same(one, other):
            links.append((str(one.place), str(other.place)))
    return links


def _runs(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {words[i : i + _RUN] for i in range(max(1, len(words) - _RUN + 1))}


def _is_same(one: _Quotation, other: _Quotation) -> bool:
    shorter, longer = sorted((one, other), key=lambda quotation: len(quotation.words))
    a, b = " ".join(shorter.words), " ".join(longer.words)
    if fuzz.ratio(a, b) >= SAME:
        return True
    return len(shorter.words) >= LONG_ENOUGH and fuzz.partial_ratio(a, b) >= PART


def _difference(one: _Quotation, longest: _Quotation) -> str | None:
    """The words in which a quotation departs from the longest version, null where it is a part."""
    steps: Opcodes = Indel.opcodes(one.words, longest.words)
    inner = [step for step in steps if step.tag != "equal"]
    # What the longest version has before or after is not said otherwise, only not printed.
    changed = [
        " ".join(one.words[step.src_start : step.src_end])
        or "\u2026 (" + " ".join(longest.words[step.dest_start : step.dest_end]) + ")"
        for step in inner
        if step.src_end > step.src_start or 0 < step.src_start < len(one.words)
    ]
    return "; ".join(changed) or None


def _issue(one: _Quotation, speakers: set[str]) -> str | None:
    if not speakers:
        return None
    if one.speaker_kind == "none" or one.speaker is None:
        return "missing"
    if one.speaker_kind == "named" and len(speakers) > 1:
        return "different"
    return None


def _surname(speaker: str | None) -> str:
    words = (speaker or "").split()
    return words[-1].casefold() if words else ""
