"""The event grid says what articles state, and keeps silence apart from not being able to read."""

from dashboard.event_grid import UNREAD, event_grid
from dashboard.naming import Name
from pipelines import Article, compare_articles, score_articles

TALKS = Article(
    "Envoys of Ukraine and Russia met in Geneva on 3 March 2025. The talks broke down at noon, "
    "and the envoys left the city without a word to the reporters who had waited all night long.",
    title="No word from Geneva",
    outlet="Harbour Wire",
    url="https://wire.example/talks",
)
FLOOD = Article(
    "The river Tamsel rose and rose in the night. Firefighters pumped water from the hospital, "
    "and the mayor asked pupils to stay at home until the water is down again.",
    title="Hollin under water",
    outlet="Hollin Courier",
    url="https://courier.example/flood",
)
GERMAN = Article(
    "Die Gespräche in Genf sind gestern gescheitert. Die Abgesandten der beiden Länder reisten ab, "
    "ohne mit den Journalisten zu sprechen, die die ganze Nacht vor dem Haus gewartet hatten.",
    title="Kein Wort aus Genf",
    outlet="Hafenblatt",
    url="https://blatt.example/genf",
)


def grid_of(*articles: Article) -> str:
    tables = compare_articles(score_articles(list(articles)))
    ids = list(tables.articles["article_id"])
    named = {one: Name(number, one, False) for number, one in enumerate(ids, start=1)}
    order = {event: number for number, event in enumerate(sorted(set(tables.events["event_id"])))}
    return event_grid(tables, named, order)


def test_the_outcome_stands_in_the_grid_and_leads_to_its_sentence():
    html = grid_of(TALKS, FLOOD)
    assert "Outcome words" in html
    before = html.split(">collapsed</a>")[0]
    assert "sentence=1" in before.rpartition("href=")[2]


def test_copies_are_counted_apart_in_the_size_of_an_event():
    longer = Article(TALKS.text * 3, title=TALKS.title, outlet=TALKS.outlet, url=TALKS.url)
    copy = Article(
        longer.text, title="Silence in Geneva", outlet="Courier", url="https://c.example/t"
    )
    assert "1 article and 1 copy here" in grid_of(longer, copy, FLOOD)
    assert "1 article here" in grid_of(longer, copy, FLOOD)


def test_what_is_not_stated_is_said_to_be_so():
    assert "not stated" in grid_of(TALKS, FLOOD)


def test_an_article_that_could_not_be_read_is_not_said_to_state_nothing():
    html = grid_of(GERMAN)
    assert UNREAD in html
    assert "not stated" not in html
