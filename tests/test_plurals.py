"""A number and its noun agree."""

import pytest

from pipelines.plurals import counted


@pytest.mark.parametrize(
    ("n", "words", "said"),
    [
        (0, ("article",), "0 articles"),
        (1, ("article",), "1 article"),
        (1200, ("article",), "1,200 articles"),
        (1, ("copy", "copies"), "1 copy"),
        (2, ("copy", "copies"), "2 copies"),
    ],
)
def test_one_is_singular_and_everything_else_plural(n, words, said):
    assert counted(n, *words) == said
