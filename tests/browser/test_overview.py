"""The overview in a real browser: answers, keyboard, filters, links that restore a view."""

import re

from playwright.sync_api import expect

QUESTIONS = (
    "How many events?",
    "Which are copies?",
    "Grimmest in its own voice?",
    "Who has unnamed sources?",
    "Who leaves a theme out?",
)


def answer(page, question: str):
    return page.locator(".px-glance > div", has=page.get_by_text(question, exact=True))


def test_first_questions_are_answered_and_lead_to_their_words(arrive):
    visitor = arrive()
    page = visitor.open("/")
    for question in QUESTIONS:
        answered = answer(page, question).locator("dd")
        expect(answered.locator("b").first).to_be_visible()
        expect(answered.get_by_role("link").first).to_be_visible()
    answer(page, "Who has unnamed sources?").get_by_role("link").first.click()
    expect(page.locator(".rd-m.rd-quote-unnamed.rd-arrived").first).to_be_in_viewport()
    page.go_back()
    expect(answer(page, "Which are copies?")).to_be_visible()


def test_steps_for_the_first_visit_are_hidden_for_the_rest_of_it(arrive):
    visitor = arrive()
    page = visitor.open("/")
    steps = page.locator(".px-tour-long").get_by_role("link", name="use your own articles")
    expect(steps).to_be_visible()
    page.get_by_role("button", name="Hide these steps").click()
    expect(steps).to_have_count(0)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Sources").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("outlets")
    page.go_back()
    expect(answer(page, "How many events?")).to_be_visible()
    expect(steps).to_have_count(0)


def test_arrow_keys_walk_along_a_strip_and_enter_opens_the_sentence(arrive):
    visitor = arrive()
    page = visitor.open("/")
    cells = page.locator(".sh-row:not(.sh-head)").first.locator("a.st-cell")
    page.wait_for_function("window.parallaxFollows")
    cells.first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(cells.nth(3)).to_be_focused()
    hint = cells.nth(3).locator(".px-hint")
    expect(hint).to_be_in_viewport()
    assert hint.bounding_box()["width"] > 100, "the sentence is read on focus, not on hover alone"
    page.keyboard.press("Enter")
    expect(page.locator("#s3")).to_have_class(re.compile("rd-arrived"))


def test_a_bar_of_the_spread_leads_to_its_articles(arrive):
    visitor = arrive()
    page = visitor.open("/")
    page.locator("a.hg-bar").first.click()
    expect(page).to_have_url(re.compile("sort=grim"))
    expect(page.locator("a.sh-title").first).to_be_visible()


def test_a_link_restores_filters_order_and_picks_for_another_visitor(arrive):
    first = arrive()
    page = first.open("/?theme=ceasefire&sort=grim")
    expect(page.get_by_role("link", name="Ceasefire ✕")).to_be_visible()
    page.locator("a.sh-box").nth(1).click()
    expect(page).to_have_url(re.compile("pick="))
    first.settled()
    titles = page.locator("a.sh-title").all_inner_texts()
    page.get_by_role("button", name="Save or share this view").click()
    link = page.get_by_test_id("stCode").inner_text().strip()
    assert "theme=ceasefire" in link

    second = arrive()
    second.page.goto(link)
    expect(second.page.get_by_role("link", name="Ceasefire ✕")).to_be_visible()
    second.settled()
    assert second.page.locator("a.sh-title").all_inner_texts() == titles
    expect(second.page.locator(".px-pick", has_text="☑")).to_have_count(1)
    second.page.get_by_role("link", name="show all").click()
    expect(second.page.get_by_role("link", name="Ceasefire ✕")).to_have_count(0)


def test_filters_that_nothing_meets_offer_the_way_back(arrive):
    visitor = arrive()
    page = visitor.open("/?outlet=Nobody")
    expect(page.get_by_text("No article meets all of these filters")).to_be_visible()
    page.get_by_role("link", name="Clear all filters").click()
    expect(page.locator("a.sh-title").first).to_be_visible()


def test_tiles_lead_to_the_list_of_what_they_count(arrive):
    visitor = arrive(height=700)
    page = visitor.open("/")
    tiles = page.locator("a.px-figure")
    tiles.nth(0).click()
    expect(page.get_by_role("heading", name="Side by side")).to_be_in_viewport()
    tiles.nth(1).click()
    expect(page.get_by_role("heading", name="Outlets", exact=True)).to_be_in_viewport()
    page.go_back()
    expect(tiles.nth(1)).to_be_attached()


def test_a_place_in_an_address_is_where_a_new_visitor_arrives(arrive):
    page = arrive(height=700).open("/themes#left-out")
    expect(page.get_by_role("heading", name="Left out")).to_be_in_viewport()


def test_every_article_that_has_the_theme_left_out_is_a_link_to_its_words(arrive):
    visitor = arrive(height=700)
    page = visitor.open("/")
    said = answer(page, "Who leaves a theme out?").locator("dd")
    expect(said).to_be_visible()
    n = int(re.search(r"which (\d+) of", said.inner_text())[1])
    links = said.locator("a[href*='mark=']")
    assert links.count() == n
    links.last.click()
    expect(page.locator(".rd-m.rd-theme.rd-arrived").first).to_be_in_viewport()
    page.go_back()
    said.get_by_role("link", name="all gaps").click()
    expect(page.get_by_role("heading", name="Left out")).to_be_in_viewport()


def test_the_dot_of_a_mean_opens_the_sentence_that_it_names(arrive):
    visitor = arrive(height=700)
    page = visitor.open("/")
    dot = page.locator(".sh-row a.dt-row").first
    expect(dot).to_be_visible()
    dot.focus()
    hint = dot.locator(".px-hint")
    expect(hint).to_be_visible()
    named = re.search(r"of them \(\S+\): (.{20})", hint.inner_text())[1]
    dot.press("Enter")
    sentence = page.locator(".rd-s.rd-arrived").first
    expect(sentence).to_be_in_viewport()
    assert named in " ".join(sentence.inner_text().split())


def test_the_words_of_a_copy_are_marked_in_both_texts_and_in_the_article(arrive):
    visitor = arrive(height=700)
    page = visitor.open("/")
    copies = answer(page, "Which are copies?")
    copies.get_by_role("link", name="% of the shorter text").click()
    expect(page.locator("mark.df-both").first).to_be_in_viewport()
    assert page.locator("mark.df-both").first.evaluate(
        "(one) => getComputedStyle(one).backgroundColor"
    ) not in ("rgba(0, 0, 0, 0)", "transparent")
    page.get_by_role("link", name="in article 1").nth(2).click()
    expect(page.locator(".rd-m.rd-copy.rd-arrived").first).to_be_in_viewport()
    expect(page.locator(".rd-m.rd-theme")).to_have_count(0)
    visitor.settled()
    again = arrive(height=700)
    again.page.goto(page.url)
    expect(again.page.locator(".rd-m.rd-copy.rd-arrived").first).to_be_in_viewport()
    expect(again.page.get_by_role("link", name="both texts side by side")).to_be_attached()
    page.go_back()
    expect(page.locator("mark.df-both").first).to_be_visible()


def test_a_phone_answers_the_five_questions_on_its_first_screen(arrive):
    visitor = arrive(width=390, height=844)
    page = visitor.open("/")
    visitor.painted()
    for question in QUESTIONS:
        said = answer(page, question).locator("dd")
        box = said.bounding_box()
        assert box["y"] + box["height"] <= 844, question
        assert len(said.inner_text()) < 190, question
    visitor.keep("overview-first-screen", full=False)


def test_the_rest_of_an_answer_opens_on_a_phone_and_is_there_on_a_wide_page(arrive):
    why = "95 % interval"
    page = arrive(width=390, height=844).open("/")
    said = answer(page, "Grimmest in its own voice?")
    assert why not in said.inner_text()
    said.locator("summary").click()
    expect(said.get_by_text(why)).to_be_visible()
    said.locator("summary").press("Enter")
    expect(said.get_by_text(why)).to_be_hidden()
    wide = arrive().open("/")
    expect(answer(wide, "Grimmest in its own voice?").get_by_text(why)).to_be_visible()
    expect(wide.locator(".gl-more").first).to_be_hidden()
