"""What kind of text the page says it is."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.documents import Document

_LABELS = (
    *("opinion", "opinions", "op-ed", "oped", "editorial", "editorials", "commentary"),
    *("column", "columnist", "columnists", "perspective", "analysis", "essay", "blog", "blogs"),
    *("viewpoint", "letter", "letters", "comment", "commentisfree", "ideas", "review"),
)
_LABELLED = re.compile(rf"\b(?:{'|'.join(_LABELS)})\b")
_HEAD_CHARS = 200


@lru_cache(maxsize=1)  # several flags ask
def labelled_opinion(doc: "Document") -> bool:
    """Whether the page itself calls the text opinion, analysis or a blog."""
    article = doc.article
    head = doc.raw_text[:_HEAD_CHARS]
    places = (doc.title, article.outlet, article.url, article.author, head)
    said = "\n".join(filter(None, places)).lower()
    # Few hold one of the words even as letters; looking for those first is faster.
    return any(label in said for label in _LABELS) and _LABELLED.search(said) is not None
