"""The report's file and its numbers, without a browser."""

from __future__ import annotations

import base64
import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tasks import report
from tasks.closed_lists import EVENT_TYPES
from tasks.records import Perspective
from tasks.report import facts, html, payload
from tasks.store.manifest import DATABASE
from tasks.store.query import open_snapshot
from tests.tasks.report.conftest import HOSTILE, data_of

EMPTY = {"meta", "link", "br", "img", "input", "hr"}


class Outline(HTMLParser):
    """Open elements, attributes seen, and the text of style and script."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: Counter[str] = Counter()
        self.raw: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.texts[tag] += 1
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("style", "script"):
            self.raw[self.open[-1]] = data  # of two scripts the last one: the data come first


@pytest.fixture(scope="module")
def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def outline(text: str) -> Outline:
    found = Outline()
    found.feed(text)
    found.close()
    return found


@pytest.fixture
def tables(snapshot: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_snapshot(snapshot) as connection:
        yield connection


def test_every_element_is_closed_and_none_came_from_the_data(outline: Outline) -> None:
    assert outline.open == []
    assert outline.texts["script"] == 2
    assert not {"img", "iframe", "object", "base", "link", "b"} & outline.texts.keys()


def test_nothing_is_loaded_and_nothing_runs_but_the_script_that_is_hashed(text: str, outline: Outline) -> None:
    policy = next(value for tag, name, value in outline.attributes if name == "content" and "default-src" in value)
    for element in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(outline.raw[element].encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not [
        name for _, name, _ in outline.attributes if name.startswith("on") or name in ("src", "style", "action")
    ]
    assert [value for _, name, value in outline.attributes if name == "href"] == ["#charts"]
    assert not re.search(r"\beval\(|new Function|innerHTML|document\.write", outline.raw["script"])
    assert "url(" not in outline.raw["style"]


def test_data_cannot_end_their_element(text: str) -> None:
    data = data_of(text)
    assert HOSTILE in data["dispatches"]["title"]
    assert HOSTILE in data["outlets"]
    assert "</script><img" not in text
    assert "\u2028" not in text


def test_the_same_snapshot_gives_the_same_bytes(snapshot: Path, page: Path, tmp_path: Path) -> None:
    again = report.write(snapshot, Perspective(), tmp_path / "other.html")
    assert again.read_bytes() == page.read_bytes()
    assert str(snapshot.parent).encode() not in page.read_bytes()  # no place on anybody's disk
    assert b"in/" not in page.read_bytes().split(b'id="data">')[1].split(b'"words"')[0]


def counts(data: dict[str, Any], unit: str) -> dict[str, Counter[Any]]:
    """Counted events by the keys of the marts, as the page's script adds them up."""
    by: dict[str, Counter[Any]] = {"type": Counter(), "country": Counter(), "party": Counter(), "region": Counter()}
    for columns in (data["events"], data["sums"]):
        for row in range(len(columns["type"])):
            if payload.KINDS[columns["kind"][row]] != "contact":
                continue
            events = columns["events"][row] if "events" in columns else 1
            period = columns[unit][row]
            members = [member for side in columns["sides"][row] for member in side]
            codes = {data["countries"][country][0] for country, _ in members if country >= 0}
            by["type"][period, EVENT_TYPES[columns["type"][row]]] += events
            for code in codes:
                by["country"][period, code] += events
            for region in {row[3] for row in data["countries"] if row[0] in codes and row[3]}:
                by["region"][period, region] += events
            for party in {data["parties"][party][0] for _, party in members if party >= 0}:
                by["party"][period, party] += events
    return by


def mart(tables: duckdb.DuckDBPyConnection, name: str, key: str, unit: str) -> Counter[Any]:
    rows = tables.execute(f"select period, {key}, event_count from {name} where event_count > 0").fetchall()
    return Counter({
        ((period and (payload.month_number(period) if unit == "month" else period.year)), entry): count
        for period, entry, count in rows
    })  # fmt: skip


def test_events_add_up_to_the_marts(text: str, tables: duckdb.DuckDBPyConnection) -> None:
    data = data_of(text)
    for unit in ("month", "year"):
        found = counts(data, unit)
        assert found["type"] == mart(tables, f"events_by_{unit}", "event_type", unit)
        assert found["country"] == mart(tables, f"countries_by_{unit}", "country_code", unit)
        assert found["party"] == mart(tables, f"parties_by_{unit}", "party_id", unit)
    assert counts(data, "year")["region"] == mart(tables, "regions_by_year", "region", "year")
    assert None in {period for period, _ in counts(data, "month")["type"]}  # an event without a date is counted, too


def test_reports_planned_events_and_coverage_add_up_to_the_marts(text: str, tables: duckdb.DuckDBPyConnection) -> None:
    data = data_of(text)
    events = data["events"]
    kinds = Counter(payload.KINDS[kind] for kind in events["kind"])
    planned, background = tables.execute(
        "select sum(planned_count), sum(background_count) from events_by_year"
    ).fetchall()[0]
    assert (kinds["planned"], kinds["background"], kinds["other"]) == (planned, background, 1)
    assert (
        sum(events["reports"])
        == len(data["reports"]["event"])
        == tables.execute("select count(*) from event_reports").fetchall()[0][0]
    )
    assert sum(data["coverage"]["dispatches"]) == data["about"]["dispatches"] == len(data["dispatches"]["id"])


def test_marks_cover_the_names_that_are_counted(text: str) -> None:
    data = data_of(text)
    marked = {
        sentence[start:end]
        for sentence, marks in zip(data["reports"]["sentence"], data["reports"]["marks"], strict=True)
        for start, end in marks
    }
    assert (
        {"Communist Party of China", "Cuba", "Vietnam"}
        <= marked
        <= {"Communist Party of China", "Cuba", "Vietnam", "Laos", "Nepal", "Japan"}
    )


def test_contacts_without_relations_are_those_of_the_mart(text: str, tables: duckdb.DuckDBPyConnection) -> None:
    data = data_of(text)
    codes = [row[0] for row in data["countries"]]
    events = data["events"]
    told = {(id, codes[place]) for id, places in zip(events["id"], events["bare"], strict=True) for place in places}
    query = "select event_id, partner_country from contacts_without_relations where country_code = 'CHN'"
    assert told == set(tables.execute(query).fetchall())
    assert {code for _, code in told} == {"PAN"}
    assert data["relations"][str(codes.index("PAN"))] == [["2017-06-13", ""]]


def test_claims_are_marked_in_the_words_around_them(text: str, tables: duckdb.DuckDBPyConnection) -> None:
    claims = data_of(text)["claims"]
    surfaces = dict(tables.execute("select claim_id, surface from claims").fetchall())
    cut = 0
    for id, sentence, marks in zip(claims["id"], claims["sentence"], claims["marks"], strict=True):
        assert [sentence[start:end] for start, end in marks] == [surfaces[id]]
        cut += sentence[0] == sentence[-1] == "…"
    assert cut


def test_claims_stand_beside_what_was_observed_by_then(text: str, tables: duckdb.DuckDBPyConnection) -> None:
    claims = data_of(text)["claims"]
    query = "select claim_id, observed_count from claimed_vs_observed"
    told = {id: count for id, count in zip(claims["id"], claims["observed"], strict=True) if count is not None}
    assert told == dict(tables.execute(query).fetchall())
    own = [place for place, is_own in enumerate(claims["own"]) if is_own]
    assert [(claims["date"][place], claims["low"][place], claims["observed"][place] > 3) for place in own] == [
        ("2024-06-01", 400, True)
    ]


@pytest.mark.parametrize("most", [1000, 14, 13, 1])
def test_a_large_store_keeps_its_counts_in_a_bounded_file(
    snapshot: Path, tables: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(facts, "LISTED_EVENTS", 5)
    monkeypatch.setattr(facts, "MOST_SUMS", most)
    monkeypatch.setattr(facts, "LISTED_DISPATCHES", 3)
    data = data_of(report.write(snapshot, Perspective(), tmp_path / "report.html").read_text(encoding="utf-8"))
    grain = data["about"]["grain"]
    assert grain in facts.GRAINS
    assert len(data["events"]["id"]) == 5
    assert len(data["dispatches"]["id"]) <= 3 + len(data["reports"]["event"]) + len(data["claims"]["id"])
    yearly = counts(data, "year")
    assert yearly["type"] == mart(tables, "events_by_year", "event_type", "year")
    if "countries" in grain or "sides" in grain:
        assert yearly["country"] == mart(tables, "countries_by_year", "country_code", "year")
    if "sides" in grain:
        assert yearly["party"] == mart(tables, "parties_by_year", "party_id", "year")
    if "month" in grain:
        assert counts(data, "month")["type"] == mart(tables, "events_by_month", "event_type", "month")
    assert grain == {1000: "sides by month", 14: "sides by year", 13: "countries by year", 1: "types by year"}[most]


def test_characters_bound_what_is_listed(tables: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = facts.read_facts(tables, Perspective())
    monkeypatch.setattr(facts, "LISTED_CHARACTERS", 3000)
    some = facts.read_facts(tables, Perspective())
    assert 0 < len(some.events) < len(everything.events)
    assert some.events == everything.events[: len(some.events)]
    assert {row[0] for row in some.reports} == {row[0] for row in some.events}
    assert sum(row[6] for row in some.sums) == len(everything.events) - len(some.events)


def test_a_long_sentence_is_cut_about_its_first_mark() -> None:
    sentence = "a" * 900 + "Cuba" + "b" * 900
    text, marks = facts._cut(sentence, [[900, 904], [1700, 1704]])
    assert len(text) == facts.LONGEST_SENTENCE + 2
    assert text[0] == text[-1] == "…"
    assert [text[start:end] for start, end in marks] == ["Cuba"]
    assert facts._cut("China and China's party", [[10, 23], [0, 5], [10, 15]])[1] == [[0, 5], [10, 23]]


def test_a_fault_of_the_report_is_a_line_and_not_the_end_of_a_run(
    snapshot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_data: object) -> str:
        raise KeyError("words")

    monkeypatch.setattr(html, "render", broken)
    monkeypatch.delenv("PARTYWIRE_DEBUG", raising=False)
    said: list[str] = []
    before = sorted(path.name for path in snapshot.iterdir())
    report.write_or_warn(snapshot, Perspective(), said.append)
    assert said == ["warning: report.html could not be written (KeyError: 'words'); the tables are complete"]
    assert sorted(path.name for path in snapshot.iterdir()) == before
    assert (snapshot / DATABASE).exists()


def test_every_word_that_the_page_asks_for_is_there_in_both_languages() -> None:
    with (payload.PAGE / "words.csv").open(encoding="utf-8", newline="") as handle:
        rows = {row["key"]: row for row in csv.DictReader(handle)}
    sources = [path.read_text(encoding="utf-8") for path in [*payload.PAGE.glob("*.js"), *payload.PAGE.glob("*.html")]]
    asked = {key for source in sources for key in re.findall(r'(?:word\(|data-word=)"([a-z_]+)"', source)}
    assert asked | set(EVENT_TYPES) | {f"kind_{kind}" for kind in (*payload.KINDS, "all")} <= rows.keys()
    assert {f"coarse_{grain}" for grain in list(facts.GRAINS)[1:]} <= rows.keys()
    for key, row in rows.items():
        assert row["en"], key
        assert row["zh"], key
        assert set(re.findall(r"\{\d\}", row["en"])) == set(re.findall(r"\{\d\}", row["zh"])), key


def test_outlines_and_regions_know_the_countries_there_are(tables: duckdb.DuckDBPyConnection) -> None:
    with (payload.PAGE / "world_map.csv").open(encoding="utf-8", newline="") as handle:
        drawn = [row["code"] for row in csv.DictReader(handle) if row["code"]]
    with (payload.PAGE / "regions.csv").open(encoding="utf-8", newline="") as handle:
        parts = {part for row in csv.DictReader(handle) for part in row["parts"].split(";")}
    countries = dict(tables.execute("select code, m49_subregion from countries").fetchall())
    assert len(drawn) == len(set(drawn))
    assert set(drawn) <= countries.keys()
    assert len(countries.keys() - set(drawn)) < 10  # without people, or Antarctica
    assert {region for region in countries.values() if region} <= parts
