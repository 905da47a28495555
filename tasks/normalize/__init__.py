"""From a candidate's bytes to a normalised dispatch: characters, body, metadata."""

from __future__ import annotations

from tasks.records import Candidate, Dispatch


def normalize(candidate: Candidate) -> Dispatch:
    return Dispatch(text=candidate.raw.decode("utf-8"), given_id=candidate.given.id, url=candidate.given.url)
