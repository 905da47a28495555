"""A dispatch with its mentions and sentences: what event and claim rules look at."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from tasks.records import Dispatch, Mention, Span

# A full stop after one of these does not end a sentence.
_ABBREVIATIONS = (
    r"Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Capt|Sgt|Maj|Adm|Sen|Rep|Gov|Pres|Hon|St|Jr|Sr|vs|etc|No|Nos|Art|Dept|Inc|Ltd|Co|Corp|Bros"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|a\.m|p\.m|i\.e|e\.g|[A-Z]"
)
_ENGLISH_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*[ \t]+(?=[\"'“‘(\[]*[A-Z0-9\-])|\n+")
_AFTER_ABBREVIATION = re.compile(rf"(?:^|[\s(\"“])(?:{_ABBREVIATIONS})\.$|(?:\b[A-Za-z]\.){{2,}}$")
_CHINESE_END = re.compile(r"(?<=[。！？；])[”’」』）)]*|\n+")
_CJK = re.compile(r"[㐀-鿿]")


def is_chinese(text: str) -> bool:
    """True where Chinese characters carry the text (a third of the letters is enough: names in Latin script occur)."""
    sample = text[:4000]
    han = len(_CJK.findall(sample))
    return han > 0 and han * 3 >= sum(c.isalpha() for c in sample)


def sentences(text: str, *, chinese: bool) -> tuple[Span, ...]:
    """Spans of the sentences of `text`, without surrounding white space. A line break ends a sentence:
    text is normalised, so hard-wrapped lines have been joined."""
    spans: list[Span] = []
    start = 0
    for match in (_CHINESE_END if chinese else _ENGLISH_END).finditer(text):
        if (
            not chinese
            and "\n" not in match[0]
            and _AFTER_ABBREVIATION.search(text[max(0, match.start() - 12) : match.start()])
        ):
            continue
        if match.end() == match.start() == start:
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    trimmed = ((s + len(text[s:e]) - len(text[s:e].lstrip()), s + len(text[s:e].rstrip())) for s, e in spans)
    return tuple((s, e) for s, e in trimmed if s < e)


@dataclass(frozen=True)
class Annotated:
    """A dispatch, its mentions in text order (outer before inner), and look-ups over them."""

    dispatch: Dispatch
    mentions: tuple[Mention, ...]

    @property
    def text(self) -> str:
        return self.dispatch.text

    @cached_property
    def is_chinese(self) -> bool:
        return self.dispatch.language == "zh" or (self.dispatch.language is None and is_chinese(self.text))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        return sentences(self.text, chinese=self.is_chinese)

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def within(self, start: int, end: int, *kinds: str) -> list[Mention]:
        """Mentions that lie inside [start, end), of the given kinds or of all."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        found = self.mentions[first:last]
        return [m for m in found if m.end <= end and (not kinds or m.kind in kinds)]


def annotate(dispatch: Dispatch, mentions: list[Mention]) -> Annotated:
    """Sorts the mentions by start, longer first."""
    return Annotated(dispatch, tuple(sorted(mentions, key=lambda m: (m.start, -m.end, m.kind))))
