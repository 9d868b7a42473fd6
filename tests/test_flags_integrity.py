"""Whether the text arrived whole."""

import pytest

from tests.asking import HONEST, ask, words

SPANISH = (
    "El gobierno decidió el viernes no construir el puente sobre el río. El ministro dijo que el "
    "dinero no alcanza este año y que la obra queda suspendida hasta nuevo aviso."
)


@pytest.mark.parametrize(
    "flag",
    [
        "page_chrome",
        "broken_structure",
        "damaged_text",
        "translation_marks",
        "placeholder_text",
        "unsupported_language",
        "truncated",
    ],
)
def test_an_honest_report_is_whole(flag: str) -> None:
    assert ask(flag, HONEST).state == "clear"


@pytest.mark.parametrize(
    ("flag", "text", "marked"),
    [
        ("damaged_text", "The mayor didn\ufffdt speak on Friday.", "\ufffd"),
        ("damaged_text", "The mayorâ€™s plan was read out.", "â€™"),
        ("damaged_text", "Selmo &amp; Nyhaven signed the treaty.", "&amp;"),
        ("damaged_text", "She doesnt know and they dont say.", "doesnt"),
        ("translation_marks", "They called it a “special operation.”. Boats left.", ".”."),
        ("translation_marks", "The minister spoke of «a new road» on Friday.", "«a new road»"),
        ("placeholder_text", "Lorem ipsum dolor sit amet. Boats left.", "Lorem ipsum"),
        ("placeholder_text", "Dear [insert name], the boats left.", "[insert"),
        ("truncated", "Boats left the quay at noon. Read more", "Read more"),
        ("truncated", "Boats left the quay at noon and... [+1234 chars]", "[+1234 chars]"),
    ],
)
def test_damage_is_marked(flag: str, text: str, marked: str) -> None:
    assert any(marked in found for found in words(flag, text))


def test_a_single_slip_is_a_typing_error() -> None:
    assert ask("damaged_text", "She doesnt know. The boats left on Friday.").state == "clear"


def test_a_table_without_columns_is_marked_and_a_list_is_not() -> None:
    cells = "\n".join(["Harbour", "Boats in port", "Selmo", "Eleven boats", "Nyhaven", "Four"])
    assert words("broken_structure", f"{HONEST}\n{cells}\n\n{HONEST}") == [cells]
    rows = "\n".join(f"Harbour {n}\t{n} boats" for n in range(5))
    assert ask("broken_structure", f"{HONEST}\n{rows}\n\n{HONEST}").state == "clear"
    items = "\n".join(f"- {line}" for line in cells.split("\n"))
    assert ask("broken_structure", f"{HONEST}\n{items}\n\n{HONEST}").state == "clear"


def test_another_language_is_named_and_english_flags_stay_silent() -> None:
    finding = ask("unsupported_language", SPANISH)
    assert finding.state == "triggered"
    assert "es" in (finding.reason or "")
    assert ask("hedging", SPANISH).state == "cannot assess"
    assert ask("stock_phrases", SPANISH).state == "cannot assess"
    assert ask("no_byline", SPANISH).state == "triggered"


def test_furniture_of_the_page_is_marked_in_what_was_read() -> None:
    above = "Skip to main content\nShare on Facebook\n\nFerry line to reopen"
    page = f"{above}\n\n{HONEST}\nLeave a reply\n"
    assert "Leave a reply" in words("page_chrome", page)
