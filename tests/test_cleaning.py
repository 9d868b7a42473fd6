"""What is taken out of an article, what must stay, and what its lines tell."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.articles import Article
from pipelines.cleaning import Cleaned, clean
from pipelines.readers import read_pasted
from pipelines.readers.characters import lines_of


def removed(cleaned: Cleaned) -> dict[str, str]:
    return {
        " ".join(cleaned.raw_text[r.start_char : r.end_char].split()): r.reason
        for r in cleaned.removed
    }


def read_seed(seeds: list[Path], start: str) -> Cleaned:
    path = next(path for path in seeds if path.name.startswith(start))
    return clean(Article(path.read_text("utf-8")))


def test_page_chrome_of_a_seed_is_taken_out_with_reasons(seeds: list[Path]) -> None:
    cleaned = read_seed(seeds, "001")
    assert (cleaned.article.title or "").startswith("Ukraine Peace Talks:")
    reasons = removed(cleaned)
    assert reasons["Smiley face"] == "page navigation"
    assert reasons["Weather Live Markets"] == "page navigation"
    assert reasons["Share."] == "share bar"
    assert reasons["Leave A Reply"] == "comment prompt"


def test_header_and_footer_of_a_seed_become_metadata(seeds: list[Path]) -> None:
    article = read_seed(seeds, "002").article
    assert (article.url or "").startswith("https://usa-news.biz/2025/02/22/")
    assert article.author == "Jean-Pierre CHALLOT"
    assert article.published_at == datetime(2025, 2, 22, 14, 42, 26, tzinfo=UTC)
    assert article.outlet == "USA NEWS"


def test_only_a_headline_is_taken_out_of_a_clean_seed(seeds: list[Path]) -> None:
    reasons = removed(read_seed(seeds, "000"))
    assert list(reasons.values()) == ["headline (kept as the title)"]


@pytest.mark.parametrize("above", ["", "Share\n", "Share\nLink copied\n"])
def test_a_short_headline_above_buttons_to_share_it_is_one(above: str) -> None:
    cleaned = clean(Article(f"{above}Ferry talks\nLink copied\n\n{STORY}\n\n{END}"))
    assert cleaned.article.title == "Ferry talks"
    assert cleaned.text == f"{STORY}\n\n{END}"
    scrap = clean(Article(f"{above}Smiley face\nLink copied\nFerry talks stall again\n\n{STORY}"))
    assert scrap.article.title == "Ferry talks stall again"


@pytest.mark.parametrize("start", ["003"])
def test_a_seed_without_headline_or_chrome_stays_whole(seeds: list[Path], start: str) -> None:
    cleaned = read_seed(seeds, start)
    assert cleaned.article.title is None
    assert cleaned.removed == ()


STORY = (
    "The delegations met in the old customs house on Monday and spoke for six hours about the "
    "border, the prisoners and the price of grain."
)
END = "Neither side said when the talks would resume, and both flags were taken down before dusk."


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Share this article on Facebook", "share bar"),
        ("Facebook Twitter WhatsApp Email", "share bar"),
        ("Follow us on Twitter @example", "share bar"),
        ("Leave a comment", "comment prompt"),
        ("Your email address will not be published.", "comment prompt"),
        ("Comment *   Name *   Email *", "comment prompt"),
        ("We use cookies to improve your experience on our site.", "cookie notice"),
        ("Accept all cookies", "cookie notice"),
        ("Sign up for our daily newsletter", "newsletter prompt"),
        ("Already a subscriber? Log in", "subscription prompt"),
        ("Related: Ministers meet for a second day", "related stories"),
        ("Most read", "related stories"),
        ("ADVERTISEMENT", "advertisement"),
        ("Story continues below", "advertisement"),
        ("Skip to main content", "page navigation"),
        ("3 min read", "page navigation"),
        ("Home > World > Europe", "page navigation"),
        ("Image copyright Example Pictures", "picture credit"),
        ("(Ana Petrova/Reuters)", "picture credit"),
        ("Enlarge this image Ana Petrova/NPR Ana Petrova/NPR", "picture credit"),
        ("Ana Petrova/AP Photo", "picture credit"),
        ("Link Copied", "share bar"),
        ("Download the Gazette app for breaking news", "subscription prompt"),
        ("© 2024 The Harbour Gazette", "copyright line"),
        ("Copyright 2024 The Harbour Gazette. All rights reserved.", "copyright line"),
        ("The post Ferry talks stall first appeared on Harbour Gazette.", "syndication footer"),
        ("This article was originally published in the Hill Courier.", "syndication footer"),
        ("* * *", "separator"),
    ],
)
def test_lines_of_the_page_are_taken_out_with_their_reason(line: str, reason: str) -> None:
    cleaned = clean(Article(f"{STORY}\n\n{line}\n\n{END}"))
    assert removed(cleaned)[" ".join(line.split())] == reason
    assert cleaned.text == f"{STORY}\n\n{END}"


@pytest.mark.parametrize(
    "line",
    [
        "Talks resume.",
        "Why the talks happened now",
        "Share prices fell",
        "1. Secure borders with international oversight",
        "- Long-term weapons supply guarantees",
        "• Both sides believe time is on their side",
        "GENEVA, March 3 (Agency) —",
        "U.S. Position",
        "Support for increased aid access",
        "Advertising",
        "Photo finish in the northern race",
        "“Sign nothing,” she said.",
        "Copyright law was the other subject of the evening.",
        "Comments from the ministry were brief.",
        "Cookies were served to the delegates.",
        "Read the room, one diplomat advised.",
        "Related industries lost 4,000 jobs.",
        "By Monday the bridge had been reopened.",
        "Markets",
        "Weather",
        "14 March 2025",
        "Germany 3.2%",
        "He reads the newsletter of the union every week.",
        "The minister will follow us on the road to the border.",
    ],
)
def test_honest_lines_stay(line: str) -> None:
    text = f"{STORY}\n\n{line}\n\n{END}"
    assert clean(Article(text)).text == text


def test_menus_above_the_headline_go_and_the_headline_becomes_the_title() -> None:
    text = (
        "Blue heron\nHome News Sport Weather\n\n"
        f"Ferry talks stall over the price of grain\n\n{STORY}\n\n{END}"
    )
    cleaned = clean(Article(text))
    assert cleaned.article.title == "Ferry talks stall over the price of grain"
    assert cleaned.text == f"{STORY}\n\n{END}"
    assert list(removed(cleaned).values()) == [
        "page navigation",
        "page navigation",
        "headline (kept as the title)",
    ]


def test_buttons_at_the_end_of_a_text_go() -> None:
    cleaned = clean(Article(f"{STORY}\n\n{END}\nShare\nTweet\nFacebook"))
    assert cleaned.text == f"{STORY}\n\n{END}"


def test_header_lines_become_metadata_in_any_order() -> None:
    text = (
        "Ferry talks stall over the price of grain\nBy Ana Petrov and Li Wei, Staff Writers\n"
        "The Harbour Gazette\nPublished 14 March 2025\n"
        f"Source: https://gazette.example/ferry/talks\n\n{STORY}\n\n{END}"
    )
    cleaned = clean(Article(text))
    assert cleaned.article.title == "Ferry talks stall over the price of grain"
    assert cleaned.article.author == "Ana Petrov and Li Wei"
    assert cleaned.article.outlet == "The Harbour Gazette"
    assert cleaned.article.published_at == datetime(2025, 3, 14, tzinfo=UTC)
    assert cleaned.article.url == "https://gazette.example/ferry/talks"
    assert cleaned.text == f"{STORY}\n\n{END}"


def test_footer_lines_become_metadata() -> None:
    text = (
        f"{STORY}\n\n{END}\n\nAuthor : Ana PETROV\nPublish date : 2025-02-22 14:42:26\n"
        "Outlet: Harbour Gazette\n"
    )
    article = clean(Article(text)).article
    assert (article.author, article.outlet) == ("Ana PETROV", "Harbour Gazette")
    assert article.published_at == datetime(2025, 2, 22, 14, 42, 26, tzinfo=UTC)


def test_fields_of_the_caller_win_over_the_lines() -> None:
    cleaned = clean(Article(f"By Ana Petrov\n\n{STORY}", author="The desk", title="Given"))
    assert cleaned.article.author == "The desk"
    assert cleaned.article.title == "Given"
    assert cleaned.text == STORY


def test_a_given_title_is_taken_out_of_the_text_once() -> None:
    text = f"Ferry talks stall\n\n{STORY}\n\nFerry talks stall\n\n{END}"
    cleaned = clean(Article(text, title="Ferry Talks Stall!"))
    assert cleaned.text == f"{STORY}\n\nFerry talks stall\n\n{END}"


@pytest.mark.parametrize(
    "first",
    ["The talks ended on Monday.", "- Border guarantees", "GENEVA (Agency) —", "What it covers:"],
)
def test_a_first_line_that_is_no_headline_stays(first: str) -> None:
    cleaned = clean(Article(f"{first}\n\n{STORY}\n\n{END}"))
    assert cleaned.article.title is None
    assert cleaned.text.startswith(first)


def test_a_front_page_is_no_address_of_an_article() -> None:
    article = clean(Article(f"{STORY}\n\n{END}\n\nSource: https://gazette.example/")).article
    assert article.url is None


def test_dates_of_a_chronology_stay() -> None:
    text = f"3 March 2024\nTalks begin in the port.\n9 March 2024\nTalks end.\n\n{STORY}"
    cleaned = clean(Article(text))
    assert cleaned.article.published_at is None
    assert "3 March 2024" in cleaned.text
    assert "9 March 2024" in cleaned.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b and\x07 c", "ab and c"),
        ("ter\u200bri\u00adble", "terrible"),
        ("\u202eabc\u202c", "abc"),
        ("half a pair \ud83d here", "half a pair \ufffd here"),
        ("cafe\u0301", "café"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one  \n\n\n\n  two", "one\n\ntwo"),
        ("one\u2028two", "one\ntwo"),
        ("family 👩\u200d👩\u200d👧 photo", "family 👩\u200d👩\u200d👧 photo"),
        ("donâ€™t", "donâ€™t"),
        ("", ""),
    ],
)
def test_characters_nobody_sees_go_and_the_rest_stays(text: str, expected: str) -> None:
    assert clean(Article(text)).text == expected


def test_lines_outside_the_article_of_a_page_are_in_the_ledger() -> None:
    page = f"Home\nFerry talks\nFerry talks\n{STORY}\n{END}\nMore ferries\nContact"
    cleaned = clean(Article(f"{STORY}\n{END}", raw_text=page, title="Ferry talks"))
    assert cleaned.text == f"{STORY}\n{END}"
    spans = [page[r.start_char : r.end_char] for r in cleaned.removed]
    assert spans == ["Home\nFerry talks\nFerry talks", "More ferries\nContact"]


@pytest.mark.parametrize(
    ("text", "link", "kept"),
    [
        (
            "Sen. Ann Holt Ann Marie HoltFerry talks stall 'Never,' say all MORE (D-Ohio) left.",
            " Ann Marie HoltFerry talks stall 'Never,' say all MORE",
            "Sen. Ann Holt (D-Ohio) left.",
        ),
        (
            "Ben CarverBenjamin (Ben) Carver2020 budget | Port reopens MORE’s aides agreed.",
            "Benjamin (Ben) Carver2020 budget | Port reopens MORE",
            "Ben Carver’s aides agreed.",
        ),
        (
            "Mayor Ida Stone Ida Jane Stone Bridge closes for repairs MORE spoke.",
            " Ida Jane Stone Bridge closes for repairs MORE",
            "Mayor Ida Stone spoke.",
        ),
        ("Ida Stone Ida StoneMORE spoke.", " Ida StoneMORE", "Ida Stone spoke."),
    ],
)
def test_links_to_other_stories_inside_a_sentence_go(text: str, link: str, kept: str) -> None:
    cleaned = clean(Article(f"{STORY}\n\n{text}\n\n{END}"))
    assert cleaned.text == f"{STORY}\n\n{kept}\n\n{END}"
    found = [(cleaned.raw_text[r.start_char : r.end_char], r.reason) for r in cleaned.removed]
    assert found == [(link, "related stories")]


@pytest.mark.parametrize(
    "line",
    [
        "WHY THE MAYOR'S ECONOMIC MOVES AGAINST THE NORTH MAY DO MORE TO TAME THE PORT",
        "Holt met Holt and Holt, and the crowd wanted MORE time for both of the two cousins.",
        "Ann Holt, Ben Carver and Ida Stone asked for MORE ferries, and Ann Holt was the loudest.",
        "Story highlights the price of grain, and the delegations spoke of nothing else all day.",
        "Mayor Ida Stone Ida Jane StoneBridge closes for repairs, and more was said than done.",
    ],
)
def test_no_capitals_make_a_link_of_a_sentence(line: str) -> None:
    text = f"{STORY}\n\n{line}\n\n{END}"
    assert clean(Article(text)).text == text


def test_the_label_of_a_summary_goes_and_the_summary_stays() -> None:
    cleaned = clean(Article(f"Story highlights Ferries wait for grain {STORY}\n\n{END}"))
    assert cleaned.text == f"Ferries wait for grain {STORY}\n\n{END}"
    assert removed(cleaned) == {"Story highlights": "label of a summary"}


def test_two_links_of_one_line_and_of_a_page_are_in_the_ledger_one_by_one() -> None:
    link = "Ann Holt Ann Marie HoltFerry talks stall MORE"
    page = f"Menu\n{STORY}\n{link} met {link}.\n{END}"
    cleaned = clean(Article(page.removeprefix("Menu\n"), raw_text=page))
    assert cleaned.text == f"{STORY}\nAnn Holt met Ann Holt.\n{END}"
    spans = [page[r.start_char : r.end_char] for r in cleaned.removed]
    assert spans == ["Menu", *[" Ann Marie HoltFerry talks stall MORE"] * 2]


@given(
    st.text(
        alphabet=st.one_of(
            st.characters(), st.sampled_from("\r\n\t .:|-aAbBy1\u200b\u200d\ud800©”")
        ),
        max_size=300,
    )
)
def test_every_line_is_kept_or_in_the_ledger(text: str) -> None:
    cleaned = clean(Article(text))
    ends = [0]
    for entry in cleaned.removed:
        assert ends[-1] <= entry.start_char < entry.end_char <= len(cleaned.raw_text)
        ends.append(entry.end_char)
    inside = {place for r in cleaned.removed for place in range(r.start_char, r.end_char)}
    kept = "".join(
        "\n" if char in "\n" and place in inside else " " if place in inside else char
        for place, char in enumerate(cleaned.raw_text)
    )
    assert [line.text for line in lines_of(kept)] == [
        line for line in cleaned.text.split("\n") if line
    ]


@example(["Share.", "Heading", "Heading", STORY])
@given(st.lists(st.sampled_from(["Share.", STORY, "By Ana Petrov", "", "Heading", END, "1. One"])))
def test_the_reader_and_cleaning_agree(lines: list[str]) -> None:
    by_hand = clean(Article("\n".join(lines)))
    by_reader = clean(read_pasted("\n".join(lines)))
    assert by_reader.text == by_hand.text
    assert by_reader.article == by_hand.article


def test_hostile_lines_take_no_long_time() -> None:
    hostile = ["A " * 50_000, "share " * 40_000, "-" * 100_000, "By " + "A. " * 30_000, " " * 10**6]
    hostile += ["Ab " * 300_000 + "MORE", "MORE " * 100_000, "Ab Cd Ab " * 50_000 + "MORE"]
    clean(Article("\n".join([*hostile, "x\n" * 20_000])))


def test_headlines_listed_below_related_stories_go_with_their_heading() -> None:
    story = (
        "The council voted on Wednesday night to approve the sale of two fifths of the ferry line"
        " to the port authority, after a debate of six hours.\n"
    )
    listed = "Related stories\nFerry owners agree to sell stake\nStorms: what to know\n"
    assert clean(Article(f"{story}{listed}Leave a comment\n")).text == story.strip()
    below = "The line is old.\nHow we got here\n"
    assert "How we got here" in clean(Article(f"{story}{below}")).text
    assert "The line is old." in clean(Article(f"{story}{listed}{below}")).text
