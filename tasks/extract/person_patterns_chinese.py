"""Chinese names after their offices: 中共中央总书记、国家主席习近平, 俄罗斯总统普京, 越共中央总书记阮富仲."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks import reference
from tasks.extract.gates import compiled
from tasks.extract.leaders import gazetteer
from tasks.extract.party_context import Context
from tasks.extract.person_patterns import Found
from tasks.records import Mention, Span

_BOUNDARY = "，。；：！？\n（）()“”《》 　,;:!?"
_LONGEST_ROLE = 60
_PART = r"(?:(?![和与及])[㐀-鿿]){1,7}"
_DOTTED = re.compile(rf"(?:{_PART}[·-]){{0,3}}{_PART}·(?:{_PART}-)?(?=[㐀-鿿])")
_LISTED = re.compile("、|以及|和|与|及")
_CONJUNCTIONS = ("和", "与", "同", "及", "以及")
# What ends the name of a body whose parts a conjunction joins: 住房和城乡建设部, 外交与安全政策
_BODY = re.compile(r"(?:[部委局厅署院办会司处队组]|政策|事务|问题)$")
# 由某某率领的A党代表团, 以某某为团长的…: names without an office
LED = compiled(r"[由以](?P<name>[㐀-鿿·]{2,16}?)(?=率领|率队|带队|带领|为团长|为首|任团长|担任团长)")
_LONGEST_CHINESE_NAME = 4
_IN_BODY = "(?![会团处府部级性])"  # 委员会, 主席团, 书记处, 总统府, 司令部


@lru_cache(maxsize=1)
def _offices() -> re.Pattern[str]:
    words = next(row["words"] for row in reference.rows("offices") if row["language"] == "zh").split("|")
    return re.compile(f"(?:{'|'.join(sorted(words, key=lambda w: (-len(w), w)))}){_IN_BODY}")


@lru_cache(maxsize=1)
def _rows() -> dict[str, str]:
    return {row["kind"]: row["characters"] for row in reference.rows("name_characters")}


@lru_cache(maxsize=1)
def _characters() -> dict[str, frozenset[str]]:
    return {kind: frozenset(_rows()[kind]) for kind in ("surname", "transliteration")}


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    """What may follow a name: punctuation, a conjunction, a verb of the kind that news use."""
    return re.compile(rf"[，。、；：！？（）()“”《》,.;:!?\s\d]|$|{_rows()['after']}")


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
    known = next((start + hit.end for hit in gazetteer().find(text[start : start + 20]) if hit.start == 0), None)
    if known and _after().match(text, known):
        return known  # 习近平致电鲍勃·达达埃
    if _not_name().match(text, start):
        return None
    if dotted := _dotted_end(text, start):
        return dotted
    if known and not is_transliterating(text[known : known + 1]):  # 莫迪, but 莫迪塞
        return known
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


def _dotted_end(text: str, start: int) -> int | None:
    """End of a foreign name whose parts a dot joins: 安德烈·鲁坚科. Its last part ends where foreign sounds do, else
    before the first word that may follow a name."""
    parts = _DOTTED.match(text, start)
    if parts is None:
        return None
    end = parts.end()
    while end < len(text) and text[end] in _characters()["transliteration"] and end - parts.end() < 8:
        end += 1
    for stop in [*range(end, parts.end(), -1), *range(end + 1, min(parts.end() + 7, len(text) + 1))]:
        if _after().match(text, stop) and "\u3400" <= text[stop - 1] <= "\u9fff":
            return stop
    return None


def find_names(context: Context, mentions: list[Mention]) -> list[Found]:
    """Names that directly follow an office, or tell who leads a delegation; a role reaches back over 、 to a verb."""
    text, found = context.folded, list[Found]()
    inside = {p for m in mentions if m.kind in ("country", "party") for p in range(m.start, m.end)}
    holders = [(m.start, m.end) for m in mentions if m.kind in ("party", "organization")]
    for office in _offices().finditer(text):
        start = office.end()
        if (
            start >= len(text)
            or start in inside
            or {office.start(), start - 1} <= inside
            or _offices().match(text, start)
        ):
            continue
        end = _name_end(text, start)
        if end and inside.isdisjoint(range(start, end)):
            earliest = found[-1].name[1] if found else 0
            found.append(Found((start, end), (_role_start(text, office.start(), earliest, holders), office.end())))
    known = {position for one in found for position in range(*one.name)}
    for led in LED.finditer(text):
        start, end = led.span("name")
        if not known & set(range(start, end)) and not inside & set(range(start, end)) and _is_name(led["name"]):
            found.append(Found((start, end), None))
    return found


def _is_name(text: str) -> bool:
    """True for a foreign name of parts or sounds, and for a Chinese one, without an office."""
    if _offices().search(text) or _not_name().match(text):
        return False
    is_foreign = "·" in text.strip("·") or all(map(is_transliterating, text))
    return is_foreign or (text[0] in _characters()["surname"] and len(text) <= _LONGEST_CHINESE_NAME)


def _role_start(text: str, position: int, earliest: int, holders: list[Span]) -> int:
    """`earliest`: the end of the name before. `holders`: names of parties and organs, which belong to the phrase whole
    (巩固与发展党主席)."""
    first = max(earliest, position - _LONGEST_ROLE)
    if joined := _LISTED.match(text, earliest) if first == earliest else None:
        first = joined.end()
    window = text[first:position]
    cut = max((window.rfind(mark) + 1 for mark in _BOUNDARY), default=0)
    for verb in _before().finditer(window, cut):
        if any(start < first + verb.end() < end for start, end in holders):
            continue
        if verb[0] not in _CONJUNCTIONS or not _joins_words(
            text, first + verb.start(), first + verb.end(), position, holders
        ):
            cut = verb.end()
    cut = _after_names(window, cut)
    return next((start for start, end in holders if start < first + cut < end), first + cut)


def _joins_words(text: str, start: int, end: int, position: int, holders: list[Span]) -> bool:
    """Whether a conjunction before the office at `position` stands inside a body's name, not between two persons:
    住房和城乡建设部部长, but 外交部长王毅和国防部部长."""
    if start == 0 or not _BODY.search(text[end:position]) or any(first == end for first, _ in holders):
        return False
    before = text[max(0, start - 12) : start]
    is_person = any(hit.end == len(before) for hit in gazetteer().find(before))
    return not is_person and not any(office.end() == len(before) for office in _offices().finditer(before))


def _after_names(window: str, cut: int) -> int:
    """Behind the items of a list that hold an office and its holder: 挪威首相某某、东帝汶总统."""
    while (mark := window.find("、", cut)) >= 0:
        offices = list(_offices().finditer(window, cut, mark))
        if not offices or offices[-1].end() == mark:
            break
        cut = mark + 1
    return cut
