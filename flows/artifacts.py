"""What a run leaves in Prefect's API: a Markdown summary with the counts, and a table of what could not be used."""

from __future__ import annotations

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from tasks.store.summary import Ranked, Summary

SHOWN_QUARANTINE = 500


def write_artifacts(summary: Summary) -> None:
    """Artifacts `run-summary` and `quarantine` of the flow run under way."""
    create_markdown_artifact(markdown=markdown(summary), key="run-summary", description=f"Run {summary.run_id}")
    rows = [{"input": row.locator, "reason": row.reason, "detail": row.detail} for row in summary.quarantine]
    create_table_artifact(
        table=rows[:SHOWN_QUARANTINE],
        key="quarantine",
        description=f"{len(rows)} inputs could not be used or were refused; the first {SHOWN_QUARANTINE} are shown",
    )


def markdown(summary: Summary) -> str:
    """Counts by outcome, the most contacted countries and parties, where the tables are."""
    lines = [f"# Run {summary.run_id}", "", "| inputs | |", "| --- | ---: |"]
    lines += [f"| {name} | {count:,} |" for name, count in summary.counts.items()]
    for title, ranking in (("country", summary.countries), ("party", summary.parties)):
        lines += ["", f"| {title} | events | dispatches |", "| --- | ---: | ---: |"]
        lines += [_row(entry) for entry in ranking]
    return "\n".join([*lines, "", f"Tables: `{summary.snapshot}`"])


def _row(entry: Ranked) -> str:
    return f"| {entry.name} | {entry.event_count:,} | {entry.dispatch_count:,} |"
