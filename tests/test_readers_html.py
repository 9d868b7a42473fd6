"""Web pages: the article, what stands around it, and what the page states."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.articles import Article
from pipelines.cleaning import OUTSIDE, clean
from pipelines.evaluation.pages import page_agreement
from pipelines.flags.integrity import INTEGRITY
from pipelines.readers import Skipped, read_upload
from tests.asking import document

SENTENCE = "The envoys met in the old customs house on Monday and spoke about the ceasefire plan."
BODY = "".join(
    f"<p>{SENTENCE} Part {n} of the talks went on for several hours.</p>" for n in range(5)
)


def page(head: str = "", body: str = BODY) -> str:
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><nav><a href=/>Home</a> <a href=/w>World"
        "</a></nav><h1>Envoys report progress</h1>"
        f"<article>{body}</article><footer><p>Contact</p></footer></body></html>"
    )


def read(html: str | bytes) -> Article:
    [article] = read_upload("a.html", html.encode() if isinstance(html, str) else html)
    assert isinstance(article, Article)
    return article


def test_the_story_is_scored_and_the_rest_of_the_page_is_in_the_ledger() -> None:
    cleaned = clean(read(page()))
    assert cleaned.article.title == "Envoys report progress"
    assert cleaned.text.startswith(SENTENCE)
    assert "Home" not in cleaned.text
    outside = [cleaned.raw_text[r.start_char : r.end_char] for r in cleaned.removed]
    assert any("Home" in piece for piece in outside)
    assert any("Contact" in piece for piece in outside)
    assert OUTSIDE in {entry.reason for entry in cleaned.removed}


TABLE = """<table><thead><tr><th>Harbour</th> <th>Boats in port</th></tr></thead><tbody>
<tr><td>Selmo</td><td><b>Eleven</b> boats</td></tr>
<tr><td>Nyhaven</td> <td> </td> <td>Four boats</td></tr><tr><td>Velin</td><td></td></tr>
</tbody></table>"""
ROWS = ["Harbour | Boats in port", "Selmo | Eleven boats", "Nyhaven | Four boats"]


def test_a_table_keeps_its_rows_and_counts_as_no_broken_one() -> None:
    article = read(page(body=BODY + TABLE))
    assert article.text.split("\n")[-4:] == [*ROWS, "Velin"]
    assert [flag.check(document(article)).state for flag in INTEGRITY] == ["clear"] * len(INTEGRITY)


def test_a_table_that_lays_out_the_page_is_read_cell_by_cell() -> None:
    menu, story = "<td><p>Home</p><p>World</p></td>", f"<td>{BODY}</td>"
    article = read(page(body=f"<table><tr>{menu}{story}</tr></table>"))
    assert {"Home", "World"} <= set((article.raw_text or "").split("\n"))
    assert SENTENCE in article.text


def test_json_ld_states_the_metadata() -> None:
    stated = {
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": "NewsArticle",
                "headline": "Envoys report progress",
                "author": [{"name": "Ana Petrov"}, {"name": "Li Wei"}],
                "datePublished": "2025-03-14T10:00:00+02:00",
                "publisher": {"name": "Harbour Gazette"},
            },
        ]
    }
    article = read(page(f'<script type="application/ld+json">{json.dumps(stated)}</script>'))
    assert article.author == "Ana Petrov, Li Wei"
    assert article.outlet == "Harbour Gazette"
    assert article.published_at == datetime(2025, 3, 14, 8, tzinfo=UTC)


def test_open_graph_and_meta_tags_state_the_metadata() -> None:
    article = read(
        page(
            '<meta property="og:title" content="Envoys report progress | Gazette">'
            '<meta property="og:site_name" content="Gazette">'
            '<meta name="author" content="By Ana Petrov">'
            '<meta property="article:published_time" content="2025-03-14T10:00:00Z">'
            '<link rel="canonical" href="https://gazette.example/a/1">'
        )
    )
    assert (article.title, article.outlet) == ("Envoys report progress", "Gazette")
    assert article.author == "Ana Petrov"
    assert article.published_at == datetime(2025, 3, 14, 10, tzinfo=UTC)
    assert article.url == "https://gazette.example/a/1"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/x"])
def test_only_web_addresses_are_kept(address: str) -> None:
    assert read(page(f'<link rel="canonical" href="{address}">')).url is None


def test_what_nobody_sees_is_not_read() -> None:
    hidden = (
        "<script>var a = 1;</script><noscript>switch it on</noscript><style>p {}</style>"
        '<p style="display:none">unseen words</p><p hidden>unseen too</p><!-- a note -->'
    )
    raw = read(page(body=hidden + BODY)).raw_text or ""
    for words in ("var a", "switch it on", "p {}", "unseen", "a note"):
        assert words not in raw


def test_deep_nesting_does_not_lose_the_text() -> None:
    article = read(page(body="<div>" * 3_000 + BODY + "</div>" * 3_000))
    assert SENTENCE in article.text


@pytest.mark.parametrize(
    "trap",
    [
        "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
        "<div>" * 30_000,
        "<script>" * 30_000,
        "<!--" * 100_000,
        "<" * 200_000,
        "<a <b <c " * 50_000,
    ],
)
def test_traps_cost_no_time(trap: str) -> None:
    start = time.process_time()
    read_upload("a.html", (page() + trap).encode())
    assert time.process_time() - start < 10


@pytest.mark.parametrize("html", ["", "<html></html>", "<script>x</script>", "<p hidden>"])
def test_a_page_without_text_is_one_sentence(html: str) -> None:
    [item] = read_upload("a.html", html.encode())
    assert isinstance(item, Skipped)


def test_a_wrong_declaration_of_the_encoding_is_seen_through() -> None:
    words = "Переговоры завершились в понедельник без соглашения, сообщило министерство. "
    html = f"<meta charset=iso-8859-1><body><p>{words * 4}</p><p>{words * 4}</p>"
    assert words.strip() in read(html.encode("cp1251")).text


def test_body_byline_and_date_of_real_pages(shared: Path) -> None:
    # Floors a little under what was measured on these pages: .966, .94 and 1.
    found = {one.name: one.value for one in page_agreement(shared / "eval")}
    assert found["body token F1"] >= 0.955
    assert found["byline found"] >= 0.9
    assert found["date found"] >= 0.93
