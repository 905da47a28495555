"""version_changes: which facts a new version of a dispatch added or removed.

Facts are compared in words (`fact`), without offsets: a correction that shifts the text changes no fact by that.
"""

from __future__ import annotations

import duckdb

from tasks.store.database import replace_rows

# Facts in words, of tables whose names start with {prefix}; {key} is the dispatch or the input they belong to. Without
# `about`: it is the sentence of the claim, and a sentence that is worded anew moves no fact by that.
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
            ' ', claimant, subject, comparator, if(quantity_low is null and quantity_high is null, null, concat_ws(
                '-', {low}, if(quantity_high is distinct from quantity_low, {high}, null)
            )), unit, 'of ' || {whole}, scope, place, as_of
        )
    from {prefix}claims
"""
_NUMBER = r"regexp_replace({}::varchar, '\.0$', '')"  # 400, not 400.0


def facts_in_words(key: str, prefix: str) -> str:
    """Query (`key`, table_name, fact) over the fact tables whose names start with `prefix`."""
    numbers = {"low": "quantity_low", "high": "quantity_high", "whole": "denominator"}
    return _IN_WORDS.format(
        key=key, prefix=prefix, **{name: _NUMBER.format(column) for name, column in numbers.items()}
    )


def load_version_changes(connection: duckdb.DuckDBPyConnection) -> None:
    """Compares each version with the one before. The facts of former versions are kept, in words, for that."""
    connection.execute(f"""
        create temp table several as
        select dispatch_id, version_id, version_no, is_current, input_key from versions
        where dispatch_id in (select dispatch_id from versions where version_no > 1);

        create temp table told as
        select dispatch_id, version_id, version_no, is_current, table_name, fact
        from ({facts_in_words("input_key", "part_")}) join several using (input_key)
        union
        select dispatch_id, version_id, version_no, is_current, table_name, fact
        from ({facts_in_words("dispatch_id", "former_")})
        join (
            select several.* from several join former_dispatch_versions as former using (version_id)
            where former.is_current and several.input_key is null
        ) using (dispatch_id)
        union
        select several.dispatch_id, version_id, version_no, is_current, table_name, fact
        from former_superseded_facts join several using (version_id)
        where input_key is null
    """)
    replace_rows(connection, "superseded_facts", "from told where not is_current", of="touched")
    replace_rows(connection, "version_changes", _CHANGES, of="touched")


_CHANGES = """
    select
        dispatch_id, version_no - 1 as from_version_no, version_no as to_version_no, 'added' as change, table_name, fact
    from told where version_no > 1 and (dispatch_id, version_no - 1, table_name, fact) not in (
        select (dispatch_id, version_no, table_name, fact) from told
    )
    union by name
    select
        dispatch_id, version_no as from_version_no, version_no + 1 as to_version_no, 'removed' as change,
        table_name, fact
    from told where not is_current and (dispatch_id, version_no + 1, table_name, fact) not in (
        select (dispatch_id, version_no, table_name, fact) from told
    )
"""
