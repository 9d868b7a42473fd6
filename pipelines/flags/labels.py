"""What kind of text the page says it is."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.documents import Document

# The first letters once more in front, so that most words are done with at once.
LABELLED = re.compile(
    r"\b(?=[oecpablvir])(?:opinions?|op-?ed|editorials?|commentary|column(?:ists?)?|perspective"
    r"|analysis|essay|blogs?|viewpoint|letters?|comment(?:isfree)?|ideas|review)\b",
    re.IGNORECASE,
)
_HEAD_CHARS = 200


def labelled_opinion(doc: "Document") -> bool:
    """Whether the page itself calls the text opinion, analysis or a blog."""
    article = doc.article
    head = doc.raw_text[:_HEAD_CHARS]
    return _labelled((doc.title, article.outlet, article.url, article.author, head))


@lru_cache(maxsize=4)
def _labelled(places: tuple[str | None, ...]) -> bool:
    """Kept for the article at hand, about which several flags ask."""
    return any(place and LABELLED.search(place) for place in places)
