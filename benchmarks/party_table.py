"""Compares reference/parties.csv with the files of Party Facts: `python -m benchmarks.party_table [FOLDER]`.

FOLDER holds partyfacts-core-parties.csv and wikidata.csv (default: ../shared/reference/partyfacts). Read there, never
copied. Prints how many rows stand in it, then each disagreement: an id that it lacks, another country, years more than
TOLERANCE apart, another Wikidata item, no word in common between the names. Exit code 1 if ids or countries differ.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.annotated import GOLD
from tasks import reference
from tasks.gazetteer import fold

TOLERANCE = 2  # years: founding congresses, registrations and first elections are all given as the founding
# Its codes of parts of states and of states that ours files under another code.
SAME_COUNTRY = {
    ("GBR", "NIR"),
    ("SOM", "SML"),
    ("TZA", "ZZB"),
    ("SUN", "RUS"),
    ("ZAR", "COD"),
    ("CSK", "CZE"),
    ("YUG", "SRB"),
    ("VNM", "VNR"),
}
SERIOUS = ("id", "country")


class Disagreement(NamedTuple):
    kind: str
    party_id: str
    ours: str
    theirs: str


def table(path: Path) -> dict[str, reference.Row]:
    """Party Facts id -> row."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["partyfacts_id"]: row for row in csv.DictReader(file)}


def disagreements(folder: Path) -> Iterator[Disagreement]:
    """Where a row of ours with a Party Facts id says something else."""
    core, items = table(folder / "partyfacts-core-parties.csv"), table(folder / "wikidata.csv")
    aliases: dict[str, set[str]] = defaultdict(set)
    for row in reference.shipped("party_aliases"):
        aliases[row["party_id"]] |= _words(row, "alias")
    for row in reference.shipped("parties"):
        number, party_id = row["partyfacts_id"], row["party_id"]
        if not number:
            continue
        if number not in core:
            yield Disagreement("id", party_id, number, "")
            continue
        theirs = core[number]
        if row["country_code"] != theirs["country"] and (row["country_code"], theirs["country"]) not in SAME_COUNTRY:
            yield Disagreement("country", party_id, row["country_code"], theirs["country"])
        for ours, other in (("founded", "year_first"), ("dissolved", "year_last")):
            if row[ours] and theirs[other] and abs(int(row[ours]) - int(theirs[other])) > TOLERANCE:
                yield Disagreement(ours, party_id, row[ours], theirs[other])
        item = items.get(number, {}).get("wikidata_id", "")
        if row["wikidata_id"] and item and row["wikidata_id"] != item:
            yield Disagreement("wikidata", party_id, row["wikidata_id"], item)
        names = _words(row, "name_en", "name_native") | aliases[party_id]
        if not names & _words(theirs, "name", "name_english", "name_other"):
            yield Disagreement("name", party_id, row["name_en"], theirs["name_english"] or theirs["name"])
        if (
            row["abbreviation"]
            and theirs["name_short"]
            and not _same_letters(row["abbreviation"], theirs["name_short"])
        ):
            yield Disagreement("abbreviation", party_id, row["abbreviation"], theirs["name_short"])


def _words(row: reference.Row, *columns: str) -> set[str]:
    return {word for column in columns for word in re.findall(r"\w+", fold(row[column]).lower()) if len(word) > 2}


def _same_letters(ours: str, theirs: str) -> bool:
    """Whether one abbreviation is part of the other, by letters alone: CPRF and KPRF differ, PSOE and PSOE-A do not."""
    plain = [re.sub(r"\W", "", fold(text)).lower() for text in (ours, theirs)]
    return plain[0] in plain[1] or plain[1] in plain[0]


def figures() -> dict[str, int]:
    """Counts that docs/reference-data.md gives."""
    parties = reference.shipped("parties")
    return {
        "parties": len(parties),
        "checked": sum(row["checked"] != "unverified" for row in parties),
        "with Chinese names": sum(bool(row["name_zh"]) for row in parties),
        "countries": len({row["country_code"] for row in parties}),
        "further names": len(reference.shipped("party_aliases")),
        "periods in or out of government": len(reference.shipped("party_status")),
        "groups": len(reference.shipped("party_groups")),
        "terms of office": len(reference.shipped("persons")),
    }


def regions() -> list[tuple[str, int, int]]:
    """Region, parties, of them checked; most first."""
    region = {row["code"]: row["m49_subregion"] or row["m49_region"] for row in reference.shipped("countries")}
    rows = [(region[row["country_code"]] or "other", row["checked"]) for row in reference.shipped("parties")]
    total, checked = Counter(name for name, _ in rows), Counter(name for name, how in rows if how != "unverified")
    return [(name, count, checked[name]) for name, count in sorted(total.items(), key=lambda item: (-item[1], item[0]))]


def main() -> int:
    """Prints figures, regions and disagreements."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD.parent / "reference" / "partyfacts"
    for name, count in figures().items():
        print(f"{count:6} {name}")
    print()
    for name, count, checked in regions():
        print(f"{count:6} {name} ({checked} checked)")
    if not folder.is_dir():
        print(f"\n{folder} is not there: nothing to compare with", file=sys.stderr)
        return 0
    found = sorted(disagreements(folder))
    print(f"\n{len(found)} disagreements with Party Facts")
    for kind, count in sorted(Counter(entry.kind for entry in found).items()):
        print(f"{count:6} {kind}")
    for entry in found:
        print(*entry, sep="\t")
    return 1 if any(entry.kind in SERIOUS for entry in found) else 0


if __name__ == "__main__":
    sys.exit(main())
