"""A brief as PDF, printed by a browser that is on this machine."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
SECONDS = 180


class NoPrinter(RuntimeError):
    """There is no browser that can print, or it failed; the message says what to do."""


def printed(page: str) -> bytes:
    """The page as PDF; raises NoPrinter."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise NoPrinter(
            "No Chromium, Chrome or Edge on the PATH to print with. Write an .html file instead, "
            "open it in any browser and print it."
        )
    with tempfile.TemporaryDirectory(prefix="parallax-") as folder:
        source, target = Path(folder, "brief.html"), Path(folder, "brief.pdf")
        source.write_text(page, encoding="utf-8")
        command = [browser, "--headless", "--disable-gpu", "--no-pdf-header-footer",
                   f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}"]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # Chromium's sandbox refuses root
            command.append("--no-sandbox")
        try:
            subprocess.run(
                [*command, source.as_uri()], capture_output=True, timeout=SECONDS, check=False
            )
            return target.read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            raise NoPrinter(
                f"{Path(browser).name} did not print the page. Write an .html file instead, open "
                "it in a browser and print it."
            ) from None
