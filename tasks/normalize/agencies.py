"""Agencies and issuing bodies: the name that counts for a name as written, or for a site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from tasks.gazetteer import fold
from tasks.reference import rows

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Agency:
    agency_id: str
    name: str
    country: str
    aliases: tuple[str, ...]
    aliases_zh: tuple[str, ...]
    sites: tuple[str, ...]


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split("|") if part.strip())


@lru_cache(maxsize=1)
def agencies() -> tuple[Agency, ...]:
    """The rows of reference/agencies.csv."""
    return tuple(
        Agency(
            row["agency_id"],
            row["name"],
            row["country"],
            _parts(row["aliases"]),
            _parts(row["aliases_zh"]),
            _parts(row["sites"]),
        )
        for row in rows("agencies")
    )


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(name).casefold())


@lru_cache(maxsize=1)
def _by_key() -> dict[str, Agency]:
    by_key: dict[str, Agency] = {}
    for agency in agencies():
        for name in (agency.name, *agency.aliases, *agency.aliases_zh):
            by_key.setdefault(_key(name), agency)
    return by_key


@lru_cache(maxsize=1)
def _as_written() -> frozenset[str]:
    return frozenset(fold(name).casefold() for agency in agencies() for name in _names_of(agency))


def is_agency_as_written(name: str) -> bool:
    """Whether an agency's name is written so, but for case: LINA, and not Li Na."""
    return fold(name).casefold() in _as_written() or (" " not in name and canonical_name(name) is not None)


def _names_of(agency: Agency) -> tuple[str, ...]:
    return agency.name, *agency.aliases, *agency.aliases_zh


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    names = (name for agency in agencies() for name in (agency.name, *agency.aliases))
    return frozenset(words[0] for name in names if (words := _words(name)))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text).casefold().replace(".", ""))


def may_name_agency(line: str) -> bool:
    """Whether the first word of some agency's name stands in a line in Latin script; always true for other lines.
    Most lines name none, and looking closer is slow."""
    return not line.isascii() or not _first_words().isdisjoint(_words(line))


@lru_cache(maxsize=1)
def chinese_names() -> str:
    """Alternation of all Chinese names, longest first, for use in a pattern."""
    names = {fold(name) for agency in agencies() for name in agency.aliases_zh}
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


def find_agency(name: str) -> Agency | None:
    """The agency that goes by that name, in any case and punctuation."""
    return _by_key().get(_key(name))


def canonical_name(name: str) -> str | None:
    """The name as in reference/agencies.csv, or None for a name that is not in it."""
    agency = find_agency(name)
    return agency.name if agency else None


@lru_cache(maxsize=1)
def _homonyms() -> dict[tuple[str, str], str]:
    return {(_key(row["written"]), row["country"]): row["agency"] for row in rows("agency_homonyms")}


def agency_in(name: str, country: str | None) -> str:
    """The agency that a name means under a dateline of a country: CNA is another agency in Nicosia than in Taipei."""
    return _homonyms().get((_key(name), country or ""), name)


@lru_cache(maxsize=1)
def wires() -> frozenset[str]:
    """Canonical names of the agencies that report from everywhere for everybody."""
    return frozenset(row["agency"] for row in rows("wire_services"))


@lru_cache(maxsize=1)
def _homes() -> dict[str, str]:
    """Home countries by canonical name; not those of the wires."""
    return {agency.name: agency.country for agency in agencies() if agency.name not in wires()}


def home_of(name: str | None) -> str | None:
    """The country whose affairs an agency reports first."""
    return _homes().get(name) if name else None


@lru_cache(maxsize=1)
def _by_site() -> dict[str, str]:
    return {site: agency.name for agency in agencies() for site in agency.sites}


def agency_of_site(url: str | None) -> str | None:
    """The agency whose own site, or a part of it, the address belongs to."""
    try:
        labels = (urlsplit(url).hostname or "").split(".") if url else []
    except ValueError:  # a malformed address belongs to nobody
        return None
    hosts = (".".join(labels[start:]) for start in range(len(labels)))
    return next((_by_site()[host] for host in hosts if host in _by_site()), None)
