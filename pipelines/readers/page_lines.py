"""Lines of a page that are not the article: what they are, in plain words.

Each rule describes a whole line. A rule that could also describe an honest heading, list item or
table cell holds only at the edges of a text, before its first or after its last paragraph.
"""

import re
import tomllib
from pathlib import Path

_RULES = tomllib.loads(
    (Path(__file__).parent.parent / "lexicons" / "page_lines.toml").read_text("utf-8")
)
_NETWORK = "|".join(_RULES["network"])
_BUTTON = r"[\s:.!>»›→…|]*"
_REASONS = {f"r{n}": rule["reason"] for n, rule in enumerate(_RULES["line"])}
_ANYWHERE = re.compile(
    "|".join(
        f"(?P<r{n}>(?:{'|'.join(rule['patterns'])}){_BUTTON}$)"
        for n, rule in enumerate(_RULES["line"])
    )
    .replace("<network>", f"(?:{_NETWORK})")
    .replace("<story>", f"(?:{'|'.join(_RULES['story'])})")
)
_LONG_START = re.compile(rf"\W*(?:{'|'.join(_RULES['long'])})", re.IGNORECASE)
_SHORT = 160  # characters; most paragraphs are longer, and few patterns
_MENU = frozenset(_RULES["menu"])
# One of these alone on a line is a button; "Politics" alone may be a heading.
_BUTTONS = frozenset(
    ["home", "homepage", "menu", "search", "login", "log in", "sign in", "subscribe", "register",
     "share", "tweet", "skip", "close", "share this", "comments", "reply", "contact us", "about us",
     "next", "previous", "back", "submit", "follow", "follow us", "more", "print", "copy link"]
)  # fmt: skip
_SINGLE_NETWORK = re.compile(rf"(?:{_NETWORK}){_BUTTON}$")
_ALT_TEXT = re.compile(
    r"(?:[\w'&.-]+ ){0,4}(?:logo|icon|avatar|thumbnail|banner|placeholder|favicon)$"
    r"|(?:featured|hero|header|profile) (?:image|picture|photo)(?: of .{1,40})?$"
    r"|(?:placeholder )?image$|\d+ comments?$"
)
_TICKER = re.compile(
    r"(?:weather|[\w .'&/-]{2,25}):? [-+−]?\d{1,3}(?:\.\d)? ?°.{0,40}$"
    r"|[\w .&/-]{2,25} \$?[\d.,]{3,12} ?[-+−▲▼][\d.,]{1,9} ?%?.{0,20}$"
)
_COLUMNS = re.compile(r"\S(?:[ \t\u00a0\u2003]{3,}|\s*[|•·]\s*)\S")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
LONGEST = 420  # characters; longer lines are paragraphs, whatever words they hold
_MENU_WORDS = 14


def key_of(line: str) -> str:
    """The line as the rules see it: lower case, straight apostrophes, single spaces."""
    return " ".join(line.split()).lower().replace("’", "'").strip('“”"[]')


def page_line(line: str) -> str | None:
    """Why the line is not part of an article wherever it stands, or None."""
    if len(line) > LONGEST or (len(line) > _SHORT and not _LONG_START.match(line)):
        return None
    match = _ANYWHERE.match(key_of(line))
    return _REASONS[match.lastgroup] if match and match.lastgroup else None


def edge_line(line: str, *, at_start: bool) -> str | None:
    """Why a line before the first or after the last paragraph is not the article's, or None."""
    if len(line) > _SHORT:
        return None
    key = key_of(line)
    if key.rstrip(".:!>» ") in _BUTTONS:
        return "share bar" if key.startswith(("share", "tweet")) else "page navigation"
    if _SINGLE_NETWORK.match(key):
        return "share bar"
    if at_start and _TICKER.match(key):
        return "weather or market ticker"
    if _ALT_TEXT.match(key):
        return "page navigation"
    return "page navigation" if _is_menu(line, key) else None


def _is_menu(line: str, key: str) -> bool:
    """Several entries of a menu on one line: only words of menus, or columns of them."""
    words = _WORD.findall(key)
    if not 2 <= len(words) <= _MENU_WORDS or key.endswith((".", "?", "!")):
        return False
    n_known = sum(word in _MENU for word in words)
    if n_known == len(words):
        # "World news" or "Live updates" may be a heading; three entries or columns are a menu.
        return len(words) >= 3 or _COLUMNS.search(line) is not None
    return n_known * 2 >= len(words) and len(_COLUMNS.findall(line)) >= 2
