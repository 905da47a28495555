"""Words as a prefix tree match what their alternation, longest first, would."""

from __future__ import annotations

import re

import pytest

from tasks.extract.alternation import either, whole

WORDS = ("Minister", "Prime Minister", "Prime", "Premier", "H.E.", "vice-premier", "主席", "主席团", "总书记")


@pytest.mark.parametrize("text", [*WORDS, "Prime Minister Minister, HxE. 主席团 Primed Vice", ""])
def test_matches_what_the_alternation_does(text: str) -> None:
    plain = "|".join(map(re.escape, sorted(WORDS, key=len, reverse=True)))
    assert re.findall(either(WORDS), text) == re.findall(plain, text)
    assert re.findall(rf"\b{either(WORDS)}\b", text) == re.findall(rf"\b(?:{plain})\b", text)


def test_is_one_group_whatever_the_words() -> None:
    assert re.fullmatch(f"{either(['ab'])}+", "abab")
    assert re.fullmatch(f"{either(['a', 'ab'])}+", "aba")
    assert re.fullmatch(f"{either([])}x", "x")


@pytest.mark.parametrize("text", [*WORDS, "Minister.Prime, xPrime Prime-Minister Primes Prime"])
def test_whole_words_have_boundaries(text: str) -> None:
    plain = "|".join(map(re.escape, sorted(WORDS, key=len, reverse=True)))
    assert re.findall(whole(WORDS), text) == re.findall(rf"(?<!\w)(?:{plain})\b", text)
    assert re.findall(whole(WORDS, r"\w."), text) == re.findall(rf"(?<![\w.])(?:{plain})\b", text)
