"""Candidates for the scorer of annotated country sets: text and ISO day in, set of codes out."""

from __future__ import annotations

from tasks.cities import city_country
from tasks.extract import countries, extract
from tasks.extract.annotated import annotate
from tasks.normalize import normalize
from tasks.records import Candidate, CountryFact, Dispatch, Given


def _facts(text: str, date: str | None) -> tuple[CountryFact, ...]:
    dispatch = Dispatch(text=text, published_at=date)
    return countries.facts(annotate(dispatch, countries.find(dispatch)))


def named(text: str, date: str | None = None) -> set[str]:
    return {fact.code for fact in _facts(text, date) if fact.named}


def located(text: str, date: str | None = None) -> set[str]:
    return {fact.code for fact in _facts(text, date)}


def about(text: str, date: str | None = None) -> set[str]:
    given = Given(published_at=date)
    dispatch = normalize(Candidate(raw=text.encode(), form="text", locator="", given=given))
    return {fact.code for fact in countries.facts(annotate(dispatch, countries.find(dispatch))) if fact.about}


def dateline(text: str, date: str | None = None) -> set[str]:
    """`text` is a dateline as printed: "PARIS, March 2 -"."""
    place = text.rstrip(" -").rpartition(",")[0] or text
    code = city_country(place, date)
    return {code} if code else set()


def actors(text: str, date: str | None = None) -> set[str]:
    """Countries of an actor phrase ("Angela Merkel", "soldiers"): also through persons, parties and organs."""
    return {fact.code for fact in extract(Dispatch(text=text, published_at=date)).countries}
