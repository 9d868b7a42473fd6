"""Every page in a real browser: both appearances, wide and narrow, nothing cut off or broken."""

from itertools import product

import pytest
from playwright.sync_api import expect

PAGES = (
    "overview",
    "compare",
    "article",
    "themes",
    "voices",
    "timeline",
    "sources",
    "score_article",
    "methods",
)
LOOKS = list(product(("light", "dark"), (1440, 390)))


def test_start_shows_a_full_overview(arrive):
    visitor = arrive()
    page = visitor.open("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "What is in this corpus, and is it one event?"
    )
    rows = page.locator(".sh-row:not(.sh-head)")
    expect(rows.nth(15)).to_be_visible()
    expect(rows.first.locator(".sh-strip a").nth(3)).to_be_visible()
    expect(page.get_by_text("Illustrative sample.")).to_be_visible()
    visitor.keep("overview-start")


def test_every_page_is_reached_through_the_menu_and_back(arrive):
    visitor = arrive()
    page = visitor.open("/")
    menu = page.get_by_role("navigation", name="Pages")
    expect(menu.get_by_role("link")).to_have_count(len(PAGES))
    names = menu.get_by_role("link").all_inner_texts()
    before = None
    for name in names:
        menu.get_by_role("link", name=name, exact=True).click()
        current = menu.locator('[aria-current="page"]')
        expect(current).to_have_text(name)
        visitor.settled()
        heading = page.get_by_role("heading", level=1)
        if before is not None:
            expect(heading).not_to_have_text(before)
        before = heading.inner_text()
    page.go_back()
    expect(menu.locator('[aria-current="page"]')).to_have_text(names[-2])


WIDER = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => `${one.tagName}: ${one.scrollWidth} > ${one.clientWidth}`)"""


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_pages_fit_their_window(arrive, theme, width):
    visitor = arrive(theme=theme, width=width)
    too_wide = {}
    for name in PAGES:
        page = visitor.open("/" if name == "overview" else f"/{name}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        too_wide[name] = page.evaluate(WIDER)
        visitor.keep(f"{name}-{theme}-{width}")
    assert {name: found for name, found in too_wide.items() if found} == {}


@pytest.mark.parametrize(("theme", "dark"), [("light", False), ("dark", True)])
def test_appearance_follows_the_visitor(arrive, theme, dark):
    visitor = arrive(theme=theme)
    page = visitor.open("/article")
    expect(page.locator(".rd-text")).to_be_visible()
    paper, ink = (
        [int(part) for part in page.evaluate(script).strip("rgba()").split(",")[:3]]
        for script in (
            "getComputedStyle(document.querySelector('[data-testid=\"stApp\"]')).backgroundColor",
            "getComputedStyle(document.querySelector('.rd-text')).color",
        )
    )
    assert (sum(paper) < sum(ink)) is dark
    assert abs(sum(paper) - sum(ink)) > 450  # far apart enough to read


def test_menu_links_survive_a_keyboard(arrive):
    visitor = arrive()
    page = visitor.open("/")
    link = page.get_by_role("navigation", name="Pages").get_by_role("link", name="Compare")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("How do these articles differ?")
