"""Every flag, in the order of the page, and the way to ask one."""

from typing import TYPE_CHECKING

from pipelines.flags.finding import Finding, Flag, cannot_assess
from pipelines.flags.integrity import INTEGRITY
from pipelines.flags.language import LANGUAGE
from pipelines.flags.provenance import PROVENANCE
from pipelines.flags.sourcing import SOURCING
from pipelines.flags.specificity import SPECIFICITY
from pipelines.flags.templates import TEMPLATES

if TYPE_CHECKING:
    from pipelines.documents import Document

# Family and what it is called on screen, in order.
FAMILIES = (
    ("provenance", "Provenance"),
    ("integrity", "Text integrity"),
    ("sourcing", "Sourcing"),
    ("specificity", "Who, where, when"),
    ("templates", "Templated prose"),
    ("language", "Language"),
)

FLAGS: tuple[Flag, ...] = (
    *PROVENANCE,
    *INTEGRITY,
    *SOURCING,
    *SPECIFICITY,
    *TEMPLATES,
    *LANGUAGE,
)

# Answered from metadata, structure, Latin filler or the language itself; all others need English.
ANY_LANGUAGE = frozenset(
    {
        "no_byline",
        "no_date",
        "no_outlet",
        "no_headline",
        "page_chrome",
        "broken_structure",
        "placeholder_text",
        "unsupported_language",
    }
)
OF_THE_HEADLINE = frozenset({"sensational_style"})


def answers(doc: "Document") -> list[Finding]:
    """The finding of each of `FLAGS` for the document."""
    if doc.n_words and doc.language in (None, "en"):
        return [flag.check(doc) for flag in FLAGS]
    return [answer(flag, doc) for flag in FLAGS]


def answer(flag: Flag, doc: "Document") -> Finding:
    """The flag's finding for the document; "cannot assess" where its words are not English."""
    if doc.language not in (None, "en") and flag.name not in ANY_LANGUAGE:
        return cannot_assess(f"the word lists are English, the text is not ({doc.language})")
    if not doc.n_words and flag.name not in ANY_LANGUAGE | OF_THE_HEADLINE:
        return cannot_assess("no text")
    return flag.check(doc)


__all__ = ["FAMILIES", "FLAGS", "answer", "answers"]
