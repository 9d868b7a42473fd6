"""What is behind a number: the sentences, by article, each a link to its place."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import links
from dashboard.markup import anchor, escaped
from dashboard.naming import names
from dashboard.strips import signed
from dashboard.tables import words_of
from pipelines.schemas import Tables

MOST = 60  # sentences listed; whoever wants more filters or downloads


def sentence_panel(
    shown: Tables, corpus: Tables, part: pd.DataFrame, *, title: str, n: int, close: str
) -> str:
    """A panel of sentences as HTML. `title` is HTML, `n` how many there are in all, `close` where
    the panel is shut; `part` has article_id, sentence_index, start_char, end_char, tone, voice.
    """
    part = part.head(MOST)
    called = names(corpus, part["article_id"].unique())
    lines = zip(part.to_dict("records"), words_of(shown, part, at_most=400), strict=True)
    by_article: dict[str, list[str]] = {}
    for row, said in lines:
        by_article.setdefault(row["article_id"], []).append(_line(row, said))
    body = "".join(
        f"<p>{called[one].listed(at_most=80)}</p><ol>{''.join(items)}</ol>"
        for one, items in by_article.items()
    )
    shut = anchor(close, "close", kind="px-clear")
    more = f'<p class="px-faint">The first {len(part)} of them.</p>' if n > len(part) else ""
    head = f"<p><b>{title}</b> {shut}</p>"
    return f'<div class="px-panel" tabindex="-1">{head}{body}{more}</div>'


def _line(row: Mapping[str, Any], said: str | None) -> str:
    index = int(row["sentence_index"])
    words = escaped(said or f"sentence {index + 1} (texts are not published here)")
    link = anchor(links.article_link(row["article_id"], index), words, kind="cm-words")
    notes = (signed(row["tone"]), row["voice"], row.get("speaker"))
    note = " · ".join(escaped(one) for one in notes if isinstance(one, str))
    return f'<li>{link} <span class="px-faint">{note}</span></li>'
