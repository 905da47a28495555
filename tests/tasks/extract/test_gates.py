"""Gated patterns find what they would find without a gate."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tasks.extract import extract
from tasks.extract.annotated import is_chinese, sentences
from tasks.extract.gates import Gated, compiled, hidden
from tasks.extract.needs import needed_words
from tasks.records import Dispatch

OWN = Path(__file__).parents[2] / "gold" / "own"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:met|meets?|hold\s+talks)\b", {" met ", " meet ", " meets ", " talks "}),
        (r"(?<!no )talks?(?= with)", {"talk"}),
        (r"(?:[Cc]on(?:gress|vention)|plenum)s?", {"congress", "convention", "plenum"}),
        (r"\w+ (?:party|Party) \w*", {" party "}),
        (r"会[见晤谈](?:了)?", {"会见", "会晤", "会谈"}),
        (r"(?:ab)?c{2,}(?:de)+", {"cde"}),
        (r"on the (?P<day>\w+)(?P=day)", {"on the "}),
        (r"(?:\w+) to [^.]*", {" to "}),
        (r"\bto (?=\w* ?talk)|(?<=who )met", {"talk", "who "}),
        (r"(?<![\w-])is(?:\s+now)?\s+in(?=\s+¤.{1,40}?\bweek)(?!\w)", {" week"}),
        (r"\((\d)\)", {f" {digit} " for digit in range(10)}),
        (r"(?:\d{4}|year)", {*"0123456789", "year"}),
    ],
)
def test_needed_words(pattern: str, words: set[str]) -> None:
    assert needed_words(pattern) == words


@pytest.mark.parametrize("pattern", [r"\w+", r"(?:met)?", r"[^a]+", r"met|\w+", r"(?!met)", r"s?"])
def test_a_pattern_that_needs_no_word_has_no_gate(pattern: str) -> None:
    assert needed_words(pattern) is None
    assert isinstance(compiled(pattern), re.Pattern)


def test_a_pattern_is_tried_where_a_word_stands_in_any_case() -> None:
    met = compiled(r"\bmet\b", re.IGNORECASE)
    found = met.search("THEY MET")
    assert found is not None
    assert found.span() == (5, 8)
    assert [match.start() for match in met.finditer("met, metro, met", 1)] == [12]
    assert met.findall("nobody came") == []


@pytest.mark.parametrize("text", ["a mı\u0307ſsion", "MIſSION", "m\u0131ssion"])
def test_letters_that_case_takes_for_ascii(text: str) -> None:
    plain = re.compile("mission", re.IGNORECASE)
    assert bool(compiled("mission", re.IGNORECASE).search(text)) == bool(plain.search(text))


@pytest.mark.parametrize("text", ["１２日", "on the ١٢th", "12"])
def test_digits_of_any_script(text: str) -> None:
    assert compiled(r"\d+").search(text)


def test_possible_keeps_the_order_and_whatever_has_no_gate() -> None:
    table = Gated([(compiled(p), p) for p in ("visit", r"\w", "talks", "visited")], lambda item: item[0])
    assert [name for _, name in table.possible("talks on a visit")] == ["visit", r"\w", "talks"]


@pytest.mark.parametrize("name", ["dispatches", "third"])
def test_no_gate_of_the_rules_hides_a_match(name: str) -> None:
    """Every gated pattern of the extraction over sentences of our own annotated dispatches."""
    lines = (OWN / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines[::15]]
    for text in texts:
        extract(Dispatch(text))  # compiles what is compiled at need
    told = {text[start:end] for text in texts for start, end in sentences(text, chinese=is_chinese(text))[:4]}
    assert {sentence: patterns for sentence in told if (patterns := hidden(sentence))} == {}
