"""English contacts in all tenses and voices: what a rule reads in the past it reads in the future and the passive, too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.tasks.extract.events.test_english import events_of

GRAMMAR: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "english_grammar.yaml").read_text(encoding="utf-8"))
# third person, past, participle
IRREGULAR = {
    "meet": ("meets", "met", "met"), "hold": ("holds", "held", "held"), "have": ("has", "had", "had"),
    "speak": ("speaks", "spoke", "spoken"), "sit": ("sits", "sat", "sat"), "pay": ("pays", "paid", "paid"),
    "go": ("goes", "went", "gone"), "fly": ("flies", "flew", "flown"), "leave": ("leaves", "left", "left"),
    "make": ("makes", "made", "made"), "begin": ("begins", "began", "begun"), "come": ("comes", "came", "come"),
    "see": ("sees", "saw", "seen"), "set": ("sets", "set", "set"), "undertake": ("undertakes", "undertook", "undertaken"),
    "carry": ("carries", "carried", "carried"), "confer": ("confers", "conferred", "conferred"),
    "wrap": ("wraps", "wrapped", "wrapped"), "embark": ("embarks", "embarked", "embarked"),
}  # fmt: skip


def tenses(phrase: str) -> Iterator[str]:
    """A verb phrase in the present, past, perfect, past perfect and future."""
    verb, _, rest = phrase.partition(" ")
    regular = verb + ("d" if verb.endswith("e") else "ed")
    third, past, participle = IRREGULAR.get(
        verb, (verb + ("es" if verb.endswith(("s", "ch", "sh")) else "s"), regular, regular)
    )
    yield from (f"{form} {rest}".rstrip() for form in (third, past, f"has {participle}", f"had {participle}"))
    yield f"will {phrase}"


def sentences() -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """A name for each group of sentences, the types of which one must be found, and the sentences."""
    names = GRAMMAR["names"]
    for group in GRAMMAR["verbs"]:
        for verb in group["verbs"]:
            texts = [_filled(group["text"], **names, verb=form) for form in tenses(verb)]
            yield f"{group['types'][0]}: {verb}", tuple(group["types"]), texts
    for group in GRAMMAR["nouns"]:
        for noun in group["nouns"]:
            filling = {**names, "noun": noun, "Noun": noun[0].upper() + noun[1:], "be": _be(noun)}
            texts = [group["opening"] + _opened(_filled(text, **filling)) for text in group["texts"]]
            yield f"{group['types'][0]}: {noun}", tuple(group["types"]), texts
    for group in GRAMMAR["sentences"]:
        for text in group["texts"]:
            told = _opened(_filled(text, **names))
            yield f"{group['types'][0]}: {text}", tuple(group["types"]), [group["opening"] + told]


def _filled(text: str, **names: str) -> str:
    filled = text.format(**names).replace(",.", ".")
    opening, mark, told = filled.rpartition(" -- ")
    return f"{opening}{mark}{_opened(told)}"


def _opened(text: str) -> str:
    return text[0].upper() + text[1:]


def _be(noun: str) -> str:
    return "were" if noun.endswith("s") and not noun.startswith("a ") else "was"


CASES = list(sentences())


@pytest.mark.parametrize(("types", "texts"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_contact_is_read_in_every_form(types: tuple[str, ...], texts: list[str]) -> None:
    unread = [
        text
        for text in texts
        if not any(
            event.event_type in types and {side.country for side in event.sides} == {"CUB", "NOR"}
            for event in events_of(text)
        )
    ]
    assert unread == []
