"""The definition of every table and column; the values that some columns are limited to stand in closed_lists.py.

Arrow schemas, DuckDB comments, type checks and `docs/data-dictionary.md` derive from here. A column is defined once, in
COLUMNS, and has the same name, type and meaning in every table that has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from tasks.closed_lists import (
    CHANGES,
    DATE_BASES,
    DATE_PRECISIONS,
    FORMATS,
    INPUT_OUTCOMES,
    MENTION_FORMS,
    MENTION_KINDS,
    PUBLISHED_BASES,
    PUBLISHED_PRECISIONS,
    ROLES,
    SUCCESSIONS,
    UNITS,
)

_STRING, _INT, _FLOAT, _BOOL = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_DATE, _TIME, _STRINGS = pa.date32(), pa.timestamp("us"), pa.list_(pa.string())

COLUMNS: Final[dict[str, tuple[pa.DataType, str]]] = {
    # identity and lineage
    "dispatch_id": (_STRING, "16 hex digits: sha256 of (source, given id), else the canonical URL, else the text"),
    "version_id": (_STRING, "16 hex digits: sha256 of dispatch_id and text_sha256"),
    "version_no": (_INT, "1 for the first content seen of a dispatch, 2 for the next, ..."),
    "is_current": (_BOOL, "true for the version that the fact tables describe"),
    "cluster_id": (_STRING, "dispatch_id of the first member of the group of exact and near copies"),
    "source_id": (_STRING, "name of the source in sources/, or null for files and single URLs"),
    "raw_sha256": (_STRING, "sha256 of the raw bytes in the archive"),
    "text_sha256": (_STRING, "sha256 of the normalised text, UTF-8"),
    "input_sha256": (_STRING, "sha256 of the raw bytes and of the values given with them: the key of `unchanged`"),
    "locator": (_STRING, "where the input was read: file, archive member, record number or URL"),
    "code_version": (_STRING, "version of the rules of normalising and extraction (hash of their code)"),
    "reference_version": (_STRING, "version of the reference data (hash of reference/)"),
    "rule_id": (_STRING, "name of the rule that produced the row"),
    "confidence": (_FLOAT, "0 to 1; the rule's estimate of being right"),
    "run_id": (_STRING, "UTC start of the run, and a random part"),
    # dispatch
    "url": (_STRING, "canonical URL"),
    "title": (_STRING, "headline; the lines of a longer one joined by a space"),
    "text": (_STRING, "normalised text; spans count its code points from 0"),
    "language": (_STRING, "ISO 639-1 code"),
    "agency": (_STRING, "news agency or issuing body credited"),
    "bylines": (_STRINGS, "reporters named as authors"),
    "series": (_STRING, "series the dispatch belongs to"),
    "dateline_place": (_STRING, "place of the dateline"),
    "dateline_country": (_STRING, "country in which the place of the dateline lies, at the time"),
    "dateline_date": (_DATE, "date of the dateline"),
    "published_at": (_TIME, "publication time as the page states it, in the page's own time zone"),
    "published_precision": (_STRING, "how much of published_at is known: " + ", ".join(PUBLISHED_PRECISIONS)),
    "published_basis": (_STRING, "what published_at rests on: " + ", ".join(PUBLISHED_BASES)),
    "dispatch_date": (_DATE, "the day a dispatch counts on: of the dateline, else of publication, else null"),
    "fetched_at": (_TIME, "when the bytes were fetched (UTC); null for files"),
    "etag": (_STRING, "ETag the server sent"),
    "warnings": (_STRINGS, "what normalising or extraction could not make out"),
    "seen_at": (_TIME, "start (UTC) of the run that saw the input"),
    "outcome": (_STRING, "what became of the input: " + ", ".join(INPUT_OUTCOMES)),
    "other_dispatch_id": (_STRING, "the later dispatch of the pair"),
    "relation": (_STRING, "exact, near, excerpt or translation"),
    "similarity": (_FLOAT, "Jaccard similarity, 0 to 1: of word shingles; of translations, of countries and parties"),
    # version changes
    "from_version_no": (_INT, "version before the change"),
    "to_version_no": (_INT, "version after the change"),
    "change": (_STRING, " or ".join(CHANGES)),
    "table_name": (_STRING, "table of the fact"),
    "fact": (_STRING, "the fact in words: its key columns and values"),
    # mentions
    "mention_no": (_INT, "number of the mention within its dispatch, in text order, from 1"),
    "start_char": (_INT, "first code point of the span in `text`"),
    "end_char": (_INT, "code point after the span"),
    "surface": (_STRING, "the span's characters"),
    "kind": (_STRING, "what is mentioned: " + ", ".join(MENTION_KINDS)),
    "form": (_STRING, "how it is named: " + ", ".join(MENTION_FORMS)),
    "entity_id": (_STRING, "country code, party_id, group_id, region or name; null where the linker abstains"),
    "candidate_id": (_STRING, "entity that the span may mean"),
    "mention_count": (_INT, "spans of the entity in the dispatch"),
    "is_named": (_BOOL, "false for a country known only through a city, a person or an organ"),
    "is_about": (_BOOL, "true if the dispatch is about the entity, not only naming it"),
    "first_start": (_INT, "first code point of the first span"),
    "first_end": (_INT, "code point after the first span"),
    # events
    "report_id": (_STRING, "16 hex digits: dispatch_id, event type, countries of the sides, and number among equals"),
    "report_no": (_INT, "number of the event within its dispatch, in text order, from 1"),
    "event_id": (_STRING, "16 hex digits: derived from the event's first report; stable when reports are added"),
    "event_type": (_STRING, "one of the 14 types of event_types"),
    "sub_type": (_STRING, "finer kind within the type, free"),
    "format": (_STRING, ", ".join(FORMATS)),
    "plover_type": (_STRING, "PLOVER event type"),
    "plover_mode": (_STRING, "PLOVER mode; extension modes are declared in event_types"),
    "cameo_code": (_STRING, "CAMEO code"),
    "quad_class": (_STRING, "verbal or material, cooperation or conflict"),
    "definition": (_STRING, "what counts as this type"),
    "is_contact": (_BOOL, "false for types that are not counted among contacts"),
    "stands_alone": (_BOOL, "true for types that may be told of one side alone"),
    "first_side": (_STRING, "what the first side does: actor (turned round it is another event), organizer, equal"),
    "days_between_reports": (_INT, "how many days may lie between two dates under which one event is reported"),
    "status": (_STRING, "as told by the dispatch: past, ongoing, planned"),
    "level": (_STRING, "core (what is reported), secondary (same news), background (mentioned in passing)"),
    "direction": (_STRING, "seen from the perspective: outgoing, incoming, mutual; third_party without it"),
    "date_start": (_DATE, "first possible day; null if undated or the year is unknown"),
    "date_end": (_DATE, "last possible day"),
    "date_label": (_STRING, "the date as far as known: 2001, 2024-08, 2024-05-12/2024-05-13, --08-12 (year unknown)"),
    "date_precision": (_STRING, ", ".join(DATE_PRECISIONS)),
    "date_basis": (_STRING, "what the date rests on: " + ", ".join(DATE_BASES)),
    "place": (_STRING, "where it happened"),
    "place_country": (_STRING, "country of the place"),
    "sentence_start": (_INT, "first code point of the sentence that tells the event"),
    "sentence_end": (_INT, "code point after the sentence"),
    "sentence": (_STRING, "the sentence"),
    "side_no": (_INT, "number of the side, from 0; side 0 is the hub (actor, organiser)"),
    "member_no": (_INT, "number of the member within its side, from 1"),
    "role": (_STRING, ", ".join(ROLES)),
    "organization": (_STRING, "organ or organisation"),
    "person": (_STRING, "name of the person"),
    "person_role": (_STRING, "office of the person as written"),
    "report_count": (_INT, "event reports: one event as one dispatch tells it"),
    "source_count": (_INT, "agencies or sites that reported it; copies of one another count once"),
    "language_count": (_INT, "languages in which it was reported"),
    "first_reported_at": (_DATE, "dispatch_date of the first report"),
    "attribute": (_STRING, "column on which the reports disagree"),
    "old_event_id": (_STRING, "event_id before"),
    "new_event_id": (_STRING, "event_id after"),
    "succession": (_STRING, " or ".join(SUCCESSIONS)),
    "value": (_STRING, "value of the attribute"),
    # claims
    "claim_id": (_STRING, "16 hex digits: dispatch_id, unit, quantities, and number among equals"),
    "claim_no": (_INT, "number of the claim within its dispatch, from 1"),
    "claimant": (_STRING, "who asserts it, as written or the agency"),
    "subject": (_STRING, "whom or what the quantity belongs to"),
    "quantity_low": (_FLOAT, "lower bound, or the number itself"),
    "quantity_high": (_FLOAT, "upper bound; null if open or equal"),
    "comparator": (_STRING, "= > >= < ~"),
    "unit": (_STRING, "what is counted: " + ", ".join(UNITS)),
    "unit_text": (_STRING, "the unit as written"),
    "about": (_STRING, "what the claim says of the things counted"),
    "denominator": (_FLOAT, "the whole of which the quantity is a part (11 of 14)"),
    "scope": (_STRING, "restriction of what is counted"),
    "covered_period": (_STRING, "span of time the quantity covers, as written"),
    "as_of": (_DATE, "day for which it is asserted"),
    "linked_claim_id": (_STRING, "claim of the same assertion (400 parties in 140 countries)"),
    # reference
    "code": (_STRING, "ISO 3166-1 alpha-3; withdrawn alpha-3 for former states; XKX for Kosovo"),
    "country_code": (_STRING, "three-letter code of countries"),
    "country_name": (_STRING, "English name of the country"),
    "iso_3166_3": (_STRING, "four-letter code of a former state"),
    "cow_number": (_INT, "Correlates of War number"),
    "gw_number": (_INT, "Gleditsch-Ward number"),
    "m49_region": (_STRING, "UN M49 region"),
    "m49_subregion": (_STRING, "UN M49 subregion"),
    "name_en": (_STRING, "English name"),
    "name_native": (_STRING, "name in the country's language"),
    "name_zh": (_STRING, "Chinese name, simplified"),
    "valid_from": (_DATE, "first day of validity; null = open"),
    "valid_to": (_DATE, "last day of validity; null = open"),
    "alias": (_STRING, "a name as written in dispatches"),
    "successor_code": (_STRING, "code of a state that followed"),
    "party_id": (
        _STRING,
        "three-letter code of the country, a dash, the abbreviation: CHN-CPC; provisional for a party that the table"
        " lacks: BGD-unlisted-freedom-party (XXX: country unknown)",
    ),
    "party_name": (_STRING, "English name of the party"),
    "abbreviation": (_STRING, "usual abbreviation"),
    "partyfacts_id": (_STRING, "Party Facts core party"),
    "wikidata_id": (_STRING, "Wikidata item"),
    "founded": (_INT, "year of founding"),
    "dissolved": (_INT, "year of end; null while active or unknown"),
    "predecessor_id": (_STRING, "party_id of the party it came from"),
    "checked": (_STRING, "partyfacts:<id>, wikidata:<id>, url:<page read> or unverified"),
    "in_government": (_STRING, "ruling, coalition or opposition in the period"),
    "group_id": (_STRING, "key of party_groups"),
    "group_kind": (_STRING, "international, parliamentary_group, forum or alliance"),
    # operations
    "day": (_DATE, "calendar day"),
    "fetched_count": (_INT, "dispatches got"),
    "empty_count": (_INT, "lists fetched that held nothing new"),
    "missing_count": (_INT, "addresses that answered 404 or 410"),
    "blocked_count": (_INT, "addresses refused by robots.txt, the address rule or the server"),
    "reason": (_STRING, "why the input could not be used"),
    "detail": (_STRING, "one line for a person"),
    "is_refused": (_BOOL, "true where a rule forbade the try"),
    "started_at": (_TIME, "start of the run, UTC"),
    "finished_at": (_TIME, "end of the run, UTC"),
    "seen": (_INT, "candidate dispatches"),
    "loaded": (_INT, "new dispatches and new versions"),
    "unchanged": (_INT, "known content"),
    "copies": (_INT, "new dispatches with the text of another one"),
    "quarantined": (_INT, "tried and unusable"),
    "refused": (_INT, "not tried, by rule"),
    "gone": (_INT, "known, and now 404 or 410"),
    # marts
    "period": (_DATE, "first day of the month or year; null where the date is not known that well"),
    "dispatch_count": (_INT, "dispatches, by dispatch_date"),
    "about_count": (_INT, "dispatches that are about the key, by dispatch_date"),
    "event_count": (_INT, "distinct events, core or secondary, past or ongoing, without party_life and statement"),
    "planned_count": (_INT, "distinct planned events"),
    "background_count": (_INT, "distinct events that are only told in passing"),
    "region": (_STRING, "UN M49 subregion"),
    "country_a": (_STRING, "first country of the pair, in alphabetical order"),
    "country_b": (_STRING, "second country of the pair"),
    "party_a": (_STRING, "party on the side of country_a; null where none was named"),
    "party_b": (_STRING, "party on the side of country_b; null where none was named"),
    "first_date": (_DATE, "first dated contact"),
    "last_date": (_DATE, "last dated contact"),
}


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
    return Table(grain, tuple(key.split()), {name: definition or name for name, _, definition in names})


_LINEAGE = "rule_id code_version reference_version"
_METADATA = (
    "source_id url title text language agency bylines series dateline_place dateline_country dateline_date published_at"
    " published_precision published_basis dispatch_date text_sha256 raw_sha256 input_sha256 locator fetched_at etag warnings"
    " code_version reference_version"
)
_PERIOD_COUNTS = "dispatch_count about_count report_count event_count planned_count background_count"

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
    "quarantine": _table("one input that could not be used", "run_id locator reason", "detail raw_sha256 is_refused seen_at"),
}  # fmt: skip

MART_TABLES: Final[dict[str, Table]] = {
    "countries_by_month": _table("one country in one month", "period country_code", f"country_name {_PERIOD_COUNTS}"),
    "countries_by_year": _table("one country in one year", "period country_code", f"country_name {_PERIOD_COUNTS}"),
    "parties_by_month": _table("one party in one month", "period party_id", f"party_name country_code {_PERIOD_COUNTS}"),
    "parties_by_year": _table("one party in one year", "period party_id", f"party_name country_code {_PERIOD_COUNTS}"),
    "events_by_month": _table(
        "one event type in one month", "period event_type", "dispatch_count report_count event_count planned_count background_count"
    ),
    "events_by_year": _table(
        "one event type in one year", "period event_type", "dispatch_count report_count event_count planned_count background_count"
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
