"""Draw the README's pictures from the sample: `python -m tests.browser.screenshots`."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from pipelines import read_tables
from tests.browser.install import chromium

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs"
PATIENCE = 60_000  # ms
# Name, page of the app, and words that are scrolled to the top.
SHOTS = (
    ("overview", "/", None),
    ("compare", "/compare", None),
    ("close-reading", "/article?article={unnamed}", "Marks in the text"),
)


def main() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (sys.executable, "-m", "streamlit", "run", "dashboard/app.py")
    settings = (f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true")
    tables = str(ROOT / "data" / "sample" / "tables")
    environment = {**os.environ, "PARALLAX_DATA": tables}
    articles = read_tables(tables).articles
    unnamed = articles.loc[articles["unnamed_share"].idxmax(), "article_id"]
    server = subprocess.Popen([*command, *settings], cwd=ROOT, env=environment)
    PICTURES.mkdir(exist_ok=True)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
            )
            for name, page, top in SHOTS:
                draw(browser, f"http://127.0.0.1:{port}{page.format(unnamed=unnamed)}", name, top)
            draw_brief(browser, tables)
            browser.close()
    finally:
        server.terminate()


def draw(browser: Browser, address: str, name: str, top: str | None) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1150}, color_scheme="light")
    page.set_default_timeout(PATIENCE)
    open_patiently(page, address)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
    state = page.locator('[data-testid="stApp"]')
    expect(state).to_have_attribute("data-test-script-state", "notRunning", timeout=PATIENCE)
    page.wait_for_timeout(1500)  # charts are painted after the script has ended
    if top:
        page.get_by_text(top, exact=True).first.evaluate("words => words.scrollIntoView()")
        page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()


def draw_brief(browser: Browser, tables: str) -> None:
    """The printable brief of the sample, as `parallax brief` writes it."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "brief.html"
        command = (sys.executable, "-m", "pipelines", "brief", "--data", tables)
        if subprocess.run([*command, "--out", str(written)], cwd=ROOT, check=False).returncode:
            print("`parallax brief` wrote nothing: its picture stays as it was", file=sys.stderr)
            return
        page = browser.new_page(viewport={"width": 1000, "height": 1250}, color_scheme="light")
        page.goto(written.as_uri())
        page.screenshot(path=PICTURES / "brief.png")
        page.close()


def open_patiently(page, address: str) -> None:
    """The server takes a moment to listen."""
    end = time.monotonic() + PATIENCE / 1000
    while True:
        try:
            page.goto(address)
            return
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)


if __name__ == "__main__":
    main()
