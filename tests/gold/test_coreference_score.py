"""How reports of one event are joined, with floors; the sets are without slips, and the scorer tells right from wrong.

A floor may be raised, never lowered.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tasks import closed_lists
from tasks.reference import rows
from tests.gold.coreference_score import Report, Score, annotated, answers, dispatches, score
from tests.gold.halves import HALVES

FLOORS = {"reports found": 0.94, "pairs P": 0.93, "pairs R": 0.88, "all pairs R": 0.82, "B-cubed F1": 0.95}
GOLD = {half: annotated(dispatches(half)) for half in HALVES}


def figures(gold: list[Report], got: list[Report]) -> dict[str, float]:
    return Score(gold, answers(gold, got)).figures()


def test_annotations_keep_to_the_closed_lists() -> None:
    countries, parties = {row["code"] for row in rows("countries")}, {row["party_id"] for row in rows("parties")}
    for dispatch in (dispatch for half in HALVES for dispatch in dispatches(half)):
        for event in dispatch["events"]:
            assert {event["type"], *event.get("alt_types", ())} <= set(closed_lists.EVENT_TYPES), dispatch["id"]
            assert {side["country"] for side in event["sides"]} <= countries, dispatch["id"]
            assert {party for side in event["sides"] for party in side["parties"]} <= parties, dispatch["id"]
            assert event["cluster"].startswith(dispatch["group"]), dispatch["id"]
            if event["date"]:
                assert date.fromisoformat(event["date"]["start"]) <= date.fromisoformat(event["date"]["end"])
                assert event["date"]["precision"] in closed_lists.DATE_PRECISIONS, dispatch["id"]


def test_dispatches_are_told_apart_by_id_and_url() -> None:
    everything = [dispatch for half in HALVES for dispatch in dispatches(half)]
    for key in ("id", "url"):
        assert len({dispatch[key] for dispatch in everything}) == len(everything)


def test_reports_of_one_event_have_a_common_type_and_the_same_countries() -> None:
    for reports in GOLD.values():
        for cluster in {report.event for report in reports}:
            members = [report for report in reports if report.event == cluster]
            assert set.intersection(*(set(report.types) for report in members)), cluster
            assert len({report.countries for report in members}) == 1, cluster


@pytest.mark.parametrize("half", HALVES)
def test_the_annotation_itself_scores_full(half: str) -> None:
    assert set(figures(GOLD[half], GOLD[half]).values()) == {1.0}


def test_all_in_one_event_costs_precision_and_each_alone_costs_recall() -> None:
    gold = GOLD["dev"]
    joined = figures(gold, [replace(report, event="one") for report in gold])
    alone = figures(gold, [replace(report, event=str(number)) for number, report in enumerate(gold)])
    assert joined["pairs R"] == joined["B-cubed R"] == 1.0 > joined["B-cubed P"] > joined["pairs P"]
    assert alone["pairs R"] == 0.0
    assert alone["B-cubed P"] == 1.0 > alone["B-cubed R"]


def test_reports_that_were_not_found_cost_only_the_share_of_all_pairs() -> None:
    gold = GOLD["dev"]
    first = next(report for report in gold if sum(other.event == report.event for other in gold) > 1)
    found = figures(gold, [report for report in gold if report != first])
    assert found["pairs R"] == found["B-cubed F1"] == 1.0 > found["all pairs R"]
    assert found["reports found"] == pytest.approx(1 - 1 / len(gold))


def test_the_report_with_the_parties_and_the_day_answers() -> None:
    def report(name: str, day: str, *parties: str) -> Report:
        return Report(name, "u", ("meeting",), frozenset({"CHN", "ZAF"}), frozenset(parties), day, name)

    gold = [report("a", "2016-11-03", "ZAF-ANC"), report("b", "2016-11-03", "ZAF-SACP"), report("c", "2016-11-04")]
    got = [report("x", "2016-11-04"), report("y", "2016-11-03", "ZAF-SACP"), report("z", "2016-11-03", "ZAF-ANC")]
    assert {one.name: other.name for one, other in answers(gold, got).items()} == {"a": "z", "b": "y", "c": "x"}


def test_floors() -> None:
    found = score("dev").figures()
    assert {name: found[name] for name, floor in FLOORS.items() if found[name] < floor} == {}
