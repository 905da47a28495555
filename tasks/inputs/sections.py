"""A text file -> its dispatches: most hold one; exports, news days and texts between rules hold several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tasks.charset import decode
from tasks.errors import Unusable
from tasks.inputs.columns import recognise
from tasks.inputs.exports import split_export
from tasks.inputs.leads import looks_like_dispatch
from tasks.inputs.markdown import day_of, day_sections, front_matter, is_nothing
from tasks.inputs.streams import Entry, Item
from tasks.records import Candidate, Form, Rejected

_SEPARATORS = (
    re.compile(r"\f"),
    re.compile(r"^[ \t]*(?:-{4,}|={3,}|\*{3,}|_{4,}|~{4,}|#{3,}|(?:[-*=#~][ \t]){2,}[-*=#~])[ \t]*$", re.M),
)
_MIN_PART_LETTERS = 60


def read_sections(raw: bytes, entry: Entry) -> Iterator[Item]:
    """The candidates of a text file; a part's raw bytes are its stretch of the text in UTF-8."""
    text = decode(raw, entry.given.charset)
    if not text.strip("\ufeff\0 \t\r\n\f"):
        raise Unusable("empty", "nothing but white space")
    if exported := split_export(text, entry):
        yield from exported
    elif front := front_matter(text):
        values = {key: value for key, value in front[0].items() if key not in ("text", "body", "content")}
        yield Candidate(raw, "text", entry.locator, recognise(values, {}).given(values, entry.given))
    elif sections := day_sections(text, entry.name):
        day = day_of(text, entry.name)
        for number, section in enumerate(sections, start=1):
            locator = f"{entry.locator}#{number}"
            body = text[section.start : section.end]
            if is_nothing(body):
                yield Rejected(locator, "empty", f"no text under the heading {section.title[:80]!r}")
                continue
            given = replace(entry.given, title=section.title, url=section.url, published_at=day, charset=None)
            form: Form = "html" if section.is_html else "text"
            yield Candidate(body.encode(), form, locator, given)
    elif parts := _ruled_parts(text):
        for number, part in enumerate(parts, start=1):
            yield Candidate(part.encode(), "text", f"{entry.locator}#{number}", replace(entry.given, charset=None))
    else:
        yield Candidate(raw, "text", entry.locator, entry.given)


def _ruled_parts(text: str) -> list[str]:
    """Parts between form feeds or rules, if every one of them is a dispatch by its own lead; else [].

    A single part that is too short for a dispatch (an end mark, a list's heading) is left out.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    for separator in _SEPARATORS:
        parts = [part.strip("\n\f \t\ufeff") for part in separator.split(unified)]
        long = [part for part in parts if sum(c.isalpha() for c in part) >= _MIN_PART_LETTERS]
        if len(long) >= 2 and all(looks_like_dispatch(part) for part in long):
            return long
    return []
