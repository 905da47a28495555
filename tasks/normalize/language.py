"""The language of a text, by its script and its most frequent words (reference/function_words.csv)."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from tasks.reference import rows

_SAMPLE = 6000  # characters
_SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "lo": re.compile(r"[\u0e80-\u0eff]"),
    "km": re.compile(r"[\u1780-\u17ff]"),
    "my": re.compile(r"[\u1000-\u109f]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "bn": re.compile(r"[\u0980-\u09ff]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "ka": re.compile(r"[\u10a0-\u10ff]"),
    "hy": re.compile(r"[\u0530-\u058f]"),
}
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _languages_of_words() -> dict[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {}
    for row in rows("function_words"):
        for word in row["words"].split():
            languages[word] = (*languages.get(word, ()), row["language"])
    return languages


def find_language(text: str, declared: str | None = None) -> str | None:
    """ISO 639-1 code of the text's language. `declared` (a page's lang attribute) decides only where the text does not.

    Chinese characters carry a text at a quarter of its letters, as names in Latin script stand between them.
    """
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    if letters:
        han = len(_HAN.findall(sample))
        for language, script in _SCRIPTS.items():
            share = len(script.findall(sample)) / letters
            if share > (0.05 if language == "ja" and han else 0.3):
                return language
        if han / letters > 0.25:
            return "zh"
        counts: Counter[str] = Counter()
        for word in _WORD.findall(sample.casefold()):
            counts.update(_languages_of_words().get(word, ()))
        if counts:
            (best, count), *others = counts.most_common(2)
            if count >= 2 and (not others or count > others[0][1]):
                return best
    code = (declared or "").replace("_", "-").split("-")[0].strip().lower()
    return code if re.fullmatch(r"[a-z]{2}", code) else None
