"""Party Facts (partyfacts.herokuapp.com) as further parties in a user's own folder of reference rows.

The user downloads the files; the project has none of them. Two kinds are read, told apart by their columns: core
parties, and ids of other sources with a Wikidata id for each party (column wikidata_id, or dataset_key and
dataset_party_id). Parties of ours are matched by their Party Facts id, else by country and name, and left as they are.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from tasks import reference
from tasks.errors import UsageError
from tasks.gazetteer import fold

_CHECKED = f"{reference.IMPORTED}partyfacts:"

_CORE = frozenset(("country", "partyfacts_id", "name", "name_english", "name_short", "year_first", "year_last"))
_WIKIDATA = frozenset(("partyfacts_id", "wikidata_id"))
_EXTERNAL = frozenset(("partyfacts_id", "dataset_key", "dataset_party_id"))
_WIKIDATA_ID = re.compile(r"Q\d+")
# Entries for "independents", "others" and the like carry a code or a remark.
_NO_PARTY = "[no-party]"


class Imported(NamedTuple):
    """What an import did, in numbers of parties. skipped: reason -> number."""

    added: int
    matched: int
    skipped: dict[str, int]
    path: Path

    def summary(self) -> str:
        """Two lines for a person."""
        skipped = ", ".join(f"{count} {reason}" for reason, count in sorted(self.skipped.items()))
        counts = f"{self.added} parties added, {self.matched} known already, {sum(self.skipped.values())} skipped"
        return f"{counts}{f' ({skipped})' if skipped else ''}\nwritten to {self.path}"


def import_parties(files: Sequence[Path], folder: Path) -> Imported:
    """Adds the parties of the files to parties.csv of the folder; those of an earlier import are replaced, all other
    rows stay. Raises UsageError in one line for a file that is not one of Party Facts."""
    core: list[reference.Row] = []
    wikidata: dict[str, str] = {}
    for path in files:
        rows, columns = _read(path)
        if columns >= _CORE:
            core += rows
        elif columns >= _WIKIDATA or columns >= _EXTERNAL:
            wikidata.update(_wikidata_ids(rows))
        else:
            missing = ", ".join(sorted(_CORE - columns))
            raise UsageError(f"{path} is no file of Party Facts: core parties need the columns {missing}")
    if not core:
        raise UsageError("no core parties among the files: name the file of core parties of Party Facts")
    target = folder / "parties.csv"
    own = _kept(target)
    parties, matched, skipped = _converted(core, wikidata, own)
    _write(target, [*own, *parties])
    return Imported(len(parties), matched, skipped, target)


def _read(path: Path) -> tuple[list[reference.Row], frozenset[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = [{key or "": value or "" for key, value in row.items() if isinstance(value, str)} for row in reader]
            return rows, frozenset(reader.fieldnames or ())
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path} is no CSV file in UTF-8: {error}") from None
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None


def _wikidata_ids(rows: Iterable[reference.Row]) -> dict[str, str]:
    """Party Facts id -> Wikidata id."""
    found = {}
    for row in rows:
        if row.get("dataset_key", "wikidata") == "wikidata":
            item = row.get("wikidata_id") or row.get("dataset_party_id") or ""
            if _WIKIDATA_ID.fullmatch(item):
                found[row["partyfacts_id"]] = item
    return found


def _kept(target: Path) -> list[reference.Row]:
    """The user's rows that stay: all but those of an earlier import."""
    if not target.exists():
        return []
    return [row for row in reference.own_rows("parties", target) if not row["checked"].startswith(_CHECKED)]


def _converted(
    core: Iterable[reference.Row], wikidata: dict[str, str], own: list[reference.Row]
) -> tuple[list[reference.Row], int, dict[str, int]]:
    """Rows of parties.csv in the order of country and id; how many are known; why others were left out."""
    listed = [*reference.shipped("parties"), *own]
    known = {row["partyfacts_id"] for row in listed}
    named = {(row["country_code"], fold(row["name_en"]).lower()) for row in listed}
    items = {row["wikidata_id"] for row in listed}
    countries = {row["code"] for row in reference.shipped("countries")}
    parties, matched, skipped = {}, 0, Counter[str]()
    for row in core:
        number, name = row["partyfacts_id"].strip(), _english(row)
        if not number.isdigit() or not name:
            skipped["without an id or a name"] += 1
        elif row.get("technical") or _NO_PARTY in name or _NO_PARTY in row["name"]:
            skipped["that are no parties (independents, others)"] += 1
        elif row["country"] not in countries:
            skipped["of countries that reference/countries.csv lacks"] += 1
        elif number in known or (row["country"], fold(name).lower()) in named:
            matched += 1
        else:
            item = wikidata.get(number, "")
            parties[number] = _party(row, number, name, "" if item in items else item)
    ordered = sorted(parties.values(), key=lambda row: (row["country_code"], int(row["partyfacts_id"])))
    return ordered, matched, dict(skipped)


def _english(row: reference.Row) -> str:
    """The first of the English names ("A / B"), else the native one."""
    return re.split(r"\s+//?\s+", row["name_english"] or row["name"])[0].strip()


def _party(row: reference.Row, number: str, name: str, item: str) -> reference.Row:
    first, last = _year(row["year_first"]), _year(row["year_last"])
    if first and last and first > last:
        first = last = ""
    native = row["name"].strip()
    return {
        "party_id": f"{row['country']}-PF{number}",
        "country_code": row["country"],
        "name_en": name,
        "name_native": native if native != name else "",
        "abbreviation": row["name_short"].strip(),
        "founded": first,
        "dissolved": last,
        "partyfacts_id": number,
        "wikidata_id": item,
        "checked": f"{_CHECKED}{number}",
    }


def _year(text: str) -> str:
    return text.strip() if re.fullmatch(r"[12]\d{3}", text.strip()) else ""


def _write(target: Path, rows: list[reference.Row]) -> None:
    """Through a second file, so that a full disk leaves the old one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".csv.new")
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(reference.shipped("parties")[0]), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    draft.replace(target)
