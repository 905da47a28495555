"""The language of a text, by its script and its most frequent words (reference/function_words.csv)."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import chain

from tasks.reference import rows

_SAMPLE = 4000  # characters
_WORDS_SAMPLE = 1500  # enough to tell by words, mostly
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
_HAN = re.compile(r"[\u3400-\u9fff]+")
_NO_LETTER = re.compile(r"[\W\d_]+")
_NOT_LATIN = re.compile(r"[\u0370-\u03ff\u0530-\u1fff\u3040-\ufaff]+")
_NO_LETTERS = bytes(code for code in range(256) if not chr(code).isalpha())
_MOSTLY_HAN = 0.95  # of the letters: no other script has its share
_LEAST_SHARE = 0.05  # of a script's letters in a text written in it
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _languages_of_words() -> dict[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {}
    for row in rows("function_words"):
        for word in row["words"].split():
            languages[word] = (*languages.get(word, ()), row["language"])
    return languages


def _by_script(sample: str) -> str | None:
    """Chinese characters carry a text at a quarter of its letters, as names in Latin script stand between them."""
    latin = sample.encode("latin-1", "ignore")
    if (len(sample) - len(latin)) < _LEAST_SHARE * len(latin.translate(None, _NO_LETTERS)):  # quotation marks, dashes
        return None
    foreign = "".join(_NOT_LATIN.findall(sample))
    letters = max(1, len(_NO_LETTER.sub("", sample)))
    han = len(foreign) - len(_HAN.sub("", foreign))
    if han / letters > _MOSTLY_HAN:
        return "zh"
    for language, script in _SCRIPTS.items():
        if len(script.findall(foreign)) / letters > (0.05 if language == "ja" and han else 0.3):
            return language
    return "zh" if han / letters > 0.25 else None


def _by_words(sample: str) -> str | None:
    """The language most of whose frequent words occur; at least two must."""
    languages = _languages_of_words()
    words = [languages[word] for word in _WORD.findall(sample.casefold()) if word in languages]
    counts = Counter(chain.from_iterable(words))
    if not counts:
        return None
    (best, count), *others = counts.most_common(2)
    return best if count >= 2 and (not others or count > others[0][1]) else None


def find_language(text: str, declared: str | None = None) -> str | None:
    """ISO 639-1 code of the text; `declared` (a page's lang attribute) decides only where it says none."""
    sample = text[:_SAMPLE]
    language = _by_script(sample) or _by_words(sample[:_WORDS_SAMPLE]) or _by_words(sample)
    if language:
        return language
    code = (declared or "").replace("_", "-").split("-")[0].strip().lower()
    return code if re.fullmatch(r"[a-z]{2}", code) else None
