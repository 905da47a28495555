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

from tasks.extract.needs import needed_words

V = TypeVar("V")
# Letters that are an ASCII letter to a pattern without regard to case, and not to lower()
_ODD_CASES: Final = (("ſ", "s"), ("ı", "i"), ("İ", "i"))
_ODD_DIGIT: Final = re.compile(r"[^\D0-9]")
_all: list[_Gate] = []


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """re.compile, with a gate before search, finditer and findall where the pattern needs a word."""
    regex = re.compile(pattern, flags)
    words = needed_words(pattern, flags)
    return cast("re.Pattern[str]", _Gate(regex, words)) if words else regex


class _Gate:
    """As much of a pattern as the rules use. What looks at one place only (match, fullmatch) needs no gate."""

    __slots__ = (
        "_findall", "_finditer", "_search", "fullmatch", "match", "number", "pattern", "regex", "split", "sub", "words",
    )  # fmt: skip

    def __init__(self, regex: re.Pattern[str], words: frozenset[str]) -> None:
        self.regex, self.words, self.number = regex, words, len(_all)
        self.pattern, self.match, self.fullmatch = regex.pattern, regex.match, regex.fullmatch
        self.split, self.sub = regex.split, regex.sub
        self._search, self._finditer, self._findall = regex.search, regex.finditer, regex.findall
        _all.append(self)
        _automaton.cache_clear()
        found_in.cache_clear()

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._search(text, start, end) if self.number in found_in(text) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        return self._finditer(text, start, end) if self.number in found_in(text) else iter(())

    def findall(self, text: str, start: int = 0, end: int = sys.maxsize) -> list[Any]:
        return self._findall(text, start, end) if self.number in found_in(text) else []


class Gated(Generic[V]):
    """Things with a pattern each, of which only those are looked at whose pattern may match."""

    def __init__(self, items: Sequence[V], pattern: Callable[[V], re.Pattern[str]]) -> None:
        self.all = items
        self._places: dict[int, int] = {}  # of the gated ones, by the number of the gate
        self._open: list[int] = []
        for place, item in enumerate(items):
            gate = pattern(item)
            if isinstance(gate, _Gate):
                self._places[gate.number] = place
            else:
                self._open.append(place)
        self._numbers = frozenset(self._places)

    def possible(self, text: str) -> list[V]:
        """Those whose pattern may match in the text, in their order."""
        places = [self._places[number] for number in found_in(text) & self._numbers]
        return [self.all[place] for place in sorted(places + self._open)]


def hidden(text: str) -> list[str]:
    """Patterns that match in the text although their gate is closed: none, or a gate is wrong. For tests."""
    found = found_in(text)
    return [gate.pattern for gate in _all if gate.number not in found and gate.regex.search(text)]


@lru_cache(maxsize=1)
def _automaton() -> tuple[AhoCorasick, list[frozenset[int]]]:
    """All words, and of each the patterns that need it."""
    owners: dict[str, set[int]] = {}
    for gate in _all:
        for word in sorted(gate.words):
            owners.setdefault(word, set()).add(gate.number)
    return AhoCorasick(list(owners), store_patterns=False), [frozenset(numbers) for numbers in owners.values()]


@lru_cache(maxsize=256)  # a few sentences at a time, each in several forms
def found_in(text: str) -> frozenset[int]:
    """Numbers of the patterns that may match in the text."""
    if not text.isascii():
        for odd, plain in _ODD_CASES:
            text = text.replace(odd, plain)
        if _ODD_DIGIT.search(text):
            text += "0123456789"
    automaton, owners = _automaton()
    words = {word for word, _, _ in automaton.find_matches_as_indexes(text.lower(), overlapping=True)}
    return frozenset().union(*[owners[word] for word in words])
