"""Feeds and pages become files that `build` reads, politely and never half."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipelines.articles import Article
from pipelines.collect import collect
from pipelines.readers import read_inputs
from tests.test_fetch import here

TEXT = (
    "Envoys met in Vell on Friday. They agreed on a treaty about the river and the old pier. " * 3
)


class Site(ThreadingHTTPServer):
    robots = "User-agent: *\nDisallow: /private/\n"
    robots_status = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.missing: set[str] = set()
        self.address = f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.path == "/robots.txt":
            self._send(self.server.robots_status, self.server.robots, "text/plain")
        elif self.path.startswith("/to/"):
            self._send(302, "", location=self.path.removeprefix("/to/"))
        elif self.path in self.server.missing:
            self._send(500, "down", "text/html")
        elif self.path == "/feed":
            if self.headers.get("If-None-Match") == '"v1"':
                self._send(304, "", "text/xml")
            else:
                self._send(200, self._feed(), "application/rss+xml", '"v1"')
        elif self.path == "/plain":
            self._send(200, TEXT, "text/plain")
        else:
            self._send(
                200, f"<html><body><article><p>{TEXT}{self.path}</p></article></body></html>"
            )

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>Pact {n} &amp; &lt;b&gt;</title><link>{self.server.address}{path}</link>"
            "<pubDate>Fri, 14 Mar 2025 09:30:00 GMT</pubDate></item>"
            for n, path in enumerate(("/story/1", "/story/2", "/private/3"))
        )
        return f"<?xml version='1.0'?><rss><channel><title>Vell Post</title>{items}</channel></rss>"

    def _send(
        self, status: int, text: str, kind: str = "text/html", etag: str = "", location: str = ""
    ) -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", kind)
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    web = Site()
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield web
    web.shutdown()


def run(site: Site, into: Path, *paths: str, delay: float = 0.0):
    return collect([site.address + path for path in paths], into, delay=delay, reach=here)


def articles(folder: Path) -> list[Article]:
    return [one for one in read_inputs([folder]) if isinstance(one, Article)]


def test_a_feed_becomes_articles_with_what_the_feed_says_of_them(site, tmp_path):
    report = run(site, tmp_path, "/feed")
    assert report.n_written == 2
    read = articles(tmp_path)
    assert {one.url for one in read} == {f"{site.address}/story/{n}" for n in (1, 2)}
    assert {one.outlet for one in read} == {"Vell Post"}
    assert {str(one.published_at) for one in read} == {"2025-03-14 09:30:00+00:00"}
    assert all((tmp_path / f"{one.article_id}.html").is_file() for one in read)
    assert any("Pact 0 &" in str(one.title) for one in read)


def test_robots_txt_is_followed_and_told(site, tmp_path):
    report = run(site, tmp_path, "/feed", "/private/9")
    assert not any(path.startswith("/private") for path in site.asked)
    assert [one.path.rpartition("/")[2] for one in report.set_aside] == ["3", "9"]
    assert all("robots.txt" in one.message for one in report.set_aside)


def test_a_host_whose_robots_txt_cannot_be_read_is_left(site, tmp_path):
    site.robots_status = 503
    report = run(site, tmp_path, "/story/1")
    assert site.asked == ["/robots.txt"]
    assert "robots.txt could not be read" in report.set_aside[0].message


def test_a_host_that_is_out_of_reach_is_asked_once(site, tmp_path):
    site.robots_status = 503
    report = run(site, tmp_path, *(f"/story/{n}" for n in range(5)))
    assert site.asked == ["/robots.txt"]
    assert len(report.set_aside) == 5
    assert all("robots.txt could not be read" in one.message for one in report.set_aside)


def test_robots_txt_and_pauses_hold_where_redirects_lead(site, tmp_path, monkeypatch):
    pauses: list[float] = []
    monkeypatch.setattr("pipelines.collect.time.sleep", pauses.append)
    report = run(site, tmp_path, "/to//private/9", "/to//story/1", delay=7.0)
    assert not any(path.startswith("/private") for path in site.asked)
    assert ["robots.txt" in one.message for one in report.set_aside] == [True]
    assert report.n_written == 1
    assert len(pauses) == len(site.asked) - 1


def test_robots_txt_of_another_host_is_read_before_a_redirect_there_is_followed(site, tmp_path):
    other = Site()
    other.robots = "User-agent: *\nDisallow: /\n"
    threading.Thread(target=other.serve_forever, daemon=True).start()
    run(site, tmp_path, f"/to/{other.address}/story/1")
    other.shutdown()
    assert other.asked == ["/robots.txt"]


def test_a_host_that_asks_for_a_long_pause_is_left(site, tmp_path):
    site.robots = "User-agent: *\nCrawl-delay: 3600\n"
    assert "3600 seconds" in run(site, tmp_path, "/story/1").set_aside[0].message


def test_requests_to_a_host_keep_a_pause(site, tmp_path, monkeypatch):
    pauses: list[float] = []
    monkeypatch.setattr("pipelines.collect.time.sleep", pauses.append)
    run(site, tmp_path, "/story/1", "/story/2", delay=7.0)
    assert len(pauses) == 2
    assert all(6 < pause <= 7 for pause in pauses)


def test_what_is_there_is_not_asked_for_again(site, tmp_path):
    site.robots = ""
    run(site, tmp_path, "/feed")
    site.asked.clear()
    report = run(site, tmp_path, "/feed")
    assert site.asked == ["/robots.txt", "/feed"]
    assert (report.n_written, report.n_unchanged) == (0, 1)


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(site, tmp_path):
    site.robots = ""
    site.missing = {"/story/2"}
    first = run(site, tmp_path, "/feed")
    assert (first.n_written, len(first.set_aside)) == (2, 1)
    site.missing = set()
    site.asked.clear()
    again = run(site, tmp_path, "/feed")
    assert (again.n_written, again.n_unchanged) == (1, 2)
    assert "/story/1" not in site.asked


def test_no_half_written_file_is_left(site, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("pipelines.whole_files.os.replace", full)
    with pytest.raises(OSError, match="disk full"):
        run(site, tmp_path, "/story/1")
    assert list(tmp_path.iterdir()) == []


def test_plain_text_is_kept_as_text(site, tmp_path):
    run(site, tmp_path, "/plain")
    assert len(list(tmp_path.glob("*.txt"))) == 1
    assert articles(tmp_path)[0].url == f"{site.address}/plain"


def test_only_the_public_web_is_collected(site, tmp_path):
    report = collect([f"{site.address}/story/1", "file:///etc/passwd"], tmp_path, delay=0)
    assert report.n_written == 0
    assert len(report.set_aside) == 2
    assert site.asked == []
