"""From a candidate's bytes to a normalised dispatch.

reading      what the bytes hold, by form         characters, defuse, plain_text, glued_names
page         HTML                                 outline (lxml finds the article's node), article, soup, flow
                                                  (BeautifulSoup reads it), noise, page_data, page_metadata, titles
metadata     what can be said of the dispatch     opening (headline, dateline, first lines), datelines*, agencies,
                                                  sources, bylines, published, language, urls
"""

from __future__ import annotations

from tasks.normalize.content import Content
from tasks.normalize.metadata import dispatch_of
from tasks.normalize.reading import read_content
from tasks.records import Candidate, Dispatch

__all__ = ["Content", "normalize", "read_content"]


def normalize(candidate: Candidate) -> Dispatch:
    """The dispatch that the candidate's bytes hold. Given values win over found ones.

    Raises Unusable with a reason of closed_lists.QUARANTINE_REASONS: no_text, binary, bad_record, ...
    """
    return dispatch_of(read_content(candidate), candidate.given)
