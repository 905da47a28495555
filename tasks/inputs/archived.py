"""How a candidate stands in the archive: its raw bytes as the block of a WARC record, the rest in one header."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Final

from tasks.errors import Unusable
from tasks.inputs.warc import WarcRecord, http_response
from tasks.records import Candidate, Given

CANDIDATE_HEADER: Final = "WARC-Partywire-Candidate"


def header_value(candidate: Candidate) -> str:
    """ASCII JSON of everything but the raw bytes; given values that are not known are left out."""
    given = {name: value for name, value in asdict(candidate.given).items() if value}
    values = {"form": candidate.form, "locator": candidate.locator, "given": given, "text_key": candidate.text_key}
    return json.dumps(values, ensure_ascii=True, sort_keys=True)


def candidate_of(record: WarcRecord) -> Candidate:
    """The candidate as it was archived."""
    assert record.block is not None
    try:
        values: dict[str, Any] = json.loads(record.headers.get(CANDIDATE_HEADER) or "")
        given = values["given"]
        given["bylines"] = tuple(given.get("bylines", ()))
        raw = record.block
        if record.type == "response":
            response = http_response(raw)
            if response is None:
                raise Unusable("unreadable", "a response record without an HTTP response")
            raw = response.body
        return Candidate(raw, values["form"], values["locator"], Given(**given), values["text_key"])
    except (ValueError, KeyError, TypeError) as error:
        raise Unusable("unreadable", f"an archive record whose candidate header is damaged: {error}") from None
