"""The only door to data: the stored corpus, the visitor's own one, and the choice between them."""

import hashlib
import json
import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard import address, remembered
from pipelines.beside_large import BesideLarge
from pipelines.published import (
    LARGE,
    MOST_DETAILED,
    LargeTables,
    Published,
    count_articles,
    give_back,
    rows_of,
)
from pipelines.schemas import TableError, Tables, concat
from pipelines.shortened import shortened
from pipelines.store import read_tables
from pipelines.summaries import only

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample" / "tables"
_OWN = "own_tables"
_BESIDE = "own_beside"
MOST_OF_ONE = 40_000_000  # bytes that may be remembered for one visitor
CORPORA = {"stored": "Stored articles", "own": "Your articles", "both": "Both side by side"}


def folder() -> Path:
    """Where the stored tables are: as `parallax dashboard` says, else the last build, else sample.

    A relative path counts from where the app was started.
    """
    named = os.environ.get("PARALLAX_DATA")
    if named:
        return Path(named)
    built = ROOT / "data" / "processed"
    return built if (built / "run.json").is_file() else SAMPLE


def version() -> str | None:
    """Token of the stored tables, another one after each build; None without tables."""
    manifest = folder() / "run.json"
    try:
        found = manifest.stat()
        return _digest(manifest, found.st_ino, found.st_mtime_ns, found.st_size)
    except OSError:
        return None


@lru_cache(maxsize=2)
def _digest(manifest: Path, inode: int, changed: int, size: int) -> str:
    """Read again once the file has changed: a page asks for it many times."""
    return hashlib.sha256(manifest.read_bytes()).hexdigest()


# The stored corpus is public and never changed by a page, so that all visitors may share one copy.
@st.cache_resource(max_entries=2, show_spinner="Reading the tables ...")
def _read(place: str, token: str) -> Tables:
    if count_articles(Path(place)) > LARGE:
        return LargeTables(Published(Path(place)), remembered.shared().get)
    return read_tables(Path(place))


def written() -> date | None:
    """The day on which the stored tables were written, by their file; None without tables."""
    try:
        return datetime.fromtimestamp((folder() / "run.json").stat().st_mtime, UTC).date()
    except OSError:
        return None


def problem() -> tuple[str, str] | None:
    """What keeps the stored corpus from being read: a sentence with the way out, and details."""
    token = version()
    if token is None:
        return (
            "There are no tables yet. Score some articles with `parallax build FOLDER`, "
            "or the sample with `parallax build`, and reload this page.",
            "",
        )
    try:
        _read(str(folder()), token)
    except TableError as error:
        return (
            "These tables were damaged or written by another version. "
            "Run `parallax build` again and reload this page.",
            str(error),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:  # not a manifest of ours
        return (
            "These tables cannot be read. Run `parallax build` again and reload this page.",
            f"{type(error).__name__}: {error}",
        )
    return None


def ready() -> bool:
    """Whether a corpus is open: if not, only pages that need none can be drawn."""
    return corpus() == "own" or problem() is None


def stored() -> Tables:
    """The stored corpus; without one that can be read, the page says what to do and stops."""
    wrong = problem()
    if wrong is not None:
        sentence, detail = wrong
        st.warning(sentence)
        if detail:
            with st.expander("What exactly is wrong"):
                st.text(detail)
        st.stop()
    return _read(str(folder()), str(version()))


def own() -> Tables | None:
    """The articles that this visitor scored: kept in this session's memory, nowhere else."""
    return st.session_state.get(_OWN)


def keep_own(tables: Tables) -> None:
    """Make these the visitor's own corpus, in place of an earlier one."""
    st.session_state[_OWN] = tables
    st.session_state.pop(_BESIDE, None)


def forget_own() -> None:
    """Drop the visitor's own corpus, and what was remembered of it."""
    st.session_state.pop(_OWN, None)
    st.session_state.pop(_BESIDE, None)
    address.forget("corpus")


def corpus() -> str:
    """Which corpus is open: `stored`, `own` or `both`."""
    asked = st.query_params.get("corpus", "stored")
    return asked if own() is not None and asked in offered() else "stored"


def offered() -> list[str]:
    """The corpora to choose from; two whose tones come from different models are not joined."""
    return [name for name in CORPORA if name != "both" or not models_apart()]


def models_apart() -> str:
    """The tone models of the stored and of the visitor's articles where they differ, else ""."""
    mine = own()
    if mine is None or problem() is not None:
        return ""
    ours = set(tone_models(_read(str(folder()), str(version()))))
    both = ours | set(tone_models(mine))
    return " and ".join(sorted(both)) if ours and both != ours else ""


def tone_models(tables: Tables) -> list[str]:
    """The models behind the tones of these articles; one, unless tables were joined by hand."""
    return sorted(tables.articles["tone_model"].dropna().unique())


def yours() -> frozenset[str]:
    """The visitor's articles where they stand beside stored ones, and so have to be marked."""
    mine = own()
    if mine is None or corpus() != "both":
        return frozenset()
    return frozenset(mine.articles["article_id"]) - {*known(stored(), mine.articles["article_id"])}


def told() -> str:
    """What a visitor must know of the corpus that is open instead of the one asked for, or ""."""
    mine = own()
    if mine is None:
        if st.query_params.get("corpus") in ("own", "both"):
            return "Your texts are gone with the earlier visit; these are the stored articles."
        return ""
    if corpus() != "both":
        return ""
    n = len(mine.articles) - len(yours())
    if not n:
        return ""
    return f"{n:,} of yours {'is' if n == 1 else 'are'} among the stored ones, and shown once."


def choose_corpus() -> None:
    """The selector of the corpus, drawn only when there is a choice."""
    if own() is None:
        return
    choices = offered()
    if apart := models_apart():
        st.caption(
            f"Your articles and the stored ones have tones of different models ({apart}), which "
            "cannot stand on one axis. Build the stored tables again to see both together."
        )
    address.restore("corpus", address.one_of(choices, "stored"))
    st.radio(
        "Articles",
        choices,
        format_func=lambda name: CORPORA[name],
        key="corpus",
        on_change=address.save,
        args=("corpus",),
        kwargs={"default": "stored"},
    )


def as_found() -> Tables:
    """The corpus that is open with the events that were found; pages take `moves.chosen`."""
    mine = own()
    if mine is None or corpus() == "stored":
        return stored()
    if corpus() == "own":
        return mine
    ours = stored()
    if isinstance(ours, LargeTables):
        return _beside(ours, mine)[1]
    known = set(ours.articles["article_id"])
    return concat([ours, only(mine, [i for i in mine.articles["article_id"] if i not in known])])


def memory() -> remembered.Remembered | None:
    """Where summaries of the open corpus may be kept: for all visitors, for this one, or nowhere
    if they are as quickly made anew."""
    ours = stored() if corpus() != "own" and version() is not None else None
    if corpus() == "stored":
        return None if ours is None else remembered.shared()
    mine = own()
    if isinstance(ours, LargeTables) and mine is not None:
        return _beside(ours, mine)[2]
    return None


def _beside(ours: LargeTables, mine: Tables) -> tuple[str, BesideLarge, remembered.Remembered]:
    """The visitor's articles beside a large corpus, with a memory that is hers alone."""
    kept = st.session_state.get(_BESIDE)
    if kept is None or kept[0] != ours.published.token:
        store = remembered.Remembered(MOST_OF_ONE)
        kept = ours.published.token, BesideLarge(ours, mine, store.get), store
        st.session_state[_BESIDE] = kept
    return kept


def is_sample() -> bool:
    """Whether the open corpus holds the illustrative sample, which must not pass for news."""
    return corpus() != "own" and folder().resolve() == SAMPLE.resolve()


def manifest() -> dict[str, object]:
    """`run.json` of the stored corpus: versions, digests, counts, timings; empty without one."""
    try:
        read = json.loads((folder() / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def validation() -> dict[str, object]:
    """Agreement with human labels as `parallax evaluate` wrote it; empty when it has not."""
    try:
        read = json.loads((ROOT / "data" / "validation.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def tidy() -> None:
    """Before a page of a large corpus: hand back the memory that the page before has left."""
    if corpus() != "own" and problem() is None and isinstance(stored(), LargeTables):
        give_back()


def index(corpus: Tables) -> pd.Index:
    """The ids of the articles of a corpus, to look places up in."""
    if isinstance(corpus, LargeTables):
        return corpus.ids
    return pd.Index(corpus.articles["article_id"])


def is_large(corpus: Tables) -> bool:
    """Whether every sentence of the corpus is too much to ask for: see `pipelines.published`."""
    return isinstance(corpus, LargeTables) and len(corpus.articles) > MOST_DETAILED


def known(corpus: Tables, article_ids: Iterable[str]) -> list[str]:
    """Those of the ids, in their order, that are articles of the corpus: addresses say anything."""
    asked = list(dict.fromkeys(article_ids))
    places = index(corpus).get_indexer(pd.Index(asked, dtype="str"))
    return [one for one, place in zip(asked, places, strict=True) if place >= 0]


def text_of(tables: Tables, article_id: str) -> str | None:
    """The cleaned text of an article; None where the tables were published without texts."""
    found = rows_of(tables, "texts", [article_id])["text"]
    return None if found.empty else str(found.iloc[0])


def words_of(tables: Tables, rows: pd.DataFrame, *, at_most: int = 200) -> list[str | None]:
    """The words behind rows with `article_id, start_char, end_char`, shortened; None if withheld.

    Rows of `marks` have words of the field that they name: text, text as read, or headline.
    """
    ids = rows["article_id"].unique()
    texts = rows_of(tables, "texts", ids).set_index("article_id")
    titles = tables.articles.set_index("article_id")["title"]
    fields = rows["field"] if "field" in rows else ["text"] * len(rows)
    words: list[str | None] = []
    for article_id, start, end, field in zip(
        rows["article_id"], rows["start_char"], rows["end_char"], fields, strict=True
    ):
        whole = titles.get(article_id) if field == "title" else _text_of(texts, article_id, field)
        found = " ".join(whole[start:end].split()) if isinstance(whole, str) else None
        words.append(found if found is None else shortened(found, at_most))
    return words


def _text_of(texts: pd.DataFrame, article_id: str, field: str) -> object:
    return texts.at[article_id, field] if article_id in texts.index else None
