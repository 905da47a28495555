"""The values that the stages hand to one another: Candidate -> Dispatch -> Facts.

All are frozen and picklable (worker processes exchange them). Spans are code points into `Dispatch.text`, half-open.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Literal

Span = tuple[int, int]
Form = Literal["html", "text", "record", "pdf", "docx", "rtf"]


@dataclass(frozen=True, slots=True)
class Given:
    """What came with an input from outside. Given values win over found ones."""

    source_id: str | None = None
    id: str | None = None
    url: str | None = None
    title: str | None = None
    published_at: str | None = None  # ISO 8601, as precise as known: 2002, 2002-10, 2002-10-28, 2002-10-28T19:00:00
    language: str | None = None
    agency: str | None = None
    bylines: tuple[str, ...] = ()
    charset: str | None = None  # from the Content-Type header
    fetched_at: str | None = None  # ISO 8601, UTC
    etag: str | None = None


_OF_FETCH = ("fetched_at", "etag")  # what differs from one fetch of the same page to the next
HttpHeaders = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """The HTTP request for a page and what came with the page: no cookies, no credentials, and of the reply nothing
    that describes how it was packed, since the archive keeps it unpacked."""

    request_line: str  # GET /path HTTP/1.1
    request_headers: HttpHeaders
    status: str  # 200 OK
    reply_headers: HttpHeaders


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate dispatch as read: raw bytes, how to understand them, where they came from.

    raw    the bytes that the archive keeps (a file, a member, a record's JSON, a section of a day)
    form   what raw is; "record": a JSON object whose text (or html) stands under `text_key`
    http   for a page that was fetched
    """

    raw: bytes
    form: Form
    locator: str
    given: Given = Given()
    text_key: str | None = None
    http: Exchange | None = None
    _sha256: tuple[str, str] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def raw_sha256(self) -> str:
        return self._hashes()[0]

    @property
    def input_sha256(self) -> str:
        """Key of `unchanged`: raw bytes and given values, without what differs from one fetch to the next."""
        return self._hashes()[1]

    def _hashes(self) -> tuple[str, str]:
        """Both hashes, from one reading of the bytes: every stage asks for them."""
        if self._sha256 is None:
            given = (None if name in _OF_FETCH else getattr(self.given, name) for name in Given.__slots__)
            digest = hashlib.sha256(self.raw)
            raw = digest.hexdigest()
            digest.update(b"\0" + json.dumps([self.form, self.text_key, *given]).encode())
            object.__setattr__(self, "_sha256", (raw, digest.hexdigest()))
        assert self._sha256 is not None
        return self._sha256


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that did not become a candidate: `reason` is a quarantine or refusal reason."""

    locator: str
    reason: str
    detail: str
    raw_sha256: str | None = None
    is_refused: bool = False
    is_gone: bool = False
    input_sha256: str | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a dispatch was filed, as its first line says."""

    place: str | None = None
    country: str | None = None
    date: str | None = None  # ISO date; --MM-DD where the year is unknown


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A normalised dispatch. `text` is the running text; for plain text input it includes the heading lines."""

    text: str
    title: str | None = None
    url: str | None = None
    source_id: str | None = None
    given_id: str | None = None
    language: str | None = None
    agency: str | None = None
    bylines: tuple[str, ...] = ()
    series: str | None = None
    dateline: Dateline | None = None
    published_at: str | None = None  # ISO 8601 local time, cut at its precision
    published_precision: str | None = None
    published_basis: str | None = None
    warnings: tuple[str, ...] = ()
    _id: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def dispatch_id(self) -> str:
        """Never a file path or a time: (source, given id), else canonical URL, else the text."""
        if self._id is None:
            object.__setattr__(self, "_id", self._made_id())
        assert self._id is not None
        return self._id

    def _made_id(self) -> str:
        if self.source_id and self.given_id:
            key = json.dumps(["id", self.source_id, self.given_id])
        elif self.url:
            key = json.dumps(["url", self.url])
        else:
            key = json.dumps(["text", self.text])
        return hashlib.sha256(key.encode()).hexdigest()[:16]

    @property
    def date(self) -> str | None:
        """The day the dispatch counts on (YYYY-MM-DD): of the dateline, else of publication."""
        day = self.dateline.date if self.dateline else None
        if day and not day.startswith("--"):
            return day[:10]
        return self.published_at[:10] if self.published_at and len(self.published_at) >= 10 else None


@dataclass(frozen=True, slots=True)
class Mention:
    """One span that names something; entity_id is None where the linker abstains (see candidates)."""

    start: int
    end: int
    surface: str
    kind: str  # closed_lists.MENTION_KINDS
    form: str  # closed_lists.MENTION_FORMS
    entity_id: str | None
    confidence: float
    rule_id: str
    candidates: tuple[tuple[str, float], ...] = ()
    country: str | None = None  # country of the entity, where it has one


@dataclass(frozen=True, slots=True)
class CountryFact:
    """One country of a dispatch. `named` is false where only a city, a person or an organ leads to it."""

    code: str
    count: int
    named: bool
    about: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PartyFact:
    """party_id is provisional ("BGD-unlisted-socialist-party") for a party that reference/parties.csv lacks."""

    party_id: str
    about: bool
    surfaces: tuple[str, ...]
    spans: tuple[Span, ...]
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a dispatch, or of one side of an event."""

    name: str
    role: str | None = None  # office as written
    country: str | None = None
    party_id: str | None = None
    spans: tuple[Span, ...] = ()
    party_inferred: bool = False  # party_id comes from the table of leaders, not from the text


@dataclass(frozen=True, slots=True)
class EventDate:
    """start and end are ISO days (or --MM-DD where the year is unknown); end equals start for one day."""

    start: str
    end: str
    precision: str  # closed_lists.DATE_PRECISIONS
    basis: str  # closed_lists.DATE_BASES

    @property
    def label(self) -> str:
        """The date as far as it is known; an interval as start/end."""
        if self.start.startswith("--") or self.precision not in ("month", "year"):
            start, end = self.start, self.end
        else:
            cut = 7 if self.precision == "month" else 4
            start, end = self.start[:cut], self.end[:cut]
        return start if start == end else f"{start}/{end}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event happened."""

    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an event: at most one country, any number of parties; None and groups for a group of parties."""

    role: str
    country: str | None = None
    parties: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    persons: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One event report. sides[0] is the hub: visitor, sender, organiser, the side the dispatch is about."""

    event_type: str
    sides: tuple[Side, ...]
    span: Span  # the sentence
    rule: str
    status: str = "past"
    level: str = "core"
    sub_type: str | None = None
    format: str | None = None
    date: EventDate | None = None
    place: Place | None = None
    confidence: float = 0.8
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One quantified assertion; linked_to holds numbers (from 1) of claims of the same dispatch."""

    span: Span
    quantity_low: float | None
    quantity_high: float | None
    comparator: str
    unit: str
    unit_text: str
    rule: str
    about: str | None = None
    claimant: str | None = None
    subject: str | None = None
    denominator: float | None = None
    scope: str | None = None
    place: str | None = None
    period: str | None = None
    as_of: str | None = None
    linked_to: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything extracted from one dispatch."""

    mentions: tuple[Mention, ...] = ()
    countries: tuple[CountryFact, ...] = ()
    parties: tuple[PartyFact, ...] = ()
    persons: tuple[Person, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    warnings: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Processed:
    """One candidate after normalising and extraction: what the store loads. Raw bytes stay in the archive."""

    locator: str
    raw_sha256: str
    input_sha256: str
    dispatch: Dispatch
    facts: Facts
    fetched_at: str | None = None
    etag: str | None = None


@dataclass(frozen=True, slots=True)
class Perspective:
    """The side from whose point of view contacts are outgoing or incoming, and which rankings leave out."""

    country: str = "CHN"
    party_id: str = "CHN-CPC"

    def __str__(self) -> str:
        return f"{self.country}/{self.party_id}"


JsonRecord = dict[str, Any]
