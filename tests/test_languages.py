"""Which language a text is in."""

import pytest

from pipelines.languages import language_of

ENGLISH = "The delegates said that the talks would go on, and that nobody had walked out of them."
SPANISH = "El presidente dijo que no habrá acuerdo hasta que las dos partes retiren sus tropas."


GERMAN = "Die Gespräche wurden am Montag ohne eine Einigung beendet, teilte das Ministerium mit."
FRENCH = "Les pourparlers se sont achevés lundi sans accord, a indiqué le ministère de la Défense."
RUSSIAN = "Переговоры завершились в понедельник без соглашения, сообщило министерство обороны."
CHINESE = "会谈于周一结束，双方未能达成协议，国防部发言人在新闻发布会上表示谈判将继续。"
OUTLINE = "Agenda Points\nHumanitarian aid\nSecurity concerns\nDemand for recognition"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (OUTLINE, "en"),
        (SPANISH, "es"),
        (GERMAN, "de"),
        (FRENCH, "fr"),
        (RUSSIAN, "ru"),
        (CHINESE, "zh"),
        ("Yes.", None),
        ("12 34 56 78 90 12 34 56 78 90 12 34 56", None),
        ("", None),
    ],
)
def test_the_language_is_named_or_unknown(text: str, expected: str | None) -> None:
    assert language_of(text) == expected


def test_the_main_language_of_a_mixed_text_decides() -> None:
    assert language_of(f"“{SPANISH}” " + ENGLISH * 8) == "en"
    assert language_of(f"“{ENGLISH}” " + SPANISH * 8) == "es"
