"""What themes, flags and scores are called on screen."""

from functools import cache

from pipelines.flags import FLAGS
from pipelines.flags.finding import Flag
from pipelines.taxonomy import read_taxonomy
from pipelines.themes import Theme

FAMILIES = {
    "provenance": "Where it comes from",
    "integrity": "Whether the text is whole",
    "sourcing": "Who vouches for it",
    "specificity": "Whether it names who, where, when",
    "templates": "Whether it is built from a template",
    "language": "How it is worded",
}
LANGUAGES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
}


@cache
def flags() -> dict[str, Flag]:
    """The flags by name, in their order."""
    return {flag.name: flag for flag in FLAGS}


@cache
def families() -> dict[str, str]:
    """The family of each flag."""
    return {flag.name: flag.family for flag in FLAGS}


@cache
def themes() -> dict[str, Theme]:
    """The themes of the taxonomy shipped, by id."""
    return {theme.theme: theme for theme in read_taxonomy().themes.themes}


def theme_label(theme: str) -> str:
    """The label of a theme; of another taxonomy its id, spelt out."""
    known = themes().get(theme)
    return known.label if known else spelt_out(theme)


def element_label(theme: str, element: str) -> str:
    """The label of an element of a theme."""
    known = themes().get(theme)
    labels = {part.element: part.label for part in known.elements} if known else {}
    return labels.get(element, spelt_out(element))


def flag_label(flag: str) -> str:
    """The label of a flag; of a later version its name, spelt out."""
    known = flags().get(flag)
    return known.label if known else spelt_out(flag)


def language_label(language: str) -> str:
    """The language in English, its code if it is a rare one."""
    return LANGUAGES.get(language, language)


def measure(name: str) -> str:
    """The name of a measure with a capital, its abbreviations as they are written."""
    return name[:1].upper() + name[1:]


def spelt_out(name: str) -> str:
    """`security_guarantees` as `Security guarantees`."""
    return name.replace("_", " ").capitalize()
