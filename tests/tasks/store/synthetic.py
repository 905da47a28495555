"""Made dispatches and facts, in sentences of our own: what the store loads, without normalising and extraction."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tasks import store
from tasks.records import (
    Claim,
    CountryFact,
    Dateline,
    Dispatch,
    Event,
    EventDate,
    Facts,
    Mention,
    PartyFact,
    Person,
    Processed,
    Rejected,
    Side,
)
from tasks.store.home import Home, Run
from tasks.store.parts import Sighting, write_part

COUNTRIES = {"Vietnam": "VNM", "Laos": "LAO", "Cuba": "CUB", "Nepal": "NPL", "Japan": "JPN"}
PARTIES = {"VNM": "VNM-CPV", "LAO": "LAO-LPRP", "CUB": "CUB-PCC", "NPL": "NPL-CPN", "JPN": "JPN-JCP"}


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def meeting(
    partner: str = "VNM",
    day: str | None = "2024-05-12",
    *,
    span: tuple[int, int] = (0, 10),
    event_type: str = "meeting",
    status: str = "past",
    level: str = "core",
    parties: tuple[str, ...] | None = None,
    hub: tuple[str, ...] = ("CHN-CPC",),
    precision: str = "day",
    end: str | None = None,
    persons: tuple[str, ...] = (),
    sub_type: str | None = None,
) -> Event:
    found = (PARTIES[partner],) if parties is None else parties
    return Event(
        event_type,
        (
            Side("hub", "CHN", hub),
            Side("participant", partner, found, persons=tuple(Person(name) for name in persons)),
        ),
        span,
        "test.meeting",
        status=status,
        level=level,
        sub_type=sub_type,
        date=EventDate(day, end or day, precision, "explicit") if day else None,
    )


def dispatch(
    number: int, country: str = "Vietnam", *, day: str = "2024-05-12", text: str | None = None, **more
) -> Dispatch:
    text = text or (
        f"BEIJING, May 12 -- A delegation from {country} met officials of the Communist Party of China, report {number}. "
        f"They spoke of more than {400 + number} parties with which ties exist."
    )
    values = {
        "title": f"Meeting {number}",
        "url": f"https://news.example/{number}",
        "language": "en",
        "agency": "Example Agency",
        "dateline": Dateline("Beijing", "CHN", day),
        **more,
    }
    return Dispatch(text, **values)


def facts(text: str, country: str = "Vietnam", *, events: tuple[Event, ...] | None = None) -> Facts:
    code = COUNTRIES[country]
    mentions = []
    if country in text:
        start = text.index(country)
        mentions.append(Mention(start, start + len(country), country, "country", "name", code, 0.9, "country.name"))
    if "Communist Party of China" in text:
        start = text.index("Communist Party of China")
        mentions.append(
            Mention(start, start + 24, "Communist Party of China", "party", "name", "CHN-CPC", 0.9, "party.name")
        )
    if "officials" in text:
        start = text.index("officials")
        mentions.append(
            Mention(
                start, start + 9, "officials", "organization", "alias", None, 0.4, "org.vague", (("A", 0.5), ("B", 0.4))
            )
        )
    spans = {m.entity_id: ((m.start, m.end),) for m in mentions}
    first_sentence = (0, text.find(". ") + 1 or len(text))
    if events is None:
        events = (meeting(code, span=first_sentence),)
    return Facts(
        tuple(sorted(mentions, key=lambda m: m.start)),
        tuple(CountryFact(c, 1, True, True, spans[c]) for c in spans if c == code),
        tuple(PartyFact("CHN-CPC", True, ("Communist Party of China",), spans[p]) for p in spans if p == "CHN-CPC"),
        (),
        events,
        (
            Claim(
                first_sentence, 400.0, None, ">", "parties", "parties", "claim.number", about="ties", as_of="2024-05-12"
            ),
        ),
    )


def processed(
    one: Dispatch,
    found: Facts | None = None,
    *,
    locator: str | None = None,
    fetched_at: str | None = None,
    country: str = "Vietnam",
) -> Processed:
    raw = sha("raw" + one.text)
    key = sha(f"{raw}{one.title}{one.url}{one.published_at}")
    return Processed(locator or f"in/{key[:8]}.txt", raw, key, one, found or facts(one.text, country), fetched_at)


def batch(numbers: range) -> list[Processed]:
    """Dispatches over all countries and several months, every seventh an exact copy on another site."""
    found = []
    for n in numbers:
        country = sorted(COUNTRIES)[n % len(COUNTRIES)]
        day = f"2024-{1 + n % 12:02}-{1 + n % 28:02}"
        one = dispatch(n, country, day=day)
        if n % 7 == 6:
            before = sorted(COUNTRIES)[(n - 1) % len(COUNTRIES)]
            one = dispatch(n - 1, before, day=day, url=f"https://copy.example/{n}", agency="Copy Agency")
            country = before
        code = COUNTRIES[country]
        span = (0, one.text.find(". ") + 1)
        found.append(processed(one, facts(one.text, country, events=(meeting(code, day, span=span),)), country=country))
    return found


def load(
    home: Home,
    batches: list[list[Processed]],
    *,
    unchanged: tuple[Sighting, ...] = (),
    rejected: tuple[Rejected, ...] = (),
    raw: bytes = b"",
) -> tuple[Run, Path, dict[str, int]]:
    """One whole run over the batches; returns the run, the snapshot and the counts. `raw` stands for an archive segment."""
    with home.lock():
        run = home.start_run()
        (run.archive / f"{run.run_id}-segment.warc.gz").write_bytes(raw)
        for number, part in enumerate(batches):
            write_part(run.dir, number, part)
        run.write_outcomes(0, rejected, unchanged)
        counts = store.merge(run)
        store.build_models(run)
        store.run_checks(run)
        return run, store.publish(run), counts
