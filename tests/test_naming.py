"""How articles are called: numbers, headlines and, above narrow columns, a few words."""

import pytest

from dashboard.naming import Name, heads, in_brief
from pipelines.shortened import shortened

LONG = "Council votes to rebuild the bridge on Lime Street before the winter"


def named(*outlets: str | None) -> dict[str, Name]:
    return {
        f"art_{number}": Name(number, LONG, True, outlet=outlet)
        for number, outlet in enumerate(outlets, start=1)
    }


def test_outlets_name_the_columns_where_they_tell_them_apart() -> None:
    apart = named("Harbour Wire", "Valley Radio")
    assert list(in_brief(apart, apart).values()) == ["Harbour Wire", "Valley Radio"]


def test_headlines_do_where_an_outlet_is_missing_or_there_twice() -> None:
    some = named("Harbour Wire", "Valley Radio", "Harbour Wire", None)
    headline = "Council votes to rebuild the …"
    assert list(in_brief(some, some).values()) == [headline, "Valley Radio", headline, headline]


def test_a_column_is_named_without_hover_and_leads_to_its_article() -> None:
    (head,) = heads(named("Bridge & Co <b>"), ["art_1"])
    shown = head.partition('<span class="px-hint">')[0]
    assert "Bridge &amp; Co &lt;b&gt;" in shown
    assert ">1<" in shown
    assert "article=art_1" in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", "short"),
        ("as long as it gets", "as long as it gets"),
        ("as long as it gets and on", "as long as it gets …"),
        ("two\nlines", "two lines"),
        ("Unbrokenwordlongerthanallowed", "Unbrokenwordlonger …"),
    ],
)
def test_a_text_is_cut_between_words(text: str, expected: str) -> None:
    assert shortened(text, at_most=18) == expected
