"""Organisations that take part in events: international bodies, parliaments, ministries, organs of parties."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tasks import reference
from tasks.extract.gates import compiled
from tasks.extract.party_context import Context
from tasks.extract.person_patterns import small_words
from tasks.gazetteer import Gazetteer, with_capitals
from tasks.records import Dispatch, Mention

# An organ right before its party: International Department of the Central Committee of the ...
_ORGAN = compiled(
    r"((?:International|External|Foreign|Publicity|Organi[sz]ation|Propaganda)[A-Za-z ]{0,30}?"
    r"(?:Department|Commission|Committee)"
    r" (?:of|at|under) (?:the )?(?:(?:Central Committee|C\.C\.|CC),? (?:of )?(?:the )?)?)$"
)
# A friendship or solidarity body is known by its form: "Korea-Laos Friendship Association", 中日友好协会.
_FRIENDSHIP = compiled(
    r"\b(?:[A-Z][\w'’–-]+ (?:and )?){1,5}(?:Friendship|Solidarity)"
    r"(?: (?:and|with|Parliamentary|Cultural) ?[\w'’ ]{0,30}?)? "
    r"(?:Association|Society|Committee|Group|League|Organi[sz]ation)\b"
    r"|[㐀-鿿]{1,8}友好(?:协会|小组|委员会)"
)
_FRIENDLY = compiled(r"Friendship|Solidarity|友好")  # quick to look for


class Body(NamedTuple):
    organization: str
    country: str | None
    kind: str


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer[Body]:
    table = {
        row["name"]: Body(row["organization"], row["country_code"] or None, row["kind"])
        for row in reference.rows("organizations")
    }
    return Gazetteer(with_capitals(table))


def find(dispatch: Dispatch, mentions: list[Mention]) -> list[Mention]:
    """Mentions of kind organization: entity_id is the canonical name, country that of the body where it has one.
    `mentions`: those of countries and parties."""
    context = Context(dispatch, tuple(m for m in mentions if m.kind in ("country", "place")))
    text, found = context.text, list[Mention]()
    for start, end, body in _gazetteer().find(text):
        if context.in_capitals and text[start:end].lower() in small_words():
            continue  # WHO
        if body.kind == "of_country":
            if any(m.kind == "party" and m.start < end and start < m.end for m in mentions):
                continue  # National Congress of a party's name
            found += _of_country(context, start, end, body.organization)
        elif body.kind == "shared":
            found += _shared(context, start, end, body, mentions)
        else:
            found.append(_mention(text, start, end, body.organization, body.country, "organization_name"))
    found += _organs(text, [m for m in mentions if m.kind == "party"])
    for match in _FRIENDSHIP.finditer(text) if _FRIENDLY.search(text) else ():
        inside = {m.country for m in context.named if match.start() <= m.start < match.end()}
        owner = inside.pop() if len(inside) == 1 else None
        found.append(_mention(text, *match.span(), match[0], owner, "friendship_form"))
    return _longest(found)


def _of_country(context: Context, start: int, end: int, organization: str) -> list[Mention]:
    """National Assembly of Vietnam, Russian Foreign Ministry, 俄罗斯外交部; nothing where no country adjoins."""
    owner = context.country_before(start) or context.country_after(end)
    if owner is None or owner.country is None:
        return []
    name = f"{organization} ({owner.country})"
    return [
        _mention(
            context.text, min(start, owner.start), max(end, owner.end), name, owner.country, "organization_of_country"
        )
    ]


def _shared(context: Context, start: int, end: int, body: Body, mentions: list[Mention]) -> list[Mention]:
    """State Council: that of the country that adjoins; else the best known one, where the text is about its country."""
    owned = _of_country(context, start, end, context.text[start:end])
    if owned and owned[0].country != body.country:
        return owned
    if not owned and all(mention.country != body.country for mention in mentions):
        return []
    return [_mention(context.text, start, end, body.organization, body.country, "organization_name")]


def _organs(text: str, parties: list[Mention]) -> list[Mention]:
    found = []
    for party in parties:
        if organ := _ORGAN.search(text, max(0, party.start - 120), party.start):
            name = " ".join(text[organ.start() : party.end].split())
            found.append(_mention(text, organ.start(), party.end, name, party.country, "party_organ"))
    return found


def _mention(text: str, start: int, end: int, name: str, country: str | None, rule: str) -> Mention:
    return Mention(start, end, text[start:end], "organization", "name", name, 0.8, rule, country=country)


def _longest(found: list[Mention]) -> list[Mention]:
    """Without those inside or across a longer one."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)
