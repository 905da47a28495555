"""Quantities as dispatches write them, English and Chinese: "more than 400", "four hundred-plus", 400多, 近两百, 1.2万.

A quantity is a number with its comparator; what it counts is for tasks/extract/claims.py to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.extract.alternation import either
from tasks.extract.gates import compiled

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: value for value, word in enumerate(_ONES)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
_SCALE = {"hundred": 100, "thousand": 1000, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9}
# Indefinite plurals are lower bounds: "dozens" is two dozen or more.
_INDEFINITE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000}
_DIGITS = r"\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_WORD = either((*_SMALL, *_SCALE))
_WORDS = (
    r"(?:(?:an?|half\s+a)\s+(?:hundred|thousand|million|dozen)"
    rf"|{_WORD}(?:(?:\s+and\s+|[\s-]+){_WORD})*(?:\s+dozen)?)"
)

# Longer wordings first: "no fewer than" before "fewer than".
_ENGLISH_BEFORE = (
    (r"at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of", ">="),
    (r"more than|upwards? of|over|in excess of|above|exceeding|surpassing|well over", ">"),
    (r"fewer than|less than|under|below|up to|a maximum of|at most|no more than", "<"),
    (r"as many as|a total of|altogether|in all", "="),
    (
        r"nearly|almost|close to|about|around|approximately|roughly|some|an estimated",
        "~",
    ),
)
_ENGLISH_AFTER = ((r"(?:-plus|\s+plus|\+|-odd|\s+or more|\s+and more|\s+and above)(?![\w])", ">"),)
# What a quantity begins with: looked for before all that it may consist of is tried
_OPENINGS = (
    "between|at|no|not|a|an|more|upward|over|in|above|exceeding|surpassing|well|fewer|less|under|below|up|as|nearly"
    "|almost|close|about|around|approximately|roughly|some|half|several|many"
)
_OPENING = either((*_OPENINGS.split("|"), *_INDEFINITE, *_SMALL, *_SCALE))
_ENGLISH = compiled(
    rf"(?<![\w.,-])(?=\d|{_OPENING}|[a-z]{{0,2}}[$€£¥])"
    rf"(?P<between>between\s+)?(?:(?P<before>{'|'.join(w for w, _ in _ENGLISH_BEFORE)})\s+)?"
    rf"(?P<money>[a-z]{{0,2}}[$€£¥])?"
    rf"(?:(?P<indefinite>(?:several\s+|many\s+)?(?:{'|'.join(_INDEFINITE)}))(?=\s+of\b)"
    rf"|(?P<number>(?:{_DIGITS})(?:\s+(?:hundred|thousand|lakh|million|crore|billion|dozen))?|{_WORDS})"
    rf"(?:(?:\s*(?:-|–|to|or)\s*|(?(between)\s+and\s+|(?!)))(?P<high>{_DIGITS}|{_WORDS}))?)"
    rf"(?P<after>{'|'.join(w for w, _ in _ENGLISH_AFTER)})?(?![\w%])",
    re.IGNORECASE,
)

_HAN_DIGITS = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_SCALES = {"万": 10**4, "亿": 10**8}
_CHINESE_BEFORE = (
    (r"至少|不少于|不低于|起码", ">="),
    (r"超过|多于|逾|超", ">"),
    (r"少于|不足|不到|低于|最多|至多|多达", "<"),
    (r"接近|将近|大约|约有|大概|约|近", "~"),
)
_CHINESE = re.compile(
    rf"(?:(?P<before>{'|'.join(w for w, _ in _CHINESE_BEFORE)}))?"
    r"(?:(?P<indefinite>(?:数|几|上|成)[十百千万]+)(?P<odd0>[多余])?"
    r"|(?P<number>(?<![\d.])\d{1,3}(?:,\d{3})+|(?<![\d.])\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿]+)(?P<odd>[多余几])?"
    r"(?P<scale>[万亿]+)?(?P<odd2>[多余])?(?:[至到—-](?P<high>\d+))?)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """[start, end) covers the comparator's words too; low or high is None where the comparator leaves it open."""

    start: int
    end: int
    low: float | None
    high: float | None
    comparator: str  # closed_lists.COMPARATORS

    @property
    def value(self) -> float:
        """The number written."""
        number = self.low if self.low is not None else self.high
        assert number is not None
        return number


def _comparator(written: str | None, table: tuple[tuple[str, str], ...]) -> str | None:
    if not written:
        return None
    return next(sign for words, sign in table if re.fullmatch(words, written, re.IGNORECASE))


def _bounded(start: int, end: int, value: float, high: float | None, sign: str) -> Quantity:
    low, top = (None, value) if sign == "<" and high is None else (value, high)
    return Quantity(start, end, low, top, sign)


def english_number(words: str) -> float:
    """The value of digits or number words: "1,200", "two hundred and five", "a dozen", "1.2 million"."""
    total = current = 0.0
    for word in re.split(r"[\s-]+", re.sub(r"(?<=\d) (?=\d{3})", "", words.lower())):
        if re.fullmatch(_DIGITS, word):
            current = float(word.replace(",", ""))
        elif word in _SMALL:
            current += _SMALL[word]
        elif word in ("a", "an"):
            current = 1
        elif word == "half":
            current = 0.5
        elif word == "dozen":
            current = max(current, 1) * 12
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALE:
            total, current = total + max(current, 1) * _SCALE[word], 0
    return total + current


def english_quantities(text: str) -> Iterator[Quantity]:
    """Quantities of an English text, in order. Ordinals, sums of money and percentages are left out."""
    for match in _ENGLISH.finditer(text):
        if match["money"]:
            continue
        sign = _comparator(match["before"], _ENGLISH_BEFORE) or _comparator(match["after"], _ENGLISH_AFTER) or "="
        if match["indefinite"]:
            word = match["indefinite"].lower().split()[-1]
            yield _bounded(match.start(), match.end(), _INDEFINITE[word], None, ">=")
            continue
        high = english_number(match["high"]) if match["high"] else None
        yield _bounded(match.start(), match.end(), english_number(match["number"]), high, sign)


def chinese_number(written: str) -> float:
    """The value of digits or Chinese numerals: 1,200, 四百, 两千三百, 十六, 二〇二四."""
    if written[0].isdigit():
        return float(written.replace(",", ""))
    if not any(c in _HAN_UNITS or c in _HAN_SCALES for c in written):
        return float("".join(str(_HAN_DIGITS[c]) for c in written))
    total = section = digit = 0
    for char in written:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in _HAN_UNITS:
            section, digit = section + (digit or 1) * _HAN_UNITS[char], 0
        else:
            total, section, digit = (total + section + digit or 1) * _HAN_SCALES[char], 0, 0
    return float(total + section + digit)


def chinese_quantities(text: str) -> Iterator[Quantity]:
    """Quantities of a Chinese text, in order."""
    for match in _CHINESE.finditer(text):
        sign = _comparator(match["before"], _CHINESE_BEFORE)
        if match["indefinite"]:
            tens = chinese_number(match["indefinite"][1:])
            vague = 2 if match["indefinite"][0] in "数几" else 1
            yield _bounded(match.start(), match.end(), tens * vague, None, ">=")
            continue
        value = chinese_number(match["number"])
        scale = 1
        for char in match["scale"] or "":
            scale *= _HAN_SCALES[char]
        value = round(value * scale, 6)
        if match["odd"] == "几":  # 十几个: more than ten, less than twenty
            yield _bounded(match.start(), match.end(), value, value * 2, ">")
            continue
        if match["odd"] or match["odd2"]:
            sign = sign or ">"
        end = match.end()
        yield _bounded(match.start(), end, value, float(match["high"]) if match["high"] else None, sign or "=")
