"""The definition of every table: its grain, key and columns (columns.py); closed_lists.py has what values are limited to.

Arrow schemas, DuckDB comments, type checks and `docs/tables.md` derive from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from tasks.columns import COLUMNS


@dataclass(frozen=True)
class Table:
    """One table: what a row is, the columns that identify it, and all columns in order."""

    grain: str
    key: tuple[str, ...]
    definitions: dict[str, str]  # column name -> key of COLUMNS

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.definitions)

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([pa.field(name, COLUMNS[key][0]) for name, key in self.definitions.items()])

    def description(self, column: str) -> str:
        return COLUMNS[self.definitions[column]][1]


def _table(grain: str, key: str, columns: str) -> Table:
    """`columns` are names; `period:covered_period` is a column `period` with the definition of `covered_period`."""
    names = [entry.partition(":") for entry in f"{key} {columns}".split()]
    identify = tuple(entry.partition(":")[0] for entry in key.split())
    return Table(grain, identify, {name: definition or name for name, _, definition in names})


_LINEAGE = "rule_id code_version reference_version"
_METADATA = (
    "source_id url title text language agency bylines series dateline_place dateline_country dateline_date published_at"
    " published_precision published_basis dispatch_date text_sha256 raw_sha256 input_sha256 locator fetched_at etag warnings"
    " code_version reference_version"
)
_EVENT_COUNTS = "report_count event_count planned_count background_count"
_PERIOD_COUNTS = f"dispatch_count about_count {_EVENT_COUNTS} read_count"

# Rows that extraction makes; one run appends to them and never changes a row of another dispatch.
FACT_TABLES: Final[dict[str, Table]] = {
    "dispatch_versions": _table(
        "one distinct content of a dispatch", "version_id", f"dispatch_id version_no is_current {_METADATA}"
    ),
    "mentions": _table(
        "one span of a dispatch's current version that names an entity",
        "dispatch_id mention_no",
        f"version_no start_char end_char surface kind form entity_id confidence {_LINEAGE}",
    ),
    "mention_candidates": _table(
        "one entity that an unlinked mention may mean", "dispatch_id mention_no candidate_id", f"confidence {_LINEAGE}"
    ),
    "dispatch_countries": _table(
        "one country in one dispatch",
        "dispatch_id country_code",
        f"version_no mention_count is_named is_about first_start first_end {_LINEAGE}",
    ),
    "dispatch_parties": _table(
        "one party in one dispatch",
        "dispatch_id party_id",
        f"version_no mention_count is_about first_start first_end {_LINEAGE}",
    ),
    "event_reports": _table(
        "one event as one dispatch tells it",
        "report_id",
        "dispatch_id report_no version_no event_type sub_type format plover_type plover_mode cameo_code status level"
        " direction date_start date_end date_label date_precision date_basis place place_country sentence_start"
        f" sentence_end sentence confidence {_LINEAGE}",
    ),
    "event_report_participants": _table(
        "one member of one side of an event report; a side without a named member has one row",
        "report_id side_no member_no",
        "dispatch_id version_no role country_code party_id group_id organization person person_role"
        " code_version reference_version",
    ),
    "claims": _table(
        "one quantified assertion in one dispatch",
        "claim_id",
        "dispatch_id claim_no version_no claimant subject quantity_low quantity_high comparator unit unit_text about"
        " denominator scope place period:covered_period as_of linked_claim_id start_char end_char surface"
        f" {_LINEAGE}",
    ),
}

# Rows derived from all facts together, rebuilt by every run.
DERIVED_TABLES: Final[dict[str, Table]] = {
    "dispatches": _table("one dispatch, in its current version", "dispatch_id", f"version_id version_no cluster_id {_METADATA}"),
    "dispatch_links": _table("one pair of dispatches, the earlier first", "dispatch_id other_dispatch_id", "relation similarity"),
    "superseded_facts": _table(
        "one fact that a former version of a dispatch told", "version_id table_name fact", "dispatch_id"
    ),
    "version_changes": _table(
        "one fact that a new version of a dispatch added or removed",
        "dispatch_id to_version_no change table_name fact",
        "from_version_no",
    ),
    "events": _table(
        "one real-world event",
        "event_id",
        "event_type sub_type format plover_type plover_mode cameo_code status level direction date_start date_end"
        " date_label date_precision date_basis place place_country report_count source_count language_count"
        " first_reported_at rule_id",
    ),
    "event_members": _table("one report of an event", "event_id report_id", "dispatch_id"),
    "event_participants": _table(
        "one member of one side of an event", "event_id side_no member_no",
        "role country_code party_id group_id organization person person_role",
    ),
    "event_disagreements": _table(
        "one value of one attribute on which the reports of an event disagree", "event_id attribute value", "report_count"
    ),
    "corrections": _table(
        "one row of corrections.csv, the user's own", "dispatch_id start_char end_char event_id field old new",
        "state:correction_state why:correction_reason who:corrected_by corrected_on",
    ),
    "event_successions": _table("one event_id that became another one", "old_event_id new_event_id", "succession"),
}  # fmt: skip

# Files of reference/, published with the facts that rest on them.
REFERENCE_TABLES: Final[dict[str, Table]] = {
    "countries": _table(
        "one state or territory, former states included",
        "code",
        "name_en name_zh iso_3166_3 cow_number gw_number m49_region m49_subregion valid_from valid_to checked",
    ),
    "country_aliases": _table("one name of a country in one language", "code alias language form", "valid_from valid_to"),
    "country_successions": _table("one state that followed another", "code successor_code", "valid_from"),
    "parties": _table(
        "one political party",
        "party_id",
        "country_code name_en name_native name_zh abbreviation founded dissolved predecessor_id partyfacts_id wikidata_id"
        " checked",
    ),
    "party_aliases": _table("one further name of a party in one language", "party_id alias language", "valid_from valid_to"),
    "party_status": _table("one party's place in or out of government in one period", "party_id valid_from", "valid_to in_government checked"),
    "party_groups": _table("one group of parties", "group_id", "name_en name_zh abbreviation group_kind founded dissolved checked"),
    "persons": _table(
        "one leader in one office",
        "name_en name_zh country_code party_id office valid_from:term_from",
        "valid_to:term_to checked",
    ),
    "diplomatic_relations": _table(
        "one period of diplomatic relations of country_code with another state; without days: never so far",
        "country_code partner_country valid_from",
        "valid_to checked",
    ),
    "event_types": _table(
        "one event type", "event_type", "definition plover_type plover_mode cameo_code quad_class is_contact stands_alone first_side"
        " days_between_reports",
    ),
}  # fmt: skip

# What happened to whom in which run; not part of "the same tables".
OPERATION_TABLES: Final[dict[str, Table]] = {
    "sightings": _table("one input seen in one run", "run_id locator input_sha256", "source_id dispatch_id version_id outcome seen_at"),
    "runs": _table(
        "one run", "run_id",
        "started_at finished_at code_version reference_version seen loaded unchanged copies quarantined refused gone",
    ),
    "source_runs": _table("one source in one run", "run_id source_id", "seen loaded unchanged copies quarantined refused gone"),
    "coverage": _table("one source on one day", "source_id day", "fetched_count empty_count missing_count blocked_count"),
    "withdrawals": _table(
        "one dispatch that its outlet has taken back, as far as any run saw since", "dispatch_id",
        "withdrawn_at source_id locator reason",
    ),
    "quarantine": _table("one input that could not be used, was refused or is gone", "run_id locator reason", "detail raw_sha256 is_refused seen_at"),
}  # fmt: skip

MART_TABLES: Final[dict[str, Table]] = {
    "countries_by_month": _table("one country in one month", "period country_code", f"country_name {_PERIOD_COUNTS}"),
    "countries_by_year": _table("one country in one year", "period country_code", f"country_name {_PERIOD_COUNTS}"),
    "parties_by_month": _table("one party in one month", "period party_id", f"party_name country_code {_PERIOD_COUNTS}"),
    "parties_by_year": _table("one party in one year", "period party_id", f"party_name country_code {_PERIOD_COUNTS}"),
    "events_by_month": _table(
        "one event type in one month", "period event_type", f"dispatch_count {_EVENT_COUNTS} read_count"
    ),
    "events_by_year": _table(
        "one event type in one year", "period event_type", f"dispatch_count {_EVENT_COUNTS} read_count"
    ),
    "regions_by_year": _table("one UN M49 subregion in one year", "period region", _PERIOD_COUNTS),
    "parties_by_country": _table(
        "one party named together with one country in the same event or dispatch", "party_id country_code",
        "party_name country_name dispatch_count report_count event_count",
    ),
    "dyads": _table(
        "one pair of countries and parties that met", "country_a country_b party_a party_b",
        "report_count event_count first_date last_date",
    ),
    "dyad_continuity": _table(
        "one pair of countries that met", "country_a country_b",
        "report_count event_count first_date last_date longest_gap_days gap_from gap_to",
    ),
    "partners_by_year": _table(
        "one country in one year, with how many countries and parties it met", "period country_code",
        "country_name partner_country_count partner_party_count report_count event_count read_count",
    ),
    "partners_by_region": _table(
        "one country, and one country or party that it met, within the region of the latter",
        "country_code:contact_country region partner_kind partner",
        "partner_name report_count event_count rank_in_region",
    ),
    "first_contacts": _table(
        "one country, and the first dated contact with one country or party", "country_code:contact_country partner_kind partner",
        "partner_name region period first_date event_id event_type place_country had_relations report_count event_count",
    ),
    "contacts_without_relations": _table(
        "one event between a country whose relations are known and one that it had none with on the day",
        "event_id country_code:contact_country partner_country",
        "partner_name region period date_start date_end event_type place_country partner_parties relations_from"
        " report_count event_count",
    ),
    "party_status_by_year": _table(
        "one country, and the parties of one region and one place in or out of government that it met in one year",
        "period country_code:contact_country region in_government:party_position",
        "partner_party_count report_count event_count read_count",
    ),
    "event_kinds_by_year": _table(
        "one event type and sub-type in one year", "period event_type sub_type", f"{_EVENT_COUNTS} read_count"
    ),
    "directions_by_year": _table("one direction and level in one year", "period direction level", f"{_EVENT_COUNTS} read_count"),
    "principals_by_year": _table(
        "one person, and one region of those met, in one year", "period person:principal country_code region",
        "office visit_count virtual_count report_count event_count read_count",
    ),
    "reports_per_event": _table(
        "one event type, number of reports and number of sources of an event", "event_type reports_each sources_each", _EVENT_COUNTS
    ),
    "source_agreement": _table(
        "one pair of sources and one attribute of the events that both reported", "source_a source_b attribute",
        "compared_count agreed_count",
    ),
    "claimed_vs_observed": _table(
        "one claim of a number of parties or countries, with how many were observed by its day", "claim_id",
        "dispatch_id as_of claimant subject subject_id comparator quantity_low quantity_high unit about scope"
        " place observed_count surface",
    ),
    "coverage_by_month": _table(
        "one source or agency in one month", "period source_id",
        "dispatch_count fetched_count empty_count missing_count blocked_count",
    ),
    "claims_timeline": _table(
        "one claim, in order of its as-of date", "claim_id",
        "as_of dispatch_id claimant subject comparator quantity_low quantity_high unit unit_text about denominator scope"
        " place period:covered_period linked_claim_id surface url",
    ),
}  # fmt: skip

TABLES: Final[dict[str, Table]] = {
    **FACT_TABLES, **DERIVED_TABLES, **REFERENCE_TABLES, **OPERATION_TABLES, **MART_TABLES,
}  # fmt: skip
