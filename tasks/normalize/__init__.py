"""From a candidate's bytes to a normalised dispatch: characters, body, metadata."""

from __future__ import annotations

import json

from tasks.records import Candidate, Dispatch


def normalize(candidate: Candidate) -> Dispatch:
    """The dispatch that the candidate's bytes hold."""
    text = candidate.raw.decode("utf-8")
    if candidate.form == "record" and candidate.text_key:
        text = json.loads(text)[candidate.text_key]
    return Dispatch(text=text, given_id=candidate.given.id, url=candidate.given.url)
