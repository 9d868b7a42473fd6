"""What kind of text it is, and what nobody expects of such a text."""

import pytest

from pipelines.articles import Article
from pipelines.flags.labels import excuse, is_interview
from tests.asking import ask, document

ANSWER = "the price of a thing is what somebody gives for it and no more than that in any season"
ABSENCES = (
    *("no_dateline", "no_event_place", "no_event_date"),
    *("no_direct_quote", "no_named_speaker", "thin_attribution"),
)


def turns(asks: str, answers: str, *, times: int = 5) -> str:
    """Questions and answers, and a word of the writer before them."""
    lines = [f"{asks}Why would number {n} be so?\n{answers}Because {ANSWER}." for n in range(times)]
    return "\n".join(["The trade expert speaks of prices.", *lines, *lines])


INTERVIEWS = {
    "names in capitals": turns("MARTIN: ", "ANA PETROVA: "),
    "initials": turns("JB: ", "A.P.: "),
    "names": turns("Reason: ", "Petrova: "),
    "question and answer": turns("Q: ", "A: "),
    "questions alone": turns("Q. ", ""),
}
NONE = {
    "a report": turns("", ""),
    "claims and facts": turns("CLAIM: ", "FACTS: ").replace("?", "."),
    "a few lines of a long text": turns("Q: ", "A: ", times=2) + f"\nWhat {ANSWER}." * 40,
}


@pytest.mark.parametrize("text", INTERVIEWS.values(), ids=list(INTERVIEWS))
def test_an_interview_is_not_asked_for_what_a_report_says(text: str) -> None:
    assert is_interview(document(Article(text)))
    for flag in ABSENCES:
        finding = ask(flag, text)
        assert finding.state == "cannot assess", flag
        assert "questions and answers" in (finding.reason or "")


@pytest.mark.parametrize("text", NONE.values(), ids=list(NONE))
def test_labels_without_questions_or_in_few_lines_are_no_interview(text: str) -> None:
    assert excuse(document(Article(text))) is None
    assert ask("no_event_place", text).state == "triggered"


def test_an_interview_that_says_where_is_clear() -> None:
    text = INTERVIEWS["initials"].replace("speaks of", "speaks in Nyhaven of")
    assert ask("no_event_place", text).state == "clear"


def test_a_label_of_opinion_excuses_only_what_is_absent() -> None:
    text = INTERVIEWS["initials"].replace("?", ".").replace(": ", " said that ")
    assert ask("thin_attribution", text, title="Opinion: the price").state == "clear"
    assert ask("no_event_place", text, title="Opinion: the price").state == "cannot assess"
