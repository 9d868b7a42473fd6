"""Every link of a finding lands on words that show what was said, for the sample and the seeds."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.article_marks import highlights_of
from pipelines import Article, compare_articles, read_tables, score_articles
from pipelines.figure_words import values_of
from pipelines.flags import FLAGS
from pipelines.readers import read_inputs
from pipelines.schemas import TABLES, Tables
from pipelines.store import publish, write_part
from pipelines.summaries import only

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("overview", "compare", "sources", "themes", "voices", "timeline")


@pytest.fixture(scope="module", params=["sample", "seeds"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of the committed sample, and of the four seeds as a build makes them."""
    if request.param == "sample":
        return ROOT / "data" / "sample" / "tables"
    read = read_inputs(request.getfixturevalue("seeds"))
    articles = [one for one in read if isinstance(one, Article)]
    tables = compare_articles(score_articles(articles))
    out = tmp_path_factory.mktemp("seeds")
    part = write_part(out, {name: getattr(tables, name) for name in TABLES})
    publish(out, {"parts": [{"tables": part}], "counts": {"read": len(articles)}})
    return out


@pytest.fixture(scope="module")
def tables(folder: Path) -> Tables:
    return read_tables(folder)


@cache
def html_of(page: str, folder: Path) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARALLAX_DATA", str(folder))
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60).run()
        if page != "overview":
            app = app.switch_page(f"app_pages/{page}.py").run()
    assert not app.exception
    return "".join(element.proto.body for element in app.get("html"))


def article_links(html: str) -> Iterator[tuple[str, int | None, str | None]]:
    """Article, sentence and mark of each link to the close reading, each once."""
    seen = dict.fromkeys(unescape(one) for one in re.findall(r'href="(\./article\?[^"]*)"', html))
    for address in seen:
        said = {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}
        sentence = said.get("sentence")
        yield said["article"], None if sentence is None else int(sentence), said.get("mark")


def lands(tables: Tables, article_id: str, sentence: int | None, mark: str | None) -> bool:
    """Whether the close reading shows what the address asks for.

    A flag that says that something is missing has no words: its reason stands at the head.
    """
    rows = only(tables, [article_id])
    if sentence is not None:
        return sentence in set(rows.sentences["sentence_index"])
    if mark is None:
        return len(rows.articles) == 1
    found = highlights_of(rows, flags=FLAGS, asked=mark)
    if any(one.asked for marks in found.values() for one in marks):
        return True
    flags = rows.flags[(rows.flags["flag"] == mark) & (rows.flags["state"] == "triggered")]
    return bool(flags["reason"].notna().any())


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_an_article_lands_on_what_it_says(
    page: str, folder: Path, tables: Tables
) -> None:
    links = list(article_links(html_of(page, folder)))
    assert links
    assert [link for link in links if not lands(tables, *link)] == []


def answer(html: str, question: str) -> str:
    return html.split(f"<dt>{question}</dt>")[1].split("</dd>")[0]


def test_the_answer_on_unnamed_sources_leads_to_their_statements(
    folder: Path, tables: Tables
) -> None:
    said = answer(html_of("overview", folder), "Who has unnamed sources?")
    links = list(article_links(said))
    assert links
    for article_id, _, mark in links:
        marks = highlights_of(only(tables, [article_id]), flags=FLAGS, asked=mark)["text"]
        assert {one.look for one in marks if one.asked} == {"unnamed"}


def test_the_grimmest_voice_leads_to_its_grimmest_sentence(folder: Path, tables: Tables) -> None:
    said = answer(html_of("overview", folder), "Grimmest in its own voice?")
    ((article_id, sentence, _),) = article_links(said)
    tones = only(tables, [article_id]).sentences.set_index("sentence_index")["tone_narrator"]
    assert tones[sentence] == tones.min()


def test_the_theme_left_out_leads_to_words_on_it_elsewhere(folder: Path, tables: Tables) -> None:
    said = answer(html_of("overview", folder), "Who leaves a theme out?")
    (without, _, _), *others = article_links(said)
    assert others
    for having, _, theme in others:
        on = set(tables.themes.loc[tables.themes["theme"] == theme, "article_id"])
        assert having in on
        assert without not in on


def test_facts_that_do_not_fit_lead_to_both_sentences(folder: Path, tables: Tables) -> None:
    said = answer(html_of("overview", folder), "Do the facts fit?")
    pairs = tables.pairs[tables.pairs["kind"] == "slot_conflict"]
    links = list(article_links(said))
    assert len(links) == 2 * len(pairs.head(2))
    if pairs.empty:
        assert "No contradiction found" in said
    for article_id, sentence, _ in links:
        rows = only(tables, [article_id])
        at = rows.sentences.set_index("sentence_index").loc[sentence]
        words = rows.texts["text"].iloc[0][at["start_char"] : at["end_char"]]
        assert any(value in words for value in values_of(pairs["note"].iloc[0]))
