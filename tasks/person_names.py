"""Do two written names mean one person? Across spellings, scripts and languages, as reports of one event write them.

A Chinese name is compared by its pinyin. A foreign name written in Chinese follows the sound of its syllables, roughly:
it is compared by its consonants, after those that transliteration cannot keep apart (b and p, l and r, ...) are merged.
Where a comparison says nothing (a Japanese name read in Chinese), so does the answer.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache

from tasks.gazetteer import fold

# Countries whose people's Chinese names are written in pinyin, or nearly so
_PINYIN_COUNTRIES = frozenset(("CHN", "HKG", "MAC", "SGP", "TWN"))
_LONGEST_CHINESE_NAME = 4  # longer, or with a point between its parts, it is a transliteration
_PARTICLES = frozenset(("al", "el", "de", "da", "di", "do", "dos", "van", "von", "bin", "ibn", "the", "la", "le"))
_TITLES = frozenset(("mr", "mrs", "ms", "dr", "sir", "comrade", "general", "president", "minister"))
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_SEPARATORS = re.compile(r"[·\-\s]+")
# Sounds that a transliteration into Chinese, or from one alphabet to another, does not keep apart
_MERGED = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sch|tch|sh|ch|zh|ts|dz|[cjqxz](?=[eiy])|[jqxz]|s", "s"),
        (r"ph|f|v|w|hu(?=[aeio])", "f"), (r"th|[td]", "t"), (r"kh|gh|[ckg]", "k"), (r"[bp]", "p"), (r"[lr]", "l"),
        (r"n?ng|[mn]", "n"), (r"[aeiouyh]", ""),
    )
]  # fmt: skip
_REPEATED = re.compile(r"(.)\1+")
SAME_SOUND = 0.75  # share of two consonant strings that must agree, in order
SPELLED = 4  # from so many consonants on, the vowels of a word may be spelled otherwise
TELLING = 5  # so many consonants in a shared part of a name are no accident
SAME_PINYIN = 0.9


class Likeness(Enum):
    """What two names say of their bearers."""

    SAME = 1
    UNKNOWN = 0
    DIFFERENT = -1


@lru_cache(maxsize=100_000)
def compare(one: str, other: str, country: str | None = None) -> Likeness:
    """Likeness of two names of people of one country, as written in English or Chinese."""
    first, second = sorted((fold(one).strip(), fold(other).strip()), key=_is_han)
    if first == second:
        return Likeness.SAME
    if not _is_han(second):
        return _latin(first, second)
    if _is_han(first):
        return _han(first, second)
    return _across(first, second, country)


def _pinyin(han: str) -> list[str]:
    from pypinyin import lazy_pinyin  # a fifth of what starting a run takes: read where Chinese names are compared

    return lazy_pinyin(han)


def _is_han(name: str) -> bool:
    return bool(_HAN.search(name))


def _is_transliteration(name: str) -> bool:
    return len(name) > _LONGEST_CHINESE_NAME or bool(_SEPARATORS.search(name))


def _words(name: str) -> list[str]:
    """Parts of a Latin name that tell people apart: no initials, particles or titles."""
    words = [word.casefold() for word in _LETTERS.findall(name)]
    return [word for word in words if len(word) > 1 and word not in _PARTICLES | _TITLES] or words


def _sounds(word: str) -> str:
    word = _REPEATED.sub(r"\1", word)
    for pattern, sound in _MERGED:
        word = pattern.sub(sound, word)
    return word


def _latin(one: str, other: str) -> Likeness:
    """The same if the one's words are among the other's, or if they share a telling one: Kim Jong Un and Kim Jong Il
    share two that are not."""
    first, second = {_spelling(word) for word in _words(one)}, {_spelling(word) for word in _words(other)}
    shared = first & second
    if not first or not second:
        return Likeness.UNKNOWN
    if shared in (first, second) or any(word.isupper() and len(word) >= TELLING for word in shared):
        return Likeness.SAME
    return Likeness.DIFFERENT


def _spelling(word: str) -> str:
    """The consonants of a longer word, in capitals, since its vowels vary; a short word as it is."""
    sounds = _sounds(word)
    return sounds.upper() if len(sounds) >= SPELLED else word


def _han(one: str, other: str) -> Likeness:
    if _is_transliteration(one) or _is_transliteration(other):
        ratio = _best(_sounds_of_han(one), _sounds_of_han(other))
        return Likeness.SAME if ratio >= SAME_SOUND else Likeness.UNKNOWN
    return Likeness.SAME if one in other or other in one else Likeness.DIFFERENT


def _across(latin: str, han: str, country: str | None) -> Likeness:
    if _is_transliteration(han) or country not in _PINYIN_COUNTRIES:
        ratio = _best([_sounds(word) for word in _words(latin)], _sounds_of_han(han))
        return Likeness.SAME if ratio >= SAME_SOUND else Likeness.UNKNOWN
    syllables = _pinyin(han)
    words = _words(latin)
    written = {"".join(words), "".join(words[-1:] + words[:-1])}
    if len(words) == 1 and "".join(syllables).startswith(words[0]):
        return Likeness.SAME
    ratio = max(SequenceMatcher(None, text, "".join(syllables), autojunk=False).ratio() for text in written)
    return Likeness.SAME if ratio >= SAME_PINYIN else Likeness.DIFFERENT


def _sounds_of_han(name: str) -> list[str]:
    return [_sounds("".join(_pinyin(part))) for part in _SEPARATORS.split(name) if part]


def _best(ones: list[str], others: list[str]) -> float:
    """The best agreement of a telling part of the one name with a part of the other."""
    pairs = [(one, other) for one in ones for other in others if min(len(one), len(other)) >= SPELLED - 1]
    return max((SequenceMatcher(None, *pair, autojunk=False).ratio() for pair in pairs), default=0.0)
