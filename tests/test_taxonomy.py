"""The taxonomy: a user's files replace or extend the shipped ones, and mistakes name their line."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.articles import Span
from pipelines.chronology import clues_in
from pipelines.taxonomy import DEFAULT, TaxonomyError, read_taxonomy
from pipelines.themes import themes_in

THEME = """\
[[theme]]
id = "fishing"
layer = "desk"
label = "Fishing"
question = "Who fishes where?"
clear = "trawler, herring"
"""


def test_the_shipped_taxonomy_has_the_contracts_themes() -> None:
    taxonomy = read_taxonomy()
    desks = {theme.theme for theme in taxonomy.themes.themes if theme.layer == "desk"}
    stories = {theme.theme for theme in taxonomy.themes.themes if theme.layer == "story"}
    assert " ".join(sorted(desks)) == (
        "business culture defence diplomacy disaster economy environment health justice migration "
        "politics science_technology sport"
    )
    assert " ".join(sorted(stories)) == (
        "accountability alliance ceasefire domestic_politics energy_food humanitarian mediation "
        "military negotiations reconstruction sanctions security_guarantees territory"
    )


def test_equal_content_is_read_once() -> None:
    assert read_taxonomy() is read_taxonomy(DEFAULT)


def test_a_users_file_replaces_the_shipped_one_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "themes.toml").write_text(THEME, encoding="utf-8")
    taxonomy = read_taxonomy(tmp_path)
    assert [theme.theme for theme in taxonomy.themes.themes] == ["fishing"]
    assert taxonomy.actors.listed == read_taxonomy().actors.listed
    assert taxonomy.digest != read_taxonomy().digest


def test_extend_adds_themes_and_terms(tmp_path: Path) -> None:
    more = '[[theme]]\nid = "sanctions"\nclear = "grain levy"\n'
    (tmp_path / "themes.toml").write_text(f"extend = true\n{THEME}\n{more}", encoding="utf-8")
    lexicon = read_taxonomy(tmp_path).themes
    assert len(lexicon.themes) == len(read_taxonomy().themes.themes) + 1
    text = "a grain levy on every trawler"
    matches, _ = themes_in(text, text, [Span(0, len(text))], lexicon)
    assert {"sanctions", "fishing"} <= {match.theme for match in matches}


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("themes.toml", THEME + "cleer = 'cod'\n", 7, "did you mean 'clear'"),
        ("themes.toml", THEME.replace('"desk"', '"dest"'), 3, "one of desk, story"),
        ("themes.toml", THEME.replace('label = "Fishing"\n', ""), 1, "no 'label'"),
        ("themes.toml", THEME.replace("herring", "her*ring"), 6, "*"),
        ("themes.toml", THEME + THEME, 8, "twice"),
        ("themes.toml", THEME + "clear = \n", 7, "Expected TOML"),
        ("themes.toml", THEME.replace('"trawler, herring"', "5"), 6, "commas"),
        ("themes.toml", "# nothing\n", 1, "[[theme]]"),
        ("themes.toml", 'extend = "yes"\n' + THEME, 1, "true"),
        ("themes.toml", THEME + '[[theme.term]]\ntext = "cod"\nweight = -1\n', 9, "above 0"),
        (
            "actors.toml",
            '[[actor]]\nid = "x"\nlabel = "X"\nkind = "stat"\nnames = "X"\n',
            4,
            "one of state",
        ),
    ],
)
def test_a_mistake_is_reported_with_file_line_and_what_was_expected(
    tmp_path: Path, name: str, text: str, line: int, words: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(TaxonomyError) as caught:
        read_taxonomy(tmp_path)
    message = str(caught.value)
    assert name in message
    assert f"line {line}:" in message
    assert words in message


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TaxonomyError, match="not a folder"):
        read_taxonomy(tmp_path / "nowhere")


def test_case_and_context_rules_hold(tmp_path: Path) -> None:
    special = '[[theme.term]]\ntext = "Cod"\nweight = 2\ncase = true\nnot_after = "cape"\n'
    (tmp_path / "themes.toml").write_text(THEME + special, encoding="utf-8")
    lexicon = read_taxonomy(tmp_path).themes
    for text, expected in (("Cod rose", 1), ("cod rose", 0), ("Cape Cod rose", 0)):
        matches, _ = themes_in(text.lower(), text, [Span(0, len(text))], lexicon)
        assert len(matches) == expected, text


def test_a_clock_of_ones_own_adds_to_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "clock.toml").write_text(
        "extend = true\n"
        '[[office]]\ntitle = ["harbour master"]\nholders = [["Ana Holt|Holt", 2021-03-01]]\n'
        '[[election]]\ncalled = ["harbour election"]\ndays = [2022-05-02]\nwithin_days = 90\n'
    )
    text = (
        "Harbour master Ana Holt said on Friday that the approaching harbour election matters. "
        "The Biden administration has been told."
    )
    shipped = clues_in(text, text.lower(), read_taxonomy().clock)
    extended = clues_in(text, text.lower(), read_taxonomy(tmp_path).clock)
    assert len(extended) > len(shipped) > 0
    assert date(2021, 3, 1) in {clue.earliest for clue in extended}
    assert date(2022, 5, 2) in {clue.latest for clue in extended}
    assert read_taxonomy(tmp_path).digest != read_taxonomy().digest


@pytest.mark.parametrize("entry", ["[[war]]\nname = 'no date'\n", "[[wars]]\n", "[[office"])
def test_a_mistake_in_a_clock_is_told_to_the_user(
    entry: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "clock.toml").write_text("extend = true\n" + entry)
    article = tmp_path / "a.txt"
    article.write_text("The council met on Friday.")
    out = tmp_path / "out"
    assert main(["build", str(article), "--taxonomy", str(tmp_path), "--out", str(out)]) == 1
    assert "clock.toml" in capsys.readouterr().err
