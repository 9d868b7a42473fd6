"""Themes and voices in a real browser: from a cell of a matrix to the sentence in the article."""

import re

import pytest
from playwright.sync_api import expect


def arrived(page, link) -> None:
    """Follow a link to a sentence: the article opens with the sentence in the window."""
    sentence = re.search(r"sentence=(\d+)", link.get_attribute("href"))[1]
    link.click()
    expect(page.locator(f"#s{sentence}")).to_be_in_viewport()
    expect(page.locator(f"#s{sentence}")).to_have_class(re.compile("rd-arrived"))


def test_a_cell_of_the_heat_map_lists_its_sentences_and_leads_to_them(arrive):
    visitor = arrive()
    page = visitor.open("/themes")
    page.locator("table.mx").first.locator("a.mx-cell").first.click()
    panel = page.locator(".px-panel")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text(re.compile(r"n \d+ sentences in 1 articles?"))
    arrived(page, panel.locator("li a").first)


def test_an_outlet_and_a_week_list_their_sentences_too(arrive):
    visitor = arrive()
    for by in ("outlet", "week"):
        page = visitor.open(f"/themes?by={by}")
        page.locator("table.mx").first.locator("a.mx-cell").first.click()
        panel = page.locator(".px-panel")
        expect(panel).to_be_visible()
        visitor.settled()
        visitor.keep(f"themes-{by}")
        arrived(page, panel.locator("li a").first)


def test_an_element_leads_to_the_words_that_name_it(arrive):
    page = arrive().open("/themes")
    grid = page.locator("table.mx", has_text="Element, in articles")
    arrived(page, grid.locator("a.mx-cell").first)


def test_an_actor_of_the_matrix_is_marked_in_the_article(arrive):
    visitor = arrive()
    page = visitor.open("/voices")
    page.locator("table.mx").first.locator("a.mx-cell").first.click()
    expect(page).to_have_url(re.compile(r"/article\?.*mark="))
    visitor.settled()
    expect(page.locator(".rd-reading .rd-actor").first).to_be_attached()


def test_a_position_leads_to_its_sentence(arrive):
    page = arrive().open("/voices")
    table = page.locator("table", has=page.locator("th", has_text=re.compile("^Theme$"))).first
    arrived(page, table.locator('a[href*="sentence="]').first)


@pytest.mark.parametrize("opens", ["speaks", "naming"])
def test_what_a_number_or_a_name_opens_is_in_sight_and_has_the_focus(arrive, opens):
    """The panel lies below a long table: without a scroll a click would seem to do nothing."""
    page = arrive(height=500).open("/voices")
    page.locator(f'a[href*="{opens}="]').first.click()
    panel = page.locator(".px-panel")
    expect(panel).to_be_in_viewport()
    expect(panel).to_be_focused()


@pytest.mark.parametrize(("path", "width"), [("/themes", 390), ("/voices", 390), ("/themes", 1280)])
def test_columns_are_named_without_hover(arrive, path, width):
    page = arrive(width=width).open(path)
    names = page.locator("table.mx").first.locator(".mx-name")
    expect(names).to_have_count(23)
    for name in names.all():
        box = name.bounding_box()
        assert box["height"] > 20, name.inner_text()  # on end, not squeezed
        assert name.evaluate("one => one.scrollHeight - one.clientHeight") <= 1, name.inner_text()
