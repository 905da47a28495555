"""How well a page is read, on pages in the forms of many outlets: python -m tests.gold.pages_score dev|held [--misses]

text     shared runs of four tokens, counted with their repeats (the measure of the article extraction benchmark): a page's
         right, wrong and missed runs; precision and recall are means over pages. A Chinese character is a token.
title    equal after NFKC, case folding and dropping all that is no word character; a page may accept several.
date     by calendar day as printed: precision over pages given a date, recall over pages that have one.
author   over names, wherever a page has or is given one.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import Any

from tests.gold.halves import asked_for
from tests.gold.pages_adapter import extract
from tests.gold.tally import Tally

PAGES = Path(__file__).resolve().parent / "pages"
TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W\u3400-\u9fff\uf900-\ufaff]+")
RUN = 4  # tokens
WEAK = 0.95  # a page whose text is read less well than this is a miss

Page = dict[str, Any]
Tallies = dict[str, Tally]  # field -> tally of one page; "text" counts runs


def pages(half: str) -> list[Page]:
    return [json.loads(line) for line in (PAGES / half / "pages.jsonl").read_text(encoding="utf-8").splitlines()]


def _runs(text: str) -> Counter[tuple[str, ...]]:
    tokens = TOKEN.findall(unicodedata.normalize("NFKC", text))  # full-width digits and letters are the same text
    return Counter(tuple(tokens[start : start + RUN]) for start in range(max(1, len(tokens) - RUN + 1)) if tokens)


def compare_text(got: str, gold: str) -> Tally:
    found, expected = _runs(got), _runs(gold)
    right = (found & expected).total()
    wrong, missed = (
        [" ".join(run) for run in (one - other).elements()] for one, other in ((found, expected), (expected, found))
    )
    return Tally(right, wrong, right, missed)


def folded(value: str | None) -> str | None:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", value).casefold()) if value else None


def _day(published: str | None) -> str | None:
    """The calendar day; a mere month or year is none."""
    return published[:10] if published and len(published) >= len("2004-05-12") else None


def compare(page: Page, read: dict[str, Any]) -> Tallies:
    """Field -> tally of one page, where `read` is what pages_adapter.extract gave for it."""
    tallies = {name: Tally() for name in ("title", "date", "author")}
    title = folded(read.get("title"))
    accepted = {folded(page["title"]): page["title"], **{folded(also): also for also in page.get("title_also", ())}}
    tallies["title"].compare([page["title"] if title in accepted else read.get("title")], [page["title"]])
    tallies["date"].compare([_day(read.get("published"))], [page["published"]])
    tallies["author"].compare(map(folded, read.get("authors") or ()), map(folded, page["authors"]))
    return {"text": compare_text(read.get("text") or "", page["text"]), **tallies}


def score(half: str) -> Iterator[tuple[Page, Tallies]]:
    for page in pages(half):
        yield page, compare(page, extract((PAGES / half / page["html"]).read_bytes(), page["url"]))


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def figures(results: list[tuple[Page, Tallies]]) -> dict[str, float]:
    """Measure -> share, text by mean over pages and the rest by count."""
    tallies = [found for _, found in results]
    fields = {name: _sum(found[name] for found in tallies) for name in ("title", "date", "author")}
    precision, recall = (fmean(getattr(found["text"], side) for found in tallies) for side in ("precision", "recall"))
    return {
        "text P": precision,
        "text R": recall,
        "text F1": f1(precision, recall),
        "title": fields["title"].recall,
        "date P": fields["date"].precision,
        "date R": fields["date"].recall,
        "author P": fields["author"].precision,
        "author R": fields["author"].recall,
        "author F1": fields["author"].f1,
    }


def _sum(tallies: Iterator[Tally]) -> Tally:
    whole = Tally()
    for part in tallies:
        whole.right, whole.met = whole.right + part.right, whole.met + part.met
        whole.wrong, whole.missed = whole.wrong + part.wrong, whole.missed + part.missed
    return whole


def misses(page: Page, tallies: Tallies) -> Iterator[str]:
    """A line for a weak text, with the first and last wrong and missed runs, and for every other wrong or missed value."""
    for name, tally in tallies.items():
        if name != "text":
            yield from (f"  + {name}: {value}" for value in tally.wrong)
            yield from (f"  - {name}: {value}" for value in tally.missed)
        elif tally.f1 < WEAK:
            yield f"  text P {tally.precision:.3f} R {tally.recall:.3f}  ({page['form']})"
            for sign, runs in (("+", tally.wrong), ("-", tally.missed)):
                yield from (f"    {sign} {len(runs)} runs: {runs[0]} ... {runs[-1]}" for runs in [runs] if runs)


def main() -> None:
    half, show_misses = asked_for(__doc__)
    results = list(score(half))
    if show_misses:
        for page, tallies in results:
            lines = list(misses(page, tallies))
            print(*([page["id"], *lines] if lines else []), sep="\n", end="\n" if lines else "")
    for language in ("en", "zh", None):
        chosen = [result for result in results if language in (result[0]["language"], None)]
        shares = "  ".join(f"{name} {share:.3f}" for name, share in figures(chosen).items())
        print(f"{language or 'all':4}{len(chosen):3} pages  {shares}")


if __name__ == "__main__":
    main()
