"""The annotated text keeps every character, explains every mark, and nothing in it acts."""

import time
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.annotate import (
    KINDS,
    MOST_AT_ONCE,
    Highlight,
    SentenceTone,
    annotated,
    annotated_line,
    safe,
    signed,
    tone_class,
    tone_words,
)

ASIDE = {"rd-tip", "rd-side", "rd-aside"}
ALLOWED = {
    "p": {"class", "dir"},
    "span": {"class", "id", "role", "aria-hidden"},
    "a": {"class", "href", "target", "aria-label", "aria-describedby"},
    "mark": {"class", "id", "tabindex", "aria-describedby"},
    "bdi": {"dir"},
    "b": set(),
}


class Page(HTMLParser):
    """What a browser would make of it: the text of the article, the explanations, the ids."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.text, self.tips, self.ids = "", {}, []
        self.tip: str | None = None
        self.marked: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        assert tag in ALLOWED, tag
        assert set(found) <= ALLOWED[tag], found
        if "id" in found:
            self.ids.append(found["id"])
        aside = bool(ASIDE & set((found.get("class") or "").split()))
        self.open.append((tag, aside))
        if found.get("role") == "tooltip":
            self.tip = found["id"]
            self.tips[self.tip] = ""
        if tag == "mark":
            self.marked.append(("", found))

    def handle_endtag(self, tag):
        assert self.open[-1][0] == tag, (tag, self.open)
        self.open.pop()

    def handle_data(self, data):
        if any(aside for _, aside in self.open):
            self.tips[self.tip or ""] = self.tips.get(self.tip or "", "") + data
            return
        self.text += data
        if any(tag == "mark" for tag, _ in self.open):
            words, attributes = self.marked[-1]
            self.marked[-1] = (words + data, attributes)

    def unknown_decl(self, data):
        raise AssertionError(data)

    handle_comment = handle_decl = handle_pi = unknown_decl


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</mark></p></span><h1>big</h1>",
    "<style>body{display:none}</style>",
    "&lt;b&gt; &amp;amp; &#60;i&#62;",
    "javascript:alert(1)",
    "<!-- --><![CDATA[x]]><?php ?>",
    "a\r\nb\rc",
    "\u202eevil\u202c \u2066x",
    "$x$ **bold** :red[x] [a](http://x)",
]

# Half characters (surrogates) never come this far: an Article replaces them.
any_character = st.characters(codec="utf-8")
texts = st.text(alphabet=st.one_of(st.sampled_from("ab. \n\"'<>&;#x\r\t"), any_character))
hostile_texts = st.lists(st.one_of(texts, st.sampled_from(HOSTILE)), max_size=4).map("".join)
places = st.integers(-3, 60)


@st.composite
def highlight_lists(draw):
    return [
        Highlight(
            draw(st.sampled_from((*KINDS, "<b>"))),
            draw(places),
            draw(places),
            draw(hostile_texts),
            draw(hostile_texts),
            look=draw(st.sampled_from(("", "unnamed", "ceasefire", '"><script>'))),
            side=draw(hostile_texts),
            anchor=f"m{number}",
        )
        for number in range(draw(st.integers(0, 15)))
    ]


@st.composite
def sentence_lists(draw):
    cuts = sorted(set(draw(st.lists(st.integers(0, 60), max_size=8))))
    tones = st.one_of(st.none(), st.floats(-1, 1))
    return [
        SentenceTone(index, start, end, draw(tones), "mixed")
        for index, (start, end) in enumerate(pairwise(cuts))
    ]


@given(hostile_texts, sentence_lists(), highlight_lists())
def test_text_of_the_html_is_the_text_for_any_text_and_any_marks(text, sentences, highlights):
    page = Page(annotated(text, sentences, highlights, link="?sentence={}".format))
    assert page.text == text
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))


@given(hostile_texts, highlight_lists())
def test_headline_keeps_its_text_too(text, highlights):
    assert Page(annotated_line(text, highlights)).text == text


@given(hostile_texts, sentence_lists(), highlight_lists())
def test_every_mark_inside_the_text_can_be_jumped_to_and_is_reached_by_keyboard(
    text, sentences, highlights
):
    page = Page(annotated(text, sentences, highlights))
    inside = {h.anchor for h in highlights if max(0, h.start_char) < min(len(text), h.end_char)}
    assert {name for name in page.ids if name.startswith("m")} == inside
    assert all(attributes["aria-describedby"] in page.tips for _, attributes in page.marked)
    reached = [a for _, a in page.marked if a.get("tabindex") == "0"]
    assert all(a.get("tabindex") == "0" for _, a in page.marked if "id" in a)
    assert len(reached) <= len(inside)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words_everywhere(text):
    mark = Highlight("flag", 0, len(text), text, text, look=text, side=text, anchor="m1")
    html = annotated(text, [SentenceTone(0, 0, len(text), 0.5)], [mark])
    page = Page(html)  # fails on any tag or attribute of theirs
    assert page.text == text
    assert text in page.tips["w0"]


def test_article_text_never_stands_in_an_attribute():
    text = "Unmistakable words here."
    mark = Highlight("quote", 0, 12, "Quote", text, side=text, anchor="m1")
    html = annotated(text, [SentenceTone(0, 0, 24, -0.4)], [mark])
    attributes = [part.split(">")[0] for part in html.split("<")[1:]]
    assert not any("nmistak" in part for part in attributes)


def test_lone_surrogate_does_not_stop_the_page():
    assert annotated("a\ud800b").encode("utf-8")


def test_overlapping_marks_are_cut_and_each_word_explains_all_of_its_marks():
    text = "The minister refused to answer."
    page = Page(
        annotated(
            text,
            [],
            [
                Highlight("theme", 4, 20, "Theme: negotiations", anchor="m1"),
                Highlight("flag", 13, 30, "Flag: loaded language", anchor="m2"),
            ],
        )
    )
    assert [words for words, _ in page.marked] == ["minister ", "refused", " to answer"]
    explained = [page.tips[attributes["aria-describedby"]] for _, attributes in page.marked]
    assert "negotiations" in explained[0]
    assert "loaded" not in explained[0]
    assert "negotiations" in explained[1]
    assert "loaded" in explained[1]
    assert "negotiations" not in explained[2]


def test_marks_that_start_together_have_an_anchor_each():
    marks = [Highlight("actor", 0, 4, "A", anchor=name) for name in ("m1", "m2", "m3")]
    assert set(Page(annotated("Kyiv said.", [], marks)).ids) >= {"m1", "m2", "m3"}


def test_lines_become_paragraphs_with_a_direction_of_their_own():
    html = annotated("Talks open\nThe talks opened on Monday.\n\nThey went on.\n")
    assert html.count("<p ") == html.count('dir="auto"') == 3
    assert html.count("rd-head") == 1


def test_sentence_has_its_shade_its_sign_and_its_words():
    html = annotated(
        "It was a disaster.", [SentenceTone(4, 0, 18, -0.41)], link="?a=1&sentence={}".format
    )
    page = Page(html)
    assert 'href="?a=1&amp;sentence=4"' in html
    assert "rd-tone-4" in html
    assert "rd-down" in html
    assert "s4" in page.ids
    assert "grim, −0.41" in page.tips["s4-tip"]


def test_sentence_without_a_tone_has_no_shade():
    html = annotated("Ein Satz.", [SentenceTone(0, 0, 9, None)], link=str)
    assert "rd-tone" not in html
    assert "tone unknown" in html


def test_words_behind_a_sentence_stand_below_its_paragraph():
    text = "First one. Second one.\nThird one."
    sentences = [SentenceTone(0, 0, 10), SentenceTone(1, 11, 22), SentenceTone(2, 23, 33)]
    html = annotated(text, sentences, after={0: '<span class="rd-aside">WHY</span>'})
    assert html.count("rd-arrived") == 1
    first, rest = html.split("WHY")
    assert "Second one." in first
    assert "Third one." in rest


@pytest.mark.parametrize(
    ("tone", "name", "words"),
    [
        (0.0, "rd-tone0", "neutral, 0.00"),
        (-0.004, "rd-tone0", "neutral, 0.00"),
        (0.6, "rd-tone6", "positive, +0.60"),
        (1.0, "rd-tone6", "positive, +1.00"),
        (-1.0, "rd-tone-6", "grim, −1.00"),
        (None, "", "tone unknown"),
    ],
)
def test_tone_is_said_in_shade_and_words(tone, name, words):
    assert tone_class(tone) == name
    assert tone_words(tone) == words


def test_safe_text_is_escaped_for_elements_and_attributes():
    assert (
        safe("<a href='x' title=\"y\">&") == "&lt;a href=&#x27;x&#x27; title=&quot;y&quot;&gt;&amp;"
    )


def test_signed_uses_a_typographic_minus():
    assert [signed(value) for value in (0.123, -0.5, 0)] == ["+0.12", "−0.50", "0.00"]


def test_marks_that_a_link_led_to_stand_out():
    marks = [Highlight("flag", 0, 3, "Flag", asked=True), Highlight("flag", 4, 8, "Flag")]
    assert annotated("May came.", [], marks).count("rd-arrived") == 1


def test_prefix_keeps_two_texts_on_one_page_apart():
    sentences = [SentenceTone(0, 0, 3, 0.5)]
    marks = [Highlight("date", 0, 3, "Date")]
    one = Page(annotated("May", sentences, marks, prefix="a"))
    two = Page(annotated("May", sentences, marks, prefix="b"))
    assert not set(one.ids) & set(two.ids)


def test_nested_marks_without_end_do_not_take_time_without_end():
    """Twenty thousand marks over the same words: more than linear work would take minutes."""
    count = 20_000
    text = "word " * count
    marks = [Highlight("theme", at, len(text), "Theme", anchor=f"m{at}") for at in range(count)]
    start = time.perf_counter()
    html = annotated(text, [], marks)
    assert time.perf_counter() - start < 20
    assert "More marks on these words" in html
    assert html.count("rd-tip-line") <= (MOST_AT_ONCE + 1) * (count + 1)
