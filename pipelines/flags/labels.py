"""What kind of text it is: opinion, as the page says, or questions and answers."""

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.flags.counting import lines_of

if TYPE_CHECKING:
    from pipelines.documents import Document

_LABELS = (
    *("opinion", "opinions", "op-ed", "oped", "editorial", "editorials", "commentary"),
    *("column", "columnist", "columnists", "perspective", "analysis", "essay", "blog", "blogs"),
    *("viewpoint", "letter", "letters", "comment", "commentisfree", "ideas", "review"),
)
_LABELLED = re.compile(rf"\b(?:{'|'.join(_LABELS)})\b")
_HEAD_CHARS = 200
# "MARTIN: And what follows?" or "Q. And what follows?"
_SPEAKER = re.compile(r"([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4})(?: ?:|(?<=^Q)\.) \S")
_LONGEST_SPEAKER = 60  # characters
MIN_TURNS = 3  # lines of each speaker; a statement is quoted like this once
MIN_SPEAKERS = 2
MIN_ASKED = 2  # of those lines with a question; a list of claims and facts has none
# Of all lines. Of 6,331 development articles 23 have as many: 21 interviews and transcripts, one
# explainer in questions, one list of exchanges. Where answers have no label, questions are fewer.
SPOKEN_SHARE = 0.3
ASKED_SHARE = 0.15


@lru_cache(maxsize=1)  # several flags ask
def labelled_opinion(doc: "Document") -> bool:
    """Whether the page itself calls the text opinion, analysis or a blog."""
    article = doc.article
    head = doc.raw_text[:_HEAD_CHARS]
    places = (doc.title, article.outlet, article.url, article.author, head)
    said = "\n".join(filter(None, places)).lower()
    # Few hold one of the words even as letters; looking for those first is faster.
    return any(label in said for label in _LABELS) and _LABELLED.search(said) is not None


@lru_cache(maxsize=1)
def is_interview(doc: "Document") -> bool:
    """Whether most of it is questions and answers with the speaker at the head of the line."""
    lines = lines_of(doc)
    found = ((_SPEAKER.match(line[:_LONGEST_SPEAKER]), line) for _, _, line in lines)
    turns = [(label[1], line) for label, line in found if label]
    times = Counter([speaker for speaker, _ in turns])
    speakers = {speaker for speaker, n in times.items() if n >= MIN_TURNS}
    spoken = [line for speaker, line in turns if speaker in speakers]
    if sum("?" in line for line in spoken) < MIN_ASKED:
        return False
    if len(speakers) >= MIN_SPEAKERS and len(spoken) >= SPOKEN_SHARE * len(lines):
        return True
    return times["Q"] >= max(MIN_TURNS, ASKED_SHARE * len(lines))


def excuse(doc: "Document") -> str | None:
    """Why nobody expects the text to say who, where and when as a report does; None for a report.

    To be asked last: an interview that has what is looked for is clear.
    """
    if labelled_opinion(doc):
        return "labelled as opinion or analysis"
    if is_interview(doc):
        return "questions and answers, told by the speakers and not by a reporter"
    return None
