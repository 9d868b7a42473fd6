"""An event fact by fact: who states it, who says otherwise, and how many voices that is."""

from collections.abc import Mapping

import pandas as pd

from dashboard import links
from dashboard.markup import anchor, escaped, table
from dashboard.naming import Name
from dashboard.places import in_sentences, sentences_of
from dashboard.tables import words_of
from dashboard.vocabulary import element_label, theme_label
from pipelines.figure_words import conflict_said, fact_said
from pipelines.schemas import Tables

KINDS = {
    "party": "Party",
    "place": "Place",
    "date": "Date",
    "person": "Person",
    "figure": "Figure",
    "document": "Document",
    "outcome": "Outcome",
    "element": "Element",
    "position": "Position",
}
MOST_FACTS = 60  # of an event drawn; the download has them all


def facts_table(facts: pd.DataFrame, tables: Tables, named: Mapping[str, Name]) -> str:
    """HTML of the facts of one event, as `corroboration` gives them, each with who states it."""
    places = pd.Series(sentences_of(tables, facts), index=facts.index, dtype="object")
    rows = []
    for (kind, value, unit), part in facts.groupby(
        ["kind", "value", facts["unit"].fillna("")], sort=False
    ):
        first = part.iloc[0]
        stated = ", ".join(
            anchor(links.article_link(one, places[at]), str(named[one].number))
            for at, one in part["article_id"].items()
        )
        against = [
            f"{escaped(conflict_said(note))} (article "
            f"{anchor(links.article_link(other), str(named[other].number))})"
            for note, other in dict.fromkeys(
                zip(part["conflict"].dropna(), part["conflict_id"].dropna(), strict=True)
            )
            if other in named
        ]
        rows.append(
            (
                KINDS.get(str(kind), str(kind)),
                escaped(said(str(kind), str(value), str(unit))),
                f"{first['n_independent']} of {first['of_voices']}",
                f"{first['n_articles']} of {first['of_articles']}",
                stated,
                "<b>▲</b> " + "; ".join(against) if against else "–",
            )
        )
        if len(rows) == MOST_FACTS:
            break
    head = ("Kind", "What is stated", "Voices", "Articles", "Stated by article", "Contradicted by")
    return table(head, rows, numbers=(2, 3))


def contradictions_list(rows: pd.DataFrame, tables: Tables, named: Mapping[str, Name]) -> str:
    """HTML of the pairs of `contradictions`, each with the sentences of both articles."""
    sides = [
        _side(rows, tables, named, ("article_id", "start_char", "end_char")),
        _side(rows, tables, named, ("other_id", "other_start_char", "other_end_char")),
    ]
    items = "".join(
        f"<li>{escaped(conflict_said(note))}<ul>{one}{other}</ul></li>"
        for note, one, other in zip(rows["note"], *sides, strict=True)
    )
    return f'<ul class="px-points">{items}</ul>'


def _side(
    rows: pd.DataFrame, tables: Tables, named: Mapping[str, Name], columns: tuple[str, str, str]
) -> list[str]:
    """Of each row the sentence of one of the two articles, linked to its place."""
    side = rows[list(columns)].set_axis(["article_id", "start_char", "end_char"], axis=1)
    known = side.fillna({"start_char": -1, "end_char": -1})
    places = sentences_of(tables, known)
    read = words_of(tables, in_sentences(tables, known.assign(sentence_index=places)))
    items = []
    for one, place, words in zip(side["article_id"], places, read, strict=True):
        link = anchor(links.article_link(one, place), str(named[one].number))
        quoted = f": “{escaped(words)}”" if words and place is not None else ""
        items.append(f"<li>article {link}{quoted}</li>")
    return items


def said(kind: str, value: str, unit: str = "") -> str:
    """A fact in words."""
    theme, _, rest = value.partition(": ")
    if kind == "element":
        return f"{theme_label(theme)}: {element_label(theme, rest)}"
    if kind == "position":
        return f"{theme}: {theme_label(rest)}"
    return fact_said(kind, value, unit)


def positions_list(
    rows: pd.DataFrame, read: list[str | None], tables: Tables, named: Mapping[str, Name]
) -> str:
    """HTML of positions with opposite verbs, by actor and theme, each with its sentence."""
    places = sentences_of(tables, rows)
    together: dict[str, list[str]] = {}
    for row, words, place in zip(rows.to_dict("records"), read, places, strict=True):
        actor_verb, _, theme = row["value"].rpartition(": ")
        actor, _, verb = actor_verb.rpartition(" ")
        link = anchor(
            links.article_link(row["article_id"], place), str(named[row["article_id"]].number)
        )
        quoted = f": “{escaped(words)}”" if words else ""
        together.setdefault(f"{actor}: {theme_label(theme)}", []).append(
            f"<li>article {link}, {escaped(verb)}{quoted}</li>"
        )
    items = "".join(
        f"<li>{escaped(what)}<ul>{''.join(said)}</ul></li>" for what, said in together.items()
    )
    return f'<ul class="px-points">{items}</ul>'


REASONS = {
    "copy": "is a copy of",
    "same publisher": "has the publisher of",
    "same unnamed quotation": "prints the same unnamed quotation as",
    "shared stock phrases": "shares stock phrases with",
}


def discount_list(tied: pd.DataFrame, tables: Tables, named: Mapping[str, Name]) -> str:
    """HTML of why articles of an event count as one voice, each reason with its words."""
    items = []
    worded = tied.assign(start_char=tied["start_char"].fillna(-1))  # no words: no sentence either
    for row, place in zip(tied.to_dict("records"), sentences_of(tables, worded), strict=True):
        one, other = row["article_id"], row["other_id"]
        if one not in named or other not in named:
            continue
        address = links.article_link(one, place)
        beside = (
            " " + anchor(links.link("sources", pair=f"{one},{other}"), "texts side by side")
            if row["reason"] == "copy"
            else ""
        )
        because = row["because"] if isinstance(row["because"], str) else ""
        items.append(
            f"<li>Article {anchor(address, str(named[one].number))} "
            f"{REASONS[row['reason']]} article "
            f"{anchor(links.article_link(other), str(named[other].number))}: "
            f"{escaped(because)}{beside}</li>"
        )
    return f'<ul class="px-points">{"".join(items)}</ul>' if items else ""
