"""Tables of articles: CSV, JSON Lines, Parquet and feeds."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

import pandas as pd
import pytest

from pipelines.articles import Article
from pipelines.readers import Notice, Read, Skipped, feed, read_upload, records
from pipelines.readers.encoding import numbered_lines

TEXT = "The delegations met in the old customs house."


def table(name: str, data: str | bytes) -> tuple[list[Article], list[Skipped], list[Notice]]:
    read: list[Read] = read_upload(name, data.encode() if isinstance(data, str) else data)
    return (
        [item for item in read if isinstance(item, Article)],
        [item for item in read if isinstance(item, Skipped)],
        [item for item in read if isinstance(item, Notice)],
    )


def test_usual_column_names_are_mapped_and_told() -> None:
    [article], none, [notice] = table(
        "a.csv",
        "ID,Headline,Body,Source,Byline,pubDate,Link\n"
        f"1,Null,{TEXT},Gazette,Ana Petrov,2025-03-14,https://gazette.example/a\n",
    )
    assert none == []
    assert article.text == TEXT
    assert (article.title, article.outlet, article.author) == ("Null", "Gazette", "Ana Petrov")
    assert article.published_at == datetime(2025, 3, 14, tzinfo=UTC)
    assert article.url == "https://gazette.example/a"
    assert article.path == "a.csv:2"
    assert article.unavailable == frozenset()
    assert "'Body' as text" in notice.message
    assert "not used: 'ID'" in notice.message


def test_columns_that_a_table_lacks_are_unavailable_and_empty_cells_are_not() -> None:
    [article], _, _ = table("a.csv", f"text,author\n{TEXT},\n")
    assert article.author is None
    assert article.unavailable == {"title", "outlet", "published_at", "url"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_recognised(delimiter: str) -> None:
    rows = delimiter.join(["title", "text"]) + "\n" + delimiter.join(["A", f'"{TEXT}"']) + "\n"
    [article], _, _ = table("a.tsv", rows)
    assert (article.title, article.text) == ("A", TEXT)


def test_texts_of_several_paragraphs_stay_whole() -> None:
    [first, second], none, _ = table(
        "a.csv", 'title,text\nA,"One, two.\n\nThree ""four"" five.\u2028Six."\nB,Seven.\n'
    )
    assert first.text == 'One, two.\n\nThree "four" five.\u2028Six.'
    assert (second.text, second.path) == ("Seven.", "a.csv:5")
    assert none == []


@pytest.mark.parametrize(
    ("rows", "line", "message", "n_read"),
    [
        ("1,a,One.\n2,b\n3,c,Three.\n", 3, "'text' is empty", 2),
        ("1,a,One.\n2,b,Two, three.\n3,c,Four.\n", 3, "4 fields where the header has 3", 2),
        ('1,a,"One.\n2,b,"Two."\n3,c,Three.\n', 2, "quotation mark is not closed", 1),
        ('1,a,"One.\n2,b,Two.\n', 2, "quotation mark is not closed", 0),
        ('1,a,"One.\n2,b,Two.\n3,c,Three.\n4,d,Four.\n5,e,"\n6,f,Six.\n', 2, "one field", 1),
    ],
)
def test_a_bad_row_is_skipped_with_its_line(
    rows: str, line: int, message: str, n_read: int
) -> None:
    read, [bad], _ = table("a.csv", "id,title,text\n" + rows)
    assert (bad.line, len(read)) == (line, n_read)
    assert message in bad.message


def test_a_line_with_other_characters_is_skipped_alone() -> None:
    read, [bad], _ = table("a.csv", b"title,text\n\xc3\xa9,One.\nb,caf\xe9\nc,Three.\n")
    assert [article.text for article in read] == ["One.", "Three."]
    assert bad.line == 3


def test_a_row_without_an_end_is_not_held() -> None:
    rows = "text,title\nOne.,A\n" + '"a\n",' * 2_000_000
    _, [bad], _ = table("a.csv", rows)
    assert "8 MB" in bad.message


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("id,name", "no column holds the text; found: 'id', 'name'"),
        ("text,title,title", "two columns are called 'title'"),
        (",".join(f"c{n}" for n in range(300)), "300 columns"),
        ("", "is empty"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_sentence(header: str, message: str) -> None:
    read, [bad], _ = table("a.csv", f"{header}\n1,2\n" if header else "")
    assert read == []
    assert bad.line is None
    assert message in bad.message


def test_a_column_of_dates_decides_how_they_are_read() -> None:
    rows = "text,date\nOne.,03/04/2024\nTwo.,31/12/2023\n"
    [first, _], _, _ = table("a.csv", rows)
    assert first.published_at == datetime(2024, 4, 3, tzinfo=UTC)
    [first], _, notices = table("a.csv", "text,date\nOne.,03/04/2024\n")
    assert first.published_at is None
    assert any("03/04/2024" in notice.message for notice in notices)


def test_bad_lines_of_json_are_skipped_with_their_number() -> None:
    lines = [
        json.dumps({"text": TEXT, "author": ["Ana", "Li"], "source": {"name": "Gazette"}}),
        '{"text": broken}',
        "",
        '{"title": "no text"}',
        '["a list"]',
        '{"text": "one", "text": "two"}',
        "[" * 100_000,
        '{"text": "half \\ud83d", "author": NaN, "id": ' + "9" * 5_000 + "}",
        '{"text": "cut o',
    ]
    read, bad, _ = table("a.jsonl", "\n".join(lines))
    assert [article.path for article in read] == ["a.jsonl:1", "a.jsonl:8"]
    assert (read[0].author, read[0].outlet) == ("Ana, Li", "Gazette")
    assert read[1].author is None
    assert [item.line for item in bad] == [2, 4, 5, 6, 7, 9]
    assert "cut off" in bad[-1].message


@pytest.mark.timeout(20)
def test_a_key_that_is_repeated_among_many_is_found_at_once() -> None:
    keys = [f'"{number}": 1' for number in range(200_000)]
    _, [bad], _ = table("a.jsonl", "{" + ", ".join([*keys, keys[-1]]) + "}")
    assert "the key '199999' is given twice" in bad.message


def test_only_short_lists_of_names_are_remembered() -> None:
    before = records._remembered_fields.cache_info().misses
    for n in range(50):
        long = {f"{n} {number}" * 10: 1 for number in range(1_000)}
        table("a.jsonl", json.dumps({"text": TEXT, **long}))
    assert records._remembered_fields.cache_info().misses == before


@pytest.mark.parametrize("name", ["{}", "[]"])
def test_lists_inside_lists_are_counted_before_they_are_read(name: str) -> None:
    inner = f"{name}," * 100_001 + "1"
    read, [bad], _ = table("a.jsonl", f'{{"text": "One.", "a": [{inner}]}}\n{{"text": "Two."}}')
    assert [one.text for one in read] == ["Two."]
    assert "100,000 lists and objects" in bad.message
    _, [bad], _ = table("a.jsonl", f"[{','.join([inner] * 10)}]")
    assert "1,000,000 lists and objects" in bad.message


def test_a_json_array_is_read_too() -> None:
    read, _, _ = table("a.jsonl", json.dumps([{"text": "One."}, {"text": "Two."}]))
    assert [article.path for article in read] == ["a.jsonl#1", "a.jsonl#2"]


def test_parquet_is_read_with_its_dates() -> None:
    frame = pd.DataFrame(
        {
            "content": [TEXT, None],
            "date": pd.to_datetime(["2025-03-14T10:00:00+02:00", None], utc=True),
            "n": [1, 2],
        }
    )
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    [article], [bad], _ = table("a.parquet", buffer.getvalue())
    assert (article.text, article.path) == (TEXT, "a.parquet#1")
    assert article.published_at == datetime(2025, 3, 14, 8, tzinfo=UTC)
    assert bad.line == 2
    _, [cut], _ = table("a.parquet", buffer.getvalue()[:100])
    assert "not a Parquet file" in cut.message


def test_a_text_column_of_numbers_is_refused_by_its_type() -> None:
    buffer = io.BytesIO()
    pd.DataFrame({"text": [1, 2]}).to_parquet(buffer)
    _, [bad], _ = table("a.parquet", buffer.getvalue())
    assert "int64" in bad.message


def test_rss_and_atom_entries_are_articles() -> None:
    rss = f"""<?xml version="1.0"?><rss xmlns:dc="d"><channel><title>Gazette</title>
      <item><title>Talks &amp;amp; trade</title><link>https://gazette.example/a</link>
      <dc:creator>Ana Petrov</dc:creator><pubDate>Fri, 14 Mar 2025 14:42:26 GMT</pubDate>
      <description>&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;It rained.&lt;/p&gt;</description></item>
      <item><title>Empty</title></item></channel></rss>"""
    [article], [bad], _ = table("a.xml", rss)
    assert (article.title, article.outlet, article.author) == (
        "Talks & trade",
        "Gazette",
        "Ana Petrov",
    )
    assert article.text == f"{TEXT}\nIt rained."
    assert article.url == "https://gazette.example/a"
    assert bad.line == 2
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry>
      <title>Talks</title><link rel="self" href="https://x.example/s"/><link href="https://x.example/b"/>
      <author><name>Li Wei</name></author><published>2025-03-14T10:00:00Z</published>
      <content type="html">{TEXT}</content></entry></feed>"""
    [article], _, _ = table("a.xml", atom)
    assert (article.outlet, article.author, article.url) == (
        "Courier",
        "Li Wei",
        "https://x.example/b",
    )
    assert article.published_at == datetime(2025, 3, 14, 10, tzinfo=UTC)


def test_what_a_feed_holds_beside_its_entries_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = f"<item><title>A</title><description>{TEXT}</description></item>"
    xml = "<rss><channel>" + ("<a><b/></a>" * 5_000 + entry) * 2 + "</channel></rss>"
    longest: list[int] = []
    real = feed.iterparse

    def watched(*given: object, **named: object) -> Iterator[tuple[str, Element]]:
        for event, element in real(*given, **named):
            yield event, element
            longest.append(len(element))

    monkeypatch.setattr(feed, "iterparse", watched)
    read, _, _ = table("a.xml", xml)
    assert [one.text for one in read] == [TEXT, TEXT]
    assert max(longest) < 5_000, "no element kept what had ended inside it"


@pytest.mark.parametrize("within", ["channel", "item"])
def test_megabytes_of_xml_without_an_entry_are_not_held(within: str) -> None:
    _, [bad], _ = table("a.xml", f"<rss><{within}>" + "<a/>" * 2_000_000 + f"</{within}></rss>")
    assert "5 MB without an end of an RSS item" in bad.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r"])
def test_lines_that_are_too_long_are_cut_in_any_encoding(encoding: str, end: str) -> None:
    text = end.join(["title, text", "“one word” and a café more " * 300, "b, é"])
    stream = io.BufferedReader(io.BytesIO(text.encode(encoding)))
    lines = list(numbered_lines(stream, longest=2_000))
    assert [number for number, _, _ in lines] == [1, 2, 3]
    assert [readable for _, _, readable in lines] == [True, False, True]
    assert len(lines[1][1]) <= 2_000


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ('<!DOCTYPE r [<!ENTITY a "aaaa">]><rss><item><title>&a;</title></item></rss>', "entities"),
        ("<rss>" + "<a>" * 1_000 + "</a>" * 1_000 + "</rss>", "nested"),
        ("<html><body>page</body></html>", "no RSS item"),
        ("<rss><item>", "not valid XML"),
    ],
)
def test_hostile_or_other_xml_is_refused(xml: str, message: str) -> None:
    _, [bad], _ = table("a.xml", xml)
    assert message in bad.message
