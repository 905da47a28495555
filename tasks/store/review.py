"""`partywire review`: a sheet of facts that a person should look at, and from the filled sheet to corrections.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb

from tasks.corrections.rows import COLUMNS, parse_span, read_row
from tasks.errors import UsageError
from tasks.store.query import spreadsheet_cell

SHOWN: Final = ("coded", "candidates", "confidence", "sentence", "outlet", "dispatch_date", "title", "url")
_CONTEXT = 160  # characters shown on either side of a mention

# Mentions that no rule could link and those linked with little confidence, then events told with little confidence.
# Of a name that stands several times in a dispatch the first is shown.
_SHEET = f"""
    with listed as (
        select
            m.dispatch_id, start_char, end_char, 'mentions.entity_id' as field, entity_id as old, surface as coded,
            candidates, m.confidence,
            substr(text, greatest(start_char - {_CONTEXT}, 0) + 1, end_char - start_char + 2 * {_CONTEXT}) as sentence,
        from mentions as m
        join dispatches using (dispatch_id)
        left join (
            select
                dispatch_id, mention_no,
                string_agg(candidate_id, '; ' order by confidence desc, candidate_id) as candidates,
            from mention_candidates group by all
        ) using (dispatch_id, mention_no)
        where kind in ('country', 'party', 'party_group') and (entity_id is null or m.confidence < $below)
        qualify row_number() over (partition by m.dispatch_id, surface, entity_id order by start_char) = 1
        union all
        select
            dispatch_id, sentence_start, sentence_end, 'event_reports.is_event', 'true',
            concat_ws(' ', event_type, sub_type, status, level, date_label, sides), null, confidence, sentence,
        from event_reports
        left join (
            select report_id,
                string_agg(
                    coalesce(party_id, group_id, organization, person, country_code), ' - ' order by side_no, member_no
                ) as sides
            from event_report_participants group by report_id
        ) using (report_id)
        where confidence < $below and level <> 'background'
    )
    select
        dispatch_id, '[' || start_char || ',' || end_char || ']' as span, '' as event_id, field,
        coalesce(old, '') as old, '' as new, '' as reason, '' as who, '' as "when",
        coded, candidates, listed.confidence, sentence,
        coalesce(agency, regexp_extract(url, '^[a-z]+://(?:www\\.)?([^/:]+)', 1), source_id) as outlet,
        dispatch_date, title, url,
    from listed join dispatches using (dispatch_id)
    order by old <> '', listed.confidence, dispatch_id, start_char, field
    limit $limit
"""


def write_sheet(connection: duckdb.DuckDBPyConnection, path: Path, below: float, limit: int) -> int:
    """Writes the sheet as CSV that Excel opens well; returns the number of facts on it."""
    rows = connection.execute(_SHEET, {"below": below, "limit": limit}).fetchall()
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((*COLUMNS, *SHOWN))
        writer.writerows([spreadsheet_cell(value) for value in row] for row in rows)
    return len(rows)


def apply_sheet(connection: duckdb.DuckDBPyConnection, path: Path, folder: Path, today: date) -> int:
    """Adds the rows of a filled sheet (those with a reason) to corrections.csv in `folder`; returns how many are new.

    Raises UsageError, with nothing written, for a row that cannot be meant or a dispatch that is not here.
    """
    filled = [row for row in _rows(path) if row["reason"] or row["new"]]
    known = {row[0] for row in connection.execute("select dispatch_id from dispatches").fetchall()}
    for row in filled:
        row["when"] = row["when"] or today.isoformat()
        if row["dispatch_id"] and row["dispatch_id"] not in known:
            raise UsageError(f"{path}: no dispatch has the id {row['dispatch_id']!r}; did a spreadsheet change it?")
        read_row(row)
    target = folder / "corrections.csv"
    there = {_key(row) for row in _rows(target)} if target.exists() else set()
    fresh = {_key(row): row for row in filled if _key(row) not in there}
    folder.mkdir(parents=True, exist_ok=True)
    is_new = not target.exists()
    with target.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerows(fresh.values())
    return len(fresh)


def _key(row: dict[str, str]) -> tuple[Any, ...]:
    return row["dispatch_id"], parse_span(row["span"]), row["event_id"], row["field"], row["old"], row["new"]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows with all COLUMNS, of a file with commas, semicolons or tabs between its fields, as spreadsheets save it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read as CSV in UTF-8: {error}") from None
    header = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=max(",;\t", key=header.count))
    if missing := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
        raise UsageError(f"{path} has no column {missing[0]}; `partywire review` writes a sheet with all of them")
    for row in reader:
        if not row["dispatch_id"].startswith("#"):
            yield {column: (row[column] or "").strip() for column in COLUMNS}
