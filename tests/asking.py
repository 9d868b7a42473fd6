"""Ask one flag about an article written in a test, and read the words that it marks."""

from functools import cache

from pipelines.articles import Article
from pipelines.documents import Document, documents_of
from pipelines.flags import FLAGS, answer
from pipelines.flags.finding import Finding
from pipelines.taxonomy import read_taxonomy

FLAG = {flag.name: flag for flag in FLAGS}

# An honest report of 180 words: nothing here may fire but what a test leaves out on purpose.
HONEST = """NYHAVEN, Selmo (Courier) - The ferry between Selmo and Nyhaven will sail again in April
after the port authority repaired the northern pier, officials said on Friday.

"We checked every beam of the pier twice before we signed the papers," said Jonas Beld, the harbour
master, at a news conference in Nyhaven. The repair cost 4.1 million crowns, according to a report
by the county auditor published on Thursday.

Mayor Ana Petrova told the council that the first boat leaves at 6 a.m. on April 2. About 41,000
people used the line in 2019, the year before the storm broke the pier.

Fishermen in the harbour complained about noise. "They drilled from dawn until my children went to
bed," said Lars Dahl, who lives next to the quay. The authority said the work ended on March 9.

The council voted 11 to 4 for the repair in a meeting in June. Peter Holm, who voted against it,
said the money was needed for the school in Vester. Beld said tickets go on sale on Monday, and the
price of 45 crowns stays the same.
"""


@cache
def document(article: Article) -> Document:
    return documents_of([article], taxonomy=read_taxonomy())[0]


def ask(name: str, text: str = HONEST, **fields: object) -> Finding:
    """The finding of the flag of that name for a text with these metadata."""
    article = Article(text, **fields)  # type: ignore[arg-type]
    return answer(FLAG[name], document(article))


def words(name: str, text: str = HONEST, **fields: object) -> list[str]:
    """The words that the flag marks."""
    article = Article(text, **fields)  # type: ignore[arg-type]
    doc = document(article)
    read = {"text": doc.text, "raw_text": doc.raw_text, "title": doc.title or ""}
    return [
        read[mark.field][mark.span.start_char : mark.span.end_char]
        for mark in answer(FLAG[name], doc).marks
    ]


def long(text: str, *, words: int = 220) -> str:
    """The text followed by sober sentences until it has about so many words."""
    filler = (
        "The council of Selmo met in Nyhaven on Friday. Ana Petrova, the mayor, said that the pier "
        "was repaired in June. Lars Dahl told the council that boats left the quay at noon."
    )
    numbered = [f"{filler} The file has the number {n}." for n in range(words // 35)]
    return "\n\n".join([text, *numbered])
