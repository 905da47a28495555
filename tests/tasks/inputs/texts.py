"""The text that normalising starts from, as tests of the readers look at it."""

from __future__ import annotations

from tasks.charset import decode
from tasks.inputs.documents import extracted_text, running_text
from tasks.records import Candidate


def text_of(candidate: Candidate) -> str:
    """The text of a document; of a text file, what stands there besides export headers and markup."""
    if candidate.form == "text":
        return running_text(decode(candidate.raw, candidate.given.charset))
    return extracted_text(candidate.raw, candidate.form)
