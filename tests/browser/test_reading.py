"""Compare and close reading in a real browser: from every mark to its words."""

import re

from playwright.sync_api import expect


def ids_of(page) -> list[str]:
    """The ids of the articles on the overview, in its order."""
    links = page.locator("a.sh-title")
    expect(links.first).to_be_visible()
    found = [re.search(r"article=([0-9a-f]{16})", one.get_attribute("href")) for one in links.all()]
    return [one[1] for one in found]


def in_window(page, selector: str) -> None:
    """The element has come to stand in the window."""
    expect(page.locator(selector).first).to_be_in_viewport()


def test_address_opens_a_comparison_of_chosen_articles(arrive):
    visitor = arrive()
    first, _, third, *_ = ids_of(visitor.open("/"))
    page = visitor.open(f"/compare?articles={first},{third}")
    expect(page.get_by_role("heading", level=1)).to_have_text("How do these articles differ?")
    for one in (first, third):
        expect(page.locator(f'a[href*="article={one}"]').first).to_be_visible()
    visitor.keep("compare-two")


def test_articles_ticked_on_the_overview_are_compared(arrive):
    visitor = arrive()
    page = visitor.open("/")
    chosen = ids_of(page)[1:3]
    for one in chosen:
        row = page.locator(".sh-row", has=page.locator(f'a.sh-title[href*="{one}"]'))
        row.locator("a.sh-box").click()
        visitor.settled()
    page.get_by_role("link", name="Compare 2 articles").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How do these articles differ?")
    assert all(one in page.url for one in chosen)


def test_strip_of_the_overview_leads_to_the_sentence(arrive):
    visitor = arrive()
    page = visitor.open("/")
    cell = page.locator(".sh-row:not(.sh-head)").first.locator(".sh-strip a").nth(5)
    address = cell.get_attribute("href")
    sentence = re.search(r"sentence=(\d+)", address)[1]
    cell.click()
    in_window(page, f"#s{sentence}")
    expect(page.locator(f"#s{sentence}")).to_have_class(re.compile("rd-arrived"))
    visitor.settled()
    page.go_back()
    expect(page.locator("a.sh-title").first).to_be_visible()


# Flags that rest on words of the text, not on something missing.
WORDED = ("anonymous_sources", "vague_group", "stock_phrases", "template_vocabulary", "hedging")


def with_words(visitor) -> tuple[str, str]:
    """An article of the overview in which such a flag found words, and the flag."""
    links = ", ".join(f'.sh-row a.fl-one[href*="mark={flag}"]' for flag in WORDED)
    found = visitor.open("/").locator(links).first.get_attribute("href")
    return re.search(r"article=([0-9a-f]{16})", found)[1], re.search(r"mark=(\w+)", found)[1]


def test_words_of_a_flag_jump_to_their_place(arrive):
    visitor = arrive(height=700)
    article, _ = with_words(visitor)
    page = visitor.open(f"/article?article={article}")
    link = page.locator('.rd-flags .rd-words a[href^="#f"]').last
    target = link.get_attribute("href")
    words = " ".join(link.inner_text().removesuffix(" …").split())
    link.click()
    in_window(page, target)
    assert page.url.endswith(target)
    shown = " ".join(page.locator(target).inner_text().split())
    assert shown in words or words in shown
    shadow = page.locator(target).evaluate("(one) => getComputedStyle(one).boxShadow")
    assert shadow != "none"


def test_keys_step_from_mark_to_mark_and_explain_each(arrive):
    visitor = arrive()
    page = visitor.open("/article")
    expect(page.locator('.rd-reading .rd-m[tabindex="0"]').nth(2)).to_be_attached()
    page.wait_for_function("window.parallaxKeys")
    seen = []
    for key in ("n", "n", "p"):
        page.keyboard.press(key)
        mark = page.locator(".rd-m:focus")
        expect(mark).to_be_in_viewport()
        tip = page.locator(f"[id='{mark.get_attribute('aria-describedby')}']")
        expect(tip).to_be_visible()
        assert len(tip.inner_text()) > 10
        seen.append(mark.get_attribute("aria-describedby"))
    assert seen[0] == seen[2] != seen[1]


def test_keys_step_on_from_the_sentence_that_a_link_led_to(arrive):
    visitor = arrive(height=700)
    page = visitor.open("/article?sentence=6")
    in_window(page, "#s6")
    page.wait_for_function("window.parallaxKeys && document.activeElement.closest('#s6')")
    before = """(one) => !!(document.querySelector("#s6").compareDocumentPosition(one) & 2)"""
    for key, is_before in (("N", False), ("P", True)):
        page.evaluate("document.querySelector('#s6 .rd-glyph').focus()")
        page.keyboard.press(key)
        mark = page.locator(".rd-m:focus")
        expect(mark).to_be_in_viewport()
        assert mark.evaluate(before) is is_before


def test_pointer_explains_a_mark_in_words(arrive):
    visitor = arrive()
    page = visitor.open("/article")
    mark = page.locator(".rd-reading .rd-m").first
    page.wait_for_function("window.parallaxKeys")
    tip = page.locator(f"[id='{mark.get_attribute('aria-describedby')}']")
    expect(tip).to_be_hidden()
    mark.hover()
    expect(tip).to_be_visible()
    box, window = tip.bounding_box(), page.viewport_size
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= window["width"]


def test_sentence_opens_with_the_words_behind_its_tone_and_closes_again(arrive):
    visitor = arrive()
    page = visitor.open("/article")
    page.locator(".rd-text .rd-down, .rd-text .rd-up").first.click()
    why = page.locator("#rd-why")
    expect(why).to_be_visible()
    expect(why.locator("li").first).to_be_visible()
    assert "sentence=" in page.url
    visitor.settled()
    visitor.keep("article-words-behind-tone", full=False)
    why.get_by_role("link", name="Close").click()
    expect(why).to_have_count(0)
    assert "sentence=" not in page.url


def test_address_of_a_sentence_opens_there_for_a_new_visitor(arrive):
    first = arrive()
    one = ids_of(first.open("/"))[0]
    page = arrive(height=700).open(f"/article?article={one}&sentence=6")
    in_window(page, "#s6")
    expect(page.locator("#rd-why")).to_contain_text("Sentence 7")


def test_address_of_a_flag_opens_at_its_words(arrive):
    visitor = arrive(height=700)
    article, flag = with_words(visitor)
    visitor.page.locator(f'a.fl-one[href*="article={article}"][href*="mark={flag}"]').click()
    expect(visitor.page.locator(".rd-m.rd-flag.rd-arrived").first).to_be_in_viewport()


def test_a_removed_line_is_put_back_and_the_reader_stays_with_the_ledger(arrive):
    visitor = arrive(height=700)
    address = visitor.open("/").locator('a.fl-one[href*="mark=page_chrome"]').first
    article = re.search(r"article=([0-9a-f]{16})", address.get_attribute("href"))[1]
    page = visitor.open(f"/article?article={article}")
    page.get_by_role("tab", name="Removed lines").click()
    put_back = page.get_by_role("link", name="Put back line 2", exact=True)
    put_back.click()
    again = page.get_by_role("link", name="Remove again line 2", exact=True)
    expect(again).to_be_visible()
    expect(page.locator("#rd-ledger")).to_contain_text("with the line put back")
    in_window(page, "#rd-ledger")
    again.click()
    expect(put_back).to_be_visible()
    in_window(page, "#rd-ledger")


def test_kinds_of_marks_are_chosen_and_the_address_keeps_them(arrive):
    visitor = arrive()
    page = visitor.open("/article")
    expect(page.locator(".rd-reading .rd-theme").first).to_be_attached()
    page.get_by_role("button", name="Themes", exact=True).click()
    expect(page.locator(".rd-reading .rd-theme")).to_have_count(0)
    visitor.settled()
    address = page.url
    again = arrive()
    again.page.goto(address)
    again.settled()
    expect(again.page.locator(".rd-reading .rd-s").first).to_be_visible()
    expect(again.page.locator(".rd-reading .rd-theme")).to_have_count(0)


def test_bars_from_first_to_last_are_walked_by_arrow_keys_and_open_their_sentences(arrive):
    visitor = arrive(height=700)
    page = visitor.open("/compare")
    bars = page.locator(".cs-parts").first.locator("a.cs-part")
    expect(bars.nth(1)).to_be_attached()
    page.wait_for_function("window.parallaxFollows")
    bars.first.focus()
    page.keyboard.press("ArrowRight")
    expect(bars.nth(1)).to_be_focused()
    expect(bars.nth(1).locator(".px-hint")).to_contain_text("95 % interval")
    sentence = re.search(r"sentence=(\d+)", bars.nth(1).get_attribute("href"))[1]
    page.keyboard.press("Enter")
    expect(page.locator(f"#s{sentence}")).to_have_class(re.compile("rd-arrived"))
    page.go_back()
    expect(bars.first).to_be_attached()


def test_a_tone_of_the_article_opens_the_sentence_behind_it(arrive):
    visitor = arrive(height=700)
    page = visitor.open("/article")
    number = page.locator(".rd-rung .rd-number a").nth(2)
    sentence = re.search(r"sentence=(\d+)", number.get_attribute("href"))[1]
    number.click()
    expect(page.locator(f"#s{sentence}")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#rd-why")).to_have_count(0)


def test_the_legend_says_whose_short_quotations_are(arrive):
    visitor = arrive()
    page = visitor.open("/article")
    legend = page.locator(".px-legend")
    expect(legend).to_contain_text("under six words")
    page.get_by_role("button", name="Quotes", exact=True).click()
    expect(legend).not_to_contain_text("under six words")


def test_clear_flags_are_folded_and_the_triggered_ones_lie_open(arrive):
    visitor = arrive()
    article, _ = with_words(visitor)
    page = visitor.open(f"/article?article={article}")
    rows = page.locator(".rd-table tbody tr")
    expect(rows.filter(has_text="triggered").first).to_be_visible()
    clear = rows.filter(has=page.locator(".rd-state-clear"))
    expect(clear.first).to_be_hidden()
    page.get_by_text("looked for and not found").click()
    expect(clear.first).to_be_visible()
