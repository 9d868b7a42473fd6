"""Moving through a text with marks: arrive at the asked place, step with the keys N and P.

The only script of the close reading. It reads ids of our own and never the text.
"""

import streamlit as st

_HTML = """
<div class="keys" role="group" aria-label="Step through the marks">
  <button type="button" data-step="-1">Previous mark <kbd>P</kbd></button>
  <button type="button" data-step="1">Next mark <kbd>N</kbd></button>
</div>
"""

_CSS = """
.keys { display: flex; gap: 0.5rem; flex-wrap: wrap; }
button {
  font: inherit; font-size: 0.875rem; color: var(--st-text-color); cursor: pointer;
  background: transparent; border: 1px solid var(--st-border-color); border-radius: 4px;
  padding: 0.35rem 0.7rem; min-height: 2.25rem; white-space: nowrap;
}
button:hover, button:focus-visible { border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
kbd { font: inherit; font-size: 0.75em; border: 1px solid currentColor; border-radius: 3px;
  padding: 0 0.3em; margin-left: 0.2em; opacity: 0.75; }
"""

_JS = """
const MARKS = '.rd-reading .rd-m[tabindex="0"], .rd-title .rd-m[tabindex="0"]'

// Where the reader is: at the focus, else at the last mark or the sentence arrived at.
function place() {
  const focused = document.activeElement?.closest?.(".rd-reading, .rd-title")
  if (focused) return document.activeElement
  return window.parallaxMark?.isConnected ? window.parallaxMark
    : document.querySelector(".rd-reading .rd-arrived")
}

function step(by) {
  const marks = [...document.querySelectorAll(MARKS)]
  if (!marks.length) return
  const at = place()
  const beyond = (mark, bit) => !at || at.compareDocumentPosition(mark) & bit
  const next = by > 0
    ? marks.find((mark) => beyond(mark, Node.DOCUMENT_POSITION_FOLLOWING)) ?? marks[0]
    : marks.findLast((mark) => beyond(mark, Node.DOCUMENT_POSITION_PRECEDING)) ?? marks.at(-1)
  window.parallaxMark = next
  next.scrollIntoView({ block: "center" })
  next.focus({ preventScroll: true, focusVisible: true })
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  const at = event.composedPath()[0]
  if (at?.matches?.("input, textarea, select, [contenteditable]")) return
  const by = { n: 1, p: -1 }[event.key.toLowerCase()]
  if (by) step(by)
  if (event.key === "Escape") document.activeElement?.closest?.(".rd-m, .rd-glyph")?.blur()
}

function arrive(target, tries) {
  const found = document.getElementById(target)
  if (found) {
    window.parallaxMark = found
    found.scrollIntoView({ block: "center" })
    const focus = found.matches("[tabindex]") ? found : found.querySelector("a, [tabindex]")
    if (focus) {
      focus.classList.add("rd-quiet")  // arrived, not asked to explain
      focus.addEventListener("blur", () => focus.classList.remove("rd-quiet"), { once: true })
      focus.focus({ preventScroll: true })
    }
  } else if (tries > 0) {
    window.setTimeout(() => arrive(target, tries - 1), 50)
  }
}

export default function ({ data, parentElement }) {
  for (const button of parentElement.querySelectorAll("button")) {
    button.onclick = () => step(Number(button.dataset.step))
  }
  if (!window.parallaxKeys) {
    window.parallaxKeys = true
    document.addEventListener("keydown", onKey)
  }
  const place = window.location.pathname + window.location.search
  if (data?.target && window.parallaxPlace !== place) arrive(data.target, 100)
  window.parallaxPlace = place
}
"""

_component = st.components.v2.component("parallax_reading", html=_HTML, css=_CSS, js=_JS)


def reading_keys(target: str | None) -> None:
    """Buttons to step through the marks; scrolls to the id `target` when one is asked for."""
    _component(data={"target": target}, key="reading_keys", width="content")
