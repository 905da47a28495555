"""Which names stand for parties, groups and persons in dispatches: python -m benchmarks.surfaces [--write] INPUT...

Counts every surface with what it is linked to, most frequent first, and the names of parties that stay unlinked or are
not in the table: what to read when looking for systematic errors. `--write` puts the tables into docs/quality.md; the
inputs themselves are not part of the project, and their paths are not written down.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tasks.inputs import read_inputs
from tasks.process import DateRange, process
from tasks.records import Mention, Perspective, Rejected
from tasks.reference import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "quality.md"
BEGIN, END = "<!-- surfaces -->\n", "<!-- end of surfaces -->\n"
MOST = 100
Counted = Counter[tuple[str, str]]  # (surface, entity) -> mentions


def mentions(inputs: Sequence[str]) -> Iterator[tuple[Mention, ...]]:
    """The mentions of every usable dispatch."""
    for item in read_inputs(inputs):
        result = item if isinstance(item, Rejected) else process(item, Perspective(), DateRange())
        if not isinstance(result, Rejected):
            yield result.facts.mentions


def count(found: Iterable[tuple[Mention, ...]]) -> dict[str, Counted]:
    """Kind of mention -> surfaces; "unlinked": parties without a row in the table."""
    counted: dict[str, Counted] = {kind: Counter() for kind in ("party", "party_group", "person", "unlinked")}
    for of_one in found:
        for mention in of_one:
            if mention.kind in counted:
                entity = mention.entity_id or "?"
                counted[mention.kind][" ".join(mention.surface.split()), entity] += 1
                if mention.kind == "party" and (mention.entity_id is None or "-unlisted-" in mention.entity_id):
                    counted["unlinked"][" ".join(mention.surface.split()), _country(mention)] += 1
    return counted


def _country(mention: Mention) -> str:
    """What is known of a party that the table lacks: its country, or the number of parties that it might be."""
    return mention.country or (f"{len(mention.candidates)} candidates" if mention.candidates else "no country")


def _ranked(counted: Counted, most: int | None = None) -> str:
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:most]
    shown = (
        f"{surface} {number}" if entity == surface else f"{surface} → {entity} {number}"
        for (surface, entity), number in ranked
    )
    return "; ".join(shown) or "none"


def tables(counted: dict[str, Counted]) -> str:
    """The rankings in Markdown, a paragraph each."""
    sums = {kind: (sum(found.values()), len(found)) for kind, found in counted.items()}
    parts = [
        f"**{label}**, {sums[kind][0]:,} mentions of {sums[kind][1]:,} surfaces{extra}: {_ranked(counted[kind], most)}."
        for kind, label, most, extra in (
            ("party", "Parties", MOST, f", the {MOST} most frequent"),
            ("unlinked", "Parties not linked to the table", None, ""),
            ("party_group", "Groups of parties", MOST, ""),
            ("person", "Persons", MOST, f", the {MOST} most frequent"),
        )
    ]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    inputs = [argument for argument in sys.argv[1:] if argument != "--write"]
    if not inputs:
        sys.exit("which dispatches? python -m benchmarks.surfaces [--write] INPUT...")
    result = tables(count(mentions(inputs)))
    print(result)
    if "--write" in sys.argv:
        head, begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        if not begin:
            sys.exit(f"{PAGE.name} has no {BEGIN.strip()}")
        PAGE.write_text(f"{head}{BEGIN}\n{result}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
