"""Which party a name means: by its own country, by what the dispatch said before, by the countries around it.

The order follows how a reader decides: the country that the name itself carries; an abbreviation that the dispatch
defined; the same name linked earlier in the dispatch; the nearest country of the sentence; the dispatch's countries.
Where several parties remain, the linker abstains and gives them as candidates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tasks.extract.gates import compiled
from tasks.extract.party_context import ALL_LISTED, Context
from tasks.extract.party_names import (
    Sense,
    Senses,
    certainties,
    chinese_country_names,
    is_abbreviation,
    is_generic,
    key,
    names,
    words,
)
from tasks.extract.party_patterns import is_phrase
from tasks.extract.party_senses import alive, governing, initials, most_telling, of_country, of_initials
from tasks.records import Mention

_DEFINITION = re.compile(r"\s*[(（\[][\"“]?(?:以下简称)?[\"“]?([A-ZÀ-Þ][\w. /&()-]{1,14}?|[㐀-鿿]{2,8})[\"”]?[)）\]]")
_ORGAN_AFTER = re.compile(r"\s*(?:\([\w ]+\)\s*)?(?:Central Committee|CC\b|CENTRAL COMMITTEE|中央)")
_ORGAN_BEFORE = compiled(
    r"(?:Committee|Department|Bureau|Secretariat|Politburo|COMMITTEE|BUREAU|C\.?C\.?) ?,?(?: of(?: the)?)? $"
)
_LIST = re.compile(r"中央|[、，,]|\s*(?:,|and|or|as well as|和|与|及|以及|、)\s*(?:the\s+)?")
_PARTY_LIFE = compiled(
    r"\b(?:part(?:y|ies)|central committee|politburo|political bureau|(?:general|first) secretar\w+|delegations?|ruling"
    r"|communist|socialist|members?|officials?|leaders?|congress|presidium|cadres)\b|党|中央|总书记|代表团",
    re.IGNORECASE,
)
_CONTACT = compiled(r"\b(?:delegat|visit|invit|guest|receive|host)|代表团|访|邀|会见")
_WORD_BEFORE = re.compile(r"[A-Z]\w+ $")
_KIND = compiled(
    r"\b(?:party|front|movement|alliance|union|league|congress|coalition|bloc|rally|forum|convention)\b", re.IGNORECASE
)
_APPOSED = re.compile(r",? ([A-Z][A-Za-z-]{2,9})(?=[,;.)]| [a-z])")  # ... Party of Cape Verde, PAICV; Party PUNT
_BODY = compiled(r"(?:委员会|会议|力量|集团|大会|阵营)$")
_AT_PRESENT = "9998"
_UNLISTED = "unlisted"


@dataclass(frozen=True)
class Name:
    """A span that names a party: its senses in the table, none for a name that only looks like one."""

    start: int
    end: int
    senses: Senses
    kind: str  # name, abbreviation, weak (an ordinary word too) or open (a party only beside others)
    title: str  # the name it stands for, without a country
    country: str | None = None  # where the construction tells it: "the communist parties of Greece and Portugal"

    @property
    def generic(self) -> bool:
        return self.kind == "name" and is_generic(self.title)


@dataclass
class Linker:
    """Links the names of one dispatch, in two rounds: certain ones first, then those that lean on them."""

    context: Context
    known: dict[str, tuple[str, str | None]] = field(default_factory=dict)  # key or abbreviation -> party, country
    seen: dict[str, str | None] = field(default_factory=dict)  # party linked in the dispatch -> country
    linked: list[Mention] = field(default_factory=list)

    def link(self, found: list[Name]) -> list[Mention]:
        """A mention per name; entity_id None where the linker abstains."""
        found = [self._narrowed(name) for name in found]
        linked: dict[Name, Mention] = {}
        for name in found:
            if mention := self._certain(name):
                linked[name] = mention
                self._learn(name, mention)
        for before, name in zip([None, *found], found, strict=False):
            if name in linked:
                continue
            listed = self._listed_with(name, linked.get(before) if before else None)
            if mention := listed or self._by_context(name):
                linked[name] = mention
                self._learn(name, mention)
        mentions = (linked[name] for name in found if name in linked)
        return [mention for mention in mentions if mention.entity_id or mention.candidates]

    def defined(self) -> dict[str, tuple[str, str | None]]:
        """Abbreviations that the dispatch itself introduces, with their party and its country."""
        return {name: party for name, party in self.known.items() if name.startswith("(")}

    def _learn(self, name: Name, mention: Mention) -> None:
        if mention.entity_id is None:
            return
        party = (mention.entity_id, mention.country)
        self.linked.append(mention)
        self.known.setdefault(key(name.title), party)
        self.seen.setdefault(*party)
        for end in {name.end, mention.end}:
            definition = _DEFINITION.match(self.context.text, end)
            if definition and self.context.country_at(definition.start(1)):
                continue
            if definition and (is_abbreviation(definition[1]) or not definition[1].isascii()):
                self.known.setdefault(f"({definition[1]}", party)

    def _narrowed(self, name: Name) -> Name:
        """The parties of the name whose initials follow it: "Christian Democratic Party [PDC]" is not Italy's DC."""
        after = self.context.country_after(name.end)
        definition = _DEFINITION.match(self.context.text, after.end if after else name.end)
        if definition is None or len(name.senses) < 2 or name.kind == "abbreviation":
            return name
        owner = self._owner(name, self.context.country_before(name.start), after)
        senses = (of_country(name.senses, owner.country) if owner else ()) or name.senses
        known = {sense.party_id for sense in names().written.get(definition[1]) or ()}
        fitting = tuple(sense for sense in senses if sense.party_id in known)
        return replace(name, senses=fitting) if fitting else name

    # ------------------------------------------------------------------------------------------ certain names

    def _certain(self, name: Name) -> Mention | None:
        if name.country:
            fitting = of_country(name.senses, name.country)
            return self._linked(name, fitting, "party_of_country", None) if fitting else None
        if name.kind == "abbreviation" and (told := self.known.get(f"({name.title}")):
            return self._mention(name, told[0], told[1], 0.9, "party_known")
        if name.title in words()["office", "en"]:
            return None  # the PM of Hungary
        before, after = self.context.country_before(name.start), self.context.country_after(name.end)
        owner = self._owner(name, before, after)
        if owner and (fitting := of_country(name.senses, owner.country)):
            return self._linked(name, fitting, "party_of_country", owner)
        if (
            after
            and name.kind == "name"
            and name.senses
            and not self._holds_country(name)
            and self._may_be_unlisted(name, after.country)
        ):
            return self._unlisted(name, after.country, after)
        if self.context.chinese and (short := self._compound(name)):
            return short
        if name.kind == "abbreviation" and f"({name.title}" not in self.known:
            for beside in (owner for owner in (before, after) if owner):
                fitting = of_initials(name.title, beside.country)
                if fitting or beside is before:
                    return self._linked(name, fitting, "party_initials", beside)
        borrowed = owner and name.senses and all(sense.origin == "short" for sense in name.senses)
        if borrowed and owner and name.kind == "name" and self._may_be_unlisted(name, owner.country):
            return self._unlisted(name, owner.country, owner)
        if owner and name.senses and _BODY.search(name.title):
            return self._abstain(name, name.senses)  # 卡塔尔联合行动委员会 is not Pakistan's
        if name.kind == "name" and not name.generic and len(alive(name.senses, self.context.dispatch.date)) == 1:
            return self._linked(name, name.senses, "party_name", None)
        if (
            owner
            and name.kind == "name"
            and (not name.senses or name.generic)
            and self._may_be_unlisted(name, owner.country)
        ):
            return self._unlisted(name, owner.country, owner)
        if name.kind == "weak" and self.context.chinese:
            return None
        if name.kind == "abbreviation" and len(name.senses) == 1 and self._is_distinctive(name):
            return self._linked(name, name.senses, "party_abbreviation", None)
        return None

    def _owner(self, name: Name, before: Mention | None, after: Mention | None) -> Mention | None:
        """The country that the name carries. One after it tells more than one before."""
        if after and (of_country(name.senses, after.country) or not before):
            return after
        return before or after

    def _holds_country(self, name: Name) -> bool:
        """Whether the name itself says whose party it is, or is nobody else's: "Workers' Party of Korea", Hamas."""
        inside = [m for m in self.context.named if name.start <= m.start and m.end <= name.end]
        return bool(inside) or " " not in name.title or self.context.chinese

    def _may_be_unlisted(self, name: Name, country: str | None) -> bool:
        """Where the law names the parties, whatever else looks like one is a phrase. Organisations of youth, women and
        trades are bodies of other kinds."""
        if name.senses and not self.context.chinese and not _KIND.search(name.title):
            return False  # the People's Power of ...
        mass = any(word in words()["mass", "en"] for word in name.title.title().replace("'S", "'s").split())
        phrase = is_phrase(name.title, self.context.text[max(0, name.start - 60) : name.start])
        return country not in ALL_LISTED and not mass and not phrase

    def _compound(self, name: Name) -> Mention | None:
        """俄自民党: a one-character country right before a short name."""
        before = self.context.folded[max(0, name.start - 6) : name.start]
        for sense in name.senses:
            for country in chinese_country_names(sense.country):
                if before.endswith(country) and (len(country) > 1 or sense.country in self.context.counts):
                    mention = self._linked(name, (sense,), "party_of_country", None)
                    start = name.start - len(country)
                    return replace(mention, start=start, surface=self.context.text[start : mention.end])
        return None

    def _is_distinctive(self, name: Name) -> bool:
        """Initials of four letters or more, unless a headline in capitals makes words of them."""
        if name.title in words()["needs_name", "en"] or self.context.in_capital_line(name.start):
            return False
        return sum(c.isalpha() for c in name.title) >= 4

    # ------------------------------------------------------------------------------------------ names in context

    def _by_context(self, name: Name) -> Mention | None:
        if name.kind == "weak" and self.context.chinese:
            return None
        known = self.known.get(f"({name.title}") or self.known.get(key(name.title))
        if known is None and name.kind == "abbreviation" and len(spelt := self._spelt_out(name)) == 1:
            known = spelt[0]
        if known and (name.kind == "abbreviation" or name.generic or not name.senses):
            return self._mention(name, known[0], known[1], 0.85, "party_known")
        if before := self._told_before(name):
            return self._linked(name, before, "party_known", None)
        if name.kind == "abbreviation" and (len(name.title) < 3 or name.title in words()["needs_name", "en"]):
            return None
        if name.kind == "open" and not self.seen:
            return None
        if not name.senses:
            country = self.context.sole_country(name.start)
            return self._unlisted(name, country, None) if self._may_be_unlisted(name, country) else None
        countries = {sense.country for sense in name.senses}
        if near := self.context.nearest(name.start, countries, self.linked):
            return self._linked(name, of_country(name.senses, near), "party_in_sentence", None)
        beside = list(dict.fromkeys(code for code in self.seen.values() if code in countries))
        if name.kind == "weak":
            return self._linked(name, of_country(name.senses, beside[0]), "party_known", None) if beside else None
        if here := self._of_scene(beside, countries):
            return self._linked(name, of_country(name.senses, here), "party_in_dispatch", None)
        for home in (*sorted(self.context.homes), self.context.dateline):
            if home in countries:
                return self._linked(name, of_country(name.senses, home), "party_of_home", None)
        own = alive(name.senses, self.context.dispatch.date or _AT_PRESENT)
        if name.kind == "name" and len(own) == 1 and self._is_nobody_elses(name, own[0]):
            return self._linked(name, own, "party_only_sense", None)
        governors = governing(name.senses, self.context.dispatch.date)
        is_told = len(governors) == 1 and self._speaks_of_parties(name) and self._may_be_foreign(name)
        if name.kind == "abbreviation" and is_told:
            return self._linked(name, governors, "party_that_governed", None)
        return self._abstain(name, name.senses) if name.kind == "name" else None

    def _spelt_out(self, name: Name) -> list[tuple[str, str | None]]:
        """The parties named in full before whose words begin with these letters: New Azerbaijan Party ... the NAP."""
        letters = name.title.replace(".", "")
        told = (m for m in self.linked if m.start < name.start and m.entity_id and " " in m.surface)
        spelt = ((m.entity_id, m.country) for m in told if letters in initials(m.surface))
        return list(dict.fromkeys((party, country) for party, country in spelt if party))

    def _told_before(self, name: Name) -> Senses:
        """Its senses among the parties of the dispatch: of those before the name, else of those behind it unless a
        country in the sentence speaks for another."""
        earlier = {mention.entity_id for mention in self.linked if mention.start < name.start}
        told = tuple(sense for sense in name.senses if sense.party_id in earlier)
        if told or self.context.nearest(name.start, {sense.country for sense in name.senses}):
            return told
        return tuple(sense for sense in name.senses if sense.party_id in self.seen)

    def _of_scene(self, beside: list[str], countries: set[str]) -> str | None:
        """Of these countries the one that the dispatch speaks of most, else the one it comes from where it names that
        as a country, else the one of the parties told before."""
        if dominant := self.context.dominant(countries):
            return dominant
        here = self.context.dateline
        if here in countries and any(mention.country == here for mention in self.context.named):
            return here
        return beside[0] if len(beside) == 1 else None

    def _is_nobody_elses(self, name: Name, sense: Sense) -> bool:
        """Whether the only party of the table with this name may be meant although the text does not name its country:
        it is a long name of the party's own, or no other country's may be."""
        before = _WORD_BEFORE.search(self.context.folded, max(0, name.start - 24), name.start)
        if before and not self.context.opens_sentence(before.start()):
            return False  # the All-Russia Lenin Young Communist League
        is_own, is_long = sense.origin != "short", len(name.title.split()) > 2
        if is_own and is_long:
            return True
        return (is_own or is_long) and not self.context.foreign()

    def _listed_with(self, name: Name, before: Mention | None) -> Mention | None:
        """The Conservative and Labour parties, 英国保守党、工党: the next of a list is of the same country."""
        if (
            before is None
            or f"({name.title}" in self.known
            or not _LIST.fullmatch(self.context.text[before.end : name.start])
        ):
            return None
        fitting = of_country(name.senses, before.country)
        return self._linked(name, fitting, "party_in_list", None) if fitting else None

    # ------------------------------------------------------------------------------------------ results

    def _speaks_of_parties(self, name: Name) -> bool:
        """Whether the sentence has words of party life: initials stand for banks and figures, too."""
        start, end = self.context.sentence(name.start)
        return bool(self.seen) or _PARTY_LIFE.search(self.context.text, start, end) is not None

    def _may_be_foreign(self, name: Name) -> bool:
        """Whether a party of a country that the dispatch does not name may be meant: where no other country is named,
        or in news of delegations, but not in one country's home news."""
        start, end = self.context.sentence(name.start)
        return not self.context.foreign() or _CONTACT.search(self.context.text, start, end) is not None

    def _linked(self, name: Name, senses: Senses, rule: str, owner: Mention | None) -> Mention:
        remaining = most_telling(alive(senses, self.context.dispatch.date))
        if len(remaining) > 1:
            known = tuple(sense for sense in remaining if sense.party_id in self.seen)
            remaining = known if len(known) == 1 else alive(remaining, self.context.dispatch.date or _AT_PRESENT)
        if len(remaining) != 1:
            return self._abstain(name, remaining)
        confidence = {
            "party_in_dispatch": 0.6,
            "party_only_sense": 0.5,
            "party_of_home": 0.5,
            "party_that_governed": 0.5,
            "party_in_sentence": 0.7,
        }.get(rule, 0.9)
        party_id = remaining[0].party_id
        confidence = round(confidence * certainties().get(party_id, 1.0), 3)
        return self._mention(name, party_id, remaining[0].country, confidence, rule, owner)

    def _unlisted(self, name: Name, country: str | None, owner: Mention | None) -> Mention:
        """A party that the table lacks, unless it knows the initials that follow. Its id is provisional: country,
        "unlisted", the words of the name."""
        if same := self._joined_to(owner.start if owner and owner.end <= name.start else name.start, country):
            return self._mention(name, same, country, 0.8, "party_joined", owner)
        end = owner.end if owner and owner.start >= name.end else name.end
        definition = _DEFINITION.match(self.context.text, end) or _APPOSED.match(self.context.text, end)
        if definition and (known := of_country(names().written.get(definition[1]) or (), country)):
            return self._linked(name, known, "party_abbreviation", owner)
        slug = key(name.title).replace(" ", "-")
        party_id = f"{country or 'XXX'}-{_UNLISTED}-{slug}"
        return self._mention(name, party_id, country, 0.6 if owner else 0.4, "party_unlisted", owner)

    def _joined_to(self, start: int, country: str | None) -> str | None:
        """The party whose name a dash joins to what begins here: Fidesz-Hungarian Civic Party."""
        if self.context.folded[start - 1 : start] != "-":
            return None
        joined = (m.entity_id for m in self.linked if m.end == start - 1 and m.country == country)
        return next(joined, None)

    def _abstain(self, name: Name, senses: Senses) -> Mention:
        share = round(1 / max(len(senses), 1), 3)
        candidates = tuple((party_id, share) for party_id in sorted({sense.party_id for sense in senses}))
        return replace(self._mention(name, None, None, 0.0, "party_ambiguous"), candidates=candidates)

    def _mention(
        self,
        name: Name,
        party: str | None,
        country: str | None,
        confidence: float,
        rule: str,
        owner: Mention | None = None,
    ) -> Mention:
        text, start, end = self.context.text, name.start, name.end
        organ = _ORGAN_AFTER.match(text, end) or _ORGAN_BEFORE.search(text, max(0, start - 40), start)
        form = "organ" if organ else "abbreviation" if name.kind == "abbreviation" else "name"
        if owner and name.kind != "abbreviation" and text[start:end].strip():
            if self.context.adjoins(owner, start):
                start = owner.start
            elif owner.start >= end:
                end = owner.end + text.startswith(")", owner.end) * ("(" in text[end : owner.start])
        return Mention(start, end, text[start:end], "party", form, party, confidence, rule, country=country)
