"""From a candidate's bytes to a normalised dispatch.

content      what the bytes hold, by form         characters, defuse, plain_text, glued_names
page         HTML                                 article (lxml finds the node, BeautifulSoup reads it), flow, noise,
                                                  page_data, page_metadata, titles
metadata     what can be said of the dispatch     opening (headline, dateline, first lines), datelines*, agencies,
                                                  sources, bylines, published, language, urls
"""

from __future__ import annotations

from tasks.normalize.content import Content, read_content
from tasks.normalize.metadata import dispatch_of
from tasks.records import Candidate, Dispatch

__all__ = ["Content", "normalize", "read_content"]


def normalize(candidate: Candidate) -> Dispatch:
    """The dispatch that the candidate's bytes hold. Given values win over found ones.

    Raises Unusable with a reason of closed_lists.QUARANTINE_REASONS: no_text, binary, bad_record, ...
    """
    return dispatch_of(read_content(candidate), candidate.given)
