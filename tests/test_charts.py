"""Charts, colours and small drawings: what they show, without a browser."""

from datetime import datetime
from html.parser import HTMLParser

import pandas as pd
import pytest

from dashboard import charts, palette, sheet
from dashboard.markup import escaped
from dashboard.strips import Mean, dots, signed, strip
from pipelines.taxonomy import read_taxonomy
from pipelines.themes import Theme


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two colours `#rrggbb`."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_text_can_be_read_on_the_page_and_on_every_shade_of_tone(
    appearance: palette.Appearance,
) -> None:
    ink, paper = palette.INK[appearance], palette.PAPER[appearance]
    assert contrast(palette.FAINT_INK[appearance], paper) >= 4.5
    for tone in (-1, -0.5, -0.2, 0, 0.2, 0.5, 1, None):
        assert contrast(ink, palette.tone_shade(tone, appearance)) >= 4.5, tone


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_tone_is_bluer_the_more_positive_and_warmer_the_grimmer(
    appearance: palette.Appearance,
) -> None:
    def blue_over_red(tone: float) -> int:
        colour = palette.tone_colour(tone, appearance)
        return int(colour[5:7], 16) - int(colour[1:3], 16)

    assert blue_over_red(0.5) > blue_over_red(0) > blue_over_red(-0.5)
    assert palette.tone_colour(5, appearance) == palette.tone_colour(1, appearance)


def test_an_unknown_tone_does_not_look_neutral() -> None:
    for unknown in (None, float("nan")):
        assert palette.tone_colour(unknown) != palette.tone_colour(0)
        assert palette.tone_step(unknown) == "u"
        assert signed(unknown) == "–"


def test_every_theme_has_a_colour_of_its_own() -> None:
    themes: tuple[Theme, ...] = read_taxonomy().themes.themes
    assert {theme.theme for theme in themes} <= set(palette.THEMES)
    assert len(set(palette.THEMES.values())) == len(palette.THEMES)


def test_states_and_kinds_differ_in_more_than_colour() -> None:
    assert len({look.glyph for look in palette.STATES.values()}) == 3
    assert len({look.line for look in palette.KINDS.values()}) == len(palette.KINDS)
    assert len({dash for _, _, dash in palette.COLUMNS}) == len(palette.COLUMNS)


def test_the_slope_has_a_line_per_article_with_a_tone_and_its_intervals() -> None:
    unknown = dict.fromkeys(("tone_low", "tone_high", "without_low", "without_high"))
    tones = pd.DataFrame(
        [
            {**unknown, "tone": 0.2, "without": 0.0, "tone_low": 0.1, "tone_high": 0.4},
            {**unknown, "tone": -0.1, "without": 0.1},
            {**unknown, "tone": None, "without": None},
        ]
    ).astype(float)
    figure = charts.slope(tones, [1, 2, 3], ["./a", "./b", "./c"], appearance="light")
    assert [{point[-1] for point in line.customdata} for line in figure.data] == [{"./a"}, {"./b"}]
    assert [list(line.y) for line in figure.data] == [[0.2, 0.0], [-0.1, 0.1]]
    first, second = (line.error_y for line in figure.data)
    assert list(first.array) == pytest.approx([0.2, 0])
    assert list(first.arrayminus) == pytest.approx([0.1, 0])
    assert list(second.array) == [0, 0], "no interval is drawn where none is known"
    assert "<b>2</b>  \u22120.10" in [label.text for label in figure.layout.annotations]


def window(first: int | None, last: int | None, stated: int | None) -> charts.Window:
    days = (datetime(2025, 3, day) if day else None for day in (first, last, stated))
    return charts.Window("article 1", *days, address="./article?article=1")


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        (window(3, 9, 5), True),
        (window(3, 9, 2), True),  # such as an evening west of Greenwich
        (window(3, 9, 1), False),
        (window(3, 9, 20), False),
        (window(3, None, 20), True),
        (window(None, 9, 1), True),
        (window(None, 9, 10), True),
        (window(None, 9, 11), False),
        (window(3, 9, None), None),
        (window(None, None, 5), None),
    ],
)
def test_a_stated_date_fits_its_window_or_not(row: charts.Window, fits: bool | None) -> None:
    assert row.fits is fits


def test_windows_draw_a_bar_and_a_diamond_per_article() -> None:
    figure = charts.windows([window(3, 9, 20), window(None, None, 4)], appearance="dark")
    bars = [trace for trace in figure.data if trace.mode == "lines+markers"]
    assert len(bars) == 1
    assert len(figure.data[-1].x) == 2
    for trace in figure.data:
        assert set(trace.customdata) == {"./article?article=1"}, "bar and diamond lead to words"
    days = bars[0].x[1] - bars[0].x[0]
    assert days < (bars[0].x[-1] - bars[0].x[0]) / 20, "all along the bar there is a point to hit"
    assert charts.windows([window(None, None, None)], appearance="light").data == ()


def test_months_and_tones_over_time_keep_their_n() -> None:
    periods = pd.DataFrame(
        {
            "period": pd.to_datetime(["2025-03-01", "2025-03-02"]),
            "n_articles": [3, 0],
            "tone": [0.1, None],
            "n_toned": [2, 0],
            "low": [-0.1, None],
            "high": [0.3, None],
            "address": ["./?from=a", "./?from=b"],
        }
    )
    volume = charts.volume(periods, appearance="light").data[0]
    assert list(volume.y) == [3, 0]
    assert list(volume.customdata) == ["./?from=a", "./?from=b"]
    tone = charts.tone_over_time(periods, appearance="light").data[0]
    assert [list(one) for one in tone.customdata] == [[2, "./?from=a"]]
    assert "{customdata[0]}" in tone.hovertemplate


@pytest.mark.parametrize(("tone", "end"), [(0.1, 0.63), (-0.9, 0.945)])
def test_an_interval_as_wide_as_the_scale_does_not_press_the_dots_together(tone, end):
    days = pd.to_datetime(["2025-03-01", "2025-03-02"])
    periods = pd.DataFrame(
        {"period": days, "n_articles": 2, "tone": tone, "n_toned": 2, "low": -1.0, "high": 1.0}
    ).assign(address="./")
    axis = charts.tone_over_time(periods, appearance="light").layout.yaxis
    assert list(axis.range) == pytest.approx([-end, end])


@pytest.mark.parametrize("n_days", [2, 10, 31])
def test_labels_of_neighbouring_days_have_room_on_a_phone(n_days):
    days = pd.date_range("2025-03-13", periods=n_days)
    periods = pd.DataFrame(
        {"period": days, "n_articles": 1, "tone": 0.1, "n_toned": 1, "low": 0.0, "high": 0.2}
    ).assign(address="./")
    for draw in (charts.volume, charts.tone_over_time):
        axis = draw(periods, appearance="light").layout.xaxis
        step = axis.dtick / (24 * 60 * 60 * 1000)
        assert step == int(step) >= 1
        assert (n_days - 1) // step + 1 <= 6
        assert axis.tickangle == 0


class _Tags(HTMLParser):
    """Every tag of an HTML text with its attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


HOSTILE = '<img src=x onerror=alert(1)> "><script>alert(2)</script> $5 *to* `$7` [a](javascript:b)'


def test_a_strip_has_a_cell_per_sentence_and_runs_nothing() -> None:
    text = HOSTILE + " It was calm."
    sentences = pd.DataFrame(
        {
            "sentence_index": [0, 1],
            "tone": [-0.4, None],
            "voice": ["quoted", "narrator"],
            "start_char": [0, len(HOSTILE) + 1],
            "end_char": [len(HOSTILE), len(text)],
        }
    )
    drawn = strip("0123456789abcdef", sentences, text)
    tags = _Tags(drawn).found
    assert {tag for tag, _ in tags} <= {"div", "a", "span"}
    cells = [attributes for tag, attributes in tags if tag == "a"]
    assert [cell["href"] for cell in cells] == [
        "./article?article=0123456789abcdef&sentence=0",
        "./article?article=0123456789abcdef&sentence=1",
    ]
    assert "st-quoted" in str(cells[0]["class"])
    assert "st-u" in str(cells[1]["class"])
    assert escaped("<script>alert(2)</script>") in drawn


def test_a_very_long_article_joins_sentences_instead_of_drawing_hairlines() -> None:
    n = 1000
    sentences = pd.DataFrame(
        {
            "sentence_index": range(n),
            "tone": [0.1] * n,
            "voice": ["narrator"] * n,
            "start_char": range(n),
            "end_char": range(1, n + 1),
        }
    )
    drawn = strip("a", sentences, None)
    assert 100 <= drawn.count("<a ") <= 150
    assert "sentence 1–7" in drawn


def test_a_mean_stands_with_its_n_and_an_absent_one_says_so() -> None:
    drawn = dots([Mean("own", -0.31, 22, -0.5, -0.1), Mean("quoted", None, 0)])
    assert "−0.31" in drawn
    assert "n 22" in drawn
    assert "none" in drawn
    assert "px-few" in dots([Mean("own", 0.1, 3)])


def test_a_window_of_one_day_is_said_once() -> None:
    first, last = datetime(2025, 3, 14), datetime(2025, 3, 16)
    assert sheet.window(first, first) == "14 Mar 2025"
    assert sheet.window(first, last) == "14 Mar 2025 – 16 Mar 2025"
    assert sheet.window(first, None) == "from 14 Mar 2025 on"
    assert sheet.window(None, None) is None
