"""The report card of the flags: every flag, how often it fires and on what, and its agreement."""

import pandas as pd

from dashboard.report_card import is_of_a_flag, report_card
from pipelines.flags import FLAGS
from pipelines.rates import Rates

HERE = pd.DataFrame(
    [{"triggered": 3, "clear": 5, "cannot assess": 2}], index=pd.Index(["hedging"], name="flag")
)
FIRING = {"hedging": {"triggered": 40, "clear": 960, "cannot assess": 0}}
FIGURES = [
    {"name": "hedging quiet", "set": "articles", "value": 0.97, "n": 1000},
    {"name": "loaded words AUC", "set": "loaded_language", "value": 0.741, "n": 378},
    {"name": "loaded words AUC", "set": "elsewhere", "value": 0.111, "n": 1},
]


def card() -> str:
    return report_card(HERE, Rates(1000, {}, FIRING), FIGURES)


def test_every_flag_is_on_it_with_its_meaning_and_innocent_explanation() -> None:
    html = card()
    for flag in FLAGS:
        assert f"<code>{flag.name}</code>" in html
    assert html.count("Agreement with people</span>") == 1  # one has figures here


def test_it_says_how_often_a_flag_fires_and_on_how_many() -> None:
    html = card()
    assert "Triggered here</span> 37.5% of 8 " in html
    assert "(? 2)" in html
    assert "in the reference set</span> 4.0% of 1,000" in html
    assert "on solid reporting</span> 3.0% of 1,000" in html


def test_agreement_is_that_of_its_own_sets() -> None:
    assert "<b>0.74</b> (n 378)" in card()
    assert "0.11" not in card()


def test_nothing_measured_is_said_not_guessed() -> None:
    html = report_card(pd.DataFrame(), Rates(), [])
    assert html.count("<td") == len(FLAGS) * 7
    assert html.count('tb-none">–<') == len(FLAGS) * 4, "here, reference, reporting, people"
    assert "%" not in html.replace("100%", "")


def test_quiet_shares_stay_out_of_the_table_of_agreement() -> None:
    assert [is_of_a_flag(figure) for figure in FIGURES] == [True, False, False]
