"""`partywire extract`: candidates in, records of the contract out, without a home and without an engine."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator

from tasks.extract.record import record
from tasks.process import DateRange, process
from tasks.records import Candidate, Given, JsonRecord, Perspective, Rejected

_GIVEN = ("id", "url", "title", "published_at", "language")


def candidates(lines: Iterable[bytes]) -> Iterator[Candidate | Rejected]:
    """Candidates of the contract's input lines; a line that is not one is rejected with its number."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _candidate(line, f"line {number}")


def _candidate(line: bytes, locator: str) -> Candidate | Rejected:
    try:
        entry = json.loads(line)
    except ValueError as error:
        return Rejected(locator, "bad_record", f"not JSON: {error}")
    if not isinstance(entry, dict):
        return Rejected(locator, "bad_record", "a JSON object is expected")
    bodies = [key for key in ("text", "html", "html_base64") if isinstance(entry.get(key), str)]
    if not bodies:
        return Rejected(locator, "bad_record", f"no text, html or html_base64; keys: {', '.join(sorted(entry))}")
    given = Given(**{key: str(entry[key]) for key in _GIVEN if entry.get(key)})  # type: ignore[arg-type]
    key = bodies[0]
    if key != "html_base64":
        return Candidate(line.strip(), "record", locator, given, text_key=key)
    try:
        return Candidate(base64.b64decode(entry[key], validate=True), "html", locator, given)
    except binascii.Error as error:
        return Rejected(locator, "bad_record", f"html_base64: {error}")


def records(items: Iterable[Candidate | Rejected], perspective: Perspective) -> Iterator[JsonRecord | Rejected]:
    """One record per usable candidate, in order; what cannot be used is passed on as rejected."""
    for item in items:
        result = item if isinstance(item, Rejected) else process(item, perspective, DateRange())
        if isinstance(result, Rejected):
            yield result
        else:
            yield record(result.dispatch, result.facts, result.dispatch.given_id)
