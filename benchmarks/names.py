"""What finding who costs, in processor time: python -m benchmarks.names.

Three figures, each a ratio within one run:
- finding countries, regions, parties, groups, organisations and persons, against the bare BeautifulSoup(lxml) parse of
  the same pages (those of the annotated sets beside the clone);
- a gazetteer of 100,000 names against one of 1,000, on the same texts;
- the first dispatches of a process, which build all tables of names, in seconds.
"""

from __future__ import annotations

import random
import string
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup

from benchmarks.annotated import GOLD, lines
from tasks.errors import Unusable
from tasks.extract import countries, organizations, parties, persons
from tasks.extract.annotated import annotate
from tasks.gazetteer import Gazetteer
from tasks.normalize import normalize
from tasks.records import Candidate, Dispatch, Given

SETS = ("wcxb_dev", "gne_nogold")
ROUNDS = 3  # the least of so many is taken: other work on the machine only ever adds
SIZES = (1_000, 100_000)


def seconds(work: Callable[[Any], object], items: list[Any]) -> float:
    """Processor time of one round over the items."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        for item in items:
            work(item)
        best = min(best, time.process_time() - started)
    return best


def find_who(dispatch: Dispatch) -> None:
    """Everything of tasks.extract.extract that says who."""
    mentions = countries.find(dispatch)
    mentions += parties.find(dispatch, mentions)
    mentions += organizations.find(dispatch, mentions)
    mentions += persons.find(dispatch, mentions)
    document = annotate(dispatch, mentions)
    for part in (countries, parties, persons):
        part.facts(document)


def pages(name: str) -> tuple[list[bytes], list[Dispatch]]:
    """The pages of a set in which text is found, and their dispatches."""
    raw, dispatches = list[bytes](), list[Dispatch]()
    for row in lines(GOLD / "pages" / name / "manifest.jsonl"):
        html = (GOLD / "pages" / name / row["html"]).read_bytes()
        try:
            dispatches.append(normalize(Candidate(html, "html", row["id"], Given(url=row.get("url")))))
        except Unusable:
            continue
        raw.append(html)
    return raw, dispatches


def made_up_names(count: int) -> dict[str, int]:
    """Names of two made-up words."""
    chance = random.Random(2002)
    letters = string.ascii_lowercase

    def word() -> str:
        return "".join(chance.choices(letters, k=chance.randint(4, 9))).capitalize()

    return {f"{word()} {word()}": number for number in range(count)}


def gazetteer_ratio(texts: list[str]) -> float:
    small, large = (seconds(Gazetteer(made_up_names(size)).find, texts) for size in SIZES)
    return large / small


def first_dispatch() -> float:
    """Processor seconds in which a new process finds who in its first dispatch of each language, without imports."""
    code = (
        "import time; from benchmarks.names import find_who; from tasks.records import Dispatch; "
        "started = time.process_time(); find_who(Dispatch(text='Guests of China met.')); "
        "find_who(Dispatch(text='中国代表团访问越南。')); "
        "print(time.process_time() - started)"
    )
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def main() -> None:
    texts: list[str] = []
    for name in SETS:
        raw, dispatches = pages(name)
        find_who(dispatches[0])  # building the tables is measured apart
        parse = seconds(lambda html: BeautifulSoup(html, "lxml"), raw)
        who = seconds(find_who, dispatches)
        print(
            f"{name}: {len(raw)} pages; parse {1000 * parse / len(raw):.1f} ms, who {1000 * who / len(raw):.1f} ms, "
            f"ratio {who / parse:.3f}"
        )
        texts += [dispatch.text for dispatch in dispatches]
    print(f"gazetteer of {SIZES[1]:,} names against {SIZES[0]:,}: {gazetteer_ratio(texts):.2f}")
    print(f"first dispatches of a process: {first_dispatch():.2f} s")


if __name__ == "__main__":
    main()
