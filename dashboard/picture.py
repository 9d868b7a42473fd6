"""Any chart as a PNG, painted by the visitor's own browser from what is on the page.

A chart is what stands in a container whose key is `chart-NAME`. It is copied, laid out at its full
width (a wide matrix too, which scrolls on the page), and painted with its title and what it
rests on. The browser runs no script within a picture, so that hostile text stays text.
"""

import streamlit as st

_CSS = """
button {
  font: inherit; font-size: 0.875rem; color: var(--st-text-color); cursor: pointer;
  background: none; border: 0; padding: 0.25rem 0; min-height: 1.5rem; white-space: nowrap;
}
button:hover { color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""

# A picture sees no style sheet and no font of the page, so it takes both along. Of the rules only
# our own and the fonts: Streamlit's are thousands.
_JS = r"""
const LONGEST = 16000  // px; longer canvases stay blank in some browsers
const MARGIN = 24
const PATIENCE = 5000  // ms for a font; a picture in another font is better than none
const TRIES = 4  // a page that is drawn anew at this moment has no chart to copy

async function fonts() {
  const faces = []
  for (const sheet of document.styleSheets) {
    let rules = []
    try { rules = [...sheet.cssRules] } catch { continue }  // of another origin
    for (const rule of rules) {
      const used = rule instanceof CSSFontFaceRule && /Source S/.test(rule.style.fontFamily)
      if (used && rule.style.fontStyle !== "italic") faces.push([rule, sheet.href])
    }
  }
  return (await Promise.all(faces.map(async ([rule, from]) => {
    const source = rule.cssText.match(/url\("?([^")]+)"?\)/)
    if (!source) return ""
    try {
      const address = new URL(source[1], from ?? document.baseURI)
      const file = await (await fetch(address, { signal: AbortSignal.timeout(PATIENCE) })).blob()
      const inside = await new Promise((done) => {
        const reader = new FileReader()
        reader.onload = () => done(reader.result)
        reader.readAsDataURL(file)
      })
      return rule.cssText.replace(source[0], `url("${inside}")`)
    } catch { return "" }  // then the next font of the list is used
  }))).join("\n")
}

function element(kind, text, style = "") {
  const made = document.createElement(kind)
  made.textContent = text
  made.style.cssText = style
  return made
}

function copied(parts, { title, said }, width) {
  const page = getComputedStyle(document.querySelector(".stApp"))
  const sheet = document.createElement("div")
  sheet.className = "stApp"
  sheet.style.cssText = `position: static; box-sizing: border-box; width: ${width}px;
    padding: ${MARGIN}px; overflow: hidden; background: ${page.backgroundColor};
    color: ${page.color}; color-scheme: ${page.colorScheme}; font: ${page.font};`
  sheet.append(element("div", title, "font: 600 20px 'Source Serif', Georgia, serif"))
  sheet.append(element("div", said, "font-size: 12px; margin: 4px 0 14px; opacity: 0.75"))
  for (const part of parts) sheet.append(part.cloneNode(true))
  for (const hidden of sheet.querySelectorAll(".px-hint, .px-key, .sh-box, .modebar-container"))
    hidden.remove()
  for (const told of sheet.querySelectorAll(".px-saved")) told.style.display = "block"
  for (const wide of sheet.querySelectorAll(".px-scroll")) wide.style.overflow = "visible"
  return sheet
}

async function paint(data) {
  const parts = [...document.querySelectorAll(
    `.st-key-chart-${data.name} :is(.px, .js-plotly-plot)`
  )]
  const wide = parts.flatMap((part) => [part, ...part.querySelectorAll(".px-scroll")])
  const width = Math.ceil(Math.max(...wide.map((one) => one.scrollWidth))) + 2 * MARGIN
  const sheet = copied(parts, data, width)
  const host = element("div", "", "position: absolute; left: -99999px; top: 0")
  host.append(sheet)
  document.body.append(host)
  const height = Math.ceil(1.1 * sheet.getBoundingClientRect().height) + 100  // cut afterwards
  host.remove()
  const own = [...document.querySelectorAll("style")].map((style) => style.textContent)
  const style = element("style", [await fonts(), ...own.filter((one) => one.includes("--px-"))]
    .join("\n"))
  sheet.prepend(style)
  const xhtml = new XMLSerializer().serializeToString(sheet)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<foreignObject width="100%" height="100%">${xhtml}</foreignObject></svg>`
  const image = new Image()
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg)
  await image.decode()
  const scale = Math.min(2, LONGEST / height, LONGEST / width)
  const canvas = document.createElement("canvas")
  canvas.width = Math.floor(width * scale)
  canvas.height = Math.floor(height * scale)
  const brush = canvas.getContext("2d", { willReadFrequently: true })
  brush.fillStyle = sheet.style.backgroundColor
  brush.fillRect(0, 0, canvas.width, canvas.height)
  brush.scale(scale, scale)
  brush.drawImage(image, 0, 0)
  const cut = withoutEmptyEdge(canvas, brush, MARGIN * scale)
  return new Promise((done, failed) => cut.toBlob(
    (blob) => blob ? done(blob) : failed(new Error("empty")), "image/png"))
}

// Text takes a little more or less room in a picture than on the page.
function withoutEmptyEdge(canvas, brush, margin) {
  const points = new Uint32Array(brush.getImageData(0, 0, canvas.width, canvas.height).data.buffer)
  let right = 0, bottom = 0
  for (let at = 0; at < points.length; at++) {
    if (points[at] === points[0]) continue
    right = Math.max(right, at % canvas.width)
    bottom = Math.floor(at / canvas.width)
  }
  const cut = document.createElement("canvas")
  cut.width = Math.min(canvas.width, right + Math.round(margin))
  cut.height = Math.min(canvas.height, bottom + Math.round(margin))
  cut.getContext("2d").drawImage(canvas, 0, 0)
  return cut
}

async function painted(data) {
  for (let left = TRIES; ; left--) {
    try { return await paint(data) } catch (fault) { if (left === 1) throw fault }
    await new Promise((done) => setTimeout(done, 500))
  }
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button")
  button.setAttribute("aria-label", `Save as PNG: ${data.title}`)
  button.onclick = async () => {
    const before = button.textContent
    button.textContent = "Painting ..."
    try {
      const file = URL.createObjectURL(await painted(data))
      const link = element("a", "")
      link.href = file
      link.download = `parallax-${data.name}.png`
      link.click()
      setTimeout(() => URL.revokeObjectURL(file), 60000)
      button.textContent = before
    } catch {
      button.textContent = "This browser cannot paint it: save the HTML and print it"
    }
  }
}
"""
_component = st.components.v2.component(
    "parallax_picture", html='<button type="button">Save as PNG</button>', css=_CSS, js=_JS
)


def container(name: str, *, gap: str | None = "small") -> st.delta_generator.DeltaGenerator:
    """Where the chart `name` is to be drawn so that `button` finds it."""
    return st.container(key=f"chart-{name}", gap=gap)


def button(name: str, *, title: str, said: str) -> None:
    """The button that saves the chart `name` as a PNG under its title and what it rests on."""
    _component(
        key=f"png-{name}", data={"name": name, "title": title, "said": said}, width="content"
    )
