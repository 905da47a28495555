"""Names that several parties share: "the communist parties of Greece and Portugal", 希腊和葡萄牙共产党, "the Labour and
Conservative parties"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tasks import reference
from tasks.extract.alternation import either
from tasks.extract.gates import compiled
from tasks.extract.party_context import Context
from tasks.extract.party_names import words
from tasks.gazetteer import Gazetteer
from tasks.records import Mention, Span

_COORDINATED = compiled(
    r"\b((?:[A-Z][\w'-]+ ){0,2}[A-Z][\w'-]+(?:, (?:[A-Z][\w'-]+ ){0,2}[A-Z][\w'-]+)*,? (?:and|or|AND|OR) (?:the )?"
    r"(?:[A-Z][\w'-]+ ){0,2}[A-Z][\w'-]+) (?:[Pp]arties|PARTIES)\b"
)
_PARTIES = compiled(r" parties\b")
_LONGEST_KIND = 100  # characters of "national democratic and ..." before "parties"
_AND = re.compile(r"\s*(?:,|(?:,\s*)?(?:and|as well as))\s+(?:of\s+)?(?:the\s+)?|(?:、|和|以及)", re.IGNORECASE)
_OF = re.compile(r" (?:of|from) ", re.IGNORECASE)
_CHINESE_NAME = re.compile(r"[㐀-鿿]{1,8}?党(?![员校组委支性风纪建章史籍费课旗派])")


class Shared(NamedTuple):
    """One of the parties: its span, the name that it shares, its country, the name with the country."""

    span: Span
    title: str
    country: str
    full: str


def find_coordinated(context: Context) -> list[tuple[Span, str]]:
    """ "the Democratic and Republican parties": each part with the name that it stands for."""
    parts: list[tuple[Span, str]] = []
    if not _PARTIES.search(context.lowered):
        return []
    for match in _COORDINATED.finditer(context.folded):
        for part in re.finditer(r"(?:[A-Z][\w'-]+ ?)+(?=,|$| and| or| AND| OR)", match[1]):
            words_of_part = part[0].strip()
            if words_of_part in ("AND", "OR"):
                continue
            start = match.start(1) + part.start()
            owner = next((m for m in context.named if start <= m.start < m.end < start + len(words_of_part)), None)
            if owner:  # "New Zealand's Labour"
                rest = re.sub(r"^(?:'s|')? ?", "", context.folded[owner.end : start + len(words_of_part)])
                start, words_of_part = start + len(words_of_part) - len(rest), rest
            if (
                not words_of_part
                or context.country_at(start)
                or set(words_of_part.split()) <= words()["not_name", "en"]
            ):
                continue  # "Cuban and Dominican parties", "Peruvian and Nepali Political Parties"
            parts.append(((start, start + len(words_of_part)), words_of_part + " Party"))
    return parts


@lru_cache(maxsize=1)
def _plural() -> re.Pattern[str]:
    kind = either(word.lower() for word in words()["ideology", "en"])
    return re.compile(rf"\b(?P<kind>{kind}(?:[ -](?:and )?{kind}){{0,3}})$")


def find_shared(context: Context) -> list[Shared]:
    """The parties of several countries named together, each at its country; of one country alone the first."""
    return list(_chinese(context) if context.chinese else _english(context))


def _english(context: Context) -> Iterator[Shared]:
    for noun in _PARTIES.finditer(context.lowered):
        kind = _plural().search(context.lowered, max(0, noun.start() - _LONGEST_KIND), noun.start())
        if kind is None:
            continue
        title, start, end = kind["kind"].title() + " Party", kind.start(), noun.end()
        first = context.country_after(end) if _OF.match(context.folded, end) else None
        if first and first.form != "adjective":
            countries = _following(context, first)
            spans = [(start, first.end), *((m.start, m.end) for m in countries[1:])]
        else:
            countries = _preceding(context, start)
            spans = [*((m.start, m.end) for m in countries[:-1]), *((m.start, end) for m in countries[-1:])]
            if len(countries) < 2:
                continue  # "the Cuban socialist parties"
        yield from (
            Shared(span, title, country.country, f"{title} of {country.surface}")
            for span, country in zip(spans, countries, strict=True)
            if country.country
        )


def _chinese(context: Context) -> Iterator[Shared]:
    """The countries before the last one: it stands right before the name."""
    for country in context.named:
        name = _CHINESE_NAME.match(context.folded, country.end)
        if name:
            for other in _preceding(context, country.end)[:-1]:
                if other.country and other.country != country.country:  # 中华民族、中国共产党
                    yield Shared((other.start, other.end), name[0], other.country, other.surface + name[0])


def _following(context: Context, first: Mention) -> list[Mention]:
    """The list of countries that begins with `first`."""
    found = [first]
    while link := _AND.match(context.folded, found[-1].end):
        following = context.country_at(link.end())
        if following is None or following.form == "adjective":
            break
        found.append(following)
    return found


def _preceding(context: Context, start: int) -> list[Mention]:
    """The list of countries that ends right before `start` (or at it), in text order."""
    last = context.country_before(start)
    if last is None:
        return []
    found = [last]
    while before := context.listed_before(found[0].start, _AND):
        found.insert(0, before)
    return found


@lru_cache(maxsize=1)
def _joint_names() -> Gazetteer[tuple[tuple[str, str], ...]]:
    """Name -> pairs of a party and the country that the dispatch must name (empty: none)."""
    table: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in reference.rows("party_joint_names"):
        table[row["name"]].append((row["party_id"], row["country"]))
    return Gazetteer({name: tuple(parties) for name, parties in table.items()})


def find_joint(context: Context) -> list[Mention]:
    """Names that always mean two parties (国共两党): a mention of each."""
    return [
        Mention(
            *hit[:2], context.text[hit.start : hit.end], "party", "name", party, 0.9, "party_joint", country=party[:3]
        )
        for hit in _joint_names().find(context.text)
        for party, country in hit.value
        if not country or _is_of(context, hit.start, country)
    ]


def _is_of(context: Context, start: int, country: str) -> bool:
    """Whether a name that begins here is of the country: the one right before it, else one that the dispatch names."""
    owner = context.country_before(start)
    return owner.country == country if owner else country in context.counts
