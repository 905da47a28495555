"""Links between dispatches of one agency that tell the same in two languages."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tasks.records import Processed
from tasks.store.home import Home
from tests.tasks.store.synthetic import dispatch, facts, load, processed

CHINESE = "越南代表团会见了中国共产党的干部。Vietnam Communist Party of China。"


def told(
    number: int, language: str, day: str, *, agency: str = "Xinhua News Agency", country: str = "Vietnam"
) -> Processed:
    text = CHINESE + str(number) if language == "zh" else None
    one = dispatch(number, country, day=day, text=text, language=language, agency=agency)
    return processed(one, facts(one.text, country), country=country)


def links(found: list[Processed], home: Path) -> list[tuple]:
    snapshot = load(Home(home), [found])[1]
    with duckdb.connect(str(snapshot / "partywire.duckdb"), read_only=True) as connection:
        return connection.execute("""
            select first.url, later.url from dispatch_links join dispatches as first using (dispatch_id)
            join dispatches as later on later.dispatch_id = other_dispatch_id
            where relation = 'translation' order by all
        """).fetchall()


def test_the_same_event_by_one_agency_in_two_languages_is_a_translation(tmp_path: Path) -> None:
    found = [told(1, "zh", "2024-05-12"), told(2, "en", "2024-05-13")]
    assert links(found, tmp_path) == [("https://news.example/1", "https://news.example/2")]


def test_another_agency_another_week_or_another_country_is_none(tmp_path: Path) -> None:
    original = told(1, "zh", "2024-05-12")
    assert links([original, told(2, "en", "2024-05-13", agency="Kyodo News")], tmp_path / "agency") == []
    assert links([original, told(3, "en", "2024-05-19")], tmp_path / "week") == []
    assert links([original, told(4, "en", "2024-05-12", country="Laos")], tmp_path / "country") == []


def test_links_are_the_same_however_the_dispatches_came(tmp_path: Path) -> None:
    first, second = told(1, "zh", "2024-05-12"), told(2, "en", "2024-05-12")
    home = Home(tmp_path / "two")
    load(home, [[second]])
    load(home, [[first]])
    with duckdb.connect(str(home.latest() / "partywire.duckdb"), read_only=True) as connection:
        relations = connection.execute("select relation, similarity from dispatch_links").fetchall()
        sources = connection.execute("select report_count, source_count, language_count from events").fetchall()
    assert relations == [("translation", 1.0)]
    assert sources == [(2, 1, 2)]
