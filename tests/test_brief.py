"""The brief: every number has its n, every link its end, and no article's text does anything."""

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from pipelines import Article, compare_articles, score_articles
from pipelines.__main__ import main
from pipelines.analyst import Entry, flag_overrides, judgements, record
from pipelines.brief import SAMPLE_NOTICE, brief
from pipelines.brief.corpus import MOST_ROWS, Corpus
from pipelines.brief.events import events as events_section
from pipelines.brief.footnotes import Footnotes
from pipelines.brief.tone import _settled
from pipelines.once import counted_once
from pipelines.schemas import TABLES, Tables, frame, tables_of
from pipelines.store import publish, read_tables, write_part
from pipelines.summaries_glance import dates_fit

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror=alert(1)> "><style>*{}</style> & \u202egnirts'
)
ARTICLES = (
    Article(
        "Envoys of Ukraine and the United States met in Geneva on Tuesday to discuss a ceasefire.\n"
        "“We want a peace that lasts,” said Mara Lindt, the chief negotiator. "
        "Shelling killed nine people overnight and destroyed a school. "
        "The attack was cruel and shameful. The dead lay in the snow. Nobody helped the wounded. "
        "A terrible winter brought hunger and disease. The city is in ruins.",
        title="Talks open under fire",
        outlet="Harbour Wire",
        author="Ines Ahn",
        published_at=datetime(2025, 3, 3, tzinfo=UTC),
        url="https://wire.example/talks?a=1&b=2",
    ),
    Article(
        "The talks in Geneva between Ukraine and the United States made wonderful progress, a "
        "senior official said. The leaders hope to sign a treaty with security guarantees soon. "
        "Everybody was happy and full of hope. The mood was excellent and friendly. "
        "It was a great success for peace. People celebrated with joy. "
        "Observers say that the ceasefire may hold.",
        outlet="Quay Post",
        url="https://post.example/progress",
    ),
    Article(
        f"{HOSTILE} The minister praised the agreement in Geneva. The soldiers died in the snow.",
        title=HOSTILE,
        author=HOSTILE,
        outlet='"><img src=x onerror=alert(1)>',
        url="javascript:alert(document.cookie)",
        path="/secret/folder/<b>file.txt",
    ),
)  # fmt: skip
OURS = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "section", "nav", "h1"),
    *("h2", "h3", "p", "ul", "ol", "li", "a", "b", "i", "br", "span", "bdi", "mark", "div", "dl"),
    *("dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "svg", "rect", "line", "circle"),
    "path",
}


class Page(HTMLParser):
    """Tags with their attributes, and what can be read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, attribute: str) -> list[str]:
        return [str(found[attribute]) for _, found in self.tags if attribute in found]


@pytest.fixture(scope="module")
def scored() -> Tables:
    return compare_articles(score_articles(ARTICLES))


def part(tables: Tables, n: int) -> Tables:
    from pipelines.summaries import only

    return only(tables, tables.articles["article_id"].head(n))


def times(tables: Tables, n: int) -> Tables:
    """The corpus n times over, each time with other ids."""

    def other(rows: pd.DataFrame, k: int) -> pd.DataFrame:
        ids = [name for name in rows if str(name).endswith("_id") and name != "topic_id"]
        new = {name: (rows[name] + f"{k:04d}").where(rows[name].notna(), None) for name in ids}
        return rows.assign(**new)

    return Tables(
        **{
            name: pd.concat([other(getattr(tables, name), k) for k in range(n)], ignore_index=True)
            for name in TABLES
        }
    )


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_every_link_ends_in_the_page_and_every_place_is_there_once(scored, n):
    page = Page(brief(part(scored, n)))
    places = Counter(page.all("id"))
    assert [place for place, count in places.items() if count > 1] == []
    inside = [link[1:] for link in page.all("href") if link.startswith("#")]
    assert inside
    assert set(inside) <= set(places)


def test_text_of_an_article_is_inert(scored):
    html = brief(scored, judgements=judgements([Entry(scored.articles["article_id"].iloc[2], note=HOSTILE)]))  # fmt: skip  # noqa: E501
    page = Page(html)
    assert {tag for tag, _ in page.tags} <= OURS
    attributes = {name for _, found in page.tags for name in found}
    assert (
        not {name for name in attributes if name.startswith("on")} | {"style", "src"} & attributes
    )
    outside = {link for link in page.all("href") if not link.startswith("#")}
    assert outside == {"https://wire.example/talks?a=1&b=2", "https://post.example/progress"}
    assert "<script>alert(1)</script>" in page.words, "shown as what it is"


def test_the_page_asks_for_nothing_and_runs_nothing(scored):
    html = brief(scored)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    style = html.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "script-src" not in policy
    assert "url(" not in style
    assert "@import" not in style


def test_no_folder_of_the_machine_is_told(scored):
    html = brief(scored, manifest={"set_aside": [{"path": "/secret/folder/x.txt", "message": "m"}]})
    assert "/secret" not in html
    assert "x.txt" in html


def test_every_mean_stands_with_its_n(scored):
    html = brief(scored)
    means = re.findall(r"<b>[+−]\d\.\d\d</b>.{0,30}", html)
    assert len(means) >= 4
    assert all("(n " in mean for mean in means)
    for lead in re.findall(r"<li><b>[^<]*voice.*?</li>", html):
        if re.search(r"[+−]\d\.\d\d", lead):
            assert "(n " in lead


def test_the_means_are_those_of_the_tables(scored):
    html = brief(scored)
    row = scored.articles.iloc[0]
    shown = f"{row['tone_narrator']:+.2f}".replace("-", "−")
    assert f"<b>{shown}</b>" in html


def test_articles_whose_intervals_overlap_are_not_ranked():
    def row(mean: float, half: float, n: int = 9) -> dict[str, float]:
        return {
            "narrator": mean,
            "narrator_n": n,
            "narrator_low": mean - half,
            "narrator_high": mean + half,
        }

    rows = [row(-0.4, 0.1), row(-0.25, 0.1), row(0.3, 0.1), row(-0.9, 0.01, n=2)]
    settled = _settled(pd.DataFrame(rows))
    assert list(settled["grimmer"]) == [1, 1, 0, 0]
    assert list(settled["warmer"]) == [0, 0, 2, 0]


def test_clear_differences_of_tone_are_said(scored):
    words = Page(brief(part(scored, 2))).words
    assert "Grimmest in its own voice: article\N{NO-BREAK SPACE}1" in words
    assert "Warmest in its own voice: article\N{NO-BREAK SPACE}2" in words


def test_overlapping_articles_are_called_unsettled(scored):
    thrice = replace(times(part(scored, 1), 3), events=frame("events", ()))
    words = Page(brief(thrice)).words
    assert "No article is the grimmest or the warmest in its own voice" in words
    assert "No order by tone of whole articles is settled" in words
    assert "no order is settled" in words, "in the table too, instead of how many it is not"
    assert "than 0" not in words
    assert "Grimmest in its own voice" not in words


def leads(tables: Tables) -> list[str]:
    short = brief(tables).partition('<section id="short">')[2].partition("</section>")[0]
    return [Page(one).words for one in re.findall("<li>(.*?)</li>", short)]


def test_the_short_version_has_no_point_that_says_nothing(scored):
    alone = leads(part(scored, 1))
    assert not [one for one in alone if "Nothing can be said" in one or "nothing to compare" in one]
    assert not [one for one in alone if one.startswith("One article")]
    assert any(one.startswith("Flags triggered: ") for one in alone)
    for n in (1, 2, 3):
        for said in leads(part(scored, n)):
            assert len(said.removesuffix(" details")) > 20
            assert not re.search(r"\b0 (?:have|of|clearly)", said), said


def test_parts_of_statements_have_the_colours_of_the_voices_page():
    from pathlib import Path

    import pipelines.brief

    ours = (Path(pipelines.brief.__file__).parent / "brief.css").read_text(encoding="utf-8")
    page = Path("dashboard/style.css").read_text(encoding="utf-8")
    for kind in ("named", "unnamed", "group", "none"):
        (light,) = re.findall(rf"\.vk-{kind} .*?light-dark\((#\w+)", page)
        assert f"svg .{kind} {{ fill: {light}; }}" in ours


def test_figures_that_differ_read_as_people_write_them_and_lead_to_their_words(scored):
    one, other, _ = scored.articles["article_id"]
    slots = [(one, "figure", "480", "prisoner", 0, 6), (other, "figure", "620", "prisoner", 4, 9)]
    ids = sorted((one, other))
    values = "480 against 620" if ids == [one, other] else "620 against 480"
    pair = (*ids, "slot_conflict", None, None, None, f"prisoner: {values}")
    at_odds = replace(scored, slots=frame("slots", slots), pairs=frame("pairs", [pair]))
    html = brief(at_odds)
    words = Page(html).words
    first, second = values.split(" against ")
    assert f"{first} prisoners against {second} prisoners" in words
    (item,) = re.findall(r"Figures and facts that differ.*?<li>(.*?)</li>", html)
    assert item.count('class="fn"') == 2


def test_the_order_by_tone_is_the_one_that_the_overview_tells(scored):
    from dashboard.findings import _order
    from pipelines.summaries_tone import order_within_events

    one_event = replace(scored, events=frame("events", ()))
    found = order_within_events(one_event)
    assert found.n_pairs > 1
    pairs = f"{found.n_pairs:,} pair"
    assert pairs in _order(one_event)
    assert pairs in " ".join(leads(one_event))


def test_words_behind_a_flag_are_quoted(scored):
    html = brief(scored)
    (row,) = re.findall(r'<b id="f-anonymous_sources">.*?</tr>', html)
    number = re.search(r'href="#w(\d+)"', row)
    assert number
    (quoted,) = re.findall(rf'<li id="w{number[1]}">.*?</li>', html)
    assert "<mark>" in quoted
    assert "senior official" in Page(quoted).words


def test_every_flag_is_told_in_three_states_with_its_grade_and_innocent_explanation(scored):
    from html import escape

    from pipelines.flags import FLAGS

    html = brief(scored)
    for flag in FLAGS:
        counts = scored.flags.loc[scored.flags["flag"] == flag.name, "state"].value_counts()
        (row,) = re.findall(rf'<b id="f-{flag.name}">.*?</tr>', html)
        cells = re.findall(r"<td>([^<]*)</td>", row)[:3]
        assert [int(cell) for cell in cells] == [
            counts.get(state, 0) for state in ("triggered", "clear", "cannot assess")
        ]
        assert f"({flag.grade})" in row
        assert escape(flag.innocent) in row


def test_without_texts_the_brief_says_so_and_still_leads_to_places(scored):
    bare = brief(replace(scored, texts=frame("texts", ())))
    page = Page(bare)
    assert "is not in these tables" in page.words
    assert "the words are not in these tables" in page.words
    assert {link[1:] for link in page.all("href") if link[0] == "#"} <= set(page.all("id"))


def test_nothing_to_say_is_said():
    words = Page(brief(tables_of({}))).words
    assert "There are no articles" in words
    assert "Method and limits" in words


def test_a_large_corpus_is_summed_up(scored):
    few, many = brief(times(scored, 20)), brief(times(scored, 120))
    assert len(many) < 1.25 * len(few), "more articles must not make it longer for ever"
    assert many.count("<tr>") < 40 * MOST_ROWS
    assert "Shown: 30 of 360 articles" in Page(many).words


def test_same_tables_same_page(scored):
    assert brief(scored) == brief(scored)
    assert "Made on 3 March 2026" in brief(scored, made=date(2026, 3, 3))


def test_what_the_analyst_says_is_there_and_named_as_hers(scored):
    one = str(scored.articles["article_id"].iloc[0])
    said = [
        Entry(one, source_grade="B", information_grade="2", note="Seen the original."),
        Entry(one, flag="no_dateline", override="false alarm"),
    ]
    html = brief(scored, judgements=judgements(said), overrides=flag_overrides(said))
    words = Page(html).words
    assert "Seen the original." in words
    assert "B2" in words
    fired = set(scored.flags.loc[scored.flags["state"] == "triggered", "flag"])
    assert ("[analyst: false alarm]" in words) == ("no_dateline" in fired)


def test_what_the_analyst_says_of_other_articles_is_left_out(scored):
    other = {("f" * 16, "no_dateline"): "false alarm"}
    assert "An analyst's notes" not in Page(brief(scored, overrides=other)).words


def test_a_reason_for_anonymity_is_told_beside_its_source():
    text = (
        "Envoys met in Geneva on Tuesday. The ceasefire will hold until spring, said a senior "
        "official, who spoke on condition of anonymity because he was not authorised to speak."
    )
    html = brief(compare_articles(score_articles([Article(text, title="Talks in Geneva")])))
    assert "given for 1 of 1" in Page(html).words
    assert "<td>yes</td>" in html


def test_an_event_has_one_number_however_many_of_its_articles_are_copies(scored):
    few, many = "a" * 16, "b" * 16
    tables = times(part(scored, 1), 9)
    ids = sorted(tables.articles["article_id"])
    events = [(one, few if at < 4 else many, None) for at, one in enumerate(ids)]
    copied = [(ids[4], one, "near_duplicate", 1.0, 1.0, ids[4], None) for one in ids[5:7]]
    compared = tables_of({"events": events, "pairs": copied})
    corpus = Corpus(replace(tables, events=compared.events, pairs=compared.pairs))
    said = Page(events_section(corpus, Footnotes(corpus)).body).words
    assert re.search(r"Event 1\s*3 and 2 copies", said), "five articles, as the dashboard counts"
    assert re.search(r"Event 2\s*4: ", said)


def test_the_run_is_named(scored):
    manifest = {"tables_version": 1, "rules_digest": "abc123", "versions": {"pandas": "3.1"}}
    words = Page(brief(scored, manifest=manifest, filters=["Harbour Wire"])).words
    assert "abc123" in words
    assert "3.1" in words
    assert "Harbour Wire" in words


def published(tables: Tables, folder: Path) -> Path:
    folder.mkdir()
    part = write_part(folder, {name: getattr(tables, name) for name in TABLES})
    publish(folder, {"parts": [{"key": "k", "tables": part}], "rules_digest": "abc123"})
    return folder


def test_the_command_writes_the_page_with_the_notes_beside_the_tables(scored, tmp_path, capsys):
    folder = published(scored, tmp_path / "tables")
    record(folder, Entry(scored.articles["article_id"].iloc[0], note="Ask the desk."))
    out = tmp_path / "b.html"
    assert main(["brief", "--data", str(folder), "--out", str(out)]) == 0
    assert "b.html" in capsys.readouterr().out
    html = out.read_text(encoding="utf-8")
    assert "Ask the desk." in html
    assert "abc123" in html
    assert SAMPLE_NOTICE not in html


def test_the_command_writes_to_stdout_and_says_what_is_wrong(scored, tmp_path, capsys):
    folder = published(scored, tmp_path / "tables")
    assert main(["brief", "--data", str(folder), "--out", "-"]) == 0
    assert capsys.readouterr().out.startswith("<!DOCTYPE html>")
    assert main(["brief", "--data", str(tmp_path), "--out", "-"]) == 1
    assert "parallax build" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        main(["brief", "--data", str(folder), "--out", str(tmp_path / "b.doc")])
    assert stop.value.code == 2


def test_a_pdf_without_a_browser_says_what_to_do(scored, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("pipelines.brief.pdf.shutil.which", lambda name: None)
    folder = published(scored, tmp_path / "tables")
    assert main(["brief", "--data", str(folder), "--out", str(tmp_path / "b.pdf")]) == 1
    assert "html" in capsys.readouterr().err
    assert not (tmp_path / "b.pdf").exists()


def test_of_a_language_that_is_not_covered_nothing_is_called_unsaid() -> None:
    foreign = (
        "El concejo aprobó el martes la reconstrucción del puente, que se derrumbó en mayo. "
        "«Debemos una respuesta a las familias», dijo la alcaldesa después de la votación. "
    ) * 3
    tables = compare_articles(score_articles([*ARTICLES[:2], Article(foreign, title="El puente")]))
    told = brief(tables)
    assert "is in a language that the word lists do not cover" in " ".join(leads(tables))
    assert "in 1 of 2 articles" in " ".join(leads(tables)), "unnamed sources, of those assessed"
    row = told.partition("Named, unnamed, vague")[2].partition("El puente")[2].partition("</tr>")[0]
    assert "? language not covered" in row
    assert row.count("–") == 5, "no kind of speaker, no n"


def test_dates_at_odds_are_counted_among_those_that_could_be_told() -> None:
    tables = read_tables(Path(__file__).parents[1] / "data" / "sample" / "tables")
    fit = dates_fit(counted_once(tables))
    assert 0 < fit.n_checked < len(tables.articles)
    of = f"({len(fit.in_conflict)} of {fit.n_checked} with words that bound when they were written)"
    assert of in " ".join(leads(tables))
