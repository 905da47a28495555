"""Characters of a text made uniform, without changing what a person reads."""

from __future__ import annotations

import re
import unicodedata

from tasks.dates import FULL_WIDTH_DIGITS

# Zero-width characters and joiners, direction marks, byte order marks, soft hyphens
_INVISIBLE = dict.fromkeys(
    [
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF, 0xFFFE, 0xFFFF),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2064),
        *range(0x2066, 0x2070),
    ]
)
_CONTROLS = dict.fromkeys([*range(0x00, 0x09), 0x0E, *range(0x0F, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)], None)
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), None)
_SPACES = dict.fromkeys([0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F], " ")
_BREAKS = dict.fromkeys([0x0B, 0x0C, 0x85, 0x2028, 0x2029], "\n")
_MAP = {**_INVISIBLE, **_CONTROLS, **_SURROGATES, **_SPACES, **_BREAKS, **FULL_WIDTH_DIGITS}
_NEEDS_MAPPING = re.compile("[" + "".join(f"\\U{code:08x}" for code in sorted(_MAP)) + "]")
# 聯(lián)絡(luò)部: readings that mirrors of Chinese pages print behind every character that has several
_READING = re.compile(r"(?<=[\u3400-\u9fff])[(（]\s?([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜê]{1,6})\s?[)）]")
# Each begins with a single character: a class of two is searched for several times more slowly
_TONES = tuple(
    re.compile(rf"{bracket}\s?[a-z]{{0,4}}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{{0,4}}\s?[)）]") for bracket in (r"\(", "（")
)
_RUNS = re.compile(r"[ \t\u3000]+")


def clean(text: str) -> str:
    """NFC; one kind of line break and space; without NUL, controls, invisible characters, lone surrogates.

    Full-width punctuation stays (it is how Chinese is written); full-width digits become ASCII, one for one.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _READING.sub("", text) if any(tone.search(text) for tone in _TONES) else text
    return text.translate(_MAP) if _NEEDS_MAPPING.search(text) else text


def clean_line(text: str) -> str:
    """One line: as `clean`, with every run of white space a single space."""
    return " ".join(clean(text).split())


def squeeze(line: str) -> str:
    """Runs of spaces, tabs and ideographic spaces inside one line as one space; ends trimmed."""
    return _RUNS.sub(" ", line).strip()
