"""Extraction quality on the annotated development dispatches: python -m benchmarks.quality [--write].

`--write` puts the table into docs/quality.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from benchmarks.annotated import GOLD, lines, scorer
from tasks.extract.record import record
from tasks.process import DateRange, process
from tasks.records import Candidate, Given, Perspective, Processed
from tasks.reference import PROJECT_ROOT

FOUNDING = GOLD.parent / "dispatches" / "cns-2002-10-28.txt"
PAGE = PROJECT_ROOT / "docs" / "quality.md"
FIELDS = {
    "countries": "countries",
    "parties": "parties",
    "parties_linked": "parties, each once",
    "ev_strict": "events: type, sides, date",
    "ev_relaxed": "events: type, sides",
    "ev_parties": "events: which party met which",
    "claims": "claims",
    "m:date": "publication date",
    "m:dateline_date": "dateline date",
    "m:dateline_place": "dateline place",
    "m:dateline_country": "dateline country",
    "m:agency": "agency",
    "m:byline": "byline",
    "m:language": "language",
}
Scores = dict[str, tuple[float, float, float, int]]  # field -> precision, recall, F1, gold values


def available() -> bool:
    return (GOLD / "dispatches" / "texts.dev.jsonl").exists() and FOUNDING.exists()


def extracted() -> list[dict[str, Any]]:
    """Records of the dispatches whose text is at hand, as `partywire extract` prints them."""
    texts = [{"id": "seed-cns-2002", "text": FOUNDING.read_text(encoding="utf-8")}]
    texts += [entry for entry in lines(GOLD / "dispatches" / "texts.dev.jsonl") if entry["id"] != "seed-cns-2002"]
    found = []
    for entry in texts:
        raw = json.dumps({"text": entry["text"]}, ensure_ascii=False).encode()
        given = Given(id=entry["id"], url=entry.get("url"))
        result = process(Candidate(raw, "record", entry["id"], given, "text"), Perspective(), DateRange())
        assert isinstance(result, Processed), result
        found.append(record(result.dispatch, result.facts, entry["id"]))
    return found


def _figures(cells: Any) -> Scores:
    return {name: (*cells[name].prf(), cells[name].tp + cells[name].fn) for name in FIELDS if name in cells}


def scores() -> tuple[dict[str, Scores], int, int]:
    """Per part (all, lang=en, lang=zh): the scores; event-free dispatches that got an event, and how many there are."""
    records = extracted()
    printed = "\n".join(json.dumps(entry, ensure_ascii=False) for entry in records)
    adapted = subprocess.run(
        [sys.executable, str(GOLD / "adapt.py")], input=printed, capture_output=True, text=True, check=True
    ).stdout
    predictions = {entry["id"]: entry for entry in map(json.loads, adapted.splitlines())}
    evaluation = scorer(GOLD / "dispatches" / "score.py")
    golds = [g for g in lines(GOLD / "dispatches" / "annotations.dev.jsonl") if g["id"] in predictions]
    _, cells = evaluation.evaluate(golds, predictions, evaluation.load_parties(GOLD / "dispatches" / "parties.dev.csv"))
    parts = {part: _figures(cells[part]) for part in ("all", "lang=en", "lang=zh")}
    quiet = [g for g in golds if not any(event["level"] != "background" for event in g["events"])]
    alarms = sum(any(e["level"] != "background" for e in predictions[g["id"]]["events"]) for g in quiet)
    return parts, alarms, len(quiet)


def table() -> str:
    """The scores as a Markdown table."""
    parts, alarms, quiet = scores()
    rows = ["| | P | R | F1 | F1 English | F1 Chinese | annotated |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for name, label in FIELDS.items():
        precision, recall, f1, count = parts["all"][name]
        languages = [parts[part].get(name, (0, 0, 0, 0)) for part in ("lang=en", "lang=zh")]
        shown = " | ".join(f"{part[2]:.2f}" if part[3] else "-" for part in languages)
        rows.append(f"| {label} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {shown} | {count} |")
    return "\n".join(rows) + f"\n\nEvent-free dispatches that got an event: {alarms} of {quiet}.\n"


def main() -> None:
    if not available():
        sys.exit(f"no annotated dispatches in {GOLD}; set GOLD to their folder")
    result = table()
    print(result)
    if "--write" in sys.argv:
        begin, end = "<!-- scores -->\n", "<!-- end -->"
        head, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
        PAGE.write_text(f"{head}{begin}\n{result}\n{end}{rest.partition(end)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
