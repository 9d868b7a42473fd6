"""A real server, a real Chromium, and a guard that fails a test when either complains."""

import importlib.util
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "tests" / "artefacts"
QUIET = (
    "--no-sandbox",  # containers have no user namespaces
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60_000  # ms; a first page on two busy cores takes seconds, on a crowded one a minute

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium and a running server")


def _chromium() -> str | None:
    spec = importlib.util.spec_from_file_location("install", Path(__file__).with_name("install.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.chromium()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = _chromium()
    if path is None:
        reason = "no Chromium: run `python -m tests.browser.install` or set PARALLAX_CHROMIUM"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def app(browser: Browser) -> Iterator[str]:
    """The address of the app on the committed sample."""
    tables = ROOT / "data" / "sample" / "tables"
    if not (tables / "run.json").is_file():
        pytest.fail("the sample has no tables: run `parallax build`")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    command = (sys.executable, "-m", "streamlit", "run", "dashboard/app.py")
    settings = (
        f"--server.port={port}",
        "--server.address=127.0.0.1",
        "--server.headless=true",
        "--server.fileWatcherType=none",
    )
    with (ARTEFACTS / "server.log").open("w") as log:
        server = subprocess.Popen(
            [*command, *settings],
            cwd=ROOT,
            env={**os.environ, "PARALLAX_DATA": str(tables)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_ready(address, server)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_until_ready(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)  # a poll of the port, not a guess about the page
    pytest.fail("the server did not start; see tests/artefacts/server.log")


# Streamlit looks for its server below the path of the page first, and learns from the answer.
_STREAMLITS_OWN = re.compile(r"/_stcore/(health|host-config)$")


@dataclass
class Guard:
    """What went wrong in the pages of a test."""

    host: str
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.on("dialog", lambda dialog: self._dialog(dialog))
        page.on("console", lambda said: self._console(said))
        page.on("request", lambda request: self._request(request.url))

    def _dialog(self, dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, said) -> None:
        own = _STREAMLITS_OWN.search(urlsplit(said.location.get("url", "")).path)
        if said.type == "error" and not own:
            self.complaints.append(f"console: {said.text} ({said.location.get('url')})")

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.complaints.append(f"request to another host: {url}")


@dataclass
class Visitor:
    """One visitor with a session of her own."""

    app: str
    page: Page
    name: str

    def open(self, path: str = "/") -> Page:
        """Open a page of the app and wait until it has drawn everything."""
        self.page.goto(self.app + path)
        self.settled()
        return self.page

    def settled(self) -> None:
        """Wait until the script has run and nothing went wrong."""
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()  # it has begun to draw
        state = self.page.locator('[data-testid="stApp"]')
        expect(state).to_have_attribute("data-test-script-state", "notRunning")
        expect(self.page.locator('[data-testid="stException"]')).to_have_count(0)

    def painted(self) -> None:
        """Wait until nothing drawn is a placeholder or left over from an earlier run."""
        waiting = '[data-testid="stSkeleton"], [data-stale="true"]'
        expect(self.page.locator(waiting)).to_have_count(0)

    def keep(self, name: str, *, full: bool = True) -> None:
        """A screenshot for review."""
        # Streamlit scrolls inside the page, so the window has to be as tall as its content.
        size = self.page.viewport_size
        if full and size:
            main = '[data-testid="stMain"]'
            height = self.page.evaluate(f"document.querySelector('{main}').scrollHeight")
            self.page.set_viewport_size({**size, "height": min(6000, max(size["height"], height))})
        self.page.screenshot(path=ARTEFACTS / f"{name}.png")
        if full and size:
            self.page.set_viewport_size(size)


Arrive = Callable[..., Visitor]


@pytest.fixture
def arrive(browser: Browser, app: str, request: pytest.FixtureRequest) -> Iterator[Arrive]:
    """A new visitor: `arrive(theme="dark", width=390)`. Any complaint of a page fails the test."""
    guard = Guard(urlsplit(app).netloc)
    contexts: list[BrowserContext] = []

    def visitor(*, theme: str = "light", width: int = 1440, height: int = 900) -> Visitor:
        context = browser.new_context(
            color_scheme=theme, viewport={"width": width, "height": height}, locale="en-GB"
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        guard.watch(page)
        return Visitor(app, page, request.node.name)

    yield visitor
    for context in contexts:
        context.close()
    assert guard.complaints == []
