"""The analyst's file: what was said last holds, nothing said is lost, and tables stay untouched."""

import json
from pathlib import Path

import pytest

from pipelines import analyst
from pipelines.analyst import Entry


def test_the_file_lies_beside_the_folder(tmp_path: Path) -> None:
    assert analyst.path_of(tmp_path / "tables") == tmp_path / "tables.analyst.jsonl"


def test_a_line_has_the_fields_of_the_contract(tmp_path: Path) -> None:
    analyst.record(tmp_path / "t", Entry("a1", source_grade="B", note="Checked.\nTwice."))
    (line,) = analyst.path_of(tmp_path / "t").read_text(encoding="utf-8").splitlines()
    names = "article_id source_grade information_grade note flag override event_id"
    assert list(json.loads(line)) == names.split()
    assert analyst.read(tmp_path / "t").entries == (
        Entry("a1", source_grade="B", note="Checked.\nTwice."),
    )


def test_nobody_has_spoken_yet(tmp_path: Path) -> None:
    assert analyst.read(tmp_path / "t") == analyst.Said()
    assert analyst.judgements(()).empty
    assert not analyst.remove(tmp_path / "t", Entry("a1", note="Checked."))
    assert not list(tmp_path.iterdir())


def test_the_last_word_holds_for_each_field() -> None:
    said = [
        Entry("a1", source_grade="B"),
        Entry("a1", information_grade="2", note="first"),
        Entry("a1", note="second"),
        Entry("a2", flag="no_date", override="false alarm"),
    ]
    judged = analyst.judgements(said)
    assert list(judged.index) == ["a1"]
    assert judged.loc["a1", ["source_grade", "information_grade", "note"]].tolist() == [
        "B", "2", "second",
    ]  # fmt: skip
    assert judged["event_id"].isna().all()


def test_ungraded_is_f6() -> None:
    judged = analyst.judgements([Entry("a1", note="only a note")])
    assert tuple(judged.loc["a1", ["source_grade", "information_grade"]]) == ("F", "6")


def test_an_empty_text_takes_back() -> None:
    said = [
        Entry("a1", note="wrong", event_id="e1"),
        Entry("a1", flag="no_date", override="agree"),
        Entry("a1", note="", event_id=""),
        Entry("a1", flag="no_date", override=""),
    ]
    assert analyst.judgements(said).loc["a1", ["note", "event_id"]].isna().all()
    assert analyst.flag_overrides(said) == {}
    assert analyst.event_overrides(said) == {}


def test_overrides_of_flags_and_events() -> None:
    said = [
        Entry("a1", event_id="e1"),
        Entry("a1", event_id="e2"),
        Entry("a2", flag="no_date", override="agree"),
        Entry("a2", flag="no_date", override="false alarm"),
    ]
    assert analyst.event_overrides(said) == {"a1": "e2"}
    assert analyst.flag_overrides(said) == {("a2", "no_date"): "false alarm"}


def test_an_entry_is_taken_back_and_others_stay(tmp_path: Path) -> None:
    place = tmp_path / "t"
    said = [Entry("a1", note="one"), Entry("a2", note="other"), Entry("a1", note="two")]
    for entry in said:
        analyst.record(place, entry)
    assert analyst.remove(place, said[2])
    assert analyst.read(place).entries == tuple(said[:2])
    assert analyst.remove(place, said[0])
    assert not analyst.remove(place, said[0])
    analyst.record(place, said[2])
    assert analyst.read(place).entries == (said[1], said[2])
    assert [path.name for path in tmp_path.iterdir()] == ["t.analyst.jsonl"]


def test_a_torn_line_does_not_swallow_the_next(tmp_path: Path) -> None:
    path = analyst.path_of(tmp_path / "t")
    path.write_text(analyst.line_of(Entry("a1", note="whole")) + '{"article_id": "a1", "no')
    analyst.record(tmp_path / "t", Entry("a1", note="after the crash"))
    said = analyst.read(tmp_path / "t")
    assert [entry.note for entry in said.entries] == ["whole", "after the crash"]
    assert [(one.path, one.line) for one in said.set_aside] == [(str(path), 2)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{]", "not valid JSON"),
        (b"\xff\xfe", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"[1]", "a list where an object is expected"),
        (b'{"note": "about nothing"}', "article_id is missing"),
        (b'{"article_id": ""}', "article_id is missing"),
        (b'{"article_id": "a1", "source_grade": "G"}', "it can be A, B, C, D, E, F"),
        (b'{"article_id": "a1", "information_grade": 3}', "a int where text is expected"),
        (b'{"article_id": "a1", "flag": "no_date"}', "belong together"),
        (b'{"article_id": "a1", "flag": "no_date", "override": "maybe"}', "it can be agree"),
    ],
)
def test_bad_lines_are_set_aside_with_file_and_line_and_kept(
    tmp_path: Path, line: bytes, why: str
) -> None:
    path = analyst.path_of(tmp_path / "t")
    good = analyst.line_of(Entry("a1", source_grade="A")).encode()
    path.write_bytes(good + line + b"\n" + good)
    said = analyst.read(tmp_path / "t")
    assert len(said.entries) == 2
    (bad,) = said.set_aside
    assert (bad.path, bad.line) == (str(path), 2)
    assert why in bad.message
    assert analyst.remove(tmp_path / "t", Entry("a1", source_grade="A"))
    assert line in path.read_bytes()  # an analyst may still mend it


def test_what_nobody_can_have_meant_is_refused() -> None:
    with pytest.raises(ValueError, match="source_grade"):
        Entry("a1", source_grade="Z")
    with pytest.raises(ValueError, match="characters"):
        Entry("a1", note="x" * (analyst.MOST_CHARS + 1))


def test_a_note_may_hold_anything(tmp_path: Path) -> None:
    note = 'Zürich "quoted" \u2028 <script>, half a character \ud83d'
    analyst.record(tmp_path / "t", Entry("a1", note=note))
    (entry,) = analyst.read(tmp_path / "t").entries
    assert entry.note == note.replace("\ud83d", "?")


def test_the_table_for_downloads_has_every_entry() -> None:
    table = analyst.frame([Entry("a1", note="one"), Entry("a1", flag="no_date", override="agree")])
    assert list(table["note"].fillna("")) == ["one", ""]
    assert "article_id" in analyst.frame([])
