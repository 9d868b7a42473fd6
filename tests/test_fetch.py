"""Pages come from the public web alone, whatever an address or a redirect says."""

import gzip
import ipaddress
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipelines import fetch as fetching
from pipelines.fetch import Address, Fetched, NotFetched, fetch, is_public

PAGE = b"<html><head><title>T</title></head><body><p>Hello there.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked = self.path.partition("?")[0]
        if asked.startswith("/to/"):
            self._send(302, b"", Location=self.path.removeprefix("/to/"))
        elif asked == "/raw":
            self._send(302, b"", Location="/Überblick".encode().decode("latin-1"))
        elif asked == "/host":
            self._send(200, self.headers["Host"].encode())
        elif asked == "/%C3%9Cberblick":
            self._send(200, PAGE)
        elif asked == "/loop":
            self._send(302, b"", Location="/loop")
        elif asked == "/gzip":
            self._send(200, gzip.compress(PAGE), **{"Content-Encoding": "gzip"})
        elif asked == "/bomb":
            self._send(200, gzip.compress(b"a" * 20_000_000), **{"Content-Encoding": "gzip"})
        elif asked == "/large":
            self._send(200, b"a" * 6_000_000)
        elif asked == "/picture":
            self._send(200, b"\x89PNG", kind="image/png")
        elif asked == "/known" and self.headers.get("If-None-Match") == '"1"':
            self._send(304, b"")
        elif asked == "/known":
            self._send(200, PAGE, ETag='"1"')
        elif asked == "/slow":
            self._drip()
        elif asked == "/page":
            self._send(200, PAGE)
        else:
            self._send(404, b"no")

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            while not self.server.stopped.wait(0.05):
                self.wfile.write(b"a")
        except OSError:
            pass

    def _send(self, status: int, body: bytes, *, kind: str = "text/html", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):  # the reader may have had enough
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.stopped = threading.Event()
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{web.server_address[1]}"
    web.stopped.set()
    web.shutdown()


def here(address: Address, port: int) -> bool:
    """Allows this machine's own server, which `is_public` never does."""
    return address.is_loopback


def got(url: str, **options: object) -> Fetched:
    return fetch(url, reach=here, **options)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://localhost/",
    ],
)
def test_addresses_that_are_not_public_are_refused_before_a_connection(url, monkeypatch):
    monkeypatch.setattr(fetching.socket, "create_connection", lambda *_, **__: pytest.fail(url))
    with pytest.raises(NotFetched, match=r"public web|no host"):
        fetch(url)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://example.org/",
        "ftp://example.org/a",
        "example.org/page",
        "http://",
        "http://exa mple.org/",
        "http://example.org/\r\nHost: other",
        "http://example.org:99999/",
        "",
    ],
)
def test_other_schemes_and_broken_addresses_are_refused(url):
    with pytest.raises(NotFetched, match="not an address of the web"):
        fetch(url)


def test_an_address_with_a_password_is_refused():
    with pytest.raises(NotFetched, match="password"):
        fetch("http://user:secret@example.org/")


def test_a_public_host_on_an_unusual_port_is_refused():
    public = ipaddress.ip_address("93.184.216.34")
    assert is_public(public, 443)
    assert not is_public(public, 8080)
    assert not is_public(public, 22)


def test_every_address_of_a_host_must_be_public(monkeypatch):
    two = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *_, **__: two)
    with pytest.raises(NotFetched, match="public web"):
        fetch("http://rebinding.example/")


def test_a_redirect_is_checked_like_an_address(server):
    with pytest.raises(NotFetched, match="not an address of the web"):
        got(f"{server}/to/file:///etc/passwd")
    with pytest.raises(NotFetched, match="public web"):
        got(f"{server}/to/http://169.254.169.254/")


def test_redirects_are_followed_and_end(server):
    answer = got(f"{server}/to//page")
    assert answer.content == PAGE
    assert answer.url == f"{server}/page"
    with pytest.raises(NotFetched, match="redirects"):
        got(f"{server}/loop")


def test_a_redirect_in_utf_8_leads_to_its_page(server):
    assert got(f"{server}/raw").url == f"{server}/Überblick"


def test_a_host_in_another_script_is_asked_under_its_name_in_ascii(server, monkeypatch):
    really = fetching.socket.getaddrinfo
    monkeypatch.setattr(
        fetching.socket,
        "getaddrinfo",
        lambda _, *given, **named: really("127.0.0.1", *given, **named),
    )
    port = server.rpartition(":")[2]
    answer = got(f"http://пример.example:{port}/host")
    assert answer.content == f"xn--e1afmkfd.example:{port}".encode()


def test_packed_pages_are_unpacked_within_bounds(server):
    assert got(f"{server}/gzip").content == PAGE
    for path in ("bomb", "large"):
        with pytest.raises(NotFetched, match="larger than 5 MB"):
            got(f"{server}/{path}")


def test_other_types_and_failures_say_what_to_do(server):
    with pytest.raises(NotFetched, match="image/png"):
        got(f"{server}/picture")
    with pytest.raises(NotFetched, match="404") as failure:
        got(f"{server}/nowhere")
    assert failure.value.status == 404


def test_a_page_that_has_not_changed_has_no_content(server):
    first = got(f"{server}/known")
    assert first.etag == '"1"'
    assert got(f"{server}/known", etag=first.etag).content is None


def test_a_server_that_only_drips_is_left(server, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    with pytest.raises(NotFetched, match="no whole answer"):
        got(f"{server}/slow")


def test_proxies_of_the_environment_are_not_used(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert got(f"{server}/page").content == PAGE
