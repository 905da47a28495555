"""Precision read by a person: events drawn at random from the tables, each judged against its sentence.

    python -m benchmarks.audit sample HOME SHEET.csv [--count 150] [--seed 2002]
    python -m benchmarks.audit figures SHEET.csv

`sample` writes a sheet with the sentence and what was coded; a reader fills in `verdict` (right, type, sides, date,
level, no event) and `cause`. `figures` prints precision by type. Sheets that are published hold no sentence: `figures`
with --publish FILE writes ids, seed, verdicts and causes alone.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tasks.store.home import Home
from tasks.store.query import connect

PUBLISHED = ("seed", "report_id", "dispatch_date", "language", "event_type", "level", "rule_id", "verdict", "cause")
SHEET = (*PUBLISHED, "coded", "sentence", "title")
RIGHT = "right"
_REPORTS = """
    select
        report_id, dispatch_date::varchar as dispatch_date, language, event_type, level, r.rule_id,
        concat_ws(' ', event_type, sub_type, status, level, date_label, coalesce('@' || place, null), sides) as coded,
        sentence, title
    from event_reports as r
    join dispatches using (dispatch_id)
    left join (
        select report_id, string_agg(
            concat_ws('/', role, country_code, party_id, group_id, organization, person), '; '
            order by side_no, member_no
        ) as sides
        from event_report_participants group by report_id
    ) using (report_id)
    order by report_id
"""


def sample(home: Path, count: int, seed: int) -> list[dict[str, str]]:
    """`count` event reports of the latest tables; the same seed and tables give the same ones."""
    with connect(Home(home)) as connection:
        rows = connection.sql(_REPORTS).to_arrow_table().to_pylist()
    chosen = random.Random(seed).sample(rows, min(count, len(rows)))
    return [{"seed": str(seed), "verdict": "", "cause": "", **row} for row in chosen]


def figures(rows: Iterable[dict[str, str]]) -> list[str]:
    """Lines of a table: event type, rows judged, share that is right; core events apart."""
    found: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        if row["verdict"]:
            for group in (row["event_type"], f"all {row['level']}", "all"):
                found[group].append(row["verdict"] == RIGHT)
    ordered = sorted(found.items(), key=lambda entry: (entry[0].startswith("all"), -len(entry[1]), entry[0]))
    lines = ["| events | judged | right |", "| --- | --- | --- |"]
    return lines + [f"| {group} | {len(right)} | {sum(right) / len(right):.2f} |" for group, right in ordered]


def _write(path: Path, rows: Iterable[dict[str, str]], columns: tuple[str, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    sampling = commands.add_parser("sample")
    sampling.add_argument("home", type=Path)
    sampling.add_argument("sheet", type=Path)
    sampling.add_argument("--count", type=int, default=150)
    sampling.add_argument("--seed", type=int, default=2002)
    judged = commands.add_parser("figures")
    judged.add_argument("sheet", type=Path)
    judged.add_argument("--publish", type=Path)
    options = parser.parse_args()
    if options.command == "sample":
        _write(options.sheet, sample(options.home, options.count, options.seed), SHEET)
        return
    with options.sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    print(*figures(rows), sep="\n")
    if options.publish:
        _write(options.publish, rows, PUBLISHED)


if __name__ == "__main__":
    main()
