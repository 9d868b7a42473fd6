"""What is downloaded in a real browser: it opens there without a network, and runs nothing."""

import base64
import io
import struct
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import AXE

SERIOUS = """async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
  .filter((one) => ['serious', 'critical'].includes(one.impact))
  .map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`)"""
PNG = b"\x89PNG"
COLOURS = """async (picture) => {
  const image = new Image()
  image.src = "data:image/png;base64," + picture
  await image.decode()
  const canvas = new OffscreenCanvas(image.width, image.height)
  const brush = canvas.getContext("2d")
  brush.drawImage(image, 0, 0)
  const points = brush.getImageData(0, 0, image.width, image.height).data
  const seen = new Set()
  for (let at = 0; at < points.length; at += 4)
    seen.add(`${points[at]},${points[at + 1]},${points[at + 2]}`)
  return { colours: seen.size }
}"""
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


def saved(page, button: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def opened_alone(browser, path: Path, *, width: int = 1100):
    """The file in a browser that has no network; what it asked for beside itself."""
    context = browser.new_context(offline=True, viewport={"width": width, "height": 1000})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: asked.append(said.text) if said.type == "error" else None)
    page.goto(path.as_uri())
    outside = [one for one in asked if not one.startswith(("file:", "data:", "blob:"))]
    return page, outside


def test_the_brief_opens_without_a_network_and_is_accessible(arrive, browser, tmp_path):
    visitor = arrive()
    path = saved(visitor.open("/"), "Brief of these articles", tmp_path)
    assert path.suffix == ".html"
    page, outside = opened_alone(browser, path)
    expect(page.get_by_role("heading", name="In short")).to_be_visible()
    page.screenshot(path=Path(__file__).parents[1] / "artefacts" / "brief.png")
    assert outside == []
    page.get_by_role("link", name="words 1,").first.click()
    expect(page.locator("#w1:target mark")).to_be_visible()
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]')
    policy.evaluate("meta => meta.remove()")
    page.context.close()
    bare = tmp_path / "bare.html"  # axe is a script, which the page's own policy refuses
    html = path.read_text(encoding="utf-8")
    start = html.index('<meta http-equiv="Content-Security-Policy"')
    bare.write_text(html[:start] + html[html.index(">", start) + 1 :], encoding="utf-8")
    for width in (1100, 390):
        page, _ = opened_alone(browser, bare, width=width)
        page.evaluate(AXE)
        assert page.evaluate(SERIOUS) == []
        assert not page.evaluate(TOO_WIDE)
        page.context.close()


def test_the_brief_prints_on_pages_that_break_between_rows(arrive, browser, tmp_path):
    path = saved(arrive().open("/"), "Brief of these articles", tmp_path)
    page, _ = opened_alone(browser, path)
    pdf = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="print")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") > 3
    broken = "getComputedStyle(document.querySelector('tbody tr')).breakInside"
    assert page.evaluate(broken) == "avoid"
    page.context.close()


def test_the_brief_is_of_the_articles_as_filtered(arrive, tmp_path):
    visitor = arrive()
    page = visitor.open("/?language=de")
    html = saved(page, "Brief of these articles", tmp_path).read_text(encoding="utf-8")
    assert "1 article, 1 named outlet" in html
    assert "German" in html


def test_everything_is_one_archive(arrive, tmp_path):
    path = saved(arrive().open("/"), "Everything (zip)", tmp_path)
    with zipfile.ZipFile(path) as archive:
        articles = pd.read_parquet(io.BytesIO(archive.read("articles.parquet")))
        assert len(articles) > 20
        assert {"run.json", "analyst.jsonl", "sentences.csv"} <= set(archive.namelist())


def test_a_chart_is_saved_as_a_page_of_its_own_with_a_camera(arrive, browser, tmp_path):
    path = saved(arrive().open("/timeline"), "Save as HTML", tmp_path)
    alone, outside = opened_alone(browser, path)
    expect(alone.locator(".main-svg").first).to_be_visible()
    assert outside == []
    alone.locator(".js-plotly-plot").hover()
    with alone.expect_download() as download:
        alone.locator(".modebar-btn").first.click()
    picture = tmp_path / "chart.png"
    download.value.save_as(picture)
    assert picture.read_bytes().startswith(PNG)
    alone.context.close()


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("/timeline", "When the wording fits"),  # drawn by a library
        ("/", "Articles side by side"),  # drawn as HTML
        ("/themes", "Story themes, percent of sentences"),  # wider than the page
    ],
)
def test_a_chart_is_painted_as_a_picture_of_its_whole_width(arrive, tmp_path, page, title):
    opened = arrive().open(page)
    expect(opened.get_by_role("button", name=f"Save as PNG: {title}")).to_be_visible()
    picture = saved(opened, f"Save as PNG: {title}", tmp_path).read_bytes()
    assert picture.startswith(PNG)
    width, height = struct.unpack(">II", picture[16:24])
    area = opened.evaluate(COLOURS, base64.b64encode(picture).decode())
    assert min(width, height) > 500
    assert area["colours"] > 12, "the picture is empty"
    if page == "/themes":
        whole = opened.locator(".st-key-chart-themes table").evaluate("table => table.scrollWidth")
        assert width >= 2 * whole
