"""Inputs of every kind: what goes through, and one clear sentence for what does not."""

import gzip
import io
import json
import os
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.articles import Article
from pipelines.readers import Notice, Read, Skipped, parquet, read_inputs, read_pasted, read_upload
from pipelines.readers.plain_text import pasted

TEXT = "The delegations met in the old customs house and spoke for six hours about the border."


def articles(read: list[Read]) -> list[Article]:
    return [item for item in read if isinstance(item, Article)]


def skipped(read: list[Read]) -> list[Skipped]:
    return [item for item in read if isinstance(item, Skipped)]


def test_folders_are_read_in_the_order_of_paths_with_relative_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "a.txt", ".hidden.txt", "a/notes.meta.toml"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    paths = [article.path for article in articles(list(read_inputs(["in"])))]
    assert paths == ["in/a.txt", "in/a/b/c.txt", "in/a/z.txt", "in/b.txt"]
    assert [item.path for item in articles(list(read_inputs(["in/*.txt"])))] == paths[::3]
    assert len(list(read_inputs(["in/a.txt", "in", "./in/a.txt"]))) == len(paths)


def test_each_bad_input_is_one_sentence_and_the_others_go_through(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "blank.txt").write_text(" \n\n")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "table.csv").write_text("id,name\n1,x\n")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "packed.txt").write_text("QUJD" * 500)
    names = ["empty", "good.txt", "blank.txt", "picture.txt", "noise.txt", "table.csv", "scan.pdf",
             "packed.txt", "missing.txt", "no*.match"]  # fmt: skip
    read = list(read_inputs([tmp_path / name for name in names]))
    assert [article.text for article in articles(read)] == [TEXT]
    said = {Path(item.path).name: item.message for item in skipped(read)}
    assert sorted(said) == sorted(set(names) - {"good.txt"})
    assert "holds no articles" in said["empty"]
    assert "is empty" in said["blank.txt"]
    assert "a picture" in said["picture.txt"]
    assert "not text" in said["noise.txt"]
    assert "'id', 'name'" in said["table.csv"]
    assert "text, content, body, article" in said["table.csv"]
    assert "'.pdf'" in said["scan.pdf"]
    assert "no words" in said["packed.txt"]
    assert "no such file" in said["missing.txt"]
    assert "no file matches" in said["no*.match"]


def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text(TEXT)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "outside")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / "a.txt").write_text(TEXT)
    read = list(read_inputs([folder]))
    assert len(articles(read)) == 1
    assert {Path(item.path).name for item in skipped(read)} == {"link", "loop", "pipe.txt"}


def test_other_files_of_a_folder_are_named_once_per_ending(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg", "d.css"):
        (tmp_path / name).write_text("x")
    (tmp_path / "good.txt").write_text(TEXT)
    messages = [item.message for item in skipped(list(read_inputs([tmp_path])))]
    assert len(messages) == 3
    assert "3 files ending in .jpg are in the folder; none was read." in messages


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_of_files_are_recognised(encoding: str) -> None:
    text = "The minister’s “café” talks – with Peña – ended without a deal, officials said."
    [article] = read_upload("a.txt", text.encode(encoding))
    assert isinstance(article, Article)
    assert article.text == text


def test_russian_in_an_old_encoding_is_recognised() -> None:
    text = "Переговоры в понедельник завершились без соглашения, сообщило министерство. " * 5
    [article] = read_upload("a.txt", text.encode("cp1251"))
    assert isinstance(article, Article)
    assert article.text == text


def test_plain_text_brings_its_metadata_and_keeps_its_words() -> None:
    text = f"Talks end in the port\nBy Ana Petrov\nPublished 14 March 2025\n\n{TEXT}"
    article = read_pasted(text)
    assert article.text == text
    assert article.title == "Talks end in the port"
    assert article.author == "Ana Petrov"
    assert article.published_at == datetime(2025, 3, 14, tzinfo=UTC)


def test_a_side_car_wins_over_the_lines_and_says_what_it_did_not_use(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(f"By Ana Petrov\n\n{TEXT}")
    (tmp_path / "talks.meta.toml").write_text(
        'author = "The desk"\npublished_at = 2025-03-14\nurl = "javascript:alert(1)"\n'
    )
    read = list(read_inputs([tmp_path / "talks.txt"]))
    [article] = articles(read)
    assert article.author == "The desk"
    assert article.published_at == datetime(2025, 3, 14, tzinfo=UTC)
    assert article.url is None
    assert [type(item) for item in read] == [Notice, Article]


def test_each_article_has_a_side_car_of_its_own_whatever_dots_are_in_its_name(
    tmp_path: Path,
) -> None:
    for name in ("report.1.txt", "report.2.txt"):
        (tmp_path / name).write_text(f"{TEXT} It is {name}.")
    (tmp_path / "report.3.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    for number in (1, 3):
        (tmp_path / f"report.{number}.meta.toml").write_text(f'author = "Author {number}"')
    (tmp_path / "report.meta.toml").write_text('author = "Nobody"')
    read = articles(list(read_inputs([tmp_path])))
    assert [one.author for one in read] == ["Author 1", None, "Author 3"]


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("https://w.example/wiki/Talks_(2025)", "https://w.example/wiki/Talks_(2025)"),
        ("https://w.example/wiki/Talks_(2025).", "https://w.example/wiki/Talks_(2025)"),
        ("https://w.example/talks.), as seen", "https://w.example/talks"),
    ],
)
def test_only_what_a_sentence_adds_is_taken_off_an_address(line: str, url: str) -> None:
    assert read_pasted(f"Talks end\nSource: {line}\n\n{TEXT}").url == url


def test_an_address_that_stands_alone_is_kept_as_it_is() -> None:
    url = "https://w.example/wiki/Talks_etc."
    data = json.dumps({"text": TEXT, "url": url}).encode()
    assert [one.url for one in articles(read_upload("a.jsonl", data))] == [url]


def test_markdown_loses_its_marks_and_front_matter_is_metadata() -> None:
    page = (
        '---\ntitle: "Talks end in the port"\nauthor: Ana Petrov\ndate: 2025-03-14\n---\n'
        f"# Talks end in the port\n\n## Why now\n\n{TEXT} It was **late** and [cold](https://x.example/a).\n"
    )
    [article] = articles(read_upload("a.md", page.encode()))
    assert (article.title, article.author) == ("Talks end in the port", "Ana Petrov")
    assert article.published_at == datetime(2025, 3, 14, tzinfo=UTC)
    assert "\nWhy now\n" in article.text
    assert article.text.endswith("It was late and cold.\n")


def test_an_e_mail_gives_subject_sender_and_date() -> None:
    message = EmailMessage()
    message["From"] = "Ana Petrov <ana@gazette.example>"
    message["Subject"] = "Talks end in the port"
    message["Date"] = "Fri, 14 Mar 2025 14:42:26 +0100"
    message.set_content(f"{TEXT}\n\nNobody signed – yet.")
    message.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    [article] = articles(read_upload("a.eml", message.as_bytes()))
    assert (article.title, article.author) == ("Talks end in the port", "Ana Petrov")
    assert article.published_at == datetime(2025, 3, 14, 13, 42, 26, tzinfo=UTC)
    assert article.text.strip() == f"{TEXT}\n\nNobody signed – yet."


def test_parts_inside_parts_of_an_e_mail_are_refused() -> None:
    part = b"Content-Type: multipart/mixed; boundary=a\n\n"
    [item] = read_upload("a.eml", part + (b"--a\n" + part) * 20_000)
    assert isinstance(item, Skipped)
    assert "too many parts" in item.message


def test_compressed_files_are_read_in_memory() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("../../a.txt", TEXT)
        file.writestr("b/c.csv", f"text\n{TEXT}\n")
        file.writestr("__MACOSX/._a.txt", "x")
        file.writestr("inner.zip", b"PK")
        file.writestr("d.txt.gz", gzip.compress(TEXT.encode()))
    read = read_upload("../evil/all.zip", archive.getvalue())
    assert [article.text for article in articles(read)] == [TEXT] * 3
    paths = [article.path for article in articles(read)]
    assert paths == ["all.zip/a.txt", "all.zip/b/c.csv:2", "all.zip/d.txt.gz"]
    assert [item.path for item in skipped(read)] == ["all.zip/inner.zip"]
    [article] = read_upload("a.txt.gz", gzip.compress(TEXT.encode()))
    assert isinstance(article, Article)


def test_bombs_and_damaged_archives_are_refused() -> None:
    line = b'{"title": "' + b"a" * 1_000_000 + b'"}\n'
    bomb = gzip.compress(line * 300)
    assert len(bomb) < 2_000_000
    assert "bomb" in skipped(read_upload("a.jsonl.gz", bomb))[-1].message
    cut = gzip.compress(TEXT.encode() * 50)[:-20]
    assert "damaged" in skipped(read_upload("a.txt.gz", cut))[0].message
    assert "zip" in skipped(read_upload("a.zip", b"PK\x03\x04nonsense"))[0].message
    assert "20 MB" in skipped(read_upload("a.txt", b"x" * 20_000_001))[0].message


def test_an_upload_is_read_no_further_than_a_visit_can_hold() -> None:
    line = json.dumps({"text": TEXT * 100}) + "\n"
    *read, last = read_upload("a.jsonl", line.encode() * 50, most=100_000)
    assert len(articles(read)) == 12
    assert isinstance(last, Skipped)
    assert "the rest was not read" in last.message
    *read, last = read_upload("a.jsonl", b"{}\n" * 10_000, most=100_000)
    assert len(read) < 2_000, "messages take memory too"
    assert isinstance(last, Skipped)


def test_a_table_of_few_bytes_and_many_megabytes_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[int] = []

    class Counted(parquet.Record):
        def __init__(self, *given: object, **named: object) -> None:
            made.append(len(str(given[2])))
            super().__init__(*given, **named)

    monkeypatch.setattr(parquet, "Record", Counted)
    buffer = io.BytesIO()
    pd.DataFrame({"text": ["a b c d " * 100_000] * 300}).to_parquet(buffer)
    assert len(buffer.getvalue()) < 100_000
    read = read_upload("a.parquet", buffer.getvalue())
    assert "the rest was not read" in skipped(read)[-1].message
    assert sum(made) < 40_000_000


def test_one_row_of_many_megabytes_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    buffer = io.BytesIO()
    pd.DataFrame({"text": ["a b c d " * 20_000_000]}).to_parquet(buffer, compression="zstd")
    monkeypatch.setattr("pyarrow.parquet.ParquetFile.iter_batches", None)
    assert "bomb" in skipped(read_upload("a.parquet", buffer.getvalue()))[0].message


def test_the_files_of_an_archive_share_one_limit() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(6):
            file.writestr(f"{number}.jsonl", (b" " * 1_000_000 + b"\n") * 30)
            file.writestr(f"{number}.jsonl.gz", gzip.compress((b" " * 1_000_000 + b"\n") * 30))
    read = skipped(read_upload("all.zip", archive.getvalue()))
    assert [one.path for one in read if "bomb" in one.message] == ["all.zip/1.jsonl.gz"]
    assert read[-1].path == "all.zip"
    assert "the files after 1.jsonl.gz were not read" in read[-1].message


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "C:\\x\\a.txt", "a\0.txt", "<b>.txt", ".txt"]
)
def test_hostile_names_are_only_shown(name: str) -> None:
    [article] = read_upload(name, TEXT.encode())
    if isinstance(article, Article):
        assert article.path is not None
        assert not set(article.path) & set("/\\\0")


def test_nothing_touches_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("an upload was written to disk")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert len(articles(read_upload("a.txt", TEXT.encode()))) == 1


ENDINGS = ["txt", "md", "html", "csv", "tsv", "jsonl", "parquet", "xml", "eml", "zip", "txt.gz"]


@settings(deadline=None)  # the first of each kind loads its library
@given(st.binary(max_size=400), st.sampled_from(ENDINGS))
def test_no_bytes_raise(data: bytes, ending: str) -> None:
    for item in read_upload(f"a.{ending}", data):
        assert isinstance(item, Article | Skipped | Notice)
        if isinstance(item, Skipped):
            assert item.message.rstrip().endswith(".")


def test_a_line_of_author_outlet_and_date_gives_all_three() -> None:
    text = "Ferry line to reopen\n\nBy Ana Holt | The Selmo Courier | 14 October 2025\n\n" + (
        "The ferry between the two towns is to sail again in spring, the council said on Monday.\n"
    )
    article = pasted(text)
    assert (article.author, article.outlet) == ("Ana Holt", "The Selmo Courier")
    assert article.published_at == datetime(2025, 10, 14, tzinfo=UTC)


def test_a_live_page_has_a_headline_though_hours_and_short_notes_follow_it() -> None:
    entry = "The grid company says that four thousand homes in the old town have been reconnected."
    text = f"Storm live: ferries halted, homes without power\n\nThis has ended.\n\n18:42\n{entry}\n"
    assert pasted(text).title == "Storm live: ferries halted, homes without power"
