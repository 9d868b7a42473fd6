"""Reference sets: what percentiles mean, and that they hold numbers alone."""

from pathlib import Path

import pytest

from pipelines import Article, score_articles
from pipelines.build import NothingRead, build, make_reference
from pipelines.flags import FLAGS
from pipelines.rates import (
    FEWEST,
    FOLDER,
    band_of,
    band_words,
    of_manifest,
    read_rates,
    write_rates,
)
from pipelines.schemas import TableError
from pipelines.store import read_manifest, read_tables

HEDGED = "The plan may perhaps work, and it could possibly help. "
PLAIN = "The council met on Friday and the mayor signed the paper. "


def corpus(folder: Path, *, n: int = FEWEST) -> Path:
    """Articles of about 130 words, each with one hedged sentence more than the one before."""
    for number in range(n):
        hedged = min(number // 6, 12)
        body = HEDGED * hedged + PLAIN * (12 - hedged)
        (folder / f"{number:03}.txt").write_text(f"Report {number}\n\n{body}\nIt was day {number}.")
    return folder


def test_bands_say_which_lengths_they_hold() -> None:
    assert [band_of(n) for n in (0, 199, 200, 799, 800, 9000)] == [0, 0, 1, 2, 3, 4]
    assert band_words(100) == "under 200 words"
    assert band_words(900) == "800 to 1,399 words"
    assert band_words(2000) == "1,400 words and more"


def test_the_shipped_set_answers_for_every_flag_and_holds_numbers_alone() -> None:
    rates = read_rates()
    assert rates.n_articles > 2000
    assert set(rates.firing) == {flag.name for flag in FLAGS}
    for counts in rates.firing.values():
        assert sum(counts.values()) == rates.n_articles
    for (_, band), points in rates.quantiles.items():
        assert 0 <= band <= 4
        assert len(points) == 101
        assert list(points) == sorted(points)


def test_more_is_never_a_lower_percentile() -> None:
    rates = read_rates()
    found = [rates.percentile("hedging", value / 2, 500) for value in range(80)]
    assert found == sorted(found)
    assert found[0] == 0
    assert found[-1] == 100


def test_unknown_stays_unknown(tmp_path: Path) -> None:
    assert read_rates().percentile("hedging", None, 500) is None
    assert read_rates().percentile("no_byline", 1.0, 500) is None
    assert read_rates(tmp_path).percentile("hedging", 5.0, 500) is None


def test_percentiles_are_in_the_table_of_flags_and_depend_on_no_neighbour() -> None:
    one, other = Article(HEDGED * 20, title="One"), Article(PLAIN * 20, title="Other")
    alone = score_articles([one]).flags
    together = score_articles([other, one]).flags
    mine = together[together["article_id"] == one.article_id].reset_index(drop=True)
    assert mine["percentile"].equals(alone["percentile"])
    hedging = alone.set_index("flag").loc["hedging", "percentile"]
    assert hedging > 95
    assert alone.set_index("flag").loc["no_byline", "percentile"] != hedging


def test_a_reference_set_of_ones_own(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    own = tmp_path / "own"
    build([corpus(articles)], out=tmp_path / "tables", reference=own)
    rates = read_rates(own)
    assert rates.n_articles == FEWEST
    told, is_own = of_manifest(read_manifest(tmp_path / "tables"))
    assert (is_own, told.n_articles, told.firing) == (True, FEWEST, rates.firing)
    values = read_tables(tmp_path / "tables").flags
    hedging = values[values["flag"] == "hedging"].sort_values("value", kind="stable")
    assert hedging["percentile"].is_monotonic_increasing
    assert hedging["percentile"].iloc[0] == 0
    assert 70 <= hedging["percentile"].iloc[-1] < 100  # the six highest are equal
    assert all(char not in (own / "rates.tsv").read_text() for char in "ABCDEFGHIJ")


def test_one_that_is_there_is_used_and_not_made_again(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    own = tmp_path / "own"
    make_reference([corpus(articles)], own)
    before = (own / "rates.tsv").read_bytes()
    (articles / "new.txt").write_text("New\n\n" + HEDGED * 30)
    report = build([articles], out=tmp_path / "tables", reference=own)
    assert (own / "rates.tsv").read_bytes() == before
    assert report.changed
    assert not build([articles], out=tmp_path / "tables", reference=own).changed
    shipped = build([articles], out=tmp_path / "tables")
    assert shipped.changed, "another reference set gives other percentiles"
    assert of_manifest(read_manifest(tmp_path / "tables")) == (read_rates(), False)


def test_too_few_articles_give_no_percentile(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    build([corpus(articles, n=5)], out=tmp_path / "tables", reference=tmp_path / "own")
    assert read_tables(tmp_path / "tables").flags["percentile"].isna().all()


def test_nothing_to_read_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(NothingRead):
        make_reference([tmp_path / "nowhere"], tmp_path / "own")
    assert write_rates(tmp_path / "own", []) == 0
    assert not (tmp_path / "own").exists()


@pytest.mark.parametrize(
    ("name", "line"),
    [("rates.tsv", "hedging\t1\t60\tno numbers"), ("firing.tsv", "hedging\t1")],
)
def test_a_damaged_set_names_its_file_and_line(tmp_path: Path, name: str, line: str) -> None:
    for file in ("rates.tsv", "firing.tsv"):
        (tmp_path / file).write_bytes((FOLDER / file).read_bytes())
    good = (tmp_path / name).read_text().splitlines()[0]
    (tmp_path / name).write_text(f"{good}\n{line}\n")
    with pytest.raises(TableError, match=f"{name}, line 2"):
        read_rates(tmp_path)
