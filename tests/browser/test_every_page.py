"""Every page in a real browser: both appearances, wide and narrow, nothing cut off or broken."""

from itertools import product
from pathlib import Path

import axe_playwright_python
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
LOOKS = list(product(("light", "dark"), (1280, 360)))


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


# Wider than the window; cut off without dots; or, of cells side by side, one upon the other.
MISFITS = """() => {
  const shown = (one) => one.checkVisibility() && !one.closest('.px-sr, .px-hint, .rd-tip')
  const said = (one) => `${one.className || one.tagName}: ${one.innerText.slice(0, 40)}`
  const wide = [document.documentElement, document.querySelector('[data-testid="stMain"]')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => `wide ${one.tagName}: ${one.scrollWidth} > ${one.clientWidth}`)
  const cut = [...document.querySelectorAll('.px *')].filter((one) => {
    const look = getComputedStyle(one)
    return shown(one) && look.overflowX === 'hidden' && look.textOverflow !== 'ellipsis'
      && look.webkitLineClamp === 'none' && one.scrollWidth > one.clientWidth + 1
  }).map((one) => `cut ${said(one)}`)
  const outside = [...document.querySelectorAll('.px a, .px p, .px dd, .px li, .px b')]
    .filter((one) => shown(one) && !one.closest('.px-scroll')
      && one.getBoundingClientRect().right > window.innerWidth + 1)
    .map((one) => `outside ${said(one)}`)
  const upon = [...document.querySelectorAll('.sh-row, .cm-row, .px-glance > div')]
    .flatMap((row) => [...row.children].flatMap((one, at, all) => all.slice(at + 1)
      .filter((other) => {
        const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()]
        return a.width && b.width && a.left < b.right - 1 && b.left < a.right - 1
          && a.top < b.bottom - 1 && b.top < a.bottom - 1
      }).map((other) => `upon ${said(one)} / ${said(other)}`)))
  return [...wide, ...cut, ...outside, ...upon].slice(0, 8)
}"""
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
# What is folded must fit and be usable too.
OPEN_ALL = "document.querySelectorAll('.px details').forEach((one) => { one.open = true })"
STUMBLES = """async () => {
  const found = await axe.run(document, { resultTypes: ['violations'] })
  return found.violations.filter((one) => ['serious', 'critical'].includes(one.impact))
    .map((one) => `${one.id} (${one.nodes.length}): ${one.nodes[0].html.slice(0, 160)}`)
}"""


@pytest.mark.timeout(900)  # nine pages; seconds each on a quiet machine
@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_pages_fit_their_window_and_can_be_used_by_everyone(arrive, theme, width):
    """Nothing too wide, cut off or upon another; axe-core finds nothing serious or critical."""
    visitor = arrive(theme=theme, width=width)
    wrong = {}
    for name in PAGES:
        page = visitor.open("/" if name == "overview" else f"/{name}")
        assert page.evaluate("document.documentElement.lang") == "en"
        visitor.painted()
        wrong[name] = page.evaluate(MISFITS)
        visitor.keep(f"{name}-{theme}-{width}")
        page.evaluate(OPEN_ALL)
        page.evaluate(AXE)
        wrong[name] += page.evaluate(MISFITS) + page.evaluate(STUMBLES)
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.timeout(900)
def test_pages_fit_at_twice_the_size(arrive):
    """A window of 1280 pixels at 200 % zoom is 640 pixels wide."""
    visitor = arrive(width=640, height=450)
    wrong = {}
    for name in PAGES:
        page = visitor.open("/" if name == "overview" else f"/{name}")
        visitor.painted()
        wrong[name] = page.evaluate(MISFITS)
        page.evaluate(OPEN_ALL)
        wrong[name] += page.evaluate(MISFITS)
    assert {name: found for name, found in wrong.items() if found} == {}


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
