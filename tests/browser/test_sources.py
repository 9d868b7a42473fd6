"""Copies in a real browser: from the sources page to both texts side by side."""

import re

from playwright.sync_api import expect


def test_copy_leads_to_both_texts_and_back(arrive):
    visitor = arrive()
    page = visitor.open("/sources")
    page.get_by_role("link", name="see both texts").first.click()
    visitor.settled()
    expect(page).to_have_url(re.compile(r"pair=[0-9a-f]{16},[0-9a-f]{16}"))
    expect(page.get_by_role("heading", name="Two texts side by side")).to_be_visible()
    expect(page.locator(".df del").first).to_be_visible()
    visitor.keep("sources-both-texts", full=False)
    page.get_by_role("link", name="close").click()
    visitor.settled()
    expect(page.locator(".df")).to_have_count(0)


def test_two_texts_can_be_read_on_a_phone(arrive):
    visitor = arrive(width=390, theme="dark")
    page = visitor.open("/sources")
    page.get_by_role("link", name="see both texts").first.click()
    visitor.settled()
    expect(page.locator(".df-row").first).to_be_visible()
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    visitor.keep("sources-both-texts-phone", full=False)
