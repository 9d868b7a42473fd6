"""Fetch a page or feed from the public web, and from nowhere else.

An address can come from a feed or a visitor, and must not reach what only this machine can: its
own services, the local network, the metadata service of a cloud. So the host is looked up once,
every address it has must be public, the connection goes to that address, and each redirect is
checked again. Proxies of the environment are not used.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

SECONDS = 10.0  # for one page with its redirects
MOST_BYTES = 5_000_000  # of a page, as read and as unpacked; readers take no more
MOST_REDIRECTS = 3
PORTS: Final = {"http": 80, "https": 443}
AGENT = "Parallax/0.1 (parallax-news; compares news articles; follows robots.txt)"
TYPES = (
    "text/html",
    "text/plain",
    "text/xml",
    "application/xhtml+xml",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
)
_CHUNK = 65_536
_REDIRECTS = (301, 302, 303, 307, 308)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Reach = Callable[[Address, int], bool]  # whether a connection to an address and port is allowed


class NotFetched(ValueError):
    """The page was not fetched; the message says why and what to do. `status` is HTTP's, if any."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: `url` is where redirects led to, `content` is None where nothing has changed."""

    url: str
    content: bytes | None
    content_type: str
    etag: str | None
    last_modified: str | None


def is_public(address: Address, port: int) -> bool:
    """Whether it is an address of the public web: global, not multicast, port 80 or 443.

    An address that carries another one inside (mapped, 6to4, NAT64) counts as that one.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _nat64(address)
        if inner is not None:
            return is_public(inner, port)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast and port in PORTS.values()


def _nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    inside = address in ipaddress.IPv6Network("64:ff9b::/96")
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if inside else None


def fetch(
    url: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    types: tuple[str, ...] = TYPES,
    reach: Reach = is_public,
    may: Callable[[str], None] = lambda url: None,
) -> Fetched:
    """Get a page. With `etag` or `last_modified` only if it has changed; raises NotFetched.

    `may` is told each address before it is asked, those of redirects too. It may wait, which does
    not count as the server's time, or raise NotFetched.
    """
    left = SECONDS
    headers = {"User-Agent": AGENT, "Accept": ", ".join(types), "Accept-Encoding": "gzip"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    for _ in range(MOST_REDIRECTS + 1):
        _parts(url)
        may(url)
        asked = time.monotonic()
        answer = _get(url, headers, until=asked + left, types=types, reach=reach)
        left -= time.monotonic() - asked
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise NotFetched(f"more than {MOST_REDIRECTS} redirects. Give the address that it ends at.")


def _get(
    url: str, headers: dict[str, str], *, until: float, types: tuple[str, ...], reach: Reach
) -> Fetched | str:
    """The answer, or the address of the redirect."""
    parts = _parts(url)
    host = _ascii(str(parts.hostname))
    port = parts.port or PORTS[parts.scheme]
    address = _address_of(host, port, reach)
    connection = _Connection(host, port, address, secure=parts.scheme == "https")
    watch = threading.Timer(max(0.01, until - time.monotonic()), connection.abort)
    watch.daemon = True
    watch.start()  # a server that sends a byte now and then would never meet a socket's time-out
    try:
        connection.request("GET", _target(parts), headers={**headers, "Host": _named(host, parts)})
        answer = _read(connection.getresponse(), url, types)
        if time.monotonic() >= until:  # a connection that was ended looks like a short page
            raise TimeoutError
        return answer
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as problem:
        if isinstance(problem, NotFetched):
            raise
        if time.monotonic() >= until:
            raise NotFetched(
                f"no whole answer within {SECONDS:.0f} seconds. Try again later."
            ) from None
        reason = getattr(problem, "strerror", None) or type(problem).__name__
        raise NotFetched(
            f"the connection failed ({reason}). Check the address, or try later."
        ) from None
    finally:
        watch.cancel()
        connection.close()


def _parts(url: str) -> SplitResult:
    wrong = "not an address of the web. Give one that starts with https:// or http://."
    if any(ord(character) <= 32 or ord(character) == 127 for character in url):
        raise NotFetched(wrong)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotFetched(wrong) from None
    if parts.scheme not in PORTS or not parts.hostname or port == 0:
        raise NotFetched(wrong)
    if parts.username is not None or parts.password is not None:
        raise NotFetched("the address carries a name or password. Give it without them.")
    return parts


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    return f"{path}?{query}" if query else path


def _ascii(host: str) -> str:
    """The name of a host as the network has it: `xn--...` for other scripts."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise NotFetched(_no_host(host)) from None


def _named(host: str, parts: SplitResult) -> str:
    named = f"[{host}]" if ":" in host else host
    return named if parts.port is None else f"{named}:{parts.port}"


def _no_host(host: str) -> str:
    return f"there is no host '{host[:100]}'. Check the address."


def _address_of(host: str, port: int, reach: Reach) -> str:
    """The address to connect to; every address of the host must be within reach."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotFetched(_no_host(host)) from None
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    for address in addresses:
        if not reach(ipaddress.ip_address(address), port):
            raise NotFetched(
                "the address does not lead to the public web on its usual ports, and is not "
                "fetched. Save the page yourself and give the file."
            )
    return addresses[0]


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was checked, under the name of its host."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self._address = address
        self._secure = secure
        self._open: socket.socket | None = None  # `sock` is let go before the answer is read

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), timeout=self.timeout)
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
        self._open = self.sock

    def abort(self) -> None:
        """End whatever is being waited for, from another thread."""
        if self._open is not None:
            with suppress(OSError):  # it had ended by itself
                self._open.shutdown(socket.SHUT_RDWR)


def _read(answer: http.client.HTTPResponse, url: str, types: tuple[str, ...]) -> Fetched | str:
    if answer.status in _REDIRECTS and answer.headers.get("Location"):
        # Headers come as Latin-1; what servers put there is ASCII, or UTF-8 against the rules.
        location = str(answer.headers["Location"]).encode("latin-1", "replace")
        return urljoin(url, location.decode("utf-8", "replace").strip())
    kind = answer.headers.get_content_type()
    marks = (answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
    if answer.status == 304:
        return Fetched(url, None, kind, *marks)
    if answer.status != 200:
        raise NotFetched(
            f"the server answered {answer.status} {answer.reason[:60]}. "
            "Open the address in a browser to see why.",
            answer.status,
        )
    if kind not in types:
        raise NotFetched(
            f"it is of the type {kind[:60]}, not a page, text or feed. Download it yourself and "
            "give the file."
        )
    return Fetched(url, _content(answer), kind, *marks)


def _content(answer: http.client.HTTPResponse) -> bytes:
    parts, size = [], 0
    while chunk := answer.read(_CHUNK):
        size += len(chunk)
        if size > MOST_BYTES:
            raise NotFetched(_too_large())
        parts.append(chunk)
    content = b"".join(parts)
    if answer.length:
        raise NotFetched("the answer ended too early. Try again.")
    packing = (answer.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing == "identity":
        return content
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise NotFetched(f"it is packed as '{packing[:20]}', which was not asked for.")
    unpacking = zlib.decompressobj(wbits=47)  # gzip or zlib, as its head says
    try:
        content = unpacking.decompress(content, MOST_BYTES + 1)
    except zlib.error:
        raise NotFetched("its packing is damaged. Try again.") from None
    if len(content) > MOST_BYTES:
        raise NotFetched(_too_large())
    return content


def _too_large() -> str:
    return f"it is larger than {MOST_BYTES // 1_000_000} MB. Save its text and give the file."
