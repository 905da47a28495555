"""What surrounds a name: sentences, and the countries that the text names near it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from string import ascii_lowercase, ascii_uppercase

from tasks import reference
from tasks.extract import leaders
from tasks.extract.alternation import either
from tasks.extract.annotated import is_chinese, sentences
from tasks.extract.party_names import words
from tasks.gazetteer import fold
from tasks.records import Dispatch, Mention, Span

_LONGEST_HEADLINE = 2000  # characters
ALL_LISTED = frozenset(("CHN", "CUB", "LAO", "PRK", "VNM"))  # the law names their parties: there are no others
_CASES = (ascii_uppercase.encode(), ascii_lowercase.encode())
_CAPITAL, _SMALL = re.compile(r"[A-Z]"), re.compile(r"[a-z]")
_POSSESSIVE = re.compile(r"(?:'s|s'|')?[ -]|")
_OF = re.compile(
    r"(?i:(?:\s*\([^()\n]{1,40}\))?\s+(?:of|in|from|for)\s+(?:the\s+)?|\s*\(|(?:\s*\([^()\n]{1,40}\))?,\s+)"
)


@lru_cache(maxsize=1)
def _agencies() -> dict[str, str]:
    return {row["name"]: row["country"] for row in reference.rows("agencies") if row["country"]}


@lru_cache(maxsize=1)
def _between() -> re.Pattern[str]:
    """ "ruling", "main opposition", 最大在野党, 众议院: they stand between a country and its party."""
    chinese = words()["between", "zh"] | words()["chamber", "zh"]
    return re.compile(rf"(?:(?<![\w-]){either(words()['between', 'en'])} )+$|{either(chinese)}$")


@lru_cache(maxsize=4)  # every part of the extraction asks it of the same dispatch
def _is_in_capitals(text: str) -> bool:
    letters = text.encode("ascii", "ignore")
    capitals, small = (len(letters) - len(letters.translate(None, kind)) for kind in _CASES)
    return capitals > 30 and capitals > 0.7 * (capitals + small)


@dataclass(frozen=True)
class Context:
    """A dispatch and its country mentions (kinds country and place)."""

    dispatch: Dispatch
    countries: tuple[Mention, ...]

    @property
    def text(self) -> str:
        return self.dispatch.text

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def lowered(self) -> str:
        """The folded text in lower case, as long as the text."""
        lowered = self.folded.lower()
        return lowered if len(lowered) == len(self.folded) else "".join(c.lower()[:1] for c in self.folded)

    @cached_property
    def chinese(self) -> bool:
        return self.dispatch.language == "zh" or (self.dispatch.language is None and is_chinese(self.text))

    @cached_property
    def in_capitals(self) -> bool:
        """Teleprinter text: capitals say nothing about names there."""
        return _is_in_capitals(self.folded[:4000])

    def in_capital_line(self, position: int) -> bool:
        """Whether the line (a headline) is in capitals."""
        if self.in_capitals:
            return True
        start = self.folded.rfind("\n", 0, position) + 1
        end = self.folded.find("\n", position, start + _LONGEST_HEADLINE)
        line = self.folded[start : end if end >= 0 else start + _LONGEST_HEADLINE]
        return len(_CAPITAL.findall(line)) > 10 and not _SMALL.search(line)

    @cached_property
    def home(self) -> str | None:
        """The outlet's country: that of its agency, of its dateline, or for Chinese text China."""
        dispatch = self.dispatch
        if dispatch.agency in _agencies():
            return _agencies()[dispatch.agency]
        if dispatch.dateline and dispatch.dateline.country:
            return dispatch.dateline.country
        return "CHN" if self.chinese else None

    @property
    def dateline(self) -> str | None:
        """The country that the dispatch comes from."""
        return self.dispatch.dateline.country if self.dispatch.dateline else None

    @cached_property
    def homes(self) -> frozenset[str]:
        """The countries whose parties the outlet names without them: its own; Chinese outlets of China name Taiwan's
        so, too."""
        family = {self.home, "TWN"} if self.chinese and self.home == "CHN" else {self.home}
        return frozenset(country for country in family if country)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        return sentences(self.text, chinese=self.chinese)

    @cached_property
    def named(self) -> tuple[Mention, ...]:
        """Countries named as such, in text order."""
        return tuple(sorted((m for m in self.countries if m.kind == "country"), key=lambda m: m.start))

    @cached_property
    def _by_start(self) -> dict[int, Mention]:
        return {m.start: m for m in self.named}

    @cached_property
    def _by_end(self) -> dict[int, Mention]:
        return {m.end: m for m in self.named}

    @cached_property
    def counts(self) -> Counter[str]:
        """Mentions of each country in the dispatch, through its cities and leaders too."""
        counts = Counter(m.country for m in self.countries if m.country)
        for hit in leaders.gazetteer().find(self.text):
            if term := leaders.at(hit.value, self.dispatch.date):
                counts[term.country] += 1
        return counts

    def sentence(self, position: int) -> Span:
        index = bisect_right([start for start, _ in self.sentences], position) - 1
        return self.sentences[max(index, 0)]

    def country_before(self, start: int) -> Mention | None:
        """A country right before the name: Vietnamese Communist Party, Japan's ruling Komeito, 德国社民党."""
        between = _between().search(self.folded, max(0, start - 40), start)
        start = between.start() if between else start
        for gap in (0, 1, 2, 3):
            mention = self._by_end.get(start - gap)
            if mention and self.adjoins(mention, start):
                return mention
        return None

    def listed_before(self, start: int, conjunction: re.Pattern[str]) -> Mention | None:
        """The country before this one in a list: between the two stands only a conjunction."""
        for gap in range(1, 14):
            mention = self._by_end.get(start - gap)
            if mention:
                return mention if conjunction.fullmatch(self.folded, mention.end, start) else None
        return None

    def adjoins(self, country: Mention, start: int) -> bool:
        """Whether nothing but 's, a space or a hyphen stands between the country and `start`."""
        return country.end <= start and _POSSESSIVE.fullmatch(self.folded[country.end : start]) is not None

    def country_after(self, end: int) -> Mention | None:
        """A country that the name belongs to: ... of Brazil, ... (PT) of Brazil, ... (UK)."""
        match = _OF.match(self.folded, end)
        mention = self._by_start.get(match.end()) if match else None
        if mention is None or match is None:
            return None
        if match[0].endswith("("):
            return mention if self.text[mention.end : mention.end + 1] == ")" else None
        if match[0].rstrip().endswith(","):
            return mention if self._fills_brackets(end, mention.end) else None
        return mention if mention.form != "adjective" else None

    def _fills_brackets(self, start: int, end: int) -> bool:
        """Whether brackets hold a name that ends at `start`, a comma, a country that ends at `end`, and nothing else:
        (SAP, Sweden)."""
        opened = self.text.rfind("(", max(0, start - 60), start)
        return opened >= 0 and self.text[end : end + 1] == ")" and not set("),;") & set(self.text[opened:start])

    def nearest(self, start: int, codes: set[str], parties: Iterable[Mention] = ()) -> str | None:
        """Of these countries the one named closest to `start` in its sentence, by itself or through one of the parties
        before `start`: "the People Power Party and the Democratic Party will meet Japanese lawmakers"."""
        first, last = self.sentence(start)
        told = [m for m in parties if m.start < start]
        inside = [m for m in (*self.named, *told) if first <= m.start < last and m.country in codes]
        # A country is named before its party more often than after it.
        ranked = sorted(inside, key=lambda m: start - m.end if m.end <= start else 2 * (m.start - start))
        return ranked[0].country if ranked else None

    def sole_country(self, position: int) -> str | None:
        """The only country that the sentence names, or that the dispatch does."""
        start, end = self.sentence(position)
        inside = {m.country for m in self.named if start <= m.start < end}
        for countries in (inside, {m.country for m in self.named}):
            if len(countries) == 1:
                return next(iter(countries))
        return None

    def foreign(self, within: Span | None = None) -> set[str]:
        """Countries named in the span or in the dispatch, without those whose parties are all in the table or need no
        country, as the outlet's own."""
        start, end = within or (0, len(self.text))
        named = {m.country for m in self.named if m.country and start <= m.start < end}
        return named - self.homes - ALL_LISTED

    def dominant(self, codes: set[str]) -> str | None:
        """Of these countries the one that the dispatch names, if it is the only one or named twice as often."""
        ranked = sorted(((self.counts[code], code) for code in codes if self.counts[code]), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] < 2 * ranked[1][0]):
            return None
        return ranked[0][1]

    def country_at(self, start: int) -> Mention | None:
        """The country whose name begins here."""
        return self._by_start.get(start)

    def ends_country(self, end: int) -> bool:
        """Whether a country's name (with 's or without) ends here."""
        return end in self._by_end or (self.folded[end - 2 : end] == "'s" and end - 2 in self._by_end)

    def before_country(self, start: int, end: int) -> int:
        """`end`, or the end of the last word before a country's " of X" within start..end."""
        for mention in self.named:
            if start < mention.start < end:
                return start + len(re.sub(r",?\s+(?:of|in|and)(?:\s+the)?\s+$", "", self.folded[start : mention.start]))
        return end

    def opens_sentence(self, position: int) -> bool:
        return self.sentence(position)[0] >= position - 1
