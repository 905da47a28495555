"""What the report shows of a snapshot, bounded whatever the size of the store.

The newest events are listed one by one, with their sentences, until LISTED_EVENTS or LISTED_CHARACTERS are reached.
All earlier ones stay in every count, as sums over equal events, at the finest of GRAINS that fits MOST_SUMS.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from tasks.records import Perspective
from tasks.store.models import models_of

STAGING = ("stg_events", "stg_parties")  # read by the files of sql/report/
LISTED_EVENTS = 5_000
LISTED_CHARACTERS = 900_000  # of sentences, titles and addresses; Chinese ones take three bytes each
LISTED_DISPATCHES = 3_000
NEWEST_DISPATCH = "dispatch_date desc nulls last, dispatch_id"
REPORTS_PER_EVENT = 5
LONGEST_SENTENCE = 480
LISTED_CLAIMS = 400
MOST_SUMS = 8_000
# What sums keep apart, finest first: month, year, type and kind always; then sides, or countries alone, or nothing.
GRAINS = {
    "sides by month": ("month", "sides", "bare"),
    "sides by year": ("null", "sides", "bare"),
    "countries by year": ("null", "regexp_replace(sides, '/[^,]*', '/', 'g')", "bare"),
    "types by year": ("null", "''", "''"),
}

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows in the order of the files of sql/report/.

    events      listed one by one, newest first
    reports     event_id, dispatch_id, sentence, marks; at most REPORTS_PER_EVENT of an event
    sums        month, year, event_type, kind, sides, bare, events, reports: the events that are not listed
    grain       what the sums keep apart, a key of GRAINS; "" where all events are listed
    dispatches  those of the listed reports and claims, and the newest others
    coverage    month, outlet, dispatches
    countries   by code: code, names in English and Chinese, region
    parties     by id: id, names in English and Chinese, abbreviation, country
    relations   of the perspective's country: partner, first day, last day; both None where there never were any
    """

    events: list[Row]
    reports: list[Row]
    sums: list[Row]
    grain: str
    dispatches: list[Row]
    dispatch_count: int
    claims: list[Row]
    claim_count: int
    coverage: list[Row]
    outlet_count: int
    countries: dict[str, Row]
    parties: dict[str, Row]
    relations: list[Row]


def read_facts(connection: duckdb.DuckDBPyConnection, perspective: Perspective) -> Facts:
    staging = models_of("staging")
    for name in STAGING:
        connection.execute(f"create or replace temp view {name} as {staging[name]}")
    connection.execute("create or replace temp table perspective as select ? as country_code, ? as party_id",
                       [perspective.country, perspective.party_id])  # fmt: skip
    connection.execute(f"create or replace temp table report_events as {_file('report_events')}")
    events, reports = _listed(connection)
    grain, sums = _sums(connection, len(events))
    claims = connection.execute(_file("report_claims")).fetchall()
    wanted = {row[1] for row in reports} | {row[-1] for row in claims[:LISTED_CLAIMS]}
    return Facts(
        events=events,
        reports=reports,
        sums=sums,
        grain=grain,
        dispatches=_dispatches(connection, wanted),
        dispatch_count=_one(connection, "select count(*) from dispatches"),
        claims=[(*row[:10], *_cut(row[10], [row[11]]), row[12]) for row in claims[:LISTED_CLAIMS]],
        claim_count=len(claims),
        coverage=connection.execute(_file("report_coverage")).fetchall(),
        outlet_count=_one(
            connection, "select count(distinct source_id) from coverage_by_month where dispatch_count > 0"
        ),
        countries=_named(connection, "select code, name_en, name_zh, m49_subregion from countries"),
        parties=_named(
            connection,
            "select party_id, party_name, name_zh, abbreviation, stg.country_code"
            " from stg_parties as stg left join parties using (party_id)",
        ),
        relations=connection.execute(
            """select partner_country, valid_from, valid_to
            from diplomatic_relations semi join perspective using (country_code) order by all nulls first"""
        ).fetchall(),
    )


def _file(name: str) -> str:
    return models_of("report")[name]


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    return connection.execute(query).fetchall()[0][0]


def _named(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, Row]:
    return {row[0]: row for row in connection.execute(query).fetchall()}


def _listed(connection: duckdb.DuckDBPyConnection) -> tuple[list[Row], list[Row]]:
    """The newest events and their reports, as many as fit."""
    events = connection.execute(
        f"select * exclude newest from report_events where newest <= {LISTED_EVENTS} order by newest"
    ).fetchall()
    connection.execute(
        f"create or replace temp table listed as select event_id from report_events where newest <= {LISTED_EVENTS}"
    )
    reports: dict[str, list[Row]] = {}
    for event_id, dispatch_id, sentence, marks, number in connection.execute(_file("report_reports")).fetchall():
        if number <= REPORTS_PER_EVENT:
            reports.setdefault(event_id, []).append((event_id, dispatch_id, *_cut(sentence, marks)))
    characters = 0
    for count, event in enumerate(events):
        characters += sum(len(report[2]) + 250 for report in reports.get(event[0], ()))  # title, address, ids
        if characters > LISTED_CHARACTERS:
            events = events[:count]
            break
    return events, [report for event in events for report in reports.get(event[0], ())]


def _cut(sentence: str, spans: Sequence[Sequence[int]]) -> tuple[str, list[list[int]]]:
    """The sentence around its first mark, and the marks within. What is left out shows as an ellipsis."""
    marks = _joined(spans)
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence, marks
    first = marks[0][0] if marks else 0
    start = max(0, min(first - LONGEST_SENTENCE // 4, len(sentence) - LONGEST_SENTENCE))
    end = start + LONGEST_SENTENCE
    before, after = "…" if start else "", "…" if end < len(sentence) else ""
    shift = len(before) - start
    kept = [[mark[0] + shift, mark[1] + shift] for mark in marks if mark[0] >= start and mark[1] <= end]
    return before + sentence[start:end] + after, kept


def _joined(spans: Sequence[Sequence[int]]) -> list[list[int]]:
    """Spans in order; those that overlap, as a country's name within a party's, become one."""
    marks: list[list[int]] = []
    for start, end in sorted(map(tuple, spans)):
        if marks and start < marks[-1][1]:
            marks[-1][1] = max(marks[-1][1], end)
        else:
            marks.append([start, end])
    return marks


def _sums(connection: duckdb.DuckDBPyConnection, listed: int) -> tuple[str, list[Row]]:
    """Events that are not listed, summed at the finest grain that fits; the coarsest always does."""
    for grain, (month, sides, bare) in GRAINS.items():
        result = connection.execute(
            f"""select
                {month} as month, year, event_type, kind, {sides} as sides, {bare} as bare,
                count(*), sum(report_count)::bigint
            from report_events where newest > {listed} group by 1, 2, 3, 4, 5, 6 order by all"""
        )
        sums = result.fetchmany(MOST_SUMS + 1)
        if len(sums) <= MOST_SUMS:
            return grain if sums else "", sums
    return grain, sums + result.fetchall()


def _dispatches(connection: duckdb.DuckDBPyConnection, wanted: Iterable[str]) -> list[Row]:
    """The newest, and those wanted, in order."""
    connection.execute("create or replace temp table wanted (dispatch_id varchar)")
    if ids := sorted(wanted):
        connection.execute("insert into wanted select unnest(?)", [ids])
    newest = f"select dispatch_id from dispatches order by {NEWEST_DISPATCH} limit {LISTED_DISPATCHES}"
    return connection.execute(
        f"""with chosen as (select dispatch_id from wanted union ({newest}))
        select * from ({_file("report_dispatches")}) semi join chosen using (dispatch_id) order by {NEWEST_DISPATCH}"""
    ).fetchall()
