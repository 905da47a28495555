"""Finds the names of a table in a text, in one pass whatever the size of the table (Aho-Corasick).

Latin names need a word boundary on either side, Chinese ones none. Where names overlap, the leftmost, then the longest
wins. Text and names are folded alike - traditional characters to simplified ones, accents, quotation marks, dashes and
spaces to their plain form - character by character, so that spans stay true to the original text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick

V = TypeVar("V")
# Names shorter than this stand in their own case only: IN, IS and LAO would be words of a text in capitals.
_SHORTEST_IN_CAPITALS = 4
_PUNCTUATION = {"‘’ʼ＇`´": "'", "“”＂": '"', "‐‑–—−": "-", "\u00a0\u2009\u202f": " ", "•‧∙・": "·"}
# Letters that Unicode does not take apart into a base and an accent
_STROKED = {"đð": "d", "Đ": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i"}
_SMALL_WORD = re.compile(r"(?<![^\W_])(?:the|of|and|in|to|by|from|with|for|at|on)$")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_LONG = 200  # characters; names are shorter, dispatches longer
_LATIN = range(0xC0, 0x250)
_VIETNAMESE = range(0x1E00, 0x1F00)


class Hit(NamedTuple, Generic[V]):
    """A name in the text: code points [start, end) and the name's value."""

    start: int
    end: int
    value: V


@lru_cache(maxsize=1)
def _folding() -> dict[int, str]:
    """One character for one character: only such a table leaves the offsets as they are."""
    table: dict[int, str] = {}
    path = resources.files("opencc") / "dictionary" / "TSCharacters.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        traditional, _, simplified = line.partition("\t")
        first = simplified.split(" ")[0]
        if len(traditional) == len(first) == 1:
            table[ord(traditional)] = first
    for block in (_LATIN, _VIETNAMESE):
        for code in block:
            plain = unicodedata.normalize("NFD", chr(code))[0]
            if plain.isascii():
                table[code] = plain
    for characters, plain in {**_PUNCTUATION, **_STROKED}.items():
        table.update(dict.fromkeys(map(ord, characters), plain))
    return table


def fold(text: str) -> str:
    """The text with every character in its plain form; as long as the original."""
    if text.isascii():
        return text
    return _folded_text(text) if len(text) > _LONG else text.translate(_folding())


@lru_cache(maxsize=8)
def _folded_text(text: str) -> str:
    """Cached: every part of the extraction folds the same dispatch. Only what is not ASCII is translated, character by
    character, which for most of an English text saves nearly all of the time."""
    return _NOT_ASCII.sub(lambda run: run[0].translate(_folding()), text)


def is_word_character(character: str) -> bool:
    """A letter or digit of a script that separates words by spaces."""
    return (character.isalnum() and not "\u2e80" <= character <= "\u9fff") or character == "_"


def with_capitals(names: Mapping[str, V]) -> dict[str, V]:
    """Adds every name in capitals, as dispatches of the teleprinter age write them; a name of the table's own wins."""
    capitals = {name.upper(): value for name, value in names.items() if len(name) >= _SHORTEST_IN_CAPITALS}
    return {**capitals, **names}


class Gazetteer(Generic[V]):
    """A table of names, each with a value of the caller's. Names are case-sensitive."""

    def __init__(self, names: Mapping[str, V] | Iterable[tuple[str, V]]) -> None:
        folded = {fold(name): value for name, value in dict(names).items()}
        self._values = list(folded.values())
        self._bounded = [(is_word_character(name[0]), is_word_character(name[-1])) for name in folded]
        self._by_name = folded
        self._automaton = AhoCorasick(list(folded), store_patterns=False)

    def __len__(self) -> int:
        return len(self._values)

    def get(self, name: str) -> V | None:
        """The value of exactly this name."""
        return self._by_name.get(fold(name))

    def find(self, text: str) -> list[Hit[V]]:
        """Names in the text, in order, without overlaps."""
        hits: list[Hit[V]] = []
        end = 0
        for hit in self._ordered(fold(text)):
            if hit.start >= end:
                hits.append(hit)
                end = hit.end
        return hits

    def find_all(self, text: str) -> list[Hit[V]]:
        """Names in the text, those inside longer ones included; by start, longer first."""
        return list(self._ordered(fold(text)))

    def _ordered(self, text: str) -> Iterator[Hit[V]]:
        # All matches are asked for, not the longest only: the longest may fail at its boundary ("Dominican
        # Republicans") and must not take the shorter one with it.
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        found.sort(key=lambda match: (match[1], -match[2]))
        for index, start, end in found:
            before, after = self._bounded[index]
            if before and start and is_word_character(text[start - 1]) and not _is_glued(text, start):
                continue
            if after and end < len(text) and is_word_character(text[end]):
                continue
            yield Hit(start, end, self._values[index])


def _is_glued(text: str, start: int) -> bool:
    """Whether a small word is stuck to the name, as in badly converted text: "theLao People's Revolutionary Party"."""
    return text[start].isupper() and bool(_SMALL_WORD.search(text, max(0, start - 6), start))
