"""Parties and groups of parties: names found through the table and through their form, linked in context."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from tasks.extract.annotated import Annotated
from tasks.extract.party_context import Context
from tasks.extract.party_groups import find_groups
from tasks.extract.party_linking import Linker, Name
from tasks.extract.party_listed import find_listed
from tasks.extract.party_lists import find_coordinated, find_joint, find_shared
from tasks.extract.party_names import Senses, key, names, words
from tasks.extract.party_patterns import find_adjectives, find_chinese, find_english
from tasks.extract.party_senses import of_country
from tasks.extract.party_unnamed import find_of_states, find_unnamed
from tasks.gazetteer import Gazetteer
from tasks.records import Dispatch, Mention, PartyFact, Span

_SHORT_FORM = re.compile(r" \([^()]*\)(?= )")
_AND_WORLD = re.compile(r"[与同和]|(?: and| in| in Dialogue with)(?: the)? World\b", re.IGNORECASE)


def find(dispatch: Dispatch, countries: Iterable[Mention]) -> list[Mention]:
    """Mentions of kinds party and party_group. entity_id is the party_id; of a party that the table lacks a provisional
    one ("BGD-unlisted-socialist-party"); None where the linker abstains."""
    context = Context(dispatch, tuple(countries))
    groups = find_groups(context)
    linker = Linker(context)
    listed = _names(context)
    joint = [m for m in find_joint(context) if not any(_holds(name, m) for name in listed)]
    found = [name for name in listed if _invites(context, name, groups) or not _inside(name, [*groups, *joint])]
    mentions = [*linker.link(found), *joint]
    mentions += _defined(context, linker, [*mentions, *groups])
    mentions += find_of_states(context, mentions)
    mentions += find_unnamed(context, mentions)
    return sorted([*mentions, *groups], key=lambda m: (m.start, -m.end, m.entity_id or ""))


def facts(document: Annotated) -> tuple[PartyFact, ...]:
    """One fact per party, in the order of first spans. A party is what the dispatch is about if it is named in the
    title or more than once."""
    spans: dict[str, list[Mention]] = defaultdict(list)
    for mention in document.mentions:
        if mention.kind == "party" and mention.entity_id:
            spans[mention.entity_id].append(mention)
    title = document.dispatch.title or ""
    return tuple(
        PartyFact(
            party_id,
            about=len(found) > 1 or found[0].surface in title,
            surfaces=tuple(dict.fromkeys(m.surface for m in found)),
            spans=tuple((m.start, m.end) for m in found),
            country=found[0].country,
        )
        for party_id, found in spans.items()
    )


# ------------------------------------------------------------------------------------------------ candidate names


def _names(context: Context) -> list[Name]:
    """Non-overlapping names in text order; of overlapping ones the longer wins, of equal ones that of the table."""
    listed = find_listed(context)
    candidates = [*listed, *(name for name in _shaped(context) if name.senses or not _cuts_into(name, listed))]
    candidates.sort(key=lambda name: (name.start - name.end, not name.senses, name.kind == "weak", name.start))
    taken: list[Name] = []
    for name in candidates:
        place = bisect(taken, name.start, key=lambda other: other.start)
        before, after = taken[place - 1 : place] if place else [], taken[place : place + 1]
        if all(other.end <= name.start for other in before) and all(name.end <= other.start for other in after):
            taken.insert(place, name)
    blocked = [(hit.start, hit.end) for hit in _blockers().find(context.text)]
    return [n for n in taken if not any(start <= n.start and n.end <= end for start, end in blocked)]


def _cuts_into(name: Name, listed: list[Name]) -> bool:
    """Whether it begins inside a name of the table and ends behind it: POPULAR REVOLUTIONARY ALLIANCE (APRA) PARTY."""
    return any(other.kind == "name" and other.start < name.start < other.end < name.end for other in listed)


@lru_cache(maxsize=1)
def _blockers() -> Gazetteer[bool]:
    return Gazetteer({name: True for language in ("en", "zh") for name in words()["not_party", language]})


def _shaped(context: Context) -> list[Name]:
    """Names that look like a party's."""
    found = []
    shapes = find_chinese(context) if context.chinese else find_english(context)
    for start, end, is_sure in shapes:
        title = _SHORT_FORM.sub("", context.text[start:end])
        senses = _senses(title)
        found.append(Name(start, end, senses, "name" if is_sure or senses else "open", title))
    for shared in find_shared(context):
        # "the communist parties of Brazil and Portugal": first the name in full, Communist Party of Brazil
        told = of_country(_senses(shared.full), shared.country) or of_country(_senses(shared.title), shared.country)
        if told:
            found.append(Name(*shared.span, told, "name", shared.title, shared.country))
    if not context.chinese:
        for span, title in find_coordinated(context):
            if senses := _senses(title):
                found.append(Name(*span, senses, "name", title))
        for span, title, country in find_adjectives(context):
            if senses := tuple(sense for sense in _senses(title) if country in ("", sense.country)):
                found.append(Name(*span, senses, "weak", title))
    return found


def _senses(title: str) -> Senses:
    """What the table knows of the name, or of the name without a final "party"."""
    keyed, name = names().keyed, key(title)
    told = keyed.get(name) or keyed.get(name.removesuffix(" party").removesuffix("党"))
    # "Samoa's FAST party"
    return told or names().written.get(re.sub(r" [Pp]arty$", "", title)) or ()


def _inside(name: Name, groups: list[Mention]) -> bool:
    return any(group.start <= name.start and name.end <= group.end for group in groups if group.form != "abbreviation")


def _invites(context: Context, name: Name, groups: list[Mention]) -> bool:
    """Whether an occasion's name begins with the party that holds it: 中国共产党与世界政党高层对话会."""
    opens = any(name.start == group.start and name.end < group.end for group in groups)
    return opens and name.kind != "weak" and bool(_AND_WORLD.match(context.folded, name.end))


def _holds(name: Name, mention: Mention) -> bool:
    """Whether the name is longer than the mention: 人民联盟党, 联盟党."""
    return name.start <= mention.start and mention.end <= name.end and len(mention.surface) < name.end - name.start


def _defined(context: Context, linker: Linker, taken: list[Mention]) -> list[Mention]:
    """Abbreviations that the dispatch introduces and the table does not know."""
    covered: list[Span] = [(m.start, m.end) for m in taken]
    found = []
    for definition, (party_id, country) in sorted(linker.defined().items()):
        title = definition[1:]
        for match in re.finditer(rf"(?<![\w]){re.escape(title)}(?![\w])", context.text):
            if all(match.end() <= start or end <= match.start() for start, end in covered):
                mention = Mention(
                    *match.span(), title, "party", "abbreviation", party_id, 0.85, "party_defined", country=country
                )
                found.append(mention)
    return found
