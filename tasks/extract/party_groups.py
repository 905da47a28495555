"""Groups of parties: internationals, parliamentary groups, forums and alliances. Never a party."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks import reference
from tasks.extract.gates import compiled
from tasks.extract.party_context import Context
from tasks.extract.party_names import names
from tasks.gazetteer import Gazetteer, with_capitals
from tasks.records import Mention

# "... Parties Forum", 中越政党对话会: occasions of parties that the table need not know one by one.
_FORUM = compiled(
    r"(?:(?:[A-Z][\w'.’-]*|and|of|the|on|for) )*(?:[Pp]olitical )?[Pp]art(?:y|ies)(?: Leaders)? "
    r"(?:Forum|Dialogue|Summit|Conference|Consultation Mechanism|Dialogue Mechanism)\b"
    r"|[“\"]?[㐀-鿿—-]{2,14}(?:[“\"][㐀-鿿]{2,8}[”\"])?(?:执政党|政党)(?:领导人)?(?:高层)?"
    r"(?:论坛|对话会|对话机制|共商机制|交流机制|峰会)"
)
_FORUM_NOUN = compiled(
    "(?:y|ies)(?: Leaders)? (?:Forum|Dialogue|Summit|Conference|Consultation)|政党"
)  # quick to look for
_IN_BRACKETS = re.compile(r"\s*[(（\[]([A-Z][A-Za-z]{1,9})[)）\]]")
_OFFICER = (
    r"(?:Vice[- ]|Deputy )?(?:President|Chair\w*|Secretary|Leader|Spokes\w+|Congress|Council|Assembly|[Dd]elegation)\b"
)
_SHORT = 3  # letters: longer initials are in the gazetteer
_CHINESE_START = re.compile(r".*(?:举行|召开|出席|参加|举办|的|为|在|次|届|开展|依托|通过|深化|拓展|用好)")


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer[str]:
    names: dict[str, str] = {}
    for row in reference.rows("party_groups"):
        for column in ("name_en", "name_zh", "abbreviation"):
            # Initials of two letters stand for too much else.
            if len(row[column]) > 2 and not (column == "abbreviation" and len(row[column]) < 4):
                names[row[column]] = row["group_id"]
    for row in reference.rows("party_group_aliases"):
        names[row["alias"]] = row["group_id"]
    return Gazetteer(with_capitals(names))


def _has_officers(text: str, initials: str) -> bool:
    return re.search(rf"\b{initials} {_OFFICER}", text) is not None


def find_groups(context: Context) -> list[Mention]:
    """Mentions of kind party_group: entity_id is the group_id, or the name for a forum that the table lacks."""
    text = context.text
    mentions = [
        Mention(start, end, text[start:end], "party_group", "name", group, 0.9, "group_name")
        for start, end, group in _gazetteer().find(text)
    ]
    for match in _FORUM.finditer(text) if _FORUM_NOUN.search(text) else ():
        start, end = match.span()
        if lead := _CHINESE_START.match(match[0]):
            start += lead.end()
        start += len(re.match(r"(?:.*(?<! of) (?:the|for) )?(?:(?:and|of|the|on|for|The) )*", text[start:end])[0])  # type: ignore[index]
        if end - start > 8 and all(end <= m.start or m.end <= start for m in mentions):
            mentions.append(
                Mention(start, end, text[start:end], "party_group", "name", text[start:end], 0.7, "group_form")
            )
    return mentions + _initials(text, mentions)


@lru_cache(maxsize=1)
def _short_initials() -> dict[str, str]:
    """Initials of three letters -> the international that has them."""
    rows = [row for row in reference.rows("party_groups") if row["group_kind"] == "international"]
    return {row["abbreviation"]: row["group_id"] for row in rows if len(row["abbreviation"]) == _SHORT}


def _initials(text: str, mentions: list[Mention]) -> list[Mention]:
    """What "Party of European Socialists (PES)" makes PES mean in its text, whatever party has these initials; initials
    of an international that the text names in full, or that has officers ("EPP President") and no namesake."""
    named = {mention.entity_id for mention in mentions}
    groups: dict[str, str | None] = {
        initials: group
        for initials, group in _short_initials().items()
        if initials in text
        and (group in named or (not names().written.get(initials) and _has_officers(text, initials)))
    }
    for mention in mentions:
        if found := _IN_BRACKETS.match(text, mention.end):
            groups[found[1]] = mention.entity_id
    return [
        Mention(match.start(), match.end(), initials, "party_group", "name", group, 0.9, "group_initials")
        for initials, group in groups.items()
        for match in re.finditer(rf"\b{re.escape(initials)}\b", text)
        if all(match.end() <= m.start or m.end <= match.start() for m in mentions)
    ]
