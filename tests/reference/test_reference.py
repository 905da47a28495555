"""The files of reference/: described, read, keys unique, codes known, dates sane."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict

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
    "event_words_en": ("rule",),
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
    key = KEYS.get(name, tuple(rows[0]) if rows else ())
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


def test_party_status_lies_within_the_life_of_the_party() -> None:
    lives = {row["party_id"]: (row["founded"], row["dissolved"]) for row in reference.rows("parties")}
    for row in reference.rows("party_status"):
        first, last = lives[row["party_id"]]
        assert not first or first <= row["valid_from"][:4], row
        assert not last or (row["valid_to"] and row["valid_to"][:4] <= last), row
        assert row["checked"] == "unverified" or CHECKED.fullmatch(row["checked"]), row


def test_party_status_periods_are_days_and_do_not_overlap() -> None:
    periods = sorted((r["party_id"], r["valid_from"], r["valid_to"] or "9999") for r in reference.rows("party_status"))
    for party_id, start, end in periods:
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", start), (party_id, start)
        assert start <= end, (party_id, start)
    for before, after in itertools.pairwise(periods):
        assert before[0] != after[0] or before[2] < after[1], (before, after)


def test_aliases_have_sane_validity() -> None:
    for row in reference.rows("party_aliases"):
        assert re.fullmatch(r"([a-z]{2})?", row["language"]), row
        assert not (row["valid_from"] and row["valid_to"]) or row["valid_from"] <= row["valid_to"], row


def test_no_name_is_both_a_party_and_a_group() -> None:
    """A group is never a party: the linker drops parties inside the names of groups."""
    parties = {fold(row[column]) for row in reference.rows("parties") for column in ("name_en", "name_zh")}
    parties |= {fold(row["alias"]) for row in reference.rows("party_aliases")}
    groups = {fold(row[column]) for row in reference.rows("party_groups") for column in ("name_en", "name_zh")}
    groups |= {fold(row["alias"]) for row in reference.rows("party_group_aliases")}
    assert (parties & groups) - {""} == set()


def test_parties_of_one_country_that_share_a_name_lived_at_different_times() -> None:
    """Otherwise neither the country nor the date tells them apart, and the linker always abstains."""
    lives = {
        row["party_id"]: (int(row["founded"] or 0), int(row["dissolved"] or 9999)) for row in reference.rows("parties")
    }
    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in reference.rows("parties"):
        for name in {fold(row["name_en"]).lower(), fold(row["name_zh"])} - {""}:
            bearers[row["country_code"], name].add(row["party_id"])
    for name, parties in bearers.items():
        for one, other in itertools.combinations(sorted(parties), 2):
            assert lives[one][1] <= lives[other][0] or lives[other][1] <= lives[one][0], (name, one, other)


def test_a_name_alone_is_no_ordinary_word() -> None:
    """A country's name or adjective, a region or an organisation is not also the whole name of a party."""
    taken = {fold(row["alias"]) for row in reference.rows("country_aliases")}
    taken |= {fold(row["name"]) for row in reference.rows("regions")}
    names = {fold(row[column]) for row in reference.rows("parties") for column in ("name_en", "name_zh")}
    assert (names & taken) - {""} == set()


def test_organizations_and_persons_have_known_countries() -> None:
    for row in reference.rows("organizations"):
        assert (row["country_code"] in codes()) == (row["kind"] in ("state", "shared")), row
        assert row["kind"] in ("international", "state", "of_country", "shared"), row
    assert {row["country_code"] for row in reference.rows("persons")} <= codes()


def test_terms_of_office_are_months_in_order() -> None:
    for row in reference.rows("persons"):
        assert re.fullmatch(r"\d{4}-\d{2}", row["valid_from"]), row
        assert not row["valid_to"] or row["valid_from"] <= row["valid_to"], row
    for row in reference.rows("party_status"):
        assert not row["valid_to"] or row["valid_from"] <= row["valid_to"], row
        assert row["in_government"] in ("ruling", "coalition", "opposition"), row
