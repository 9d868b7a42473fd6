"""How long a visitor waits after a click, in real Chromium, and what the server holds.

`python -m tests.bench.bench_clicks [TABLES] [--visitors N]` prints the sizes of the tables, the
time to first content, median and 95th percentile of the time from a click until the page is ready
(the script has run, nothing is stale, two frames are painted), processor time and memory of the
server. On a machine that others use too, the processor time is the figure to trust.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from pipelines.schemas import TABLES
from pipelines.store import read_manifest
from tests.browser.install import chromium

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("Compare", "Article", "Themes", "Voices", "Timeline", "Sources", "Methods", "Overview")
ROUNDS = 2
PATIENCE = 120_000  # ms

# Resolves once a run that began after this moment has ended and the browser has painted it.
ARM = """() => { const t0 = performance.now(); let ran = false
  const app = document.querySelector('[data-testid="stApp"]')
  window.benchReady = new Promise((done) => {
    const look = () => {
      const state = app.getAttribute('data-test-script-state')
      if (state !== 'notRunning') ran = true
      const busy = document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
      if (ran && state === 'notRunning' && !busy) {
        watch.disconnect()
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - t0)))
      }
    }
    const watch = new MutationObserver(look)
    watch.observe(document.body, { subtree: true, childList: true, attributes: true })
  }) }"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="?", default=str(ROOT / "data" / "sample" / "tables"))
    parser.add_argument("--visitors", type=int, default=1)
    asked = parser.parse_args()
    folder = Path(asked.tables)
    sizes = dict.fromkeys(TABLES, 0)
    for part in read_manifest(folder)["parts"]:
        for table, entry in part["tables"].items():
            sizes[table] = sizes.get(table, 0) + entry["rows"]
    print("rows:", ", ".join(f"{table} {n:,}" for table, n in sizes.items()))
    began = time.perf_counter()
    with served(folder) as (port, pid), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        measure(browser, f"http://127.0.0.1:{port}", pid, began, asked.visitors)


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, int]]:
    """Port and process of a server of the app on these tables, while it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    command += ["--server.fileWatcherType=none"]
    environment = {**os.environ, "PARALLAX_DATA": str(folder)}
    # Wherever it is installed the code is compiled once, not at each start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield port, server.pid
    finally:
        server.terminate()


def wait_for(address: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the server did not start")


def measure(browser: Browser, app: str, pid: int, began: float, n_visitors: int) -> None:
    pages = [arrive(browser, app) for _ in range(n_visitors)]
    print(f"start to first full overview: {time.perf_counter() - began:.1f} s, {memory(pid)} MB")
    for name in PAGES:  # what a first visitor of a page waits for, until it is remembered
        took = click(pages[0], lambda page, name=name: menu(page, name))
        print(f"  first {name:9} {took:6.2f} s  {memory(pid)} MB")
    waits: dict[str, list[float]] = {}
    before = processor(pid)
    for _ in range(ROUNDS):
        for page in pages:
            for name, act in STEPS:
                waits.setdefault(name, []).append(click(page, act))
    for name, times in waits.items():
        print(f"  {name:28} {statistics.median(times):5.2f} s  (n {len(times)})")
    every = sorted(time for times in waits.values() for time in times)
    p95 = every[min(len(every) - 1, round(0.95 * len(every)))]
    print(
        f"processor time of the server: {(processor(pid) - before) / len(every):.2f} s a click\n"
        f"click to ready page: median {statistics.median(every):.2f} s, p95 {p95:.2f} s, "
        f"n {len(every)} clicks of {n_visitors} visitors; server {memory(pid)} MB, "
        f"at most {memory(pid, 'VmHWM')} MB"
    )


def arrive(browser: Browser, app: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(app)
    page.locator(".sh-row:not(.sh-head)").first.wait_for()
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    return page


def click(page: Page, act: Callable[[Page], None]) -> float:
    page.evaluate(ARM)
    act(page)
    return float(page.evaluate("window.benchReady")) / 1000


def menu(page: Page, name: str) -> None:
    page.locator(".px-nav a", has_text=name).first.dispatch_event("click")


def _first(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(selector).first.dispatch_event("click")


STEPS: tuple[tuple[str, Callable[[Page], None]], ...] = (
    ("tick an article", _first("a.sh-box")),
    ("another article", lambda page: page.locator("a.sh-box").nth(3).dispatch_event("click")),
    ("open the comparison", _first("a.px-button")),
    ("a headline: close reading", _first("a.sh-title")),
    ("overview by menu", lambda page: menu(page, "Overview")),
    ("an event as filter", _first(".px-glance dd a")),
    ("themes, filtered", lambda page: menu(page, "Themes")),
    ("drop the filter", _first("a.px-set")),
    ("voices", lambda page: menu(page, "Voices")),
    ("timeline", lambda page: menu(page, "Timeline")),
    ("sources", lambda page: menu(page, "Sources")),
    ("overview again", lambda page: menu(page, "Overview")),
)


def processor(pid: int) -> float:
    """Seconds of processor time that the server has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int, field: str = "VmRSS") -> int:
    """Megabytes of the server (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) // 1024
    return 0


if __name__ == "__main__":
    main()
