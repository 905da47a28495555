"""Which reports tell one event, and what is resolved from them."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tasks.store.coreference import Report, Side, group
from tasks.store.events import disagreements, resolve


def report(
    name: str,
    start: str | None = "2024-05-12",
    end: str | None = None,
    *,
    precision: str = "day",
    event_type: str = "meeting",
    sub_type: str | None = None,
    countries: tuple[str, ...] = ("CHN", "VNM"),
    parties: tuple[str, ...] = (),
    persons: tuple[str, ...] = (),
    hub_persons: tuple[str, ...] = (),
    dispatch: str | None = None,
    cluster: str | None = None,
    language: str = "en",
    sentence: str | None = None,
    form: str | None = None,
) -> Report:
    """A report whose order is that of its name; parties and persons belong to the last country."""
    empty: frozenset[str] = frozenset()
    sides = tuple(
        Side(country, "host", frozenset(parties), empty, frozenset(persons))
        if country == countries[-1]
        else Side(country, "visitor", empty, empty, frozenset(hub_persons))
        for country in countries
    )
    dispatch_id = dispatch or f"d{name}"
    return Report(
        ord(name), name, dispatch_id, cluster or dispatch_id, event_type, sub_type, form, language,
        sentence or f"sentence {name}", date.fromisoformat(start) if start else None,
        date.fromisoformat(end or start) if start else None, precision if start else None, sides,
    )  # fmt: skip


def groups(*reports: Report) -> str:
    return " ".join("".join(r.report_id for r in event) for event in group(reports))


CASES = {
    "same day, same sides": ("ab", report("a"), report("b")),
    "languages do not matter": ("ab", report("a", persons=("To Lam",)), report("b", language="zh", persons=("苏林",))),
    "order of sides does not matter": ("ab", report("a"), report("b", countries=("VNM", "CHN"))),
    "a visit and its return visit": (
        "a b",
        report("a", event_type="visit"),
        report("b", event_type="visit", countries=("VNM", "CHN")),
    ),
    "one guest, two hosts": (
        "ab",
        report("a", event_type="visit", countries=("VNM", "CHN"), persons=("Li",)),
        report("b", event_type="visit", countries=("VNM", "CHN"), persons=("Wang",)),
    ),
    "two guests, one host": (
        "a b",
        report("a", event_type="visit", countries=("VNM", "CHN"), hub_persons=("To Lam",)),
        report("b", event_type="visit", countries=("VNM", "CHN"), hub_persons=("Le Thi B",)),
    ),
    "next day is another event": ("a b", report("a"), report("b", "2024-05-13")),
    "a visit told on arrival and on departure, by the leader's name": (
        "ab",
        report("a", event_type="visit", countries=("VNM", "CHN"), hub_persons=("To Lam",)),
        report("b", "2024-05-18", event_type="visit", countries=("VNM", "CHN"), hub_persons=("To Lam",)),
    ),
    "two delegations within a week": (
        "a b",
        report("a", event_type="visit", countries=("VNM", "CHN"), hub_persons=("To Lam",)),
        report("b", "2024-05-14", event_type="visit", countries=("VNM", "CHN"), hub_persons=("Le Thi B",)),
    ),
    "visits days apart by nobody named": (
        "a b",
        report("a", event_type="visit", countries=("VNM", "CHN")),
        report("b", "2024-05-18", event_type="visit", countries=("VNM", "CHN")),
    ),
    "a seminar opened and ended": (
        "ab",
        report("a", event_type="dialogue"),
        report("b", "2024-05-13", event_type="dialogue"),
    ),
    "talks by video are a call": ("ab", report("a", form="video"), report("b", event_type="call", form="video")),
    "one Chinese official, named in two languages": (
        "ac b",
        report("a", hub_persons=("Ouyang Lin",), countries=("CHN", "NPL")),
        report("b", hub_persons=("Wang Shuyi",), countries=("CHN", "NPL")),
        report("c", hub_persons=("欧阳林",), countries=("CHN", "NPL"), language="zh"),
    ),
    "another type": ("a b", report("a"), report("b", event_type="call")),
    "another country": ("a b", report("a"), report("b", countries=("CHN", "LAO"))),
    "a third country more": ("a b", report("a"), report("b", countries=("CHN", "LAO", "VNM"))),
    "two parties of one country": ("a b", report("a", parties=("X",)), report("b", parties=("Y",))),
    "a party named by one only": ("ab", report("a", parties=("X",)), report("b")),
    "other persons": ("a b", report("a", persons=("Tran Van A",)), report("b", persons=("Le Thi B",))),
    "short name of one person": ("ab", report("a", persons=("To Lam",)), report("b", persons=("Lam",))),
    "two reports of one dispatch stay two": ("a b", report("a", dispatch="d"), report("b", dispatch="d")),
    "visit told day by day": (
        "abc",
        report("a", "2024-05-12", "2024-05-15", precision="interval", event_type="visit"),
        report("b", "2024-05-12", event_type="visit"),
        report("c", "2024-05-12", "2024-05-15", precision="interval", event_type="visit"),
    ),
    "a chain does not join its ends": (
        "ab c",
        report("a", "2024-05-01", "2024-05-03", precision="interval"),
        report("b", "2024-05-03", "2024-05-05", precision="interval"),
        report("c", "2024-05-05", "2024-05-07", precision="interval"),
    ),
    "a month joins the single event in it": (
        "ab",
        report("a"),
        report("b", "2024-05-01", "2024-05-31", precision="month"),
    ),
    "a month with two events stays alone": (
        "a b c",
        report("a"),
        report("b", "2024-05-20"),
        report("c", "2024-05-01", "2024-05-31", precision="month"),
    ),
    "the same year told twice": (
        "ab",
        report("a", "2001-01-01", "2001-12-31", precision="year"),
        report("b", "2001-01-01", "2001-12-31", precision="year"),
    ),
    "two vague dates that only overlap": (
        "a b",
        report("a", "2024-01-01", "2024-12-31", precision="year"),
        report("b", "2024-05-01", "2024-05-31", precision="month"),
    ),
    "undated reports stay alone": ("a b", report("a", None), report("b", None)),
    "a copy of the sentence is the same event": (
        "ab",
        report("a", None, cluster="d", sentence="They met."),
        report("b", None, cluster="d", sentence="They met."),
    ),
    "no partner named": ("a b", report("a", countries=()), report("b", countries=())),
    "statements of one country": (
        "a b",
        report("a", event_type="statement", countries=("JPN",)),
        report("b", event_type="statement", countries=("JPN",)),
    ),
    "one party's congress": (
        "ab",
        report("a", event_type="party_life", sub_type="congress", countries=("VNM",), parties=("VNM-CPV",)),
        report("b", event_type="party_life", sub_type="congress", countries=("VNM",), parties=("VNM-CPV",)),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_reports_are_grouped(case):
    expected, *reports = CASES[case]
    assert groups(*reports) == expected


def test_the_order_of_reports_does_not_matter():
    reports = [r for _, *found in CASES.values() for r in found]
    numbered = [
        Report(n, f"r{n}", f"{n}-{r.dispatch_id}", f"{n}-{r.cluster_id}", *(getattr(r, s) for s in r.__slots__[4:]))
        for n, r in enumerate(reports)
    ]
    expected = [[r.report_id for r in event] for event in group(numbered)]
    for seed in range(5):
        shuffled = random.Random(seed).sample(numbered, len(numbered))
        assert [[r.report_id for r in event] for event in group(shuffled)] == expected


def told(number: int = 1, **values) -> dict:
    row = {
        "report_id": f"r{number}", "dispatch_id": f"d{number}", "cluster_id": f"d{number}", "source": f"Agency {number}",
        "dispatch_date": date(2024, 5, 12 + number), "language": "en", "event_type": "visit", "sub_type": None,
        "format": None, "plover_type": "CONSULT", "plover_mode": "visit", "cameo_code": "042", "direction": "outgoing",
        "place": None, "place_country": None, "status": "past", "level": "core", "date_start": date(2024, 5, 12),
        "date_end": date(2024, 5, 12), "date_label": "2024-05-12", "date_precision": "day", "date_basis": "explicit",
    }  # fmt: skip
    return row | values


COLUMNS = [
    "event_type",
    "sub_type",
    "format",
    "plover_type",
    "plover_mode",
    "cameo_code",
    "status",
    "level",
    "direction",
    "date_start",
    "date_end",
    "date_label",
    "date_precision",
    "date_basis",
    "place",
    "place_country",
    "report_count",
    "source_count",
    "language_count",
    "first_reported_at",
    "rule_id",
]


def resolved(*rows: dict) -> dict:
    return dict(zip(COLUMNS, resolve(rows), strict=True))


def test_most_frequent_value_then_first():
    event = resolved(told(1, place="Hanoi"), told(2, place="Hue"), told(3, place="Hue"), told(4))
    assert (event["place"], event["rule_id"], event["report_count"]) == ("Hue", "majority", 4)
    assert list(disagreements([told(1, place="Hanoi"), told(2, place="Hue"), told(3)])) == [
        ("place", "Hanoi", 1),
        ("place", "Hue", 1),
    ]


def test_most_precise_date_of_equally_frequent_ones():
    month = {
        "date_label": "2024-05",
        "date_precision": "month",
        "date_start": date(2024, 5, 1),
        "date_end": date(2024, 5, 31),
    }
    event = resolved(told(1, **month), told(2))
    assert (event["date_label"], event["date_start"]) == ("2024-05-12", date(2024, 5, 12))
    assert resolved(told(1, **month), told(2, **month), told(3))["date_label"] == "2024-05"


def test_what_was_announced_and_then_held_is_held():
    event = resolved(told(1, status="planned", level="background"), told(2, status="ongoing"), told(3))
    assert (event["status"], event["level"]) == ("past", "core")


def test_copies_count_as_reports_not_as_sources():
    wire = told(1, source="Wire", language="en")
    copy = told(2, source="Site", cluster_id="d1")
    other = told(3, source="Paper", language="zh")
    event = resolved(wire, copy, other)
    assert (event["report_count"], event["source_count"], event["language_count"]) == (3, 2, 2)
    assert event["first_reported_at"] == date(2024, 5, 13)


def test_one_report_is_what_it_says():
    assert resolved(told())["rule_id"] == "single"
    assert resolved(told(1), told(2))["rule_id"] == "agreed"
