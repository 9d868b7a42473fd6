"""Charts that Plotly draws lead to words on a click, as every other mark does."""

import re

import pytest
from playwright.sync_api import expect


def click(visitor, chart: str, mark: str, nth: int = 0, *, along: float | None = None) -> None:
    """Click on a mark of a chart, or as far `along` a line as the share says."""
    page = visitor.page
    drawn = page.locator(f".st-key-chart-{chart} .js-plotly-plot")
    drawn.scroll_into_view_if_needed()
    page.wait_for_function("window.parallaxFollows")
    box = drawn.locator(mark).nth(nth).bounding_box()
    x = box["x"] + box["width"] * (0.5 if along is None else along)
    page.mouse.move(x, box["y"] + box["height"] / 2 - 3)
    page.mouse.move(x, box["y"] + box["height"] / 2)
    expect(drawn).to_have_class(re.compile("px-leads"))  # and so the pointer is a hand
    page.mouse.click(x, box["y"] + box["height"] / 2)


def test_a_dot_of_the_slope_leads_to_the_sentence_behind_it_and_back(arrive):
    visitor = arrive()
    page = visitor.open("/compare")
    click(visitor, "slope", ".scatterlayer .trace .points path", 1)
    expect(page).to_have_url(re.compile(r"/article\?.*sentence=\d+"))
    expect(page.locator(".rd-s.rd-arrived").first).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("How do these articles differ?")


@pytest.mark.parametrize("along", [0.5, 0.33])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_window_leads_to_the_words_that_bound_it(arrive, along, width):
    visitor = arrive(width=width)
    page = visitor.open("/timeline")
    click(visitor, "windows", ".scatterlayer .trace .lines path", 2, along=along)
    expect(page).to_have_url(re.compile(r"/article\?.*mark=date"))
    expect(page.locator(".rd-m.rd-date.rd-arrived").first).to_be_in_viewport()


@pytest.mark.parametrize(
    ("chart", "mark"),
    [("volume", ".barlayer .point path"), ("tone-time", ".scatterlayer .points path")],
)
def test_a_day_leads_to_its_articles(arrive, chart, mark):
    visitor = arrive()
    page = visitor.open("/timeline")
    click(visitor, chart, mark)
    expect(page).to_have_url(re.compile(r"from=2025-03-13&to=2025-03-13#articles$"))
    expect(page.get_by_role("heading", name="Side by side")).to_be_in_viewport()
    expect(page.locator(".sh-row:not(.sh-head)")).to_have_count(2)


def test_both_charts_over_time_are_a_table_too(arrive):
    page = arrive().open("/timeline")
    page.get_by_text("Both charts as a table").click()
    table = page.locator(".px-fold[open] table")
    expect(table.locator("tbody tr").first).to_be_visible()
    table.get_by_role("link", name="14 Mar 2025").click()
    expect(page).to_have_url(re.compile(r"from=2025-03-14&to=2025-03-14"))
