"""A line of names alone below the headline: whose it is, and what only looks like one."""

import pytest

from pipelines.articles import Article
from pipelines.cleaning import clean
from pipelines.readers.bylines import byline_of, names_alone

HEADLINE = "Ferry talks stall over the price of grain"
STORY = """The delegations met in the old customs house on Monday and spoke for six hours about the
border, the prisoners and the price of grain, and nobody signed anything.

The harbour master said that the northern pier could not take larger boats before the summer, and
that the council had been told so twice. The council voted against a second pier in June, and the
money went to the school. Both sides meet again on Thursday, when the minister is to bring a new
draft of the paper from the capital, with the figures that were asked for in the first round."""


def page(*lines: str, story: str = STORY) -> Article:
    return Article("\n\n".join([*lines, story]))


@pytest.mark.parametrize(
    "line",
    ["Sven Aas", "Sven Aas and Ana Petrova", "Ana J. Petrova", "Ilse van der Berg", "Lorna O’Dell"],
)
def test_names_below_the_headline_are_the_byline(line: str) -> None:
    cleaned = clean(page(HEADLINE, line))
    assert cleaned.article.author == line.replace(" and ", ", ")
    assert cleaned.text == STORY
    assert [entry.reason for entry in cleaned.removed][-1] == "byline"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Por Ana Pérez", "Ana Pérez"),
        ("Par Zoé Lefèvre et Ana Petrova", None),  # lists are read in English alone
        ("Von Jörg Ahlers, Velin", "Jörg Ahlers"),
        ("Por favor", None),
        ("Von Velin nach Selmo", None),
    ],
)
def test_bylines_of_some_other_languages(line: str, author: str | None) -> None:
    assert byline_of(line) == author


def test_a_headline_from_elsewhere_and_a_note_about_the_author_are_enough() -> None:
    note = "Sven Aas is a reporter of the Gazette in Velin."
    article = Article(f"Sven Aas\n\n{STORY}\n\n{note}", title=HEADLINE)
    cleaned = clean(article)
    assert cleaned.article.author == "Sven Aas"
    assert cleaned.text == f"{STORY}\n\n{note}"


def test_a_line_that_repeats_the_known_author_goes_however_often_the_story_names_him() -> None:
    story = STORY.replace("The harbour master", "The harbour master, Lars Aas,")
    cleaned = clean(Article(f"Sven Aas\n\n{story}", title=HEADLINE, author="Sven Aas, Ana Petrova"))
    assert cleaned.text == story
    assert cleaned.article.author == "Sven Aas, Ana Petrova"
    other = Article(f"Ana Holm\n\n{story}", title=HEADLINE, author="Sven Aas")
    assert clean(other).text.startswith("Ana Holm")


@pytest.mark.parametrize(
    "article",
    [
        page(HEADLINE, "Northern Pier"),  # a heading: the words come back in the story
        page(HEADLINE, "Lars Aas", story=STORY.replace("The harbour master", "Lars Aas")),
        page(HEADLINE, "The Council"),
        page(HEADLINE, "Winter Games", story="The boats sail at noon and come back at dusk."),
        page(HEADLINE, "Sven"),
        page(HEADLINE, "SVEN AAS"),
        page(HEADLINE, "Sven Aas 2"),
        page(HEADLINE, "Gazette News"),
    ],
    ids=["heading", "person", "article", "short text", "one word", "capitals", "digit", "outlet"],
)
def test_what_may_be_about_the_story_stays(article: Article) -> None:
    cleaned = clean(article)
    assert cleaned.article.author is None
    assert cleaned.text == article.text.removeprefix(f"{HEADLINE}\n\n")


def test_a_list_of_names_is_no_byline() -> None:
    assert names_alone("Sven Aas, Ana Petrova, Lars Dahl") == [
        "Sven Aas",
        "Ana Petrova",
        "Lars Dahl",
    ]
    assert names_alone("Sven Aas, Ana Petrova, Lars Dahl, Jonas Beld") == []
