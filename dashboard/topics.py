"""Topics that were discovered, not listed: their reach, and what is behind one."""

import streamlit as st

from dashboard import address, filters, links, markup
from dashboard.markup import anchor, escaped
from dashboard.naming import names
from dashboard.strips import Mean, dots
from dashboard.tables import words_of
from pipelines.discover import ENOUGH
from pipelines.plurals import counted, noun
from pipelines.schemas import Tables
from pipelines.summaries_themes import topic_reach, topic_sentences


def topics_drawn(shown: Tables, corpus: Tables) -> None:
    """The discovered topics with their n, and the articles and sentences behind the chosen one."""
    if shown.topics.empty:
        n = len(corpus.articles)
        why = (
            f"There {noun(n, 'is', 'are')} {counted(n, 'article')}: a topic of so few would be "
            "one or two of them."
            if n < ENOUGH
            else "A build looks for them when it compares its articles, in English texts only, and "
            "found none among these; rebuild tables that were made before."
        )
        st.markdown(f"None here. Topics are looked for from {ENOUGH} articles up. {why}")
        return
    st.markdown(
        "Found by the words that come together in these articles, without a list; named by the "
        "terms that set each apart. An article may be on several or on none. Click a topic for "
        "its articles and sentences."
    )
    reach = filters.view(topic_reach)
    most = int(reach["n_articles"].max())
    body = [
        (
            anchor(links.here("themes", topic=row["topic_id"]), escaped(row["label"])),
            '<span class="th-track vk-track"><i style="width:'
            f'{100 * row["n_articles"] / most:.0f}%"></i></span>',
            f"{row['n_articles']} of {row['of_articles']}",
            dots([Mean("", row["tone"], row["n_toned"], row["low"], row["high"])]),
        )
        for row in reach.to_dict("records")
    ]
    asked = (address.value("topic") or "")[:9]  # no id has more digits
    if asked.isdecimal() and int(asked) in set(reach["topic_id"]):
        label = reach.loc[reach["topic_id"] == int(asked), "label"].iloc[0]
        markup.show(behind_topic(shown, corpus, int(asked), label))
    head = ("Its most distinctive terms", "Share", "Articles", "Mean tone of its articles")
    markup.show(markup.table(head, body, numbers=(2,)))


def behind_topic(shown: Tables, corpus: Tables, topic: int, label: str) -> str:
    """The articles with most of a topic, and their sentences with its terms, as HTML."""
    rows = topic_sentences(shown, topic)
    called = names(corpus, rows["article_id"].unique())
    known = rows.dropna(subset=["sentence_index"])
    words = dict(zip(known.index, words_of(shown, known, at_most=300), strict=True))
    items = []
    for article_id, part in rows.groupby("article_id", sort=False):
        name = called[article_id]
        head = anchor(links.article_link(article_id), name.listed(at_most=90))
        share = f'<span class="px-faint">{100 * part["weight"].iloc[0]:.0f} % of its topics</span>'
        lines = "".join(
            "<li>"
            + anchor(
                links.article_link(article_id, int(row.sentence_index)),
                escaped(words[row.Index] or "the sentence"),
                kind="cm-words",
            )
            + "</li>"
            for row in part.itertuples()
            if row.Index in words
        )
        items.append(f"<p>{head} {share}</p><ul>{lines}</ul>")
    close = anchor(links.here("themes", topic=None), "close", kind="px-clear")
    return (
        f'<div class="px-panel" tabindex="-1"><p><b>{escaped(label)}</b>: '
        f"the {counted(len(items), 'article')} "
        f"with most of it {close}</p>{''.join(items)}</div>"
    )
