"""A visitor's own articles in a real browser: scored, opened everywhere, private, harmless."""

from playwright.sync_api import expect

ONE = (
    "Harbour pact holds despite a bitter winter\n\n"
    "The pact between Ostermark and Vell held through a bitter winter. "
    "“We kept our promise to the fishermen,” Minister Ana Kolm said on Monday. "
    "Critics called the deal a shameful failure and warned of disaster.\n\n"
    "Officials in Vell said the ceasefire could be extended in the coming months. "
    "Aid convoys reached the coast, and families celebrated."
)
TWO = (
    "Ferry talks reopen in Vell\n\n"
    "Negotiators from Ostermark and Vell reopened talks about the northern ferry on Tuesday. "
    "Sources familiar with the matter said the mood was tense. "
    "The two sides may sign a protocol on security guarantees before the summer."
)
HOSTILE = (
    "![x](http://tracker.invalid/t.png) <script>window.ran=1</script> :red[headline]\n\n"
    "<img src=x onerror='window.ran=2'><svg onload='window.ran=3'></svg> came first. "
    "</span></p></div><style>* { display: none !important }</style> A second sentence stood here. "
    "[Click](javascript:window.ran=4) <a href='javascript:window.ran=5'>here</a> $x$ **bold**. "
    "<iframe src='http://tracker.invalid/'></iframe> The minister said it was a disaster."
)


def upload(visitor, **files: str) -> None:
    page = visitor.open("/score_article")
    page.get_by_role("tab", name="Upload files").click()
    page.locator('input[type="file"]').set_input_files(
        [
            {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": text.encode()}
            for name, text in files.items()
        ]
    )


def paste(visitor, text: str) -> None:
    page = visitor.open("/score_article")
    page.get_by_label("Text of the article").fill(text)
    page.get_by_role("button", name="Score this text").click()


def shown_text(page) -> str:
    """The text as the browser has it, without the explanations beside it."""
    expect(page.locator(".rd-text")).to_be_visible()
    return page.locator(".rd-text").evaluate(
        """(text) => { const copy = text.cloneNode(true)
            copy.querySelectorAll(".rd-tip, .rd-side, .rd-aside").forEach((one) => one.remove())
            return copy.textContent }"""
    )


def test_two_files_are_scored_and_open_in_the_overview_for_nobody_else(arrive):
    visitor = arrive()
    upload(visitor, one=ONE, two=TWO)
    page = visitor.page
    expect(page.get_by_text("Your 2 articles", exact=True)).to_be_visible()
    visitor.settled()
    visitor.keep("score-two")
    page.get_by_role("link", name="Open in overview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "What is in this corpus, and is it one event?"
    )
    titles = page.locator("a.sh-title")
    expect(titles).to_have_count(2)
    expect(titles.first).to_contain_text("Harbour pact")
    visitor.settled()
    visitor.keep("overview-own")

    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How do these articles differ?")
    expect(page.get_by_text("Harbour pact").first).to_be_visible()
    visitor.settled()

    stranger = arrive()
    for address in (page.url.removeprefix(stranger.app), "/?corpus=own", "/?corpus=both"):
        other = stranger.open(address)
        expect(other.get_by_role("heading", level=1)).to_be_visible()
        assert "Harbour pact" not in other.content()
    expect(stranger.open("/score_article").get_by_text("Your 2 articles")).to_have_count(0)


def test_one_pasted_text_is_read_closely_at_once_and_can_be_deleted(arrive):
    visitor = arrive()
    paste(visitor, ONE)
    page = visitor.page
    expect(page.locator(".rd-title")).to_contain_text("Harbour pact")
    assert shown_text(page) == ONE.split("\n\n", 1)[1]
    visitor.settled()
    visitor.keep("score-one")
    page.get_by_role("button", name="Delete my data now").click()
    expect(page.locator(".rd-title")).to_have_count(0)
    expect(page.get_by_text("Your article")).to_have_count(0)


def test_words_of_a_pasted_text_lead_to_themselves_within_the_session(arrive):
    visitor = arrive()
    paste(visitor, ONE)
    page = visitor.page
    page.locator(".rd-text .rd-glyph").nth(2).click()
    expect(page.locator("#rd-why")).to_contain_text("Sentence 3")
    expect(page.locator(".rd-title")).to_contain_text("Harbour pact")


def test_file_that_cannot_be_read_is_told_and_the_other_goes_through(arrive):
    visitor = arrive()
    upload(visitor, one=ONE, empty="   \n")
    page = visitor.page
    expect(page.locator(".rd-title")).to_contain_text("Harbour pact")
    expect(page.get_by_role("status").get_by_text("empty.txt")).to_be_visible()


def test_hostile_text_is_shown_and_does_nothing(arrive):
    visitor = arrive()
    paste(visitor, HOSTILE)
    page = visitor.page
    assert shown_text(page) == HOSTILE.split("\n\n", 1)[1]
    visitor.settled()
    for address in ("./?corpus=own", "./compare?corpus=own", "./article?corpus=own"):
        page.evaluate(
            """(to) => { window.history.pushState({}, "", to)
                window.dispatchEvent(new PopStateEvent("popstate", { state: {} })) }""",
            address,
        )
        visitor.settled()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("window.ran") is None
        assert page.locator("img[src*='tracker'], iframe[src*='tracker']").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
    visitor.keep("hostile")


def test_articles_that_follow_deleted_ones_open_as_a_corpus_too(arrive):
    visitor = arrive()
    paste(visitor, ONE)
    page = visitor.page
    page.get_by_role("button", name="Delete my data now").click()
    expect(page.get_by_text("Your article", exact=True)).to_have_count(0)
    visitor.settled()
    upload(visitor, one=ONE, two=TWO)
    page.get_by_role("link", name="Open in overview").click()
    expect(page.get_by_role("radio", name="Your articles")).to_be_checked()
    visitor.settled()
    assert "corpus=own" in page.url


def test_a_hosted_app_fetches_no_address_and_says_what_to_do(arrive):
    visitor = arrive()
    page = visitor.open("/score_article")
    page.get_by_role("tab", name="Fetch addresses").click()
    expect(page.get_by_text("does not fetch addresses for its visitors")).to_be_visible()
    expect(page.get_by_role("button", name="Fetch and score")).to_have_count(0)
