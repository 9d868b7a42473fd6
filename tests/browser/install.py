"""Find Chromium for the browser tests, or install one: `python -m tests.browser.install`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Path of a Chromium: PARALLAX_CHROMIUM, else on the PATH, else Playwright's own."""
    named = os.environ.get("PARALLAX_CHROMIUM")
    if named:
        return named
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def main() -> int:
    """Install Debian's package when that is possible, else Playwright's browser."""
    if chromium():
        return 0
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0 and Path("/etc/debian_version").is_file():
        print("No browser found: installing Debian's chromium.", file=sys.stderr)
        subprocess.run([apt, "update", "-qq"], check=False)
        install = [apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        if subprocess.run(install, check=False).returncode == 0 and chromium():
            return 0
    print("No browser found: installing Playwright's Chromium.", file=sys.stderr)
    return subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], check=False
    ).returncode


if __name__ == "__main__":
    raise SystemExit(main())
