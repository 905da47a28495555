"""Which of its senses a name has here: Korea, Congo, Georgia; Jordan the person, Lebanon the town in Ohio.

Evidence is what else the dispatch names: the other names, adjectives and cities of a country, and the cues of
reference/country_cues.csv. A name that is also a town of the United States or a person's name is believed as a country
unless its place in the sentence says otherwise, or nothing supports it in a piece of local news.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from tasks import reference
from tasks.extract.country_names import Name, Sense
from tasks.extract.gates import compiled
from tasks.gazetteer import Gazetteer, Hit, with_capitals
from tasks.places import province_country
from tasks.records import Span

_STATE = re.compile(r",\s+((?:[A-Z][A-Za-z]{0,4}\.){1,3}|[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?)")
_FURTHER = re.compile(r",? (?:and|or)\b|, [A-Z]\w+(?:,| and\b)")  # a list: Mexico, Texas and California
_NEXT_CAPITALISED = re.compile(r" [A-Z][a-z]+")
_INITIAL_BEFORE = compiled(r"\b[A-Z]\. $")
_AGE = re.compile(r", \d\d?,")
_LOWER_CASE = re.compile(r"[a-z]{3}")  # a dispatch in capitals has mc and th, but no word in lower case
_GIVEN_NAMES = re.compile(r"(?<![\w'’-])[A-Z\u00c0-\u1eff][a-z\u00c0-\u1eff]+ [A-Z\u00c0-\u1eff][a-z\u00c0-\u1eff]+ $")
_NO_NOUN = re.compile(
    r"(?:'s|’s)?(?:[,.;)]|$| (?:and|who|said|says|told|met|led|is|was|has|had|will|also|[a-z]{3,}ed)\b)"
)
# "Adrian Moldovan, vice-president of the party": one given name is enough before an office
_NAME_IN_LIST = re.compile(r"(?:(?:^|[,;.]\s|\b(?:and|with|by)\s)[A-Z][a-z\u00c0-\u017f]+ )$")
_OFFICE_BEHIND = re.compile(
    r",\s(?:the\s)?(?:(?:[Ff]irst|[Dd]eputy|[Ss]enior|[Nn]ational|[Gg]eneral)[\s-])*(?:[Vv]ice[\s-]?)?"
    r"(?:[Pp]resident|[Cc]hair\w*|[Ss]ecretary|[Ll]eader|[Hh]ead|[Mm]inister|[Mm]ember|[Dd]irector|[Ss]pokes\w+|[Ss]peaker)\b"
)
_OF_LANGUAGE = re.compile(
    r"[ -](?:[Ll]anguages?|speak(?:er|ers|ing)|lessons?|subtitles|dictionary|translations?|acronym"
    r"|abbreviation|initials|[Ee]dition)\b"
)
# Adjectives of countries in a place where a language stands, and no noun after the last of them
_SPOKEN = compiled(
    r"\b(?:[Ii]n|into|translated from|fluent|speaks?|spoke|[Ss]peaking|spoken|learn(?:s|ed|ing|t)?|understands?"
    r"|stud(?:y|ies|ied|ying)|teach(?:es|ing)?|taught) ((?:[A-Z][a-z]+(?:, |,? (?:and|or|in|into) )){0,5}[A-Z][a-z]+)"
    r"(?=[.;)!?\"”\n]|$|, [a-z]| (?:on|at|to|that|when|where|who|which|with|by|for|but|as|because)\b)"
)
_MENU = re.compile(  # of a page: ABOUT US, CONTACT US
    r"\b(?:ABOUT|CONTACT|FOLLOW|JOIN|TELL|EMAIL|CALL|SUPPORT|VISIT|FIND|REACH|HELP|LIKE|WITH|WRITE TO|TALK TO) $"
)
_ARTICLE = compiled(r"\b(?:[Tt]he|[Aa]|and|or|many|both) $|, $")
_PERSONAL = frozenset(("surname", "given_name"))
_BETWEEN_NAMES = tuple("·•‧・")  # of a foreigner in Chinese
_NONE = "-"  # reading of a cue that speaks for no country


@lru_cache(maxsize=1)
def _cues() -> Gazetteer[tuple[tuple[str, str], ...]]:
    """Cue -> pairs of the name that it explains and the reading that it speaks for."""
    table: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in reference.rows("country_cues"):
        table[row["cue"]].append((row["name"], row["reading"]))
    return Gazetteer(with_capitals({cue: tuple(pairs) for cue, pairs in table.items()}))


@lru_cache(maxsize=1)
def names_with_cues() -> tuple[str, ...]:
    """Names of which the cues of a dispatch tell the reading; those that begin with one share its cues."""
    return tuple(dict.fromkeys(row["name"] for row in reference.rows("country_cues")))


@lru_cache(maxsize=1)
def _homonyms() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in reference.rows("country_homonyms"):
        kinds[row["name"]].add(row["kind"])
    return {name: frozenset(found) for name, found in kinds.items()}


@lru_cache(maxsize=8)
def _words(kind: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in reference.rows("news_words") if row["kind"] == kind)


@lru_cache(maxsize=8)
def _alternatives(kind: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_words(kind), key=len, reverse=True))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "local": re.compile(
            rf"\b(?:{_alternatives('local')}|[A-Z][a-z]+ (?:{_alternatives('local_after_name')}))(?!\w)"
        ),
        "town": re.compile(rf" (?:[A-Z][a-z]+ )?(?:{_alternatives('town')})(?!\w)"),
        "institution": re.compile(rf" (?:{_alternatives('institution')})(?!\w)"),
        "prefix": re.compile(rf"\b(?:{_alternatives('prefix')}) $"),
        "person": re.compile(rf"\b(?:(?:{_alternatives('title')})\.?|{_alternatives('given')}) $"),
    }


def _is_person(before: str) -> bool:
    """Whether what stands before a name is a given name, a title or an initial."""
    return bool(_patterns()["person"].search(before) or _INITIAL_BEFORE.search(before))


class Context:
    """The dispatch around its names: decides one hit at a time."""

    def __init__(self, text: str, date: str | None, hits: Sequence[Hit[Name]], filed_from: str | None = None) -> None:
        """`filed_from`: country of the dateline. What an agency writes at home it writes of its own country."""
        self._text = text
        self._home = filed_from
        self._date = date
        self._hits = hits
        self._support = _support(date, hits)
        self._cue_counts: Counter[tuple[str, str]] | None = None
        self._in_capitals: bool | None = None
        self._local: bool | None = None
        self._personal: frozenset[str] | None = None
        self._qualified: frozenset[str] | None = None
        self._families: frozenset[str] | None = None
        self._ends: frozenset[int] | None = None
        self._spoken: list[Span] | None = None

    def choose(self, hit: Hit[Name]) -> tuple[Sense | None, tuple[Sense, ...]]:
        """The sense of the hit and the senses in question. No sense, but candidates: the context does not decide;
        neither: the name stands for none of them."""
        senses = hit.value.at(self._date)
        if hit.value.text == "US" and self._is_pronoun(hit):
            return None, ()
        if senses and senses[0].form == "joint":
            return senses[0], senses
        if (
            senses
            and senses[0].form == "adjective"
            and (self._is_accented(hit) or self._is_family_name(hit) or self._is_language(hit))
        ):
            return None, ()
        key = _subject(hit.value.text)
        kinds = _homonyms().get(hit.value.text)
        if not senses or (kinds and self._is_other(hit, senses[0], kinds)):
            return None, ()
        if key not in names_with_cues() and len(senses) == 1:
            return senses[0], senses
        at_home = [sense for sense in senses if sense.entity == self._home]
        if at_home:
            return at_home[0], senses
        against = self._votes(key, _NONE)
        # The first of several senses stands where the evidence is even.
        best = max(senses, key=lambda sense: self._votes(key, _reading(sense)))
        return (None, ()) if against > self._votes(key, _reading(best)) else (best, senses)

    def _is_accented(self, hit: Hit[Name]) -> bool:
        """Germán is no German: an accent makes a given name of an English adjective."""
        return hit.value.text.isascii() and not self._text[hit.start : hit.end].isascii()

    def _is_language(self, hit: Hit[Name]) -> bool:
        """Whether it is what people speak: "spoke Spanish", "in Russian and Chinese.", a Portuguese-language paper."""
        if _OF_LANGUAGE.match(self._text, hit.end):
            return True
        if self._spoken is None:
            self._spoken = [match.span(1) for match in _SPOKEN.finditer(self._text)]
        return any(start <= hit.start and hit.end <= end for start, end in self._spoken)

    def _is_family_name(self, hit: Hit[Name]) -> bool:
        """Dang Quoc Thai is no Thai, nor is the Thai of whom the dispatch goes on to say what he said: no noun follows,
        which an adjective would need."""
        if not _NO_NOUN.match(self._text, hit.end):
            return False
        if self._ends_name(hit) or self._has_office_behind(hit):
            return True
        told_of = hit.value.text in self._family_names()
        return told_of and not _ARTICLE.search(self._text, max(0, hit.start - 8), hit.start)

    def _family_names(self) -> frozenset[str]:
        """Adjectives that somewhere in the dispatch end the name of a person."""
        if self._families is None:
            ending = (hit for hit in self._hits if _NO_NOUN.match(self._text, hit.end) and self._ends_name(hit))
            self._families = frozenset(hit.value.text for hit in ending)
        return self._families

    def _ends_name(self, hit: Hit[Name]) -> bool:
        """Whether two capitalised words stand before it that are no country's: given names."""
        before = _GIVEN_NAMES.search(self._text, max(0, hit.start - 40), hit.start)
        if before is None:
            return False
        if self._ends is None:
            self._ends = frozenset(other.end for other in self._hits)
        return not any(end in self._ends for end in range(before.start() + 1, hit.start))

    def _has_office_behind(self, hit: Hit[Name]) -> bool:
        """Whether it ends a name of two words with an office behind it, in a list or at the start of a sentence."""
        before = _NAME_IN_LIST.search(self._text, max(0, hit.start - 24), hit.start)
        return bool(before and _OFFICE_BEHIND.match(self._text, hit.end))

    def _is_pronoun(self, hit: Hit[Name]) -> bool:
        """Whether US is us: in a menu, and in a dispatch in capitals unless it stands as THE US or US-."""
        if self._in_capitals is None:
            self._in_capitals = not _LOWER_CASE.search(self._text)
        if not self._in_capitals:
            return _MENU.search(self._text, max(0, hit.start - 12), hit.start) is not None
        return not self._text.startswith("-", hit.end) and not self._text.endswith("THE ", 0, hit.start)

    def _votes(self, name: str, reading: str) -> int:
        return self._cues(name, reading) + (2 * self._support[reading] if reading != _NONE else 0)

    def _cues(self, name: str, reading: str) -> int:
        if self._cue_counts is None:
            self._cue_counts = Counter(pair for hit in _cues().find_all(self._text) for pair in hit.value)
        return self._cue_counts[name, reading]

    def _is_other(self, hit: Hit[Name], sense: Sense, kinds: frozenset[str]) -> bool:
        """Whether the sentence, or the whole of a local story, takes the name for a town or a person."""
        patterns = _patterns()
        before, after = self._text[max(0, hit.start - 20) : hit.start], self._text[hit.end : hit.end + 40]
        if "town" in kinds:
            if patterns["town"].match(after) or patterns["prefix"].search(before):
                return True
            if sense.country != "USA" and hit.value.text in self._towns():
                return True
        if "namesake" in kinds and hit.value.text in self._towns():
            return True
        if kinds & _PERSONAL and (_is_person(before) or _AGE.match(after) or before.endswith(_BETWEEN_NAMES)):
            return True
        if "given_name" in kinds and after.startswith(_BETWEEN_NAMES):
            return True
        if "as_written" in kinds and self._text[hit.start : hit.end] != hit.value.text:
            return True
        if sense.country == "USA" or (sense.country and self._support[sense.country]):
            return False
        if hit.value.text in self._persons():
            return True
        if "given_name" in kinds and _NEXT_CAPITALISED.match(after) and not patterns["institution"].match(after):
            return True
        return "town" in kinds and self._is_local()

    def _towns(self) -> frozenset[str]:
        """Names that a state or province follows somewhere in the dispatch: "Palestine, Texas"."""
        if self._qualified is None:
            self._qualified = frozenset(hit.value.text for hit in self._hits if self._state_after(hit))
        return self._qualified

    def _state_after(self, hit: Hit[Name]) -> bool:
        state = _STATE.match(self._text, hit.end)
        if state is None or not province_country(state[1]):
            return False
        return "namesake" not in _homonyms().get(hit.value.text, ()) or not _FURTHER.match(self._text, state.end())

    def _persons(self) -> frozenset[str]:
        """Names that somewhere follow a given name or a title: "Michael Jordan ... Jordan said"."""
        if self._personal is None:
            named = [hit.value.text for hit in self._hits if _is_person(self._text[max(0, hit.start - 20) : hit.start])]
            self._personal = frozenset(name for name in named if _homonyms().get(name, frozenset()) & _PERSONAL)
        return self._personal

    def _is_local(self) -> bool:
        """Whether this is local news of the United States: its words, and no third country named beyond doubt."""
        if self._local is None:
            words = _patterns()["local"].search(self._text)
            self._local = bool(words) and not (self._support.keys() - {"USA", "CAN"})
        return self._local


def _reading(sense: Sense) -> str:
    """What cues call the sense: the code of a country; a place (Georgia in the United States) is no country."""
    return sense.entity if sense.kind == "country" else _NONE


@lru_cache(maxsize=10_000)
def _subject(name: str) -> str:
    """Korean, Congolese -> Korea, Congo: the adjectives of a name share its cues; Congo-Kinshasa needs none."""
    for subject in names_with_cues():
        ending = name.removeprefix(subject)
        if name.startswith(subject) and (not ending or (ending.isascii() and ending.isalpha())):
            return subject
    return name


def _support(date: str | None, hits: Sequence[Hit[Name]]) -> Counter[str]:
    """For each country the hits that can mean nothing else."""
    support: Counter[str] = Counter()
    for hit in hits:
        senses = hit.value.at(date)
        kinds = _homonyms().get(hit.value.text, frozenset()) - {"namesake"}
        doubtful = bool(kinds) or _subject(hit.value.text) in names_with_cues()
        if len(senses) == 1 and senses[0].country and not doubtful:
            support[senses[0].country] += 1
    return support
