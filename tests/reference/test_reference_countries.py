"""Countries, their names and places: codes known, dates sane, names that several tables list declared."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from itertools import combinations

import pytest

from tasks import reference
from tasks.extract import country_context
from tasks.gazetteer import fold

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
COUNTRIES = {row["code"]: row for row in reference.rows("countries")}
FORMS = {"name", "adjective", "abbreviation", "compound", "joint"}
KINDS_OF_PLACE = {"city", "landmark", "metonym", "province", "province_abbreviation"}


@pytest.mark.parametrize("table", ["countries", "country_aliases", "places"])
def test_periods_are_days_in_order(table: str) -> None:
    for row in reference.rows(table):
        days = [row[column] for column in ("valid_from", "valid_to") if row[column]]
        assert all(DAY.fullmatch(day) and date.fromisoformat(day) for day in days), row
        assert days == sorted(days), row


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("country_aliases", "code"),
        ("country_characters", "code"),
        ("country_successions", "code"),
        ("country_successions", "successor_code"),
        ("places", "country_code"),
    ],
)
def test_codes_are_known(table: str, column: str) -> None:
    assert {row[column] for row in reference.rows(table)} <= COUNTRIES.keys()


def test_compounds_and_cues_mean_known_countries_or_regions() -> None:
    regions = {row["region"] for row in reference.rows("regions")}
    entities = {
        entity
        for row in reference.rows("country_compounds")
        for entity in re.split(r"\||(?<=[A-Z]{3}) |(?<=^-) ", row["entities"])
    }
    assert entities - {"-"} <= COUNTRIES.keys() | regions
    assert {row["reading"] for row in reference.rows("country_cues")} <= COUNTRIES.keys() | {"-"}


def test_forms_and_kinds_are_of_the_closed_lists() -> None:
    assert {row["form"] for row in reference.rows("country_aliases")} <= FORMS
    assert {row["kind"] for row in reference.rows("places")} <= KINDS_OF_PLACE


def test_numbers_are_of_living_or_former_states_and_checked_as_said() -> None:
    for row in COUNTRIES.values():
        assert bool(row["gw_number"]) == ("gw" in row["checked"]), row
        assert all(not number or 2 <= int(number) <= 990 for number in (row["cow_number"], row["gw_number"])), row


def test_every_former_state_has_a_successor_and_none_follows_itself() -> None:
    followed = defaultdict(list)
    for row in reference.rows("country_successions"):
        assert row["code"] != row["successor_code"], row
        assert DAY.fullmatch(row["valid_from"]), row
        followed[row["code"]].append(row)
    assert {code for code, row in COUNTRIES.items() if row["valid_to"]} <= followed.keys()


def test_a_state_begins_by_the_day_on_which_it_follows_another() -> None:
    for row in reference.rows("country_successions"):
        assert COUNTRIES[row["successor_code"]]["valid_from"] <= row["valid_from"], row


def _period(row: dict[str, str]) -> tuple[str, str]:
    """The days on which a name can mean its state."""
    state = COUNTRIES[row["code"]]
    return (
        max(row["valid_from"], state["valid_from"]),
        min(row["valid_to"] or "9999", state["valid_to"] or "9999"),
    )


def test_names_of_several_states_are_told_apart() -> None:
    """By their days, by cues, or as one name for all."""
    by_name = defaultdict(list)
    for row in reference.rows("country_aliases"):
        by_name[fold(row["alias"])].append(row)
    explained = country_context.names_with_cues()
    unexplained = []
    for name, rows in by_name.items():
        for first, second in combinations(rows, 2):
            (start, end), (other_start, other_end) = _period(first), _period(second)
            apart = end < other_start or other_end < start or first["code"] == second["code"]
            joint = first["form"] == second["form"] == "joint"
            if not (apart or joint or any(name.startswith(cue) for cue in explained)):
                unexplained.append((name, first["code"], second["code"]))
    assert unexplained == []


def test_no_name_is_both_a_country_and_a_region_or_hidden() -> None:
    names = {row["alias"] for row in reference.rows("country_aliases")}
    places = {row["name"] for row in reference.rows("places") if row["kind"] != "province_abbreviation"}
    hidden = {row["name"] for row in reference.rows("country_blockers")}
    regions = {row["name"] for row in reference.rows("regions")}
    assert sorted(names & hidden | places & hidden | regions & hidden) == []
    assert sorted((names | places) & regions) == []


def test_homonyms_are_names_of_countries_or_places() -> None:
    known = {row["alias"] for row in reference.rows("country_aliases")}
    known |= {row["name"] for row in reference.rows("places")}
    assert {row["name"] for row in reference.rows("country_homonyms")} <= known
