"""A corpus of made dispatches with known counts, the same bytes every time: python -m benchmarks.corpus FOLDER COUNT.

Sentences of our own (corpus.yml) with real countries and parties, English and Chinese, dated over years. Which
countries and parties a dispatch names is known because the generator put them there. Of the inputs one in 25 is a wire
copy (the same text under another address) and one in 100 an input that was there before. Files: corpus_files.py; pages,
with menus and boxes that name other countries: corpus_pages.py.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

SEED = "partywire"
FIRST_DAY, DAYS = dt.date(2009, 1, 1), 16 * 365
SITES = 8


@dataclass(frozen=True, slots=True)
class Country:
    """A country's names, its capital's and its party's, in one language."""

    code: str
    name: str
    capital: str
    party_id: str
    party: str


@dataclass(frozen=True, slots=True)
class Made:
    """One made input. parties: how often each party's full name stands in the paragraphs."""

    number: int
    site: int
    url: str
    language: str
    day: dt.date
    title: str
    paragraphs: tuple[str, ...]
    countries: frozenset[str]
    parties: tuple[tuple[str, int], ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


@lru_cache(maxsize=1)
def material() -> dict[str, Any]:
    """corpus.yml."""
    content: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return content


@lru_cache(maxsize=2)
def countries(language: str) -> tuple[Country, ...]:
    rows = material()["countries"].items()
    if language == "en":
        return tuple(Country(code, row[0], row[2], row[4], row[5]) for code, row in rows)
    return tuple(Country(code, row[1], row[3], row[4], row[6]) for code, row in rows)


def inputs(count: int, start: int = 0, day: dt.date | None = None) -> Iterator[Made]:
    """`count` inputs from number `start` on, copies and repetitions among them; with `day` all of that day."""
    for number in range(start, start + count):
        if number % 100 == 50:
            yield dispatch(number - 2, day)
        elif number % 25 == 24:
            original = dispatch(number - 7, day)
            yield _at_site(replace(original, number=number), (original.site + 2) % SITES)
        else:
            yield dispatch(number, day)


def dispatch(number: int, day: dt.date | None = None) -> Made:
    """The dispatch of that number, of a random day or the given one. Even sites are English, the others Chinese."""
    chance = random.Random(f"{SEED}-{number}")
    site = chance.randrange(SITES)
    language = "zh" if site % 2 else "en"
    day = day or FIRST_DAY + dt.timedelta(days=chance.randrange(DAYS))
    host, guest, *others = chance.sample(countries(language), 4)
    writer = _Writer(chance, language, day, host, guest, others)
    title, paragraphs = writer.title(), writer.paragraphs()
    made = Made(number, site, "", language, day, title, paragraphs, writer.countries(), writer.parties())
    return _at_site(made, site)


def _at_site(made: Made, site: int) -> Made:
    url = f"https://site{site}.example/{made.day:%Y/%m-%d}/{made.number}.html"
    return replace(made, site=site, url=url)


class _Writer:
    """Fills templates and keeps account of what was named."""

    def __init__(
        self, chance: random.Random, language: str, day: dt.date, host: Country, guest: Country, others: list[Country]
    ) -> None:
        self._chance, self._language, self._day = chance, language, day
        self._host, self._guest, self._others = host, guest, others
        self._words = material()[language]
        self._named: Counter[str] = Counter()

    def title(self) -> str:
        return self._sentence(self._chance.choice(self._words["titles"]))

    def paragraphs(self) -> tuple[str, ...]:
        """A dateline and the event, then some fifteen sentences, of which up to two name further countries."""
        words, chance = self._words, self._chance
        body = [chance.choice(words["seconds"])]
        body += chance.sample(words["fillers"], chance.randint(9, 16))
        body += chance.sample(words["mentions_of_others"], chance.randint(0, 2))
        body.append(chance.choice(words["closing"]))
        body[1:-1] = chance.sample(body[1:-1], len(body) - 2)
        lead = self._dateline() + self._sentence(chance.choice(words["leads"]))
        told = [self._sentence(template) for template in body]
        space = " " if self._language == "en" else ""
        indent = "" if self._language == "en" else "　　"
        return (indent + lead, *(indent + space.join(told[at : at + 2]) for at in range(0, len(told), 2)))

    def countries(self) -> frozenset[str]:
        return frozenset(name for name, count in self._named.items() if count and "-" not in name)

    def parties(self) -> tuple[tuple[str, int], ...]:
        return tuple(sorted((name, count) for name, count in self._named.items() if count and "-" in name))

    def _dateline(self) -> str:
        agency, day = self._words["agency"], self._day
        if self._language == "en":
            return f"{self._host.capital.upper()}, {day:%B} {day.day}, {day.year} ({agency}) -- "
        return f"{agency}{self._host.capital}{day.year}年{day.month}月{day.day}日电（记者 {self._person()}）"

    def _person(self) -> str:
        given, family = self._chance.choice(self._words["given"]), self._chance.choice(self._words["family"])
        return f"{given} {family}" if self._language == "en" else f"{family}{given}"

    def _sentence(self, template: str) -> str:
        for side, country in (("host", self._host), ("guest", self._guest)):
            self._named[country.code] += template.count(f"{{{side}}}")
            self._named[country.party_id] += template.count(f"{{{side}_party}}")
        for slot, country in zip(("other", "other2"), self._chance.sample(self._others, 2), strict=True):
            self._named[country.code] += template.count(f"{{{slot}}}")
            template = template.replace(f"{{{slot}}}", country.name)
        topic, topic2 = self._chance.sample(self._words["topics"], 2)
        return template.format(
            host=self._host.name, guest=self._guest.name, host_party=self._host.party, guest_party=self._guest.party,
            person=self._person(), family=self._chance.choice(self._words["family"]), topic=topic, topic2=topic2,
            weekday=f"{self._day:%A}", day=self._day.day, number=self._chance.randint(100, 9999),
            small=self._chance.randint(2, 40),
        )  # fmt: skip


def main() -> None:
    from benchmarks.corpus_files import FORMS, write

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--form", choices=FORMS, default="warc")
    options = parser.parse_args()
    path = write(options.folder, options.count, options.form)
    print(f"{options.count:,} inputs: {path}, what to count in them: {path}.truth.json")


if __name__ == "__main__":
    main()
