r"""The words that a regular expression cannot match without, derived from its parse tree.

A word is looked for in a text made plain: in small letters, with a space for whatever is no letter or digit. A boundary
(\b) is a space, too, so that " met " stands in "met, talked", but not in "metro".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from re import _constants as code  # type: ignore[attr-defined]  # as sre_parse was called before 3.11
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

from tasks.reference import rows

# What a part of a pattern may match, as far as it is known; two characters stand for what no pattern has to hold
_Forms = frozenset[str]
_ANYTHING: Final = "\ue000"
_BOUNDARY: Final = "\ue001"  # between two characters, one of them a letter
_UNKNOWN: Final[_Forms] = frozenset((_ANYTHING,))
_NOTHING: Final[_Forms] = frozenset(("",))
_DIGITS: Final[_Forms] = frozenset("0123456789")
_SET = 4  # characters of a set that is spelled out: [ei]
_FORMS = 100  # that a part of a pattern is spelled out as
_MOST = 2000  # words
_LIGHTEST = 2  # of a word that is worth looking for: two letters, a digit, a Chinese character
_FREQUENT_WORD = 2  # what any of them weighs: the, with, from
_SPACE = 0.5
_BESIDE_SPACE = re.compile(f"(?<= ){_BOUNDARY}+|{_BOUNDARY}+(?= )")
_BOUNDARIES = re.compile(f"{_BOUNDARY}+")
_NO_WORD = re.compile(r"\W")
_ASCII = {number: " " for number in range(128) if _NO_WORD.match(chr(number))}


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern: every match has one of the forms, and with each set of `needs` one form of it."""

    forms: _Forms
    needs: tuple[_Forms, ...] = ()

    def words(self) -> _Forms:
        """The set of words, one of which every match holds, that are the rarest in a text."""
        return max(map(_words, (self.forms, *self.needs)), key=_rarity)


def plain(small: str) -> str:
    """A text in small letters as its words are looked for, with a space at either end."""
    return f" {small.translate(_ASCII) if small.isascii() else _NO_WORD.sub(' ', small)} "


def needed_words(pattern: str, flags: int = 0) -> _Forms | None:
    """Words one of which every text, made plain, holds that the pattern matches; None where there are none that tell a
    text from another. Case is left out of account, whatever the flags; a digit of any script is an ASCII one."""
    words = _sequence(parser.parse(pattern, flags)).words()
    return words if len(words) <= _MOST and min(map(_letters, words)) >= _LIGHTEST else None


def _words(forms: _Forms) -> _Forms:
    """The weightiest piece of each form; without words that hold another of them."""
    kept: list[str] = []
    pieces = {max(_pieces(form), key=lambda piece: (_weight(piece), piece)) for form in forms}
    for word in sorted(pieces, key=lambda word: (len(word), word)):
        if not any(other in word for other in kept):
            kept.append(word)
    return frozenset(kept)


def _pieces(form: str) -> list[str]:
    return [_BOUNDARIES.sub(" ", _BESIDE_SPACE.sub("", piece)) for piece in form.split(_ANYTHING)]


def _rarity(words: _Forms) -> tuple[float, int]:
    """How telling the plainest of the words is; of equal sets the smaller one is rarer."""
    return min(map(_weight, words)), -len(words)


def _weight(word: str) -> float:
    letters = _letters(word)
    return min(_FREQUENT_WORD, letters) if word.strip() in _frequent_words() else letters + _SPACE * word.count(" ")


def _letters(word: str) -> int:
    return sum(2 if character.isdigit() else 1 if character < "⺀" else 3 for character in word if character != " ")


@lru_cache(maxsize=1)
def _frequent_words() -> frozenset[str]:
    return frozenset(next(row["words"] for row in rows("function_words") if row["language"] == "en").split())


def _sequence(items: Iterable[tuple[Any, Any]]) -> _Part:
    """Parts that follow one another: each form of one with each of the other, as long as they are few."""
    needs: list[_Forms] = []
    forms = _NOTHING
    for operation, value in items:
        part = _part(operation, value)
        needs += part.needs
        if len(forms) * len(part.forms) > _FORMS:
            needs += [forms, part.forms]
            forms = _UNKNOWN
        else:
            forms = frozenset(before + after for before in forms for after in part.forms)
    return _Part(forms, tuple(needs))


def _part(operation: Any, value: Any) -> _Part:
    match operation:
        case code.LITERAL:
            return _Part(frozenset((_character(value),)))
        case code.IN:
            return _Part(_set(value))
        case code.SUBPATTERN:
            return _sequence(value[-1])
        case code.ATOMIC_GROUP:
            return _sequence(value)
        case code.BRANCH:
            return _branch([_sequence(items) for items in value[1]])
        case code.MAX_REPEAT | code.MIN_REPEAT | code.POSSESSIVE_REPEAT:
            return _repeated(*value)
        case code.ASSERT:  # what is seen ahead or behind stands in the text, too
            seen = _sequence(value[1])
            return _Part(_NOTHING, (*seen.needs, seen.forms))
        case code.AT if value is code.AT_BOUNDARY:
            return _Part(frozenset((_BOUNDARY,)))
        case code.ASSERT_NOT if _is_any_letter(list(value[1])):
            return _Part(frozenset((_BOUNDARY,)))
        case code.AT | code.ASSERT_NOT:
            return _Part(_NOTHING)
    return _Part(_UNKNOWN)  # any character, a group again


def _character(number: int) -> str:
    character = chr(number)
    return " " if _NO_WORD.match(character) else character.lower()


def _set(items: list[tuple[Any, Any]]) -> _Forms:
    found: set[str] = set()
    for operation, value in items:
        if operation is code.LITERAL:
            found.add(_character(value))
        elif operation is code.CATEGORY and value in (code.CATEGORY_SPACE, code.CATEGORY_NOT_WORD):
            found.add(" ")
        elif operation is code.CATEGORY and value is code.CATEGORY_DIGIT:
            found |= _DIGITS
        elif operation is code.RANGE and value[1] - value[0] < _SET:
            found.update(map(_character, range(value[0], value[1] + 1)))
        else:
            return _UNKNOWN
    return frozenset(found) if len(found) <= _SET or found == _DIGITS else _UNKNOWN


def _is_any_letter(items: list[tuple[Any, Any]]) -> bool:
    r"""Whether what must not stand there is one character, any letter among others: (?![\w-])."""
    return (
        len(items) == 1
        and items[0][0] is code.IN
        and items[0][1][0][0] is not code.NEGATE
        and (code.CATEGORY, code.CATEGORY_WORD) in items[0][1]
    )


def _branch(parts: list[_Part]) -> _Part:
    forms = frozenset[str]().union(*(part.forms for part in parts))
    is_small = len(forms) <= _FORMS
    if is_small and not any(part.needs for part in parts):
        return _Part(forms)
    words = frozenset[str]().union(*(part.words() for part in parts))
    return _Part(forms if is_small else _UNKNOWN, (words,))


def _repeated(least: int, most: int, items: Iterable[tuple[Any, Any]]) -> _Part:
    part = _sequence(items)
    if least == most == 1:
        return part
    if least == 0:
        return _Part(part.forms | _NOTHING if most == 1 else _UNKNOWN)
    return _Part(frozenset(form + _ANYTHING + form for form in part.forms), part.needs)
