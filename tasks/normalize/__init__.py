"""From a candidate's bytes to a normalised dispatch.

charset, characters      bytes -> text -> uniform characters
page, article, ...       HTML: the article's node, its paragraphs, what the page says of itself
plain_text               hard-wrapped lines joined
opening, datelines, ...  headline, dateline, agency, reporters, date as the text itself gives them
"""

from __future__ import annotations

from tasks.normalize.content import Content, read_content
from tasks.normalize.metadata import dispatch_of
from tasks.records import Candidate, Dispatch

__all__ = ["Content", "normalize", "read_content"]


def normalize(candidate: Candidate) -> Dispatch:
    """The dispatch that the candidate's bytes hold. Given values win over found ones.

    Raises Unusable with a reason of contracts.QUARANTINE_REASONS: no_text, binary, bad_record, ...
    """
    return dispatch_of(read_content(candidate), candidate.given)
