"""Contradictions made to be found change one fact; of those found both sentences are shown."""

import pytest

from pipelines import Article, compare_articles, score_articles
from pipelines.contradictions import contradictions
from pipelines.evaluation.contradictions import KINDS, _cases

HOTEL = (
    "Soldiers freed 48 hostages from the burning hotel in Korval on Tuesday. Parliament in Korval "
    "approved the mission against the gunmen late that night. It rained on Sunday in Brell."
)
AGAIN = (
    "The burning hotel in Korval, from which soldiers freed 48 hostages on Tuesday, stood empty. "
    "Late that night parliament in Korval approved the mission against the gunmen."
)


def cases(*texts: str):
    members = [Article(t, url=f"https://paper{i}.example/") for i, t in enumerate(texts)]
    return list(_cases("1", members)), {one.article_id: one.text for one in members}


def test_each_kind_of_fact_is_changed_in_one_report_at_a_time():
    made, originals = cases(HOTEL, AGAIN, AGAIN.replace("stood empty", "was closed"))
    assert {case.kind for case in made} == set(KINDS)
    for case in made:
        before = originals[case.original_id].split()
        after = case.changed.text.split()
        differ = {(a, b) for a, b in zip(before, after, strict=False) if a != b}
        assert differ
        assert len(after) == len(before)
        assert len({a.strip(".,") for a, _ in differ}) == 1, "one fact, wherever it stands"
        assert "Sunday in Brell" in case.changed.text or "Brell" not in " ".join(before)


@pytest.mark.parametrize("other", ["It was quiet on Tuesday.", "In Korval the sun shone."])
def test_what_no_other_report_tells_of_the_same_thing_is_left_alone(other):
    made, _ = cases(HOTEL, other, other)
    assert made == []


def test_a_town_is_changed_only_against_two_reports():
    made, _ = cases(HOTEL, AGAIN)
    assert "place" not in {case.kind for case in made}


def test_the_same_reports_give_the_same_cases():
    texts = [HOTEL, AGAIN, AGAIN.replace("stood empty", "was closed")]
    assert cases(*texts)[0] == cases(*texts)[0]


def test_a_case_says_whether_its_fact_is_told_in_like_words_elsewhere():
    made, _ = cases(HOTEL, AGAIN, AGAIN.replace("stood empty", "was closed"))
    assert all(case.in_like_words for case in made)


def test_of_a_contradiction_the_places_in_both_articles_are_given():
    texts = [HOTEL, AGAIN, AGAIN.replace("48 hostages", "75 hostages").replace("empty", "closed")]
    found = compare_articles(
        score_articles([Article(t, url=f"https://paper{i}.example/") for i, t in enumerate(texts)])
    )
    view = contradictions(found)
    assert len(view) > 0
    text_of = dict(zip(found.texts["article_id"], found.texts["text"], strict=True))
    for row in view.itertuples():
        sides = (
            text_of[row.article_id][row.start_char : row.end_char],
            text_of[row.other_id][row.other_start_char : row.other_end_char],
        )
        assert {side.split()[0] for side in sides} == {"48", "75"}
