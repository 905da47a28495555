"""The neighbourhood of a day: every report whose event may be another one because of what the day touched.

Reports may share an event only with reports they are linked to (coreference.is_linked), directly or by others between
them. From the reports that the touched dispatches told or tell, the search follows links until it finds no more: what
it found is grouped alone exactly as it would be among all reports, and the rest stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from tasks.event_types import days_between_reports
from tasks.store.coreference import MAX_PRECISE_DAYS, Report, is_linked
from tasks.store.database import register

Read = Callable[[str], list[Report]]  # name of a table of report_ids -> the reports
_DAY = timedelta(days=1)

# All reports but those of touched dispatches, which the search starts from. kind: as coreference has it.
_UNTOUCHED = f"""
    create temp view untouched_reports as
    select
        report_id, dispatch_id, date_start, date_end,
        if(event_type = 'meeting' and format in ('video', 'phone'), 'call', event_type) as kind,
        coalesce(date_precision in ('day', 'interval') and date_end - date_start < {MAX_PRECISE_DAYS}, false)
            as is_precise
    from event_reports anti join day.dispatches using (dispatch_id)
"""
# Those whose dates may meet a sought one's and that name the same partners, and those in copies of a sought one's text.
_NEAR = """
    create or replace temp table near_reports as
    with meeting_dates as (
        select report_id, kind from untouched_reports
        where is_precise and date_start = date_end and (kind, date_start) in (select (kind, day) from sought_days)
        union all
        select report_id, kind from untouched_reports
        where is_precise and date_start < date_end and (kind, date_start) in (select (kind, day) from sought_starts)
        union all
        select distinct report_id, untouched_reports.kind
        from untouched_reports join sought_windows as sought on
            sought.kind = untouched_reports.kind and date_start <= last_day and date_end >= first_day
        where not is_precise
    ),
    named as (
        select report_id, kind, list_sort(list(distinct coalesce(country_code, group_id))) as partners
        from meeting_dates join event_report_participants using (report_id)
        where coalesce(country_code, group_id) is not null
        group by report_id, kind
    )
    select report_id from named where (kind, partners) in (select (kind, partners) from sought_blocks)
    union
    select report_id from untouched_reports semi join (
        select dispatch_id from dispatches semi join sought_clusters using (cluster_id)
    ) using (dispatch_id)
"""


def find_neighbourhood(connection: duckdb.DuckDBPyConnection, started: Sequence[Report], read: Read) -> set[str]:
    """report_ids of `started` and of all reports that are linked to them, directly or by others between them.

    started  reports that touched dispatches tell, and that they told before
    read     gives the reports whose report_id is in a temporary table
    """
    connection.execute(_UNTOUCHED)
    found = {report.report_id for report in started}
    frontier = list(started)
    while frontier:
        _seek(connection, frontier)
        blocks = defaultdict(list)
        for report in frontier:
            blocks[report.kind, report.partners].append(report)
        frontier = [
            report
            for report in read("near_reports")
            if report.report_id not in found
            and any(is_linked(report, other) for other in blocks[report.kind, report.partners])
        ]
        found |= {report.report_id for report in frontier}
    return found


def _seek(connection: duckdb.DuckDBPyConnection, frontier: Sequence[Report]) -> None:
    """Temporary table near_reports: those that may be linked to one of the frontier."""
    windows = sorted({window for report in frontier for window in _window(report)})
    days = {(kind, day) for kind, first, last in windows for day in _days(first, last)}
    starts = {(kind, day) for kind, first, last in windows for day in _days(first - MAX_PRECISE_DAYS * _DAY, last)}
    blocks = sorted({(report.kind, tuple(sorted(report.partners))) for report in frontier})
    text, date_type = pa.string(), pa.date32()
    sought: dict[str, tuple[dict[str, pa.DataType], list[tuple[Any, ...]]]] = {
        "sought_days": ({"kind": text, "day": date_type}, sorted(days)),
        "sought_starts": ({"kind": text, "day": date_type}, sorted(starts)),
        "sought_windows": ({"kind": text, "first_day": date_type, "last_day": date_type}, windows),
        "sought_blocks": ({"kind": text, "partners": pa.list_(text)}, blocks),
        "sought_clusters": ({"cluster_id": text}, sorted({(report.cluster_id,) for report in frontier})),
    }
    for name, (types, rows) in sought.items():
        register(connection, name, types, rows)
    connection.execute(_NEAR)
    for name in sought:
        connection.unregister(name)


def _window(report: Report) -> list[tuple[str, date, date]]:
    """The kind, and the first and last day that another report of the event may touch."""
    if report.start is None or report.end is None:
        return []
    further = days_between_reports(report.kind) * _DAY
    return [(report.kind, report.start - further, report.end + further)]


def _days(first: date, last: date) -> list[date]:
    return [first + n * _DAY for n in range((last - first).days + 1)]
