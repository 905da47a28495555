"""English event reports: every trigger row by its example, and own dispatches in the forms of the outlets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tasks import reference
from tasks.extract import extract
from tasks.normalize import normalize
from tasks.records import Candidate, Event, Given

DISPATCHES = yaml.safe_load((Path(__file__).parent / "english_dispatches.yaml").read_text(encoding="utf-8"))
VARIANTS = yaml.safe_load((Path(__file__).parent / "english_variants.yaml").read_text(encoding="utf-8"))
BREADTH = [
    line.split(" | ", 1)
    for line in (Path(__file__).parent / "english_breadth.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
ROWS = [row for table in ("phrases", "gatherings", "words") for row in reference.rows(f"event_{table}_en")]


def events_of(text: str, url: str | None = None, published_at: str | None = None) -> list[Event]:
    """The core and secondary events of a text."""
    raw = json.dumps({"text": text}, ensure_ascii=False).encode()
    given = Given(url=url, published_at=published_at, language="en")
    facts = extract(normalize(Candidate(raw, "record", "test", given, text_key="text")))
    return [event for event in facts.events if event.level != "background"]


def sides_of(event: Event, *, parties: bool) -> str:
    return " ".join(
        (side.country or "-") + ("/" + "+".join(sorted(side.parties)) if parties and side.parties else "")
        for side in event.sides
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["rule"])
def test_example_of_each_row_gives_its_events(row: dict[str, str]) -> None:
    assert row["example"], f"{row['rule']} needs an example sentence"
    found = sorted(
        f"{e.event_type} {sides_of(e, parties=False)}" for e in events_of(row["example"], published_at="2023-03-03")
    )
    assert found == sorted(part.strip() for part in row["expected"].split(";"))


def test_no_pattern_holds_a_control_character() -> None:
    """An editor that turns a word boundary into a backspace leaves a row that never matches."""
    assert [row["rule"] for row in ROWS if not "".join(row.values()).isprintable()] == []


@pytest.mark.parametrize("dispatch", DISPATCHES, ids=lambda dispatch: dispatch["name"])
def test_dispatches_in_the_forms_of_outlets(dispatch: dict) -> None:
    expected = sorted(tuple(line.rsplit(" ", 2)) for line in dispatch["events"])
    events = sorted(
        events_of(dispatch["text"], dispatch.get("url"), dispatch.get("given_date")),
        key=lambda e: f"{e.event_type} {sides_of(e, parties=True)}",
    )
    found = [f"{e.event_type} {sides_of(e, parties=True)}" for e in events]
    assert found == [what for what, _, _ in expected]
    for event, (what, first, last) in zip(events, expected, strict=True):
        assert event.date is not None, what
        assert event.date.start <= last and event.date.end >= first, (what, event.date)


@pytest.mark.parametrize("family", VARIANTS)
def test_wordings_over_outlets_and_decades(family: str) -> None:
    for variant in VARIANTS[family]:
        found = sorted(f"{event.event_type} {sides_of(event, parties=False)}" for event in events_of(variant["text"]))
        assert found == variant["events"], variant["text"]


@pytest.mark.parametrize(("expected", "text"), BREADTH)
def test_breadth_of_wordings(expected: str, text: str) -> None:
    """Which contacts are told between which countries, whatever the construction; "none": no contact."""
    found = set()
    for event in events_of(text.replace("\\n", "\n")):
        hub, *others = (side.country or "?" for side in event.sides)
        found |= {" ".join((event.event_type, *sorted((hub, other)))) for other in others}
    assert found == ({*expected.split("; ")} - {"none"})


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The president of Cuba will visit China next month.", "planned"),
        ("The president of Cuba visited China last week.", "past"),
        ("The president of Cuba is on a state visit to China.", "ongoing"),
        ("The president of Cuba is scheduled to meet the president of China on Friday.", "planned"),
    ],
)
def test_status(sentence: str, status: str) -> None:
    assert [event.status for event in events_of(sentence, published_at="2023-03-03")] == [status]


@pytest.mark.parametrize(
    "sentence",
    [
        "The president of Cuba will not visit China.",
        "The president of Cuba cancelled a visit to China.",
        "The president of Cuba hopes to meet the president of China.",
        "The foreign minister of Chile urged the president of Peru to visit Bolivia.",
        "Chinese tourists visited Japan in record numbers.",
        "China met South Korea in the final of the tournament.",
        "The company signed contracts with firms from Brazil and China.",
        "The president of Peru met the needs of China's importers.",
        "He said that the two countries should hold talks with India.",
    ],
)
def test_what_did_not_happen_is_no_event(sentence: str) -> None:
    assert events_of(sentence, published_at="2023-03-03") == []


@pytest.mark.parametrize(
    ("sentences", "days"),
    [
        ("The president of Cuba met the president of Laos on Friday and was to see the king of Thailand on Sunday.", ["03-03", "03-05"]),
        ("The president of Cuba, who arrived on Wednesday, met the president of Laos on Friday.", ["03-03"]),
        ("The president of Cuba met the president of Laos on Friday. Two days earlier, he met the king of Thailand.", ["03-03", "03-01"]),
        ("He met the head of a foundation, which has had an office here since 1990. On Friday the president of Cuba met the president of Laos.", ["03-03"]),
    ],
)  # fmt: skip
def test_day_of_each_meeting(sentences: str, days: list[str]) -> None:
    met = [event for event in events_of(sentences, published_at="2023-03-03") if event.event_type == "meeting"]
    assert [event.date and event.date.start for event in met] == [f"2023-{day}" for day in days]


def test_what_a_speaker_recalls_is_background() -> None:
    text = (
        "BEIJING, March 3 (Xinhua) -- Premier Li Qiang of China met with President Lula of Brazil on Friday.\n\n"
        "Lula recalled that the president of China visited Brazil in 2019."
    )
    assert [(e.event_type, e.rule) for e in events_of(text, published_at="2023-03-03")] == [("meeting", "meeting_met")]


def test_place_persons_and_offices_are_kept() -> None:
    [event] = events_of(
        "BOGOTA, March 3 (EFE) -- Foreign Minister Jorge Soto of Chile arrived in Bogota on Friday.",
        published_at="2023-03-03",
    )
    assert event.place is not None and (event.place.name, event.place.country) == ("Bogota", "COL")
    assert [(p.name, p.role) for p in event.sides[0].persons] == [("Jorge Soto", "Foreign Minister")]
    assert [side.role for side in event.sides] == ["visitor", "host"]


def test_the_same_text_gives_the_same_events() -> None:
    text = DISPATCHES[3]["text"]
    assert events_of(text) == events_of(text)
