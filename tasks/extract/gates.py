"""Regular expressions that need not run: a pattern is tried only on a text that holds one of the words it needs.

Hundreds of patterns read each sentence, and hardly any of them stands in it. From every pattern the words are derived
one of which each of its matches holds (needs.py). One automaton looks for the words of all patterns at once; what it
finds in a text is kept for all the patterns that are tried there. Ask with positions, search(text, start, end), rather
than with pieces of a text: each piece would be looked through anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar, cast

from ahocorasick_rs import AhoCorasick

from tasks.extract.needs import needed_words, plain

V = TypeVar("V")
# Letters that are an ASCII letter to a pattern without regard to case, and not to lower()
_ODD_CASES: Final = (("ſ", "s"), ("ı", "i"), ("İ", "i"))
_ODD_DIGIT: Final = re.compile(r"[^\D0-9]")
# In a pattern: a capital that is not the name of a set (\W) or of a group
_CAPITAL: Final = re.compile(r"(?<!\\)(?<!\(\?)[A-ZÀ-ÖØ-Þ](?![^<>()]*>)|\(\?-?[a-z]*-i")
_LONG: Final = 3000  # characters
_all: list[_Gate] = []


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """re.compile, with a gate before search, finditer and findall where the pattern needs a word."""
    regex = re.compile(pattern, flags)
    words = needed_words(pattern, flags)
    return cast("re.Pattern[str]", _Gate(regex, words)) if words else regex


class _Gate:
    """As much of a pattern as the rules use. What looks at one place only (match, fullmatch) needs no gate.

    A pattern without regard to case is tried on small letters first: there the engine can pass over a word by its first
    letter, where it would try each.
    """

    __slots__ = (
        "_findall", "_finditer", "_search", "_small", "bit", "fullmatch", "match", "pattern", "regex", "split", "sub",
        "words",
    )  # fmt: skip

    def __init__(self, regex: re.Pattern[str], words: frozenset[str]) -> None:
        self.regex, self.words, self.bit = regex, words, 1 << len(_all)
        self.pattern, self.match, self.fullmatch = regex.pattern, regex.match, regex.fullmatch
        self.split, self.sub = regex.split, regex.sub
        self._search, self._findall = regex.search, regex.findall
        self._finditer: Callable[..., Iterator[re.Match[str]]] = regex.finditer
        self._small: Callable[..., re.Match[str] | None] | None = None
        if regex.flags & re.IGNORECASE and not _CAPITAL.search(regex.pattern):
            self._small, self._finditer = self._search_small, self._finditer_small
        _all.append(self)
        _automaton.cache_clear()
        _look.cache_clear()

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        possible, small = _look(text)
        if not possible & self.bit:
            return None
        if self._small is None:
            return self._search(text, start, end)
        found = self._small(small, start, end)
        return self.match(text, found.start(), end) if found else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        if not _look(text)[0] & self.bit:
            return iter(())
        return self._finditer(text, start, end)

    def findall(self, text: str, start: int = 0, end: int = sys.maxsize) -> list[Any]:
        return self._findall(text, start, end) if _look(text)[0] & self.bit else []

    def _search_small(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Stands in for the search in small letters until it is asked for: compiling takes time."""
        self._compile_small()
        return self._small(text, start, end)  # type: ignore[misc]

    def _finditer_small(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        self._compile_small()
        return self._finditer(text, start, end)

    def _compile_small(self) -> None:
        small = re.compile(self.pattern, self.regex.flags & ~re.IGNORECASE)

        def finditer(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
            for found in small.finditer(_look(text)[1], start, end):
                yield self.match(text, found.start(), end)  # type: ignore[misc]  # what was found there is there

        self._small, self._finditer = small.search, finditer


class Gated(Generic[V]):
    """Things with a pattern each, of which only those are looked at whose pattern may match."""

    def __init__(self, items: Sequence[V], pattern: Callable[[V], re.Pattern[str]]) -> None:
        self.all = items
        self._places: dict[int, int] = {}  # of the gated ones, by the bit of the gate
        self._open: list[int] = []
        for place, item in enumerate(items):
            gate = pattern(item)
            if isinstance(gate, _Gate):
                self._places[gate.bit] = place
            else:
                self._open.append(place)
        self._bits = sum(self._places)

    def possible(self, text: str) -> list[V]:
        """Those whose pattern may match in the text, in their order."""
        possible = _look(text)[0] & self._bits
        places = list(self._open)
        while possible:
            rest = possible & (possible - 1)  # without its lowest bit
            places.append(self._places[possible ^ rest])
            possible = rest
        return [self.all[place] for place in sorted(places)]


def hidden(text: str) -> list[str]:
    """Patterns whose first match in the text is another than without a gate: none, or a gate is wrong. For tests."""
    return [gate.pattern for gate in _all if _span(gate.search(text)) != _span(gate.regex.search(text))]


def _span(match: re.Match[str] | None) -> tuple[int, int] | None:
    return match.span() if match else None


@lru_cache(maxsize=1)
def _automaton() -> tuple[AhoCorasick, list[int]]:
    """All words, and of each the bits of the patterns that need it."""
    owners: dict[str, int] = {}
    for gate in _all:
        for word in sorted(gate.words):
            owners[word] = owners.get(word, 0) | gate.bit
    return AhoCorasick(list(owners), store_patterns=False), list(owners.values())


@lru_cache(maxsize=256)  # a few sentences at a time, each in several forms
def _look(text: str) -> tuple[int, str]:
    """Bits of the patterns that may match in the text, and the text in small letters, as long as it is. In a whole
    dispatch nearly every word is found: there all patterns are tried."""
    if text.isascii():
        searched = small = text.lower()
    else:
        for odd, letter in _ODD_CASES:
            text = text.replace(odd, letter)
        small = text.lower()
        searched = _ODD_DIGIT.sub(lambda digit: str(int(digit[0])), small)
    if len(text) > _LONG:
        return (1 << len(_all)) - 1, small
    automaton, owners = _automaton()
    possible = 0
    for word, _, _ in automaton.find_matches_as_indexes(plain(searched), overlapping=True):
        possible |= owners[word]
    return possible, small
