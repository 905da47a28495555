"""Leading office holders by name and date: reference/persons.csv."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from tasks import reference
from tasks.gazetteer import Gazetteer, fold, with_capitals


class Term(NamedTuple):
    """One office of one person in one period; months, YYYY-MM, an empty end is open."""

    name: str
    country: str
    party_id: str | None
    office: str
    valid_from: str
    valid_to: str


@lru_cache(maxsize=1)
def _terms() -> tuple[dict[str, list[Term]], dict[str, list[Term]]]:
    """Terms by full name and, for names in Latin script, by their last and first words."""
    full: dict[str, list[Term]] = defaultdict(list)
    part: dict[str, list[Term]] = defaultdict(list)
    for row in reference.rows("persons"):
        term = Term(
            row["name_en"],
            row["country_code"],
            row["party_id"] or None,
            row["office"],
            row["valid_from"],
            row["valid_to"],
        )
        full[row["name_en"]].append(term)
        if row["name_zh"]:
            full[row["name_zh"]].append(term)
        words = [word for word in fold(row["name_en"]).lower().replace(",", "").split() if word.rstrip(".") != "jr"]
        for word in {words[0], words[-1]}:
            part[word].append(term)
    return full, part


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer[tuple[Term, ...]]:
    """Full names. A Latin one of a single word, or a Chinese one of a single character, is no name by itself."""
    table = {name: tuple(terms) for name, terms in _terms()[0].items() if " " in name or not name.isascii()}
    return Gazetteer(with_capitals({name: terms for name, terms in table.items() if len(name) > 1}))


@lru_cache(maxsize=1)
def latest_year() -> int:
    """The year up to which the table of office holders is kept."""
    return max(
        int(month[:4]) for row in reference.rows("persons") for month in (row["valid_from"], row["valid_to"]) if month
    )


def holds(term: Term, date: str | None) -> bool:
    """Whether the office was held in the month of the ISO day; without a day, whether it still is."""
    if date is None:
        return not term.valid_to
    return term.valid_from <= date[:7] and (not term.valid_to or date[:7] <= term.valid_to)


def at(terms: tuple[Term, ...] | list[Term], date: str | None) -> Term | None:
    """The term that holds on the day, else the one that ended last before it (a former leader), else the first."""
    held = [term for term in terms if holds(term, date)]
    if held:
        return held[0]
    past = [term for term in terms if term.valid_to and date and term.valid_to <= date[:7]]
    return max(past, key=lambda term: term.valid_to) if past else (terms[0] if terms else None)


def country_of(surname: str, date: str | None) -> str | None:
    """The country of whoever of this name holds an office on the day, if all of them are of one."""
    countries = {term.country for term in _terms()[1].get(fold(surname).lower(), []) if holds(term, date)}
    return countries.pop() if len(countries) == 1 else None
