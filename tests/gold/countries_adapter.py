"""Candidates for the scorer of annotated country sets: text and ISO day in, set of codes out."""

from __future__ import annotations

from tasks.extract import countries
from tasks.extract.annotated import annotate
from tasks.places import place_country
from tasks.records import CountryFact, Dispatch


def _facts(text: str, date: str | None) -> tuple[CountryFact, ...]:
    title, _, rest = text.partition("\n")
    dispatch = Dispatch(text=text, title=title if rest else None, published_at=date)
    return countries.facts(annotate(dispatch, countries.find(dispatch)))


def named(text: str, date: str | None = None) -> set[str]:
    return {fact.code for fact in _facts(text, date) if fact.named}


def located(text: str, date: str | None = None) -> set[str]:
    return {fact.code for fact in _facts(text, date)}


def about(text: str, date: str | None = None) -> set[str]:
    return {fact.code for fact in _facts(text, date) if fact.about}


def dateline(text: str, date: str | None = None) -> set[str]:
    """`text` is a dateline as printed: "PARIS, March 2 -"."""
    place = text.rstrip(" -").rpartition(",")[0] or text
    code = place_country(place, date)
    return {code} if code else set()
