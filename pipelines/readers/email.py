"""Saved e-mails: newsletters and articles sent on."""

from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import MIMEPart
from email.parser import BytesParser
from email.utils import parseaddr
from typing import Any, BinaryIO

from pipelines.articles import Article
from pipelines.readers.characters import one_line
from pipelines.readers.dates import timestamp_of
from pipelines.readers.encoding import decoded
from pipelines.readers.html import article_of_page
from pipelines.readers.metadata import completed
from pipelines.readers.records import whole_text
from pipelines.readers.skipped import Notice, Skipped, Unreadable

_MAX_BYTES = 20_000_000  # attachments included
_MAX_PARTS = 100  # the parser takes time with the square of the parts inside each other


def read_email(stream: BinaryIO, path: str) -> Iterator[Article | Skipped | Notice]:
    """The one article of an e-mail: its subject is the headline, its plain text the text."""
    data = stream.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise Unreadable("the e-mail is larger than 20 MB. Save it without its attachments.")
    if not data.strip():
        raise Unreadable("the file is empty. Check the download, or remove it.")
    if data.lower().count(b"multipart/") > _MAX_PARTS:
        raise Unreadable("too many parts inside parts. Open the e-mail and save its text.")
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        body = message.get_body(preferencelist=("plain", "html"))
    except (MessageError, LookupError, ValueError, AttributeError) as problem:
        raise Unreadable(f"not an e-mail that can be read ({problem}). Save its text.") from None
    if body is None or not message.keys():
        raise Unreadable("no text in the e-mail. Open it and save its text.")
    text = _content(body)
    raw_text = None
    if body.get_content_type() == "text/html":
        page = article_of_page(text)
        text, raw_text = page.text, page.raw_text
    sender = one_line(parseaddr(str(message.get("From", "")))[0][:300]) or None
    # Newsletters say how to leave the list, and their sender is who publishes them.
    is_newsletter = any(name in message for name in ("List-Unsubscribe", "List-Id"))
    yield completed(
        Article(
            whole_text(text),
            title=one_line(str(message.get("Subject", ""))[:1000]) or None,
            outlet=sender if is_newsletter else None,
            author=None if is_newsletter else sender,
            published_at=timestamp_of(str(message.get("Date", ""))),
            path=path,
            raw_text=raw_text,
        )
    )


def _content(body: "MIMEPart[Any, Any]") -> str:
    payload = body.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise Unreadable("no text in the e-mail. Open it and save its text.")
    return decoded(payload, declared=body.get_content_charset()).replace("\r\n", "\n")
