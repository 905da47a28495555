"""The files of reference/: described, read, keys unique, codes known, dates sane."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tasks import contracts, reference
from tasks.gazetteer import fold

PARTY_ID = re.compile(r"[A-Z]{3}-[A-Z0-9]+")
FILES = sorted(path.stem for path in (reference.PROJECT_ROOT / "reference").glob("*.csv"))
# Of files whose whole rows are not the key.
KEYS: dict[str, tuple[str, ...]] = {
    **{name: table.key for name, table in contracts.REFERENCE_TABLES.items()},
    "country_aliases": ("code", "alias"),
    "agencies": ("agency_id",),
    "claim_units": ("language", "noun"),
    "column_names": ("key",),
    "country_blockers": ("name",),
    "country_characters": ("character", "code"),
    "country_compounds": ("compound",),
    "event_gatherings_en": ("rule",),
    "event_phrases_en": ("rule",),
    "event_phrases_zh": ("rule",),
    "month_names": ("name",),
    "organizations": ("name", "country_code"),
    "places": ("name", "country_code", "valid_from"),
    "regions": ("name",),
}
CHECKED = re.compile(r"unverified|partyfacts:\d+|wikidata:Q\d+|url:https?://\S+")


def codes() -> set[str]:
    return {row["code"] for row in reference.rows("countries")}


def party_ids() -> set[str]:
    return {row["party_id"] for row in reference.rows("parties")}


@pytest.mark.parametrize("name", contracts.REFERENCE_TABLES)
def test_columns_are_those_of_the_contract(name: str) -> None:
    assert tuple(reference.rows(name)[0]) == contracts.REFERENCE_TABLES[name].columns


@pytest.mark.parametrize("name", FILES)
def test_keys_are_unique(name: str) -> None:
    rows = reference.rows(name)
    key = KEYS.get(name, tuple(rows[0]))
    assert [found for found, count in Counter(tuple(row[k] for k in key) for row in rows).items() if count > 1] == []


def test_every_file_is_described_and_read() -> None:
    described = re.findall(r"^\| (\w+)\.csv ", (reference.PROJECT_ROOT / "reference" / "README.md").read_text(), re.M)
    assert sorted(described) == FILES
    code = "".join(path.read_text(encoding="utf-8") for path in (reference.PROJECT_ROOT / "tasks").rglob("*.py"))
    assert [name for name in FILES if f'rows("{name}")' not in code and name not in contracts.REFERENCE_TABLES] == []


def test_party_ids_are_well_formed_and_of_their_country() -> None:
    for row in reference.rows("parties"):
        assert PARTY_ID.fullmatch(row["party_id"]), row
        assert row["party_id"][:3] == row["country_code"], row
    assert {row["country_code"] for row in reference.rows("parties")} <= codes()


def test_party_dates_and_checks_are_sane() -> None:
    for row in reference.rows("parties"):
        first, last = int(row["founded"] or 0), int(row["dissolved"] or 9999)
        assert first <= last, row
        assert not row["founded"] or 1800 < first < 2100, row
        assert CHECKED.fullmatch(row["checked"]), row
        assert row["name_en"], row
        if row["checked"].startswith("partyfacts:"):
            assert row["checked"] == f"partyfacts:{row['partyfacts_id']}", row


def test_ids_of_other_tables_stand_for_one_party() -> None:
    for column in ("partyfacts_id", "wikidata_id"):
        counts = Counter(row[column] for row in reference.rows("parties") if row[column])
        assert [value for value, count in counts.items() if count > 1] == []


def test_predecessors_aliases_periods_and_leaders_refer_to_listed_parties() -> None:
    known = party_ids()
    assert {row["predecessor_id"] for row in reference.rows("parties")} - {""} <= known
    for name in ("party_aliases", "party_status"):
        assert {row["party_id"] for row in reference.rows(name)} <= known
    assert {row["party_id"] for row in reference.rows("persons")} - {""} <= known


def test_names_of_one_party_differ() -> None:
    names = {
        (row["party_id"], fold(row[column])) for row in reference.rows("parties") for column in ("name_en", "name_zh")
    }
    repeated = [row for row in reference.rows("party_aliases") if (row["party_id"], fold(row["alias"])) in names]
    assert repeated == []


def test_group_aliases_and_kinds() -> None:
    groups = {row["group_id"] for row in reference.rows("party_groups")}
    assert {row["group_id"] for row in reference.rows("party_group_aliases")} <= groups
    kinds = {row["group_kind"] for row in reference.rows("party_groups")}
    assert kinds <= {"international", "parliamentary_group", "forum", "alliance"}


def test_organizations_and_persons_have_known_countries() -> None:
    for row in reference.rows("organizations"):
        assert (row["country_code"] in codes()) == (row["kind"] == "state"), row
        assert row["kind"] in ("international", "state", "of_country"), row
    assert {row["country_code"] for row in reference.rows("persons")} <= codes()


def test_terms_of_office_are_months_in_order() -> None:
    for row in reference.rows("persons"):
        assert re.fullmatch(r"\d{4}-\d{2}", row["valid_from"]), row
        assert not row["valid_to"] or row["valid_from"] <= row["valid_to"], row
    for row in reference.rows("party_status"):
        assert not row["valid_to"] or row["valid_from"] <= row["valid_to"], row
        assert row["in_government"] in ("ruling", "coalition", "opposition"), row
