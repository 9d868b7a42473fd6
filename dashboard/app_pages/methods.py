"""Can I trust it? What every number means, how well it agrees with people, and what it is not."""

import json
from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import filters, markup, palette, pieces, tables, vocabulary
from dashboard.agreement import agreement
from dashboard.markup import escaped
from dashboard.report_card import report_card
from dashboard.sheet import glyph
from dashboard.strips import signed
from dashboard.trust import trust
from pipelines.flags.finding import GRADES
from pipelines.plurals import counted
from pipelines.rates import of_manifest
from pipelines.schemas import COLUMNS, Column, Tables
from pipelines.scores import SCORES
from pipelines.summaries import flag_rates

SECTIONS = {
    "what-this-is-not": "What this is not",
    "agreement": "Agreement with human labels",
    "tone": "How tone is made",
    "limits": "Known biases and limits",
    "scores": "Every score",
    "flags": "Every flag and its report card",
    "columns": "Every column of the tables",
    "run": "This run",
}

IS_NOT = (
    ("A judge of truth", "No statement is checked against the world. A true text can trigger many "
     "flags, and a false one none."),
    ("A reader of minds", "Flags describe what stands in a text. They say nothing of intent: each "
     "has an innocent explanation, given below."),
    ("A detector of machines", "Template marks show ready-made prose. People write that too, and "
     "machines can avoid it."),
    ("A single score", "There is no total. Adding unlike things up would hide which of them "
     "matters to you."),
    ("Stance", "Tone is how a sentence reads, not what it thinks of someone. A grim sentence about "
     "shelling is no criticism of those who are shelled."),
)  # fmt: skip

BIASES = (
    "Words carry the tone of everyday English. War, court and hospital reports read grim because "
    "of their subject; “Tone without topic words” shows how much of it that is.",
    "Irony, quotation inside quotation and understatement are read at face value.",
    "Names of people and places are recognised best in English spelling; lists of actors know the "
    "large ones better than the small.",
    "Language other than English has no tone and no word-based flag: “cannot assess”, never 0.",
    "A short text moves fast: below 50 words no rate per 1,000 words is given, and a mean of fewer "
    "than five sentences is drawn in grey.",
    "Straight and typographic quotation marks and apostrophes are treated alike (’ as '), so that "
    "“don’t” is a negation however it was typed. Plain VADER is computed with the same spelling.",
    "Sentences of one article are not independent of each other, so that the 95 % intervals are "
    "rather too narrow than too wide. Overlapping intervals are no ranking. Two articles whose "
    "intervals overlap may still be said to differ, where the 95 % interval of the difference of "
    "their means (Welch) leaves out 0.",
)  # fmt: skip


def section(name: str) -> None:
    """The heading of a section, where the links below the head of the page lead."""
    st.header(SECTIONS[name], anchor=name)


def in_corpus(shown: Tables | None, score: str) -> str:
    """Median of a score in the articles shown, with its n."""
    if shown is None:
        return "–"
    known = shown.articles[score].dropna()
    if not len(known):
        return "no article has it"
    return f"{_number(known.median(), 'z.2f')} (n {len(known):,})"


def scores_table(shown: Tables | None) -> str:
    """Every score with its meaning, its range and its median here, as HTML."""
    rows = [
        (
            f"<b>{escaped(score.label)}</b><br><code>{score.name}</code>",
            escaped(score.meaning),
            bounds(score.low, score.high),
            in_corpus(shown, score.name),
        )
        for score in SCORES
    ]
    return markup.table(("Score", "Meaning", "Range", "Median here"), rows, numbers=(2, 3))


def bounds(low: float | None, high: float | None) -> str:
    """The range of a score in words."""
    if low is None and high is None:
        return "any"
    least = _number(low, "g")
    return f"{least} and up" if high is None else f"{least} to {_number(high, 'g')}"


def _number(value: float | None, look: str) -> str:
    """A number with the sign that the page uses elsewhere; one that rounds to 0 has none."""
    return "any" if value is None else f"{value:{look}}".replace("-", "−")


def columns_of(columns: Iterable[Column]) -> str:
    """What each column of a table holds, as HTML."""
    return markup.table(
        ("Column", "Kind", "Meaning", "May be empty"),
        [
            (
                f"<code>{column.name}</code>",
                column.kind,
                escaped(column.meaning),
                "yes" if column.null else "no",
            )
            for column in columns
        ],
    )


def _listed(validation: dict[str, object], name: str) -> list[dict[str, Any]]:
    found = validation.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


shown = filters.counted() if tables.ready() else None
markup.heading(
    "Can I trust it?",
    "What every number and flag means, how well it agrees with human readers, and its limits.",
    "Every definition is the one that the program runs; every figure is measured, with its n.",
)

markup.show(
    '<nav class="px-legend" aria-label="On this page">'
    + "".join(f'<a href="#{name}">{escaped(title)}</a>' for name, title in SECTIONS.items())
    + "</nav>"
)

validation = tables.validation()
markup.show(trust(_listed(validation, "figures"), _listed(validation, "published")))

if shown is not None:  # medians and rates below are of what the filters leave
    filters.shown("methods", has_figures=False, needs_some=False)

section("what-this-is-not")
markup.show(
    '<ul class="px-points">'
    + "".join(f"<li><b>{escaped(what)}.</b> {escaped(why)}</li>" for what, why in IS_NOT)
    + "</ul>"
)

section("agreement")
measured = agreement(
    _listed(validation, "figures"),
    _listed(validation, "published"),
    str(validation.get("parts") or ""),
)
if measured:
    markup.show(measured)
else:
    st.info("Not measured in this copy: run `parallax evaluate` to compare it with labelled sets.")

section("tone")
models = tables.manifest().get("tone_models") or ["unknown"]
markup.show(
    "<p>Each sentence gets a tone from −1 (grim) to 1 (positive); 0 is what readers call neutral. "
    "<b>tone</b> (fast) adds up the weights of its words, of pairs of neighbours, and of words "
    "after a negation, and divides by the room that its words take: “the” hardly any, “denied” as "
    "much as several ordinary words. Weights and room were fitted to human ratings and to the deep "
    "model; words of strengthening (“utter”) and contrast (“but”) have no "
    "rule of their own. <b>tone_deep</b>, on request, reads the whole sentence with a small neural "
    "encoder. The tone of an article is the mean of its sentences. A whole article is never scored "
    "in one go: long texts then end at ±1 whatever they say. On the article page a click on a "
    "sentence shows the words behind its tone one by one.</p>"
    "<p><b>Topic words</b> (peace, war, security …) are words whose valence in plain VADER human "
    "ratings do not confirm. The fast weights are fitted to ratings, so that these words weigh "
    "little in them already: leaving them out changes an article by about 0.01.</p>"
    "<p>What each model was fitted on, its limits and licence: "
    "<code>pipelines/lexicons/README_tone.md</code> and "
    "<code>pipelines/models/deep_tone/MODEL_CARD.md</code>.</p>"
    f"<p>Model of these tables: <b>{escaped(', '.join(str(m) for m in models))}</b>. "
    "Plain VADER is kept beside it for comparison.</p>"
)

section("limits")
markup.show(
    '<ul class="px-points">' + "".join(f"<li>{escaped(bias)}</li>" for bias in BIASES) + "</ul>"
)

section("scores")
said = f"{counted(len(SCORES), 'score')}: meaning, range, and median in these articles"
markup.show(markup.folded(said, pieces.kept(lambda: scores_table(shown))))

section("flags")
grades = "; ".join(f"<b>{grade}</b> {meaning}" for grade, meaning in GRADES.items())
states = "; ".join(
    f"{glyph(state)} <b>{look.label}</b>: {look.explained}"
    for state, look in palette.STATES.items()
)
markup.show(
    f"<p>Each flag has one of three answers for every article. {states}.</p>"
    f"<p>Evidence, for how strong the published ground for a flag is: {grades}. A dash: not "
    "measured, or no labelled set. “(? 2)”: two articles for which it could not be assessed, "
    "outside the share.</p>"
)
reference, is_own = of_manifest(tables.manifest())
if is_own:
    markup.show(
        f"<p>These articles were compared with a reference set of your own, of "
        f"{counted(reference.n_articles, 'article')}: percentiles and the column “in the reference "
        "set” are about it.</p>"
    )
elif reference.n_articles:
    markup.show(
        f"<p>The reference set is {reference.n_articles:,} articles of American and British "
        "outlets of all kinds, opinion pages and partisan sites among them; solid reporting is "
        "that of wire agencies, public broadcasters and large newspapers. A flag that is "
        "triggered often there says little; one that hardly is, is worth a look. Metadata are "
        "often missing from the reference set, so that the flags of provenance are triggered more "
        "than they should be.</p>"
    )
some = shown is not None and len(shown.articles)
rates = filters.view(flag_rates) if some else pd.DataFrame()
if some:
    markup.show(pieces.kept(lambda: filters.copies_said("methods")))
markup.show(report_card(rates, reference, _listed(validation, "figures")))

section("columns")
markup.show(
    "".join(
        markup.folded(f"{table}: {counted(len(columns), 'column')}", columns_of(columns))
        for table, columns in COLUMNS.items()
    )
)

section("run")
manifest = {key: value for key, value in tables.manifest().items() if key != "parts"}
if manifest:
    markup.show(
        "<p>Of the articles read, those that were new or changed were scored and the others "
        "reused; exact duplicates were dropped, and what could not be read was set aside.</p>"
    )
    counts = manifest.get("counts")
    if isinstance(counts, dict):
        markup.show(
            '<div class="px-figures">'
            + "".join(
                f"<div><b>{escaped(n)}</b><span>{escaped(vocabulary.spelt_out(str(name)))}</span>"
                "</div>"
                for name, n in counts.items()
            )
            + "</div>"
        )
    set_aside = manifest.get("set_aside")
    if isinstance(set_aside, list) and set_aside:
        st.markdown("Inputs that were set aside, with the reason:")
        st.dataframe(pd.DataFrame(set_aside), hide_index=True)
    with st.expander("run.json: versions, digests, timings"):
        st.code(json.dumps(manifest, indent=1, ensure_ascii=False), language="json")
else:
    st.markdown("No stored tables are open, so that there is no record of a run.")
if shown is not None:
    tones = shown.articles["tone"].dropna()
    if len(tones):
        st.caption(
            f"Tone of the articles shown: median {signed(float(tones.median()))}, from "
            f"{signed(float(tones.min()))} to {signed(float(tones.max()))} (n {len(tones)})."
        )
