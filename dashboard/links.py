"""Addresses inside the app. Every view has one, and keeps the filters that are set."""

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from dashboard import markup

# Parameters that hold on every page: the corpus, and the filters of the sidebar.
FILTERS = (
    "outlet",
    "language",
    "theme",
    "actor",
    "flag",
    "noflag",
    "event",
    "from",
    "to",
    "nofamily",
)
KEPT = ("corpus", "countcopies", *FILTERS)


def link(page: str, **parameters: str | int | None) -> str:
    """Relative address of a page (`""` is the overview) with parameters; None leaves one out."""
    chosen = [(name, str(value)) for name, value in parameters.items() if value is not None]
    return address_of(page, [pair for pair in kept() if pair[0] not in parameters] + chosen)


def kept() -> tuple[tuple[str, str], ...]:
    """What every link takes over from the address, as the visitor has it."""
    now = st.query_params
    return tuple((name, one) for name in now if name in KEPT for one in now.get_all(name))


def article_link(article_id: str, sentence: int | None = None, *, mark: str | None = None) -> str:
    """Address of the close reading, at a sentence (from 0) or at the marks of a flag or theme."""
    return link("article", article=article_id, sentence=sentence, mark=mark)


def place_link(page: str, place: str, **parameters: str | int | None) -> str:
    """Address of a place on a page, which `markup.place` marks there."""
    return f"{link(page, **parameters)}#{place}"


def sentence_links(article_id: str) -> Callable[[int], str]:
    """`article_link` to each sentence of one article, for many of them: made once, then filled."""
    address = article_link(article_id)
    return lambda sentence: f"{address}&sentence={sentence}"


def compare_link(article_ids: Iterable[str]) -> str:
    """Address of these articles side by side."""
    return link("compare", articles=",".join(article_ids))


def here(page: str, **changes: str | int | None) -> str:
    """Address of the page as it is shown now, with some parameters changed; None drops one."""
    left = [
        (parameter, one)
        for parameter in st.query_params
        if parameter not in changes
        for one in st.query_params.get_all(parameter)
    ]
    left += [(name, str(value)) for name, value in changes.items() if value is not None]
    return address_of(page, left)


def address_of(page: str, parameters: list[tuple[str, str]]) -> str:
    """Relative address of a page with just these parameters."""
    query = urlencode(parameters, quote_via=quote, safe=",")
    return f"./{page}" + (f"?{query}" if query else "")


def without(page: str, name: str | None = None, value: str | None = None) -> str:
    """Address of the page with one value of a filter dropped, or with no filter at all."""
    left = []
    for parameter in st.query_params:
        for one in st.query_params.get_all(parameter):
            dropped = parameter in FILTERS if name is None else (parameter, one) == (name, value)
            if not dropped:
                left.append((parameter, one))
    return address_of(page, left)


def web_address(url: object) -> str | None:
    """The address if it leads to the web, else None: other schemes can run code."""
    if not isinstance(url, str):
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def menu(titles: Mapping[str, str], *, here: str) -> None:
    """The pages in a row, as links that keep the filters."""
    items = "".join(
        markup.anchor(link("" if name == "overview" else name), title, current=name == here)
        for name, title in titles.items()
    )
    markup.show(f'<nav class="px-nav" aria-label="Pages"><strong>Parallax</strong>{items}</nav>')


# A plain link would open a new session and lose the visitor's own articles. This follows links of
# the class `px-link` the way the browser's back button does, within the session.
# A click on what a chart drew follows the address that stands last in its `customdata`.
# A link of the class `px-pick` adds its article to those picked in the address, or removes it.
# Within a tone strip, which is one stop of the Tab key, the arrow keys go from cell to cell.
_FOLLOW = """
function picked(link) {
  const here = new URL(window.location.href)
  const one = new URL(link.href).searchParams.get("pick")
  const before = (here.searchParams.get("pick") ?? "").split(",").filter(Boolean)
  const after = before.filter((other) => other !== one)
  if (after.length === before.length) after.push(one)
  here.searchParams.delete("pick")
  const rest = here.searchParams.toString()
  const pick = after.length ? "pick=" + after.join(",") : ""
  return here.pathname + "?" + [rest, pick].filter(Boolean).join("&")
}

// The panel of sentences that a cell opens may lie below the fold; it is drawn after the click.
const PANELS = ["at", "speaks", "naming", "stance", "topic"]  // parameters that open one
const panels = () => [...document.querySelectorAll(".px-panel")]
function show(before, tries) {
  const opened = () => panels().find((one) => !before.has(one.textContent))
  if (opened()) {
    let focused = null
    keepInSight(() => {
      const panel = opened()
      if (panel !== focused) panel?.focus({ preventScroll: true })
      focused = panel
      return panel
    })
  } else if (tries > 0) {
    window.setTimeout(() => show(before, isDrawn() ? tries - 1 : tries), 50)
  }
}

// The place that an address names after `#`.
let going = 0
function goTo(hash) {
  going++
  if (!hash) return
  const name = decodeURIComponent(hash.slice(1))
  keepInSight(() => {
    const place = document.getElementById(name)
    return place?.matches(".px-place, .rd-place") ? place : null
  })
}

// What stands above a place may be drawn later and push it down, so it is looked for again until
// the page is drawn and it stays; a visitor who moves the page is left alone.
const isDrawn = () => document.querySelector('[data-testid="stApp"]')
  ?.getAttribute("data-test-script-state") === "notRunning"
function keepInSight(find) {
  const mine = ++going
  const stop = () => { if (going === mine) going++ }
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    window.addEventListener(kind, stop, { once: true, passive: true })
  }
  const look = (tries) => {
    if (going !== mine || tries === 0) return
    find()?.scrollIntoView({ block: "start" })
    window.setTimeout(() => look(isDrawn() ? tries - 1 : tries), 150)
  }
  look(20)
}

const opensPanel = (to) => PANELS.some((name) => to.searchParams.has(name))
function follow(to, address) {
  const elsewhere = to.pathname !== window.location.pathname
  window.history.pushState({}, "", address ?? to.href)
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }))
  if (!elsewhere && opensPanel(to)) show(new Set(panels().map((one) => one.textContent)), 100)
  if (elsewhere) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
  goTo(to.hash)
}

const leads = ({ points }) => {
  const address = [points[0].customdata].flat().at(-1)
  return typeof address === "string" && address.startsWith("./") ? address : null
}
const opened = (event) => {
  const address = leads(event)
  if (address) follow(new URL(address, window.location.href))
}
function handlers(chart) {
  const look = (on) => chart.classList.toggle("px-leads", on)
  return {
    plotly_click: opened,
    plotly_hover: (event) => look(leads(event) !== null),
    plotly_unhover: () => look(false),
  }
}

export default function () {
  if (window.parallaxFollows) return
  window.parallaxFollows = true
  // Charts come and go; the pointer is over one before it clicks there.
  document.addEventListener("pointerover", (event) => {
    const chart = event.target.closest?.(".js-plotly-plot")
    if (!chart?.on) return
    chart.parallaxLeads ??= handlers(chart)
    for (const [kind, does] of Object.entries(chart.parallaxLeads)) {
      chart.removeListener(kind, does)
      chart.on(kind, does)
    }
  })
  goTo(window.location.hash)
  // An address may open a panel at once, and so does a click that came before this script.
  if (!window.location.hash && opensPanel(new URL(window.location.href))) show(new Set(), 100)
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    const link = event.composedPath().find((node) => node.matches?.("a.px-link"))
    if (!link || link.origin !== window.location.origin) return
    event.preventDefault()
    follow(new URL(link.href), link.matches(".px-pick") ? picked(link) : null)
  })
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest?.("a.st-cell, a.cs-part")
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return
    const cells = cell.parentElement
    const next = {
      ArrowRight: cell.nextElementSibling,
      ArrowLeft: cell.previousElementSibling,
      Home: cells.firstElementChild,
      End: cells.lastElementChild,
    }[event.key]
    if (!next) return
    event.preventDefault()
    cell.tabIndex = -1
    next.tabIndex = 0
    next.focus()
  })
}
"""
_follower = st.components.v2.component("parallax_links", js=_FOLLOW)


def stay_inside() -> None:
    """Let links between pages keep the session; called once by the frame."""
    _follower(key="links")
