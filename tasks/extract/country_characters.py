"""Single Chinese characters that stand for countries: 中越, 俄中两国, 访俄, 美方, 中、美、日、英等国.

A character counts where a compound or an affix makes it one, where no longer word covers it (日 in 日前), and - unless
the table calls it strong - where the dispatch names the country in full or the context leaves no doubt. One character
of several countries (新: Singapore, New Zealand) is resolved by the countries that the dispatch names, or not at all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tasks import reference
from tasks.extract.country_names import gazetteer
from tasks.extract.gates import compiled
from tasks.gazetteer import Gazetteer, Hit, fold
from tasks.places import is_valid, validity
from tasks.records import Mention, Span

_DAY_OF_MONTH = compiled(r"[\d一二三四五六七八九十〇]日")
_BRACKET = re.compile(r"([\u4e00-\u9fff])[（(]([\u4e00-\u9fff]{1,5})[）)]")
_NO_ENTITY = "-"  # stands in country_compounds for a character without one: the 在 of 在华
_REGION = re.compile(r"[A-Z]{3}$")  # an entity that does not look like a code is a region


@dataclass(frozen=True, slots=True)
class _Character:
    codes: tuple[str, ...]  # as listed, the likeliest first
    is_strong: bool
    in_pairs: bool


@dataclass(frozen=True, slots=True)
class _Tables:
    characters: Mapping[str, _Character]
    words: Gazetteer[str]
    compounds: Gazetteer[tuple[str, ...]]
    run: re.Pattern[str]
    listing: re.Pattern[str]
    affixed: re.Pattern[str]
    after_pair: re.Pattern[str]
    initials: Mapping[str, tuple[str, ...]]
    with_initial: re.Pattern[str]


def _alternatives(position: str) -> str:
    rows = reference.rows("country_character_contexts")
    texts = [row["text"] for row in rows if row["position"] == position]
    return "|".join(sorted(map(re.escape, texts), key=len, reverse=True))


def _initials() -> dict[str, tuple[str, ...]]:
    """First characters of the Chinese names of countries."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in reference.rows("countries"):
        found[row["name_zh"][0]].append(row["code"])
    return {initial: tuple(codes) for initial, codes in found.items()}


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    characters: dict[str, _Character] = {}
    for row in reference.rows("country_characters"):
        known = characters.get(row["character"], _Character((), False, False))
        strong = known.is_strong or row["strength"] != "weak"
        pairs = known.in_pairs or row["strength"] != "affix"
        characters[row["character"]] = _Character((*known.codes, row["code"]), strong, pairs)
    initials = _initials()
    compounds = {
        row["compound"]: tuple(re.split(r"\||(?<=[A-Z]{3}) |(?<=^-) ", row["entities"]))
        for row in reference.rows("country_compounds")
    }
    one = f"[{''.join(characters)}]"
    paired = f"[{''.join(character for character, entry in characters.items() if entry.in_pairs)}]"
    return _Tables(
        characters,
        Gazetteer({row["word"]: row["word"] for row in reference.rows("country_character_words")}),
        Gazetteer(compounds),
        run=re.compile(f"{paired}{{2,4}}"),
        # 中、美、日、英等; a list of two needs a word that says so
        listing=re.compile(f"{paired}(?:[、和与及]{paired}){{2,}}|{paired}[、和与]{paired}(?=等|两国|双方|关系)"),
        affixed=re.compile(
            f"(?:(?P<sure>{_alternatives('before_sure')})|{_alternatives('before')})(?P<object>{one})"
            f"|(?P<subject>{one})(?={_alternatives('after')})"
        ),
        after_pair=re.compile(_alternatives("pair")),
        initials=initials,
        with_initial=re.compile(f"(?:中([{''.join(initials)}])|([{''.join(initials)}])中)(?={_alternatives('pair')})"),
    )


class Characters:
    """The characters of one dispatch. `taken`: spans of longer names; `named`: how often they name each country."""

    def __init__(self, text: str, date: str | None, taken: list[Span], named: Counter[str]) -> None:
        self._text = fold(text)
        self._surface = text
        self._date = date
        self._tables = _tables()
        self._named = named
        self._taken = taken
        self._names = {i for start, end in taken for i in range(start, end)}
        self._words: dict[int, list[Hit[str]]] = defaultdict(list)
        for hit in self._tables.words.find_all(text):
            for i in range(hit.start, hit.end):
                self._words[i].append(hit)
        self._names.update(match.end() - 1 for match in _DAY_OF_MONTH.finditer(self._text))
        self._found: dict[int, Mention] = {}

    def find(self) -> list[Mention]:
        for find in (
            self._spelled_out,
            self._compounds,
            self._before_names,
            self._with_initial,
            self._runs,
            self._listings,
            self._affixes,
        ):
            for mention in find():
                self._found.setdefault(mention.start, mention)
        return [self._found[start] for start in sorted(self._found)]

    def _free(self, start: int, end: int) -> bool:
        return not any(i in self._names for i in range(start, end))

    def _compounds(self) -> Iterator[Mention]:
        for hit in self._tables.compounds.find(self._text):
            if self._free(hit.start, hit.end):
                for i, entity in enumerate(hit.value, hit.start):
                    if entity != _NO_ENTITY:
                        yield self._mention(i, entity, (), "compound_listed")

    def _spelled_out(self) -> Iterator[Mention]:
        """A pair whose second character goes on in brackets: 中尼（泊尔）."""
        for match in _BRACKET.finditer(self._text):
            name = gazetteer().get(match[1] + match[2])
            start = match.start(1)
            if name and name.senses and start and self._text[start - 1] == "中":
                yield self._mention(start - 1, "CHN", (), "compound_pair")
                yield self._mention(start, name.senses[0].country, (), "compound_pair")

    def _before_names(self) -> Iterator[Mention]:
        """中 before a name in full: 中印尼关系."""
        for start, end in self._taken:
            i = start - 1
            is_free = i >= 0 and i not in self._names and i not in self._words
            if is_free and self._text[i] == "中" and self._tables.after_pair.match(self._text, end):
                yield self._mention(i, "CHN", (), "compound_pair")

    def _with_initial(self) -> Iterator[Mention]:
        """China and a country that the dispatch names in full, by the first character of its name: 中所关系."""
        for match in self._tables.with_initial.finditer(self._text):
            i = match.start(1) if match[1] else match.start(2)
            named = [code for code in self._tables.initials[self._text[i]] if self._named[code]]
            is_free = self._free(*match.span()) and not any(k in self._words for k in range(*match.span()))
            if is_free and len(named) == 1:
                yield self._mention(match.end() - 1 if match[2] else match.start(), "CHN", (), "compound_pair")
                yield self._mention(i, named[0], (), "compound_pair")

    def _runs(self) -> Iterator[Mention]:
        """Two to four characters side by side: 中越, 中日韩."""
        for match in self._tables.run.finditer(self._text):
            is_explained = self._is_explained(match.end())
            for run in self._believable(match, is_explained):
                characters = [self._tables.characters[self._text[i]] for i in run]
                if is_explained or any(character.is_strong for character in characters):
                    yield from self._resolved(run, _is_pair_with_china(match[0]) and is_explained, "compound_pair")

    def _is_explained(self, end: int) -> bool:
        """Whether 关系 or the like follows, perhaps after further pairs: 中匈、中波、中捷关系."""
        while self._text[end : end + 1] in tuple("、和与及") and (
            further := self._tables.run.match(self._text, end + 1)
        ):
            end = further.end()
        return bool(self._tables.after_pair.match(self._text, end))

    def _believable(self, match: re.Match[str], is_explained: bool) -> Iterator[range]:
        """The stretches of a run, two characters and more, that no name or word cuts into and that can be resolved."""
        with_china = _is_pair_with_china(match[0]) and is_explained
        start = None
        for i in range(match.start(), match.end() + 1):
            if i < match.end() and self._stands(i, match, is_explained) and self._can_resolve(i, with_china):
                start = i if start is None else start
            elif start is not None:
                if i - start > 1:
                    yield range(start, i)
                start = None

    def _stands(self, i: int, match: re.Match[str], is_explained: bool) -> bool:
        """Whether the character at `i` is no part of a name or of another word.

        Where 关系 and the like follow, a word that ends in 中 (年中美关系) or begins with the last character (俄美元首)
        may reach into the run, but not hold two of its characters (中文教育).
        """
        if i in self._names:
            return False
        words = self._words.get(i, ())
        if not words:
            return True
        is_edge = self._text[i] == "中" or (i == match.end() - 1 and self._tables.characters[self._text[i]].is_strong)
        start, end = match.span()
        return is_explained and is_edge and all(min(end, word.end) - max(start, word.start) == 1 for word in words)

    def _can_resolve(self, i: int, with_china: bool) -> bool:
        return with_china or self._choose(self._tables.characters[self._text[i]], False) is not None

    def _listings(self) -> Iterator[Mention]:
        for match in self._tables.listing.finditer(self._text):
            places = range(match.start(), match.end(), 2)
            if self._free(*match.span()) and match.start() not in self._words:
                yield from self._resolved(places, True, "compound_list")

    def _affixes(self) -> Iterator[Mention]:
        for match in self._tables.affixed.finditer(self._text):
            i = match.start("object") if match["object"] else match.start("subject")
            if i in self._names or i in self._words:
                continue
            yield from self._resolved(range(i, i + 1), bool(match["sure"]), "compound_affix")

    def _resolved(self, places: range, is_explained: bool, rule: str) -> Iterator[Mention]:
        """One mention per character if every one of them can be believed, else none."""
        characters = [(i, self._tables.characters[self._text[i]]) for i in places]
        chosen = [self._choose(character, is_explained) for _, character in characters]
        if any(code is None and not is_explained for code in chosen):
            return
        for (i, character), code in zip(characters, chosen, strict=True):
            yield self._mention(i, code, character.codes if code is None else (), rule)

    def _choose(self, character: _Character, is_explained: bool) -> str | None:
        codes = [code for code in character.codes if not _is_future(code, self._date)]
        if character.is_strong and len(codes) == 1:
            return codes[0]
        named = [code for code in codes if self._named[code]]
        if len(named) > 1:
            first, second = sorted(named, key=lambda code: -self._named[code])[:2]
            return first if self._named[first] > self._named[second] else None
        if named:
            return named[0]
        living = [code for code in codes if is_valid(*validity(code), self._date)]
        if is_explained and len(living) == 1:
            codes = living
        return codes[0] if codes and (character.is_strong or (is_explained and len(codes) == 1)) else None

    def _mention(self, i: int, entity: str | None, candidates: tuple[str, ...], rule: str) -> Mention:
        kind = "region" if entity and not _REGION.match(entity) else "country"
        return Mention(
            i, i + 1, self._surface[i], kind, "compound", entity, 0.85, rule,
            candidates=tuple((code, round(1 / len(candidates), 3)) for code in candidates),
            country=entity if kind == "country" else None,
        )  # fmt: skip


def _is_future(code: str, date: str | None) -> bool:
    """Whether the state did not exist yet on the day: 捷 of 1985 is Czechoslovakia."""
    return date is not None and date < validity(code)[0]


def _is_pair_with_china(run: str) -> bool:
    return len(run) == 2 and "中" in run
