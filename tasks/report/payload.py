"""The facts of the report as the JSON that its script reads: columns, with names replaced by their place in a list."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tasks.closed_lists import EVENT_TYPES
from tasks.records import Perspective
from tasks.report.facts import Facts

PAGE = Path(__file__).parent / "page"
KINDS = ("contact", "planned", "background", "other")


class Index:
    """Values in order of their first use, each with its place."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def __call__(self, value: str | None) -> int:
        """-1 for nothing."""
        return self.places.setdefault(value, len(self.places)) if value else -1


def build(facts: Facts, perspective: Perspective, about: dict[str, Any]) -> dict[str, Any]:
    """The page's data. about: what is told of the snapshot itself (run, versions), taken over as it is."""
    countries, parties, outlets, dispatches, events = Index(), Index(), Index(), Index(), Index()
    own = [countries(perspective.country), parties(perspective.party_id)]
    listed = {
        **_columns(
            facts.events,
            id=lambda row: _placed(events, row[0]),
            type=lambda row: EVENT_TYPES.index(row[1]),
            kind=lambda row: KINDS.index(row[2]),
            month=lambda row: month_number(row[3]),
            year=lambda row: row[4] and row[4].year,
            sides=lambda row: _sides(row[5], countries, parties),
            bare=lambda row: _codes(row[6], countries),
            date=lambda row: row[8] or "",
            place=lambda row: row[9] or "",
            reports=lambda row: row[11],
        ),
    }
    sums = _columns(
        facts.sums,
        month=lambda row: month_number(row[0]),
        year=lambda row: row[1] and row[1].year,
        type=lambda row: EVENT_TYPES.index(row[2]),
        kind=lambda row: KINDS.index(row[3]),
        sides=lambda row: _sides(row[4], countries, parties),
        bare=lambda row: _codes(row[5], countries),
        events=lambda row: row[6],
        reports=lambda row: row[7],
    )
    told = _columns(
        facts.dispatches,
        id=lambda row: _placed(dispatches, row[0]),
        title=lambda row: row[1] or "",
        outlet=lambda row: outlets(row[2]),
        date=lambda row: _day(row[3]),
        url=lambda row: row[4] or "",
    )
    reports = _columns(
        facts.reports,
        event=lambda row: events(row[0]),
        dispatch=lambda row: dispatches(row[1]),
        sentence=lambda row: row[2],
        marks=lambda row: row[3],
    )
    claims = _columns(
        facts.claims,
        id=lambda row: row[0],
        date=lambda row: _day(row[1]),
        claimant=lambda row: row[2] or "",
        subject=lambda row: row[3] or "",
        own=lambda row: int(row[4]),
        comparator=lambda row: row[5],
        low=lambda row: row[6],
        high=lambda row: row[7],
        unit=lambda row: row[8],
        observed=lambda row: row[9],
        sentence=lambda row: row[10],
        marks=lambda row: row[11],
        dispatch=lambda row: dispatches(row[12]),
    )
    coverage = _columns(
        facts.coverage,
        month=lambda row: month_number(row[0]),
        outlet=lambda row: outlets(row[1]),
        dispatches=lambda row: row[2],
    )
    named = [facts.parties.get(party, (party, party, None, None, party[:3])) for party in parties.places]
    party_rows = [[row[0], row[1], row[2] or "", row[3] or "", countries(row[4])] for row in named]
    relations: dict[int, list[list[str]]] = {}
    for partner, first, last in facts.relations:
        relations.setdefault(countries(partner), []).append([_day(first), _day(last)])
    return {
        "about": {
            **about, "own": own, "grain": facts.grain, "dispatches": facts.dispatch_count, "claims": facts.claim_count,
            "outlets": facts.outlet_count,
        },
        "types": list(EVENT_TYPES),
        "kinds": list(KINDS),
        "countries": [
            list(facts.countries.get(code, (code, code, "", ""))) for code in countries.places
        ],
        "parties": party_rows,
        "outlets": list(outlets.places),
        "events": listed,
        "sums": sums,
        "reports": reports,
        "dispatches": told,
        "claims": claims,
        "coverage": coverage,
        "relations": relations,
        "regions": _page_rows("regions.csv"),
        "words": {row["key"]: [row["en"], row["zh"]] for row in _page_rows("words.csv")},
        "map": [list(row.values()) for row in _page_rows("world_map.csv")],
    }  # fmt: skip


def month_number(day: date | None) -> int | None:
    """Months since the year 0, as the script counts them."""
    return day.year * 12 + day.month - 1 if day else None


def _columns(rows: list[tuple[Any, ...]], **columns: Callable[[tuple[Any, ...]], Any]) -> dict[str, list[Any]]:
    return {name: [value(row) for row in rows] for name, value in columns.items()}


def _placed(index: Index, value: str) -> str:
    index(value)
    return value


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _sides(text: str, countries: Index, parties: Index) -> list[list[list[int]]]:
    """`0:CHN/CHN-CPC,1:CUB/,1:CUB/CUB-PCC` as lists of sides, of members, of places in countries and parties."""
    sides: dict[int, list[list[int]]] = {}
    members = sorted(
        (int(side), member) for side, _, member in (part.partition(":") for part in text.split(",") if part)
    )
    for side, member in members:
        country, _, party = member.partition("/")
        sides.setdefault(side, []).append([countries(country), parties(party)])
    return list(sides.values())


def _codes(text: str, countries: Index) -> list[int]:
    return [countries(code) for code in text.split(",") if code]


def _page_rows(name: str) -> list[dict[str, str]]:
    with (PAGE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
