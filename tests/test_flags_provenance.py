"""Where a text comes from: author, outlet, date, place, credits, documents."""

from datetime import UTC, datetime

import pytest

from tests.asking import HONEST, ask, words

FULL = {
    "title": "Ferry line to reopen",
    "outlet": "Selmo Courier",
    "author": "Ana Holt",
    "published_at": datetime(2025, 3, 14, tzinfo=UTC),
}


@pytest.mark.parametrize(
    ("flag", "field"),
    [
        ("no_byline", "author"),
        ("no_date", "published_at"),
        ("no_outlet", "outlet"),
        ("no_headline", "title"),
    ],
)
def test_missing_metadata_is_named_and_what_the_source_cannot_hold_is_not_assessed(
    flag: str, field: str
) -> None:
    assert ask(flag, **FULL).state == "clear"
    without = {name: value for name, value in FULL.items() if name != field}
    finding = ask(flag, **without)
    assert finding.state == "triggered"
    assert finding.reason
    assert finding.reason.startswith("no ")
    unavailable = ask(flag, **without, unavailable=frozenset({field}))
    assert unavailable.state == "cannot assess"


def test_a_text_that_names_no_place_at_its_beginning_has_no_dateline() -> None:
    placeless = "The talks were useful, people said. They will go on. " * 40
    assert ask("no_dateline", placeless).state == "triggered"
    assert ask("no_dateline", HONEST).state == "clear"
    assert ask("no_dateline", "Talks went on.").state == "cannot assess"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (f"{HONEST} This story was originally published by us.", "originally published"),
        (f"{HONEST} The article is republished from Nyhaven Post.", "article is republished"),
        ("SELMO (Reuters) - The ferry sails again. Boats left on Friday.", "(Reuters)"),
    ],
)  # fmt: skip
def test_wording_of_another_publisher_is_marked(text: str, marked: str) -> None:
    assert any(marked in found for found in words("republished", text))


@pytest.mark.parametrize(
    "credit",
    [
        "This report was supplied by Nyhaven Wire.",
        "This story has been provided to us by the Nyhaven News Agency.",
        "This article is made available under a licence from Nyhaven Post.",
        "This piece appears here courtesy of Nyhaven Post.",
        "Content provided by Nyhaven Wire",
        "Reproduced by arrangement with Nyhaven Post.",
        "© 2025 Nyhaven Features Syndicate",
    ],
)
def test_a_credit_line_of_a_supplier_is_marked_whole(credit: str) -> None:
    assert any(credit in found for found in words("republished", f"{HONEST}\n\n{credit}\n"))


def test_what_appeared_elsewhere_first_is_no_credit_unless_it_is_this_text() -> None:
    others = (
        "The claim first appeared in a magazine. Food was supplied by the army, and the report was"
        " provided by the ministry. The photographs were first published by a newspaper."
    )
    assert ask("republished", f"{HONEST}\n\n{others}").state == "clear"
    assert ask("republished", f"{HONEST}\n\n© 2025 Selmo Courier").state == "clear"
    inside = "A version of this essay ran in the Nyhaven Post. Ana Holt lives in Selmo."
    assert ask("republished", f"{HONEST}\n\n{inside}").state == "triggered"


def test_an_agency_does_not_republish_itself() -> None:
    text = "SELMO (Reuters) - The ferry sails again. Boats left on Friday."
    assert ask("republished", text, outlet="Reuters").state == "clear"
    assert ask("republished", HONEST).state == "clear"


def test_a_footer_that_names_another_outlet_than_its_headline_is_a_mismatch() -> None:
    text = (
        f"{HONEST}\nThe post Ferry sails again – The Nyhaven Post first appeared on SELMO NEWS.\n"
    )
    assert set(words("credit_mismatch", text)) >= {"The Nyhaven Post", "SELMO NEWS."}
    same = (
        f"{HONEST}\nThe post Ferry sails again – Selmo Courier first appeared on Selmo Courier.\n"
    )
    assert ask("credit_mismatch", same).state == "clear"


def test_a_byline_in_the_text_that_is_not_the_stated_author_is_a_mismatch() -> None:
    text = f"By Tove Lind\n\n{HONEST}"
    assert ask("credit_mismatch", text, title="Ferry", author="Tove Lind").state == "clear"
    assert ask("credit_mismatch", text, title="Ferry", author="Karl Boe").state == "triggered"


def test_a_report_that_cites_a_document_is_clear() -> None:
    assert ask("no_cited_document", HONEST).state == "clear"
    bare = "The pier is old and boats wait. Nobody knows when the ferry sails. " * 20
    assert ask("no_cited_document", bare).state == "triggered"
    assert ask("no_cited_document", "Boats wait.").state == "cannot assess"


@pytest.mark.parametrize(
    "dateline", ["SELMO, May 12 (Nyhaven Wire) -", "SELMO, 12 May 2025 —", "SELMO (Nyhaven Wire) -"]
)
def test_a_dateline_with_a_day_names_the_place_of_reporting_and_of_the_event(dateline: str) -> None:
    text = f"{dateline} The talks were useful, people said. " + "They will go on. " * 60
    assert ask("no_dateline", text).state == "clear"
    assert ask("no_event_place", text).state == "clear"


def test_a_press_release_service_is_a_credit() -> None:
    text = f"SELMO, May 12, 2025 /Nyhaven Newswire/ -- {HONEST}"
    assert words("republished", text) == ["/Nyhaven Newswire/"]


def test_an_article_that_speaks_of_itself_cites_no_document() -> None:
    bare = "This article explores piers. The pier is old and boats wait. " * 20
    assert ask("no_cited_document", bare).state == "triggered"
    assert ask("no_cited_document", f"{bare} An article says so.").state == "clear"
