"""English names beside their offices: "Vietnamese President Tran Duc Luong", "Kim Song Nam, director of ..."."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tasks import reference
from tasks.extract.alternation import either, whole
from tasks.extract.gates import compiled
from tasks.extract.party_context import Context
from tasks.records import Mention, Span


class Found(NamedTuple):
    """A name and the span of its office phrase (None for a mere title)."""

    name: Span
    role: Span | None


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    return {row["kind"]: tuple(row["words"].split("|")) for row in reference.rows("offices") if row["language"] == "en"}


@lru_cache(maxsize=1)
def small_words() -> frozenset[str]:
    """Words that are no name in text in capitals."""
    return frozenset(_words()["small"])


def _either(*kinds: str) -> str:
    return either(word for kind in kinds for word in _words()[kind])


_TOKEN = r"(?:(?:[A-Z]\.)+|[A-ZÀ-ÞĐ][\w'’]*(?:-[\w'’]+)*)"
_OF = re.compile(r",? (?:of|for|to|in|at|on)(?: the)? ", re.IGNORECASE)
# Where the phrase after a name ends without a comma
_VERB = compiled(
    r" (?:who|said|met|has|have|had|was|were|is|are|will|told|on (?=[A-Z][a-z]+day)|and (?=\w+ed\b)"
    r"|led|left|held|took|made|paid|gave|sent|spoke|laid|(?:attend|arriv|visit|receiv|express|stress|not|prais|convey"
    r"|deliver|sign|open|join|thank|wish|return|discuss|exchang|presid|tour|announc|urg|pledg|add|call|welcom)ed)(?![\w])"
)
_NOT_IN_ROLE = re.compile(
    r"(?:(?:[Oo]n|[Ii]n|[Aa]t|[Bb]y|[Ff]rom|[Tt]o|[Ww]ith|[Ff]or|[Aa]fter|[Dd]uring|[Aa]s|[Aa]lso|[Aa]nd|[Bb]ut|[Tt]oday"
    r"|Besides|Including|Among|While|When|Earlier|Meanwhile|Later"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December) )+"
)
_POSSESSIVE = re.compile(r"(?:['’]s?)? ?")
_FOR_WORK = re.compile(r",? for [a-z]+(?: [a-z]+)* ?")  # secretary for administration
_OF_PARTY = compiled(r" (?:of|from) (?:the )?$")
_GLUED = re.compile(r"^(?!Mc|Mac|De|Di|La|Le|Van|O)[A-Z][a-z]{2,}[A-Z]")
_LONGEST_ROLE = 160
LED_BY = compiled(r"\b(?:led|headed) by (?:(?:Mr|Mrs|Ms|Dr)\.? )?")  # a delegation of the party led by Ana Ruiz


@lru_cache(maxsize=1)
def _name() -> re.Pattern[str]:
    return re.compile(rf"{_TOKEN}(?:,? Jr\.?| (?:(?:{_either('particle')})[ -])*{_TOKEN}){{0,6}}")


@lru_cache(maxsize=1)
def _head() -> re.Pattern[str]:
    heads = _words()["head"]
    spellings = [*heads, *(head.lower() for head in heads), *(head.upper() for head in heads)]
    return re.compile(rf"\b{either(spellings)}\b")


@lru_cache(maxsize=1)
def _title() -> re.Pattern[str]:
    return re.compile(whole([f"{word} " for kind in ("title", "rank") for word in _words()[kind]], not_after=r"\w."))


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    """Titles between an office and a name: "President Comrade ...", "Minister of Defence, Lt. Gen. ..."."""
    return re.compile(rf"(?:{_either('title', 'rank')} )*")


@lru_cache(maxsize=1)
def _modifier() -> str:
    """A word that may stand inside an office phrase before its head."""
    small = _words()["modifier"]
    listed = either([*small, *(word.title() for word in small), *_words()["stop"]])
    return rf"(?:{listed}|[A-Z]{{2,5}}|\d+(?:st|nd|rd|th))"


@lru_cache(maxsize=1)
def _modifiers() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.'’-])(?:{_modifier()}(?:[’']s)?[ -])*$")


@lru_cache(maxsize=1)
def _apposition() -> re.Pattern[str]:
    modifier = rf"(?:(?:{_either('opener')}|{_modifier()}|[A-Z][\w'’.-]*)[ -]){{0,8}}"
    heads = either([*_words()["head"], *(head.lower() for head in _words()["head"])])
    return re.compile(rf"(?:, | \(| [–—-] )(?=(?P<role>{modifier}{heads}\b))")


class Names:
    """Finds names in one text. `mentions`: countries, places, parties and organizations, which no name runs into."""

    def __init__(self, context: Context, mentions: list[Mention]) -> None:
        self.context = context
        self.text = context.text
        self._covered = sorted((m.start, m.end) for m in mentions)
        self._inside = {position for start, end in self._covered for position in range(start, end)}
        self._ends = sorted({end for _, end in self._covered})
        self._parties = sorted(m.start for m in mentions if m.kind == "party")

    def find(self) -> list[Found]:
        """Names with an office before or after them, or a title before them, and those of who leads a delegation."""
        found: dict[int, Found] = {}
        for head in _head().finditer(self.text):
            for one in (self._after(head.end(), head), self._after_phrase(head)):
                if one:
                    found.setdefault(one.name[0], one)
        for title in _title().finditer(self.text):
            name = self.name_at(title.end())
            if name and (title[0].strip() not in _words()["rank"] or " " in self.text[slice(*name)]):
                found.setdefault(name[0], Found(name, None))
        if not self.context.in_capitals:
            for led in LED_BY.finditer(self.text):
                name = self.name_at(led.end())
                if name and " " in self.text[slice(*name)]:
                    found.setdefault(name[0], Found(name, None))
            for start in self._parties:
                if one := self._of_party(start):
                    found.setdefault(one.name[0], one)
            for apposition in _apposition().finditer(self.text):
                if (one := self._before(apposition)) and (one.name[0] not in found or found[one.name[0]].role is None):
                    found[one.name[0]] = one
        return _longest(found.values())

    def name_at(self, start: int) -> Span | None:
        """The name that begins here, cut before offices, other mentions and words that no name has."""
        match = _name().match(self.text, start)
        if match is None:
            return None
        end = start
        for token in re.finditer(r"\S+", match[0]):
            position = start + token.start()
            word = re.sub(r"['’]s?$", "", token[0].rstrip(","))
            if (
                position in self._inside
                or _GLUED.search(word)
                or word.title() in _words()["stop"]
                or word in _words()["stop"]
            ):
                break
            if _head().match(self.text, position) or (self.context.in_capitals and self._is_common(word)):
                break
            end = position + len(word)
            if re.search(r"['’]s?$", token[0]):
                break
        while end > start and self.text[start:end].split()[-1] in _words()["particle"]:
            end = start + len(self.text[start:end].rsplit(" ", 1)[0])
        return (start, end) if end - start > 2 or (end > start and end - start == 2 and start) else None

    def _is_common(self, word: str) -> bool:
        return word.lower() in small_words() or word.endswith(("ED", "ING", "LY"))

    def _after(self, position: int, head: re.Match[str]) -> Found | None:
        """President Tran Duc Luong; its leader, Gabor Kuncze, said."""
        comma = self.text.startswith(", ", position)
        if not comma and self.text[position : position + 1] != " ":
            return None
        first = position + 1 + comma
        after_party = self._past_party(first)
        name = self.name_at(self._past_titles(after_party))
        if not name or (comma and not self._stands_between_marks(name)):
            return None
        role_end = after_party - 1 if after_party > first else head.end()
        return Found(name, (self._role_start(head.start()), role_end))

    def _past_party(self, position: int) -> int:
        """Secretary General PTI Arshad Dad."""
        end = next((e for s, e in self._covered if s == position), None) if position in self._parties else None
        return end + 1 if end and self.text.startswith(" ", end) else position

    def _past_titles(self, position: int) -> int:
        titles = _titles().match(self.text, position)
        return titles.end() if titles else position

    def _stands_between_marks(self, name: Span) -> bool:
        return " " in self.text[slice(*name)] and self.text[name[1] : name[1] + 1] in (",", ".", ";", ")")

    def _after_phrase(self, head: re.Match[str]) -> Found | None:
        """General Secretary of the CPV Central Committee Nguyen Phu Trong."""
        if not _OF.match(self.text, head.end()):
            return None
        limit = min(head.end() + _LONGEST_ROLE, self.context.sentence(head.start())[1])
        for nested in re.finditer(r"(?<=[a-zA-Z)]),? (?=[A-ZÀ-Þ])", self.text[head.end() : limit]):
            position = head.end() + nested.end()
            before = self.text[head.end() : head.end() + nested.start()]
            organ = re.sub(r"\s*\([^()]*\)$", "", before).split()[-1:]
            ended = head.end() + len(before.rstrip(")"))
            after_titles = self._past_titles(position)
            is_whole = ended in self._ends or bool(set(organ) & set(_words()["organ"])) or after_titles > position
            if "," in before or not (is_whole or _FOR_WORK.fullmatch(before)):
                continue
            name = self.name_at(after_titles)
            if not name or " " not in self.text[slice(*name)]:
                continue
            # "the head of the ... Department, Emilio Lozada, met": between commas the name stands in apposition
            if not nested[0].startswith(",") or after_titles > position or self._stands_between_marks(name):
                return Found(name, (self._role_start(head.start()), head.end() + nested.start()))
        return None

    def _role_start(self, start: int) -> int:
        """Where the office phrase begins: over modifiers and adjectives of countries to the left."""
        first = max(self.context.sentence(start)[0], start - 80)
        begin = self._over_modifiers(first, start)
        country = self.context.country_before(begin)
        if country and country.start >= first:
            begin = self._over_modifiers(first, country.start)
        # "Labour Party leader": the party's name belongs to the phrase as a whole.
        owners = (s for s, e in self._covered if first <= s < begin and e <= begin <= e + 3)
        begin = next((s for s in owners if self._adjoins(s, begin)), begin)
        if extra := _NOT_IN_ROLE.match(self.text, begin, start):
            begin = extra.end()
        article = re.match(r"(?:The|the|A|An|a|an) ", self.text[begin:start])
        return begin + (article.end() if article else 0)

    def _adjoins(self, start: int, begin: int) -> bool:
        """Whether the mention that starts there ends right before `begin`: Free Democrats' leader."""
        ends = (e for s, e in self._covered if s == start)
        return any(e <= begin and _POSSESSIVE.fullmatch(self.text, e, begin) for e in ends)

    def _over_modifiers(self, first: int, start: int) -> int:
        if self.context.in_capitals:
            return start
        modifiers = _modifiers().search(self.text[first:start])
        return first + modifiers.start() if modifiers else start

    def _before(self, apposition: re.Match[str]) -> Found | None:
        """Kim Song Nam, director of the International Department of the C.C., WPK."""
        end, head = apposition.start(), apposition.end("role")
        if self.text.startswith(" ", head) and self.name_at(self._past_titles(head + 1)):
            return None  # "Ismail Jabiullah and Professor Sukomal Barua"
        name = self._ending_at(end)
        return Found(name, self._role_after(apposition.start("role"), head)) if name else None

    def _of_party(self, start: int) -> Found | None:
        """Fikile Mbalula of the ANC: before the party that starts there."""
        of = _OF_PARTY.search(self.text, max(0, start - 10), start)
        name = self._ending_at(of.start()) if of else None
        return Found(name, None) if name else None

    def _ending_at(self, end: int) -> Span | None:
        """The name of several words that ends here."""
        first = max(self.context.sentence(end - 1)[0], end - 60)
        for match in re.finditer(r"(?:^|(?<=[\s\"“(–—-]))(?=[A-ZÀ-ÞĐ])", self.text[first:end]):
            name = self.name_at(first + match.start())
            if name and name[1] == end and " " in self.text[slice(*name)]:
                return name
        return None

    def _role_after(self, start: int, head_end: int) -> Span:
        limit = min(self.context.sentence(start)[1], start + _LONGEST_ROLE)
        rest = re.match(
            r"(?:C\.C\.,?| \([A-Z][\w-]{1,11}\)|[^,.;:()\n]|,(?= [A-Z]{3,5}\b))*", self.text[head_end:limit]
        )
        end = head_end + (rest.end() if rest else 0)
        verb = _VERB.search(self.text[head_end:end])
        if verb:
            end = head_end + verb.start()
        the = re.match(rf"(?:(?:{_either('opener')}) )*", self.text[start:end])
        return start + (the.end() if the else 0), len(self.text[:end].rstrip())


def _longest(found: Iterable[Found]) -> list[Found]:
    """Without names inside longer ones: "Mandelson" in "Lord Mandelson"."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.name[0] - f.name[1], f.name)):
        if all(one.name[1] <= other.name[0] or other.name[1] <= one.name[0] for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f.name)
