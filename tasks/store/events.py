"""Tables events, event_members, event_participants, event_disagreements, event_successions: what coreference found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from tasks import contracts
from tasks.closed_lists import DATE_PRECISIONS, LEVELS, STATUSES
from tasks.corrections.rows import of_events
from tasks.store import coreference, day
from tasks.store.coreference import Report, Side
from tasks.store.corrections import RULE as CORRECTED
from tasks.store.corrections import corrected_event
from tasks.store.database import create_table, register, replace_rows
from tasks.store.neighbourhood import find_neighbourhood
from tasks.store.rows import Row, short_hash

# Told by every report; where they differ, the value of most reports stands, then the first one's.
_PLAIN = ("sub_type", "format", "plover_type", "plover_mode", "cameo_code", "direction", "place", "place_country")
_DATE = ("date_start", "date_end", "date_label", "date_precision", "date_basis")
_ATTRIBUTES = (*_PLAIN, "status", "level", "date_label")
# What happened in the end counts: a visit announced, under way and held is held.
_FINALITY = {status: rank for rank, status in enumerate(STATUSES)}
_PROMINENCE = {level: rank for rank, level in enumerate(LEVELS)}
_PRECISION = {precision: rank for rank, precision in enumerate(DATE_PRECISIONS)}

_REPORTS = """
    select
        row_number() over (order by d.dispatch_date nulls last, r.dispatch_id, r.report_no) as archive_order,
        r.report_id, r.dispatch_id, d.cluster_id, d.dispatch_date, d.language,
        coalesce(d.agency, regexp_extract(d.url, '^[a-z]+://(?:www\\.)?([^/:]+)', 1), d.source_id) as source,
        r.event_type, r.sub_type, r.format, r.plover_type, r.plover_mode, r.cameo_code, r.direction, r.place,
        r.place_country, r.status, r.level, r.date_start, r.date_end, r.date_label, r.date_precision, r.date_basis,
        md5(r.sentence) as sentence
    from {schema}event_reports as r join {schema}dispatches as d using (dispatch_id)
    semi join {chosen} using (report_id)
    order by archive_order
"""
_PARTICIPANTS = """
    select report_id, side_no, member_no, role, country_code, party_id, group_id, organization, person, person_role
    from {schema}event_report_participants
    semi join {chosen} using (report_id)
    order by report_id, side_no, member_no
"""

Values = dict[str, Any]
Members = dict[str, list[Values]]  # participants by report_id


def event_id(first_report_id: str) -> str:
    """Key of events, from the event's first report in archive order."""
    return short_hash("event", first_report_id)


def load_events(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the five tables for the reports whose event may be another one than before: on a day the neighbourhood of
    what it touches, else all."""
    if day.is_day(connection):
        _choose_neighbourhood(connection)
    else:
        connection.execute("create temp table regrouped as select report_id from event_reports")
    for table in _BUILT:
        create_table(connection, table, f"found_{table}")
    for reports, members in _slices(connection):
        for table, rows in _events_of(reports, members).items():
            if rows:
                _append(connection, table, rows)
    for table in _BUILT:
        replace_rows(connection, table, f"from found_{table}")
    if day.is_day(connection):
        connection.execute(_TOUCHED)
    replace_rows(connection, "event_successions", _SUCCESSIONS)


def _slices(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[list[Values], Members]]:
    """The reports of `regrouped` and their participants, some thousands at a time, so that memory holds no more than
    that. Only reports of the same partners may tell one event: those are never parted."""
    counted = connection.execute("select count(*) from regrouped").fetchall()
    slices = 1 + counted[0][0] // _SLICE
    connection.execute(_SLICED.format(slices=slices))
    for name, query in (("told_reports", _REPORTS), ("told_participants", _PARTICIPANTS)):
        chosen = query.format(schema="", chosen="slices")
        connection.execute(f"create temp table {name} as from ({chosen}) join slices using (report_id) order by slice")
    for number in range(slices):
        of_slice = f"where slice = {number} order by"
        participants = _fetch(
            connection, f"select * exclude (slice) from told_participants {of_slice} report_id, side_no, member_no"
        )
        yield _fetch(connection, f"from told_reports {of_slice} archive_order"), _by_report(participants)


_SLICE = 5_000  # reports
_SLICED = """
    create temp table slices as
    with partners as (
        select report_id, list_sort(list(distinct coalesce(country_code, group_id))) as partners
        from event_report_participants semi join regrouped using (report_id)
        where coalesce(country_code, group_id) is not null
        group by report_id
    )
    select report_id, hash(partners) % {slices} as slice from regrouped left join partners using (report_id)
"""
_TOUCHED = """
    insert into day.events select event_id from found_events anti join day.events using (event_id);

    insert into day.families
    select dispatch_id from day.dispatches
    union
    select dispatch_id from event_members semi join day.events using (event_id)
    union
    select dispatch_id from former.main.event_members semi join day.events using (event_id)
"""
_BUILT = ("events", "event_members", "event_participants", "event_disagreements")


def _choose_neighbourhood(connection: duckdb.DuckDBPyConnection) -> None:
    """Tables regrouped (the reports) and former_event_members (where they were); the events of the latter go."""
    connection.execute(
        "create temp table of_day as select report_id from event_reports semi join day.dispatches using (dispatch_id)"
    )
    connection.execute(
        """create temp table of_former_day as
        select report_id from former.main.event_reports semi join day.dispatches using (dispatch_id)"""
    )
    corrected = "select event_id from former.main.events where rule_id = ? or list_contains(?::varchar[], event_id)"
    connection.execute(
        f"insert into of_day select report_id from event_members where event_id in ({corrected})",
        [CORRECTED, sorted(of_events())],
    )
    started = _reports(connection, "of_day") + _reports(connection, "of_former_day", "former.main.")
    found = find_neighbourhood(connection, started, lambda chosen: _reports(connection, chosen))
    register(connection, "found_reports", {"report_id": pa.string()}, [(report_id,) for report_id in sorted(found)])
    connection.execute("""
        insert into day.events
        select distinct event_id from former.main.event_members semi join found_reports using (report_id);

        create temp table former_event_members as from former.main.event_members semi join day.events using (event_id);

        create temp table regrouped as
        select report_id from event_reports semi join found_reports using (report_id)
    """)
    connection.unregister("found_reports")
    for table in _BUILT:
        connection.execute(f"delete from {table} where event_id in (select event_id from day.events)")


def _reports(connection: duckdb.DuckDBPyConnection, chosen: str, schema: str = "") -> list[Report]:
    """The reports whose report_id is in the table `chosen`, in archive order."""
    members = _by_report(_fetch(connection, _PARTICIPANTS.format(chosen=chosen, schema=schema)))
    reports = _fetch(connection, _REPORTS.format(chosen=chosen, schema=schema))
    return [_report(row, members[row["report_id"]]) for row in reports]


def _by_report(participants: list[Values]) -> Members:
    members: Members = defaultdict(list)
    for row in participants:
        members[row["report_id"]].append(row)
    return members


def _events_of(reports: list[Values], members: Members) -> dict[str, list[Row]]:
    """Rows of the tables for reports in archive order."""
    values = {row["report_id"]: row for row in reports}
    rows: dict[str, list[Row]] = defaultdict(list)
    for found in coreference.group(_report(row, members[row["report_id"]]) for row in reports):
        event = event_id(found[0].report_id)
        told = [values[report.report_id] for report in found]
        rows["events"].append(corrected_event((event, *resolve(told))))
        rows["event_members"] += [(event, row["report_id"], row["dispatch_id"]) for row in told]
        rows["event_disagreements"] += [(event, *row) for row in disagreements(told)]
        rows["event_participants"] += [(event, *row) for row in _participants(told, members)]
    return rows


def _fetch(connection: duckdb.DuckDBPyConnection, query: str) -> list[Values]:
    found = connection.execute(query)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _report(row: Values, members: Sequence[Values]) -> Report:
    sides: dict[int, list[Values]] = defaultdict(list)
    for member in members:
        sides[member["side_no"]].append(member)
    return Report(
        row["archive_order"], row["report_id"], row["dispatch_id"], row["cluster_id"], row["event_type"],
        row["sub_type"], row["format"], row["language"], row["sentence"], row["date_start"], row["date_end"],
        row["date_precision"],
        tuple(_side(found) for found in sides.values()),
    )  # fmt: skip


def _side(members: Sequence[Values]) -> Side:
    def named(column: str) -> frozenset[str]:
        return frozenset(member[column] for member in members if member[column])

    return Side(members[0]["country_code"], members[0]["role"], named("party_id"), named("group_id"), named("person"))


def resolve(told: Sequence[Values]) -> Row:
    """Columns of `events` after event_id, from the reports of one event in archive order.

    The rule is named in rule_id: `single` (one report), `agreed` (all say the same) or `majority` (most frequent value,
    then the most precise date, then the first report's).
    """
    plain = [_majority([row[name] for row in told]) for name in _PLAIN]
    sub_type, form, plover_type, plover_mode, cameo_code, direction, place, place_country = plain
    status = min((row["status"] for row in told), key=_FINALITY.__getitem__)
    level = min((row["level"] for row in told), key=_PROMINENCE.__getitem__)
    rule = "single" if len(told) == 1 else "majority" if any(True for _ in disagreements(told)) else "agreed"
    languages = {row["language"] for row in told} - {None}
    first: date | None = min((row["dispatch_date"] for row in told if row["dispatch_date"]), default=None)
    return (
        told[0]["event_type"], sub_type, form, plover_type, plover_mode, cameo_code, status, level, direction,
        *_resolved_date(told), place, place_country,
        len(told), _source_count(told), len(languages), first, rule,
    )  # fmt: skip


def _source_count(told: Sequence[Values]) -> int:
    """Agencies or sites; the copies of one cluster count once, for the source that brought it first."""
    sources: dict[str, str] = {}
    for row in told:
        sources.setdefault(row["cluster_id"], row["source"] or row["cluster_id"])
    return len(set(sources.values()))


def _majority(values: Sequence[Any]) -> Any:
    """The most frequent value that is not null; of several the first told."""
    counts = Counter(value for value in values if value is not None)
    return counts.most_common(1)[0][0] if counts else None


def _resolved_date(told: Sequence[Values]) -> Row:
    """The date most reports give; of several the most precise, then the first told. Undated reports have no say."""
    dated = [row for row in told if row["date_label"] is not None]
    if not dated:
        return (None,) * len(_DATE)
    counts = Counter(row["date_label"] for row in dated)
    best = min(dated, key=lambda row: (-counts[row["date_label"]], _PRECISION[row["date_precision"]]))
    return tuple(best[name] for name in _DATE)


def disagreements(told: Sequence[Values]) -> Iterator[Row]:
    """(attribute, value, report_count) where the reports of an event differ; to be silent is no value."""
    for name in _ATTRIBUTES:
        counts = Counter(row[name] for row in told if row[name] is not None)
        if len(counts) > 1:
            for value, count in sorted(counts.items()):
                yield name, value, count


def _participants(told: Sequence[Values], members: Members) -> Iterator[Row]:
    """The sides of the report that names the most members (the first of several), parties the others add included."""
    fullest = max(told, key=lambda row: len(members[row["report_id"]]))
    sides: dict[int, list[Values]] = defaultdict(list)
    for member in members[fullest["report_id"]]:
        sides[member["side_no"]].append(member)
    for row in told:
        for member in members[row["report_id"]]:
            if row is not fullest and member["party_id"]:
                _add_party(sides, member)
    for side_no, found in sorted(sides.items()):
        for number, member in enumerate(found, 1):
            yield (
                side_no, number, member["role"], member["country_code"], member["party_id"], member["group_id"],
                member["organization"], member["person"], member["person_role"],
            )  # fmt: skip


def _add_party(sides: dict[int, list[Values]], member: Values) -> None:
    """Adds a party to the side of its country, unless the event has it."""
    if any(known["party_id"] == member["party_id"] for found in sides.values() for known in found):
        return
    for side_no, found in sides.items():
        if member["country_code"] and found[0]["country_code"] == member["country_code"]:
            empty = all(found[0][column] is None for column in ("party_id", "group_id", "organization", "person"))
            party = {**member, "role": found[0]["role"]}
            sides[side_no] = [party] if empty else [*found, party]
            return


def _append(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    schema = contracts.TABLES[table].schema
    arrays = [pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=True)]
    # What is registered under a name stays in memory until the transaction ends
    connection.from_arrow(pa.table(arrays, schema=schema)).insert_into(f"temp.found_{table}")


# Events of the former snapshot whose reports now belong to an event of another id.
_SUCCESSIONS = """
    with moves as (
        select distinct former.event_id as old_event_id, now.event_id as new_event_id
        from former_event_members as former join event_members as now using (report_id)
    ),
    moved as (
        select old_event_id, new_event_id,
            case when count(*) over (partition by old_event_id) > 1 then 'split' else 'merged' end as succession
        from moves
    )
    select * from moved where old_event_id <> new_event_id
    except
    select old_event_id, new_event_id, succession from event_successions
"""
