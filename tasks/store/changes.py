"""version_changes: which facts a new version of a dispatch added or removed.

Facts are compared in words (`fact`), without offsets: a correction that shifts the text changes no fact by that.
"""

from __future__ import annotations

import duckdb

from tasks.store.database import insert

# Facts in words, of tables whose names start with {prefix}; {key} is the dispatch or the input they belong to.
_IN_WORDS = """
    select {key}, 'dispatch_countries' as table_name,
        concat_ws(' ', country_code, if(is_about, 'about', null), if(is_named, null, 'not named')) as fact
    from {prefix}dispatch_countries
    union
    select {key}, 'dispatch_parties', concat_ws(' ', party_id, if(is_about, 'about', null))
    from {prefix}dispatch_parties
    union
    select {key}, 'event_reports',
        concat_ws(' ', event_type, sub_type, status, level, date_label, place, place_country, sides)
    from {prefix}event_reports
    left join (
        select {key}, report_id, string_agg(
            concat_ws(' ', role, country_code, party_id, group_id, organization, person), '; '
            order by side_no, member_no
        ) as sides
        from {prefix}event_report_participants group by all
    ) using ({key}, report_id)
    union
    select {key}, 'claims',
        concat_ws(
            ' ', claimant, subject, comparator, quantity_low, quantity_high, unit, about, denominator, scope, place, as_of
        )
    from {prefix}claims
"""


def load_version_changes(connection: duckdb.DuckDBPyConnection) -> None:
    """Compares neighbouring versions of which this run or the former snapshot holds the facts."""
    connection.execute(f"""
        create temp table numbered_facts as
        select dispatch_id, version_no, table_name, fact
        from ({_IN_WORDS.format(key="input_key", prefix="part_")}) join versions using (input_key)
        union
        select dispatch_id, version_no, table_name, fact
        from ({_IN_WORDS.format(key="dispatch_id", prefix="former_")})
        join (
            select dispatch_id, versions.version_no
            from versions join former_dispatch_versions as former using (dispatch_id, version_id)
            where former.is_current and versions.input_key is null
        ) using (dispatch_id);

        create temp table told as
        select dispatch_id, version_no from versions where input_key is not null or version_id in (
            select version_id from former_dispatch_versions where is_current
        );

        create temp table steps as
        select dispatch_id, earlier.version_no as from_version_no, later.version_no as to_version_no
        from told as earlier join told as later using (dispatch_id)
        where later.version_no = earlier.version_no + 1
    """)
    insert(
        connection,
        "version_changes",
        """with added as (
            select dispatch_id, to_version_no, from_version_no, 'added' as change, table_name, fact
            from numbered_facts join steps using (dispatch_id)
            where version_no = to_version_no and (dispatch_id, from_version_no, table_name, fact) not in (
                select (dispatch_id, version_no, table_name, fact) from numbered_facts
            )
        ),
        removed as (
            select dispatch_id, to_version_no, from_version_no, 'removed' as change, table_name, fact
            from numbered_facts join steps using (dispatch_id)
            where version_no = from_version_no and (dispatch_id, to_version_no, table_name, fact) not in (
                select (dispatch_id, version_no, table_name, fact) from numbered_facts
            )
        )
        from added union from removed
        union from former_version_changes anti join steps using (dispatch_id, from_version_no, to_version_no)""",
    )
