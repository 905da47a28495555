"""Chinese names after their offices: 中共中央总书记、国家主席习近平, 俄罗斯总统普京, 越共中央总书记阮富仲."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks import reference
from tasks.extract.leaders import gazetteer
from tasks.extract.party_context import Context
from tasks.extract.person_patterns import Found
from tasks.records import Mention

_BOUNDARY = "，。；：！？\n（）()“”《》 　"
_LONGEST_ROLE = 60


@lru_cache(maxsize=1)
def _offices() -> re.Pattern[str]:
    words = next(row["words"] for row in reference.rows("offices") if row["language"] == "zh").split("|")
    return re.compile("|".join(sorted(words, key=lambda w: (-len(w), w))))


@lru_cache(maxsize=1)
def _rows() -> dict[str, str]:
    return {row["kind"]: row["characters"] for row in reference.rows("name_characters")}


@lru_cache(maxsize=1)
def _characters() -> dict[str, frozenset[str]]:
    return {kind: frozenset(_rows()[kind]) for kind in ("surname", "transliteration")}


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    """What may follow a name: punctuation, a conjunction, a verb of the kind that news use."""
    return re.compile(rf"[，。、；：！？（）()“”《》\s\d]|$|{_rows()['after']}")


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    """What an office phrase cannot hold."""
    return re.compile(_rows()["before"])


def is_transliterating(character: str) -> bool:
    """Whether foreign names are written with it: such a neighbour makes a short name part of a longer one."""
    return character in _characters()["transliteration"]


@lru_cache(maxsize=1)
def _not_name() -> re.Pattern[str]:
    return re.compile(_rows()["not_name"])


def _name_end(text: str, start: int) -> int | None:
    """End of the name at `start`: of a known leader, else of a foreign or a Chinese name."""
    known = [hit.end for hit in gazetteer().find(text[start : start + 20]) if hit.start == 0]
    if known:
        return start + known[0]
    if _not_name().match(text, start):
        return None
    run = start
    while run < len(text) and text[run] in _characters()["transliteration"] and run - start < 16:
        run += 1
    chinese = text[start : start + 1] in _characters()["surname"]
    for end in range(run, start + 1, -1):
        if text[end - 1] not in "·—-" and _after().match(text, end) and (end - start > 3 or not chinese):
            return end
    if chinese:
        for end in (start + 2, start + 3, start + 4):
            if end <= len(text) and _after().match(text, end) and re.fullmatch(r"[㐀-鿿]+", text[start:end]):
                return end
    return run if run - start >= 2 and _after().match(text, run) else None


def find_names(context: Context, mentions: list[Mention]) -> list[Found]:
    """Names that directly follow an office; the role reaches back over 、 to the last verb or mark."""
    text, found = context.folded, list[Found]()
    inside = {p for m in mentions if m.kind in ("country", "party") for p in range(m.start, m.end)}
    for office in _offices().finditer(text):
        start = office.end()
        if start >= len(text) or start in inside or _offices().match(text, start):
            continue
        end = _name_end(text, start)
        if end:
            found.append(Found((start, end), (_role_start(text, office.start()), office.end())))
    return found


def _role_start(text: str, position: int) -> int:
    first = max(0, position - _LONGEST_ROLE)
    window = text[first:position]
    cut = max((window.rfind(mark) + 1 for mark in _BOUNDARY), default=0)
    for verb in _before().finditer(window, cut):
        cut = verb.end()
    return first + cut
