"""The words that a regular expression cannot match without, derived from its parse tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from re import _constants as code  # type: ignore[attr-defined]  # as sre_parse was called before 3.11
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

_Words = frozenset[str]
_DIGITS: Final[_Words] = frozenset("0123456789")
_NOTHING: Final[_Words] = frozenset(("",))
_SET = 4  # characters of a set that is spelled out: [ei]
_EXACT = 100  # strings that a part of a pattern is spelled out as
_MOST = 2000
_LIGHTEST = 2  # of a word that is worth looking for: two letters, a digit, a Chinese character


@dataclass(frozen=True, slots=True)
class _Part:
    """What is known of a part of a pattern.

    exact  all strings that it may match, in small letters; None where they are too many or unknown
    needs  sets of words: a match holds one word of each set
    """

    exact: _Words | None = None
    needs: tuple[_Words, ...] = ()

    def best(self) -> _Words | None:
        """The set of words that are the rarest in a text; None where there is none."""
        sets = [_shortest(words) for words in (*self.needs, *((self.exact,) if self.exact else ()))]
        return max(sets, key=_rarity, default=None)


def needed_words(pattern: str, flags: int = 0) -> _Words | None:
    """Words, in small letters, one of which every text holds that the pattern matches; None where there are none that
    tell a text from another. Case is left out of account, whatever the flags; a digit of any script is an ASCII one."""
    best = _sequence(parser.parse(pattern, flags)).best()
    return best if best and len(best) <= _MOST and _rarity(best)[0] >= _LIGHTEST else None


def _rarity(words: _Words) -> tuple[int, int]:
    """How telling the plainest of the words is; of equal sets the smaller one is rarer."""
    return min(sum(map(_weight, word)) for word in words), -len(words)


def _weight(character: str) -> int:
    return 2 if character.isdigit() else 1 if character < "⺀" else 3


def _shortest(words: _Words) -> _Words:
    """Without words that hold another of them."""
    kept: list[str] = []
    for word in sorted(words, key=lambda word: (len(word), word)):
        if not any(other in word for other in kept):
            kept.append(word)
    return frozenset(kept)


def _sequence(items: Iterable[tuple[Any, Any]]) -> _Part:
    """Parts that follow one another: strings are joined as long as every part is known."""
    needs: list[_Words] = []
    run, is_whole = _NOTHING, True
    for operation, value in items:
        part = _part(operation, value)
        if part.exact is not None and len(run) * len(part.exact) <= _EXACT:
            run = frozenset(before + after for before in run for after in part.exact)
            continue
        needs += [run, *part.needs]
        run, is_whole = part.exact or _NOTHING, False
    return _Part(run if is_whole else None, tuple(words for words in (*needs, run) if "" not in words))


def _part(operation: Any, value: Any) -> _Part:
    if operation is code.LITERAL:
        return _Part(frozenset((chr(value).lower(),)))
    if operation in (code.AT, code.ASSERT, code.ASSERT_NOT):
        return _Part(_NOTHING)
    if operation is code.IN:
        return _Part(_characters(value))
    if operation is code.SUBPATTERN:
        return _sequence(value[-1])
    if operation is code.ATOMIC_GROUP:
        return _sequence(value)
    if operation is code.BRANCH:
        return _branch([_sequence(items) for items in value[1]])
    if operation in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        return _repeated(*value)
    return _Part()  # any character, a group again


def _characters(items: list[tuple[Any, Any]]) -> _Words | None:
    found: set[str] = set()
    for operation, value in items:
        if operation is code.LITERAL:
            found.add(chr(value).lower())
        elif operation is code.CATEGORY and value is code.CATEGORY_DIGIT and len(items) == 1:
            return _DIGITS
        elif operation is code.RANGE and value[1] - value[0] < _SET:
            found.update(chr(number).lower() for number in range(value[0], value[1] + 1))
        else:
            return None
    return frozenset(found) if len(found) <= _SET else None


def _branch(parts: list[_Part]) -> _Part:
    exact: set[str] = set()
    for part in parts:
        if part.exact is None:
            break
        exact |= part.exact
    else:
        if len(exact) <= _EXACT:
            return _Part(frozenset(exact))
    best = [part.best() for part in parts]
    known = [words for words in best if words and "" not in words]
    return _Part(None, (frozenset().union(*known),) if len(known) == len(parts) else ())


def _repeated(least: int, most: int, items: Iterable[tuple[Any, Any]]) -> _Part:
    part = _sequence(items)
    if least == most == 1:
        return part
    if least == 0:
        return _Part(part.exact | _NOTHING) if most == 1 and part.exact is not None else _Part()
    return _Part(None, part.needs + ((part.exact,) if part.exact and "" not in part.exact else ()))
