"""A dispatch with its mentions and sentences: what event and claim rules look at."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tasks.records import Dispatch, Mention, Span

# A full stop after one of these does not end a sentence.
_ABBREVIATIONS = (
    r"Mr|Mrs|Ms|Dr|Cde|Cdes|Prof|Gen|Col|Lt|Capt|Sgt|Maj|Adm|Sen|Rep|Gov|Pres|Hon|St|Jr|Sr|vs|etc|No|Nos|Art|Dept|Inc|Ltd|Co|Corp|Bros"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|a\.m|p\.m|i\.e|e\.g|[A-Z]"
)
# A stop and a space before a capital; a stop where a page has run paragraphs together ("in Hanoi on July 5.The guest
# said"); a line break. One set of characters comes first: the engine looks for those only.
_ENGLISH_END = re.compile(
    r"[.!?\n](?:(?<=\n)\n*|(?<!\n)(?:[\"'”’)\]]*[ \t]+(?=[\"'“‘(\[]*[A-Z0-9\-])|(?<=[a-z\d)].)(?=[A-Z][a-z]*\s)))"
)
_AFTER_ABBREVIATION = re.compile(rf"(?:^|[\s(\"“])(?:{_ABBREVIATIONS})\.$|(?:\b[A-Za-z]\.){{2,}}$")
_CHINESE_END = re.compile(r"(?<=[。！？；])[”’」』）)]*|\n+")
_CJK = re.compile(r"[㐀-鿿]")


def is_chinese(text: str) -> bool:
    """True where Chinese characters carry the text (a third of the letters is enough: names in Latin script occur)."""
    sample = text[:4000]
    han = len(_CJK.findall(sample))
    return han > 0 and han * 3 >= sum(c.isalpha() for c in sample)


@lru_cache(maxsize=4)  # every part of the extraction asks for those of the same dispatch
def sentences(text: str, *, chinese: bool) -> tuple[Span, ...]:
    """Spans of the sentences of `text`, without surrounding white space. A line break ends a sentence:
    text is normalised, so hard-wrapped lines have been joined."""
    spans: list[Span] = []
    start = 0
    for match in (_CHINESE_END if chinese else _ENGLISH_END).finditer(text):
        if not chinese and _is_abbreviation(text, match.start()):
            continue
        if match.end() == match.start() == start:
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return tuple(trimmed for span in spans if (trimmed := _trimmed(text, *span)))


def _is_abbreviation(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, none of which ends in four small letters."""
    before = text[max(0, stop - 4) : stop]
    if text[stop] != "." or (before.islower() and before.isalpha() and len(before) == 4):
        return False
    return _AFTER_ABBREVIATION.search(text[max(0, stop - 11) : stop + 1]) is not None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without surrounding white space; None if there is nothing else."""
    if not (content := text[start:end].rstrip()):
        return None
    return start + len(content) - len(content.lstrip()), start + len(content)


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
