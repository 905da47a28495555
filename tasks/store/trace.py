"""From an id or a cell of a mart back to the sentences that it rests on.

Both become three lists of what is wanted (event reports, claims, dispatches, each with what it adds to the traced
number); passages() turns the lists into text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from tasks import contracts
from tasks.archive import Archive
from tasks.errors import PartywireError, UsageError
from tasks.store.home import Home
from tasks.store.models import create_views, models_of

CONTEXT = 160  # characters shown on either side of a mention that stands for a dispatch


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage, what it tells, and what it adds to the traced number.

    told    the coded fact in words
    marks   spans within `text` that name what is counted, half-open
    outlet  agency, else host of the address, else source
    corrections  what the user corrected of it, in words
    """

    adds: int
    told: str
    text: str
    marks: list[list[int]]
    dispatch_id: str
    title: str | None
    outlet: str | None
    dispatch_date: date | None
    url: str | None
    locator: str
    raw_sha256: str
    corrections: list[str]


@dataclass(frozen=True, slots=True)
class Trace:
    """`value` is the cell; of an id, the number of its passages. What the passages add makes up the value."""

    heading: str
    value: int
    passages: tuple[Passage, ...]


def trace_id(connection: duckdb.DuckDBPyConnection, wanted: str) -> Trace:
    """Passages of an event, event report, claim or dispatch. Raises UsageError for an id that no table has.

    The id of an event that became another one is followed.
    """
    _want_nothing(connection)
    for name, fill in _BY_ID.items():
        for query in fill:
            connection.execute(query, [wanted])
        if found := _passages(connection):
            return Trace(f"{name} {wanted}", len(found), found)
    raise UsageError(f"no event, event report, claim or dispatch with facts has the id {wanted!r}")


_BY_ID = {
    "event": [
        """insert into wanted_reports select report_id, 1 from event_members where event_id = $1 or event_id in (
            select new_event_id from event_successions where old_event_id = $1
        )"""
    ],
    "event report": ["insert into wanted_reports select report_id, 1 from event_reports where report_id = ?"],
    "claim": ["insert into wanted_claims select claim_id, 1 from claims where claim_id = ?"],
    "dispatch": [
        "insert into wanted_reports select report_id, 1 from event_reports where dispatch_id = ?",
        "insert into wanted_claims select claim_id, 1 from claims where dispatch_id = ?",
    ],
}


def traceable() -> dict[str, tuple[str, ...]]:
    """Marts whose cells can be traced, with the columns of their keys."""
    names = sorted(name.removesuffix("_evidence") for name in models_of("evidence"))
    return {name: contracts.MART_TABLES[name].key for name in names}


def trace_cell(connection: duckdb.DuckDBPyConnection, mart: str, key: Sequence[str], measure: str = "") -> Trace:
    """Passages that one cell of a mart counts; a cell that the mart does not have is 0 and has none.

    key      values of the mart's key columns in their order; "" is null; of a period its year or month will do
    measure  the count; by default the mart's event_count, else its dispatch_count, else its first

    Raises UsageError for a mart, key or count that there is not.
    """
    marts = traceable()
    if mart not in marts:
        raise UsageError(f"{mart!r} is no mart that can be traced; there are: {', '.join(marts)}")
    columns = marts[mart]
    if len(key) != len(columns):
        raise UsageError(f"{mart} wants {' '.join(columns).upper()}, got {len(key)} value(s)")
    create_views(connection)
    counted = [
        row[0] for row in connection.execute(f"describe {mart}_evidence").fetchall() if row[0].endswith("_count")
    ]
    measure = measure or next((name for name in ("event_count", "dispatch_count") if name in counted), counted[0])
    if measure not in counted:
        raise UsageError(f"{mart} counts {', '.join(counted)}; there is no {measure!r} to trace")
    named = dict(zip(columns, (_key_value(*pair) for pair in zip(columns, key, strict=True)), strict=True))
    _want_nothing(connection)
    _want_cell(connection, mart, named, measure)
    where = _where(columns)
    value = connection.execute(f"select {measure} from {mart} where {where}", [*named.values()]).fetchall()
    shown = " ".join(text or "null" for text in key)
    return Trace(f"{mart} {shown}: {measure}", value[0][0] if value else 0, _passages(connection))


def _key_value(column: str, text: str) -> str | None:
    return text + "0000-01-01"[len(text) :] if column == "period" and text else text or None


def _where(columns: Sequence[str]) -> str:
    return " and ".join(f"{column}::varchar is not distinct from ?" for column in columns)


# Where a dispatch names what a mart counts it under: dispatch_id, start, end.
_SPANS = {
    "country_code": "select dispatch_id, first_start, first_end from dispatch_countries where country_code = ?",
    "party_id": "select dispatch_id, first_start, first_end from dispatch_parties where party_id = ?",
    "region": """select dispatch_id, first_start, first_end
        from dispatch_countries join stg_countries using (country_code) where region = ?""",
    "event_type": "select dispatch_id, sentence_start, sentence_end from event_reports where event_type = ?",
}


def _want_cell(connection: duckdb.DuckDBPyConnection, mart: str, named: dict[str, str | None], measure: str) -> None:
    """An event's reports each add 1 where reports are counted; else the first of them adds the event."""
    connection.execute(
        f"""create or replace temp table traced as
        select dispatch_id, event_id, sum({measure})::bigint as adds from {mart}_evidence
        where {_where(list(named))} and {measure} > 0 group by all""",
        [*named.values()],
    )
    first = "row_number() over (partition by event_id order by report_id) = 1"
    connection.execute(f"""insert into wanted_reports
        select report_id, {"1" if measure == "report_count" else f"if({first}, adds, 0)"}
        from traced join event_members using (event_id)""")
    connection.execute("""insert into wanted_dispatches
        select dispatch_id, adds, [] from traced where dispatch_id is not null""")
    for column in named.keys() & _SPANS.keys():
        connection.execute(
            f"""update wanted_dispatches set spans = list_append(wanted_dispatches.spans, [found.s, found.e]) from (
                select dispatch_id, min(s) as s, arg_min(e, s) as e
                from ({_SPANS[column]}) as spans (dispatch_id, s, e) where s is not null group by 1
            ) as found where found.dispatch_id = wanted_dispatches.dispatch_id""",
            [named[column]],
        )


def _want_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create or replace temp table wanted_reports (report_id varchar, adds bigint)")
    connection.execute("create or replace temp table wanted_claims (claim_id varchar, adds bigint)")
    connection.execute(
        "create or replace temp table wanted_dispatches (dispatch_id varchar, adds bigint, spans bigint[][])"
    )


_OF_DISPATCH = """
    d.dispatch_id, d.title, coalesce(d.agency, regexp_extract(d.url, '^[a-z]+://(?:www\\.)?([^/:]+)', 1), d.source_id),
    d.dispatch_date, d.url, d.locator, d.raw_sha256, coalesce((
        select list(
            concat_ws(' ', field, coalesce(old, 'null'), '->', coalesce(new, 'null') || ':', why, who)
            order by field, old, new
        )
        from corrections as c
        where state = 'applied' and {concerned}
    ), [])
"""


def _of_dispatch(start: str = "null", end: str = "null", event: str = "false") -> str:
    """Columns of Passage after `marks`: of the dispatch, and the corrections of its own fields and of the span."""
    within = f"(c.start_char is null or coalesce(c.start_char >= {start} and c.end_char <= {end}, true))"
    return _OF_DISPATCH.format(concerned=f"(c.dispatch_id = d.dispatch_id and {within} or {event})")


_EVENTS_OF_REPORT = "select event_id from event_members where event_members.report_id = r.report_id"
_PASSAGES = (
    f"""with sides as (
        select report_id,
            string_agg(
                coalesce(party_id, group_id, organization, person, country_code), ' - ' order by side_no, member_no
            ) as sides,
            list(country_code) || list(party_id) || list(group_id) as entities
        from event_report_participants semi join wanted_reports using (report_id) group by report_id
    ),
    marked as (
        select r.report_id,
            list([m.start_char - r.sentence_start, m.end_char - r.sentence_start] order by m.start_char) as marks
        from event_reports as r join sides using (report_id) join mentions as m using (dispatch_id)
        where m.start_char >= r.sentence_start and m.end_char <= r.sentence_end
            and list_contains(sides.entities, m.entity_id)
        group by r.report_id
    )
    select
        adds, concat_ws(' ', event_type, sub_type, status, level, date_label, sides), sentence, coalesce(marks, []),
        {_of_dispatch("r.sentence_start", "r.sentence_end", "c.event_id in (" + _EVENTS_OF_REPORT + ")")}
    from wanted_reports join event_reports as r using (report_id) join dispatches as d using (dispatch_id)
    left join sides using (report_id) left join marked using (report_id)
    order by r.date_start, d.dispatch_date, d.dispatch_id, r.report_no""",
    f"""select
        adds, concat_ws(' ', 'claim', claimant, subject, comparator, quantity_low, quantity_high, unit, about), surface,
        [], {_of_dispatch("told.start_char", "told.end_char")}
    from wanted_claims join claims as told using (claim_id) join dispatches as d using (dispatch_id)
    order by d.dispatch_date, d.dispatch_id, claim_no""",
    f"""with placed as (
        select *, coalesce(list_min(list_transform(spans, lambda s: s[1])), 0) as first_start,
            coalesce(list_max(list_transform(spans, lambda s: s[2])), 0) as last_end
        from wanted_dispatches
    ),
    cut as (
        select *, greatest(first_start - {CONTEXT}, 0) as cut_start,
            least(last_end, first_start + {CONTEXT}) + {CONTEXT} as cut_end
        from placed
    )
    select
        adds, 'dispatch', substring(d.text, cut_start + 1, cut_end - cut_start),
        list_transform(
            list_filter(spans, lambda s: s[2] <= cut_end), lambda s: [s[1] - cut_start, s[2] - cut_start]
        ),
        {_of_dispatch()}
    from cut join dispatches as d using (dispatch_id)
    order by d.dispatch_date, d.dispatch_id""",
)


def _passages(connection: duckdb.DuckDBPyConnection) -> tuple[Passage, ...]:
    return tuple(Passage(*row) for query in _PASSAGES for row in connection.execute(query).fetchall())


def archived_page(connection: duckdb.DuckDBPyConnection, home: Home, dispatch_id: str) -> bytes:
    """The raw bytes that the current version of a dispatch was read from. Raises UsageError, and PartywireError where
    the archive has lost them."""
    wanted = connection.execute("select raw_sha256 from dispatches where dispatch_id = ?", [dispatch_id]).fetchall()
    if not wanted:
        raise UsageError(f"no dispatch has the id {dispatch_id!r}")
    raw = Archive(home.archive).raw(wanted[0][0])
    if raw is not None:
        return raw
    raise PartywireError(
        f"the archive holds no whole record of the raw bytes {wanted[0][0]}; `partywire verify` says more"
    )
