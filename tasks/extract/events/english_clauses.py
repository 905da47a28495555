"""Where the subject and the object of a trigger stand in an English sentence: clause boundaries without a parser.

Sentences come with names blanked (`mask`), so that no word inside a name cuts a clause.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tasks import reference
from tasks.extract.alternation import either
from tasks.extract.annotated import Annotated
from tasks.extract.events.english_mood import MODAL_MAY
from tasks.extract.gates import compiled
from tasks.records import Span

BLANK = "¤"

_SUBORDINATE = compiled(r",?\s*\b(?:who|which|whose|whom)\b", re.IGNORECASE)
_MODAL_MAY = re.compile(MODAL_MAY)
_ADVERBIAL = re.compile(
    r"^\W*(?:(?:still|later|also)\s+(?=on\s|in\s|at\s))?(?:at|on|in|while|during|after|before|earlier|upon|also|meanwhile|moreover|today|yesterday|following|as|over|under|prior\s+to"
    r"|according|this|last|later|recently|the\s+same\s+day|(?:\w+\s+){1,2}(?:days?|weeks?)\s+(?:earlier|later)|for|due|owing|thanks|with|because)\b[^,]*,\s*"
    r"|^[^\w¤]*(?:leading|heading|accompanied\s+by)\b[^,]*,\s*",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\b(?:to\s+(?!the\b|his\b|her\b|their\b|¤)[a-z]+|in|at|on(?!\s+behalf)|during|over|regarding|about|concerning|for|from"
    r"|here|there|by|(?<!well\s)(?<!successor\s)(?<!predecessor\s)as(?!\s+well)|against|via|under|within|throughout|since|amid|ahead\s+of|while|when|after|before|following|because|although|who|which|whom|where|(?<!of\s)that"
    r"|and\s+(?:also\s+)?(?:discussed|exchanged|expressed|stressed|said|noted|reaffirmed|thanked|conveyed|signed|attended"
    r"|delivered|participated|toured|visited|pledged|vowed|told|hosted|had|held|posed|briefed|witnessed|underscored"
    r"|holds?|attends?|delivers?|tours?|visits?|signs?|takes?|makes?|gives?|pays?|discuss(?:es)?|exchanges?|has|have|will))\b"
    r"|[;:]|\s--?\s|[-–—]{2}",
    re.IGNORECASE,
)
# "it was announced here on Monday that ¤ will visit"
_REPORTED_THAT = compiled(
    r"\b(?:announced|reported|stated|confirmed|disclosed|learn(?:ed|t)|known|said|revealed|told|declared)\s+(?:[\w¤]+\s+){1,4}?that\s",
    re.IGNORECASE,
)
_JOINED = compiled(r"\b(?:and|but|while)\s+((?:the\s+)?¤[^;]*|(?:the|both)\s+(?:two\s+)?(?:sides|parties|leaders)\s*)$")
_SHARED = compiled(r",?\s*\band\s+(?:also\s+|then\s+|later\s+)?$", re.IGNORECASE)
# "Le Van Thuc, who heads the commission of the party, met": whom he acts for stands in the aside
_WHO_HEADS = compiled(
    r"\b(?:who|which)\s+(?:also\s+|now\s+|currently\s+)?(?:is|was|heads?|headed|leads?|led|chairs?|chaired|runs?|represents?|serves?|served)\s"
    r"[^;]*,\s*(?:(?:on\s+)?\w+\s+|and\s[^;]*\s)?$",
    re.IGNORECASE,
)
# "spoke with Tesfaye Beyene, who heads the relations office of the party, on Wednesday"
_WHO_IS = re.compile(
    r",?\s*who\s+(?:also\s+|now\s+|currently\s+)?(?:is|was|heads?|headed|leads?|led|chairs?|chaired|runs?|represents?|serves?|served)\s[^.;,]*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*,?\s+and\s")
_RELATIVE = re.compile(r"\s*(?:which|where|who)\b[^,]{0,160},\s*", re.IGNORECASE)
_AUXILIARIES = compiled(
    r"\b(?:(?:is|are|was|were|will|has|have|had|been|being|be|to|also|now|currently|soon|jointly|separately|later|both|shall"
    r"|then|recently|scheduled|expected|due|set|going)\s+)+$",
    re.IGNORECASE,
)
# Time and place between a verb and its object: "received on Thursday the minister", "met at party headquarters with"
_LEADING = re.compile(
    r"\s*,?\s*(?:(?:(?:at|in|inside)\s+(?:[\w¤'’-]+\s+){0,5}?(?:headquarters|offices?|seat|palace|house|hall|residence|home|kremlin|capital|city|hotel"
    r"|building|embassy|ministry|villa|guesthouse|lounge|parliament|chancellery)(?:\s+of\s+(?:the\s+)?(?:[\w-]+\s+){0,3}?¤+)?"
    r"(?=\s*,?\s+(?:with|an?|the|his|her|their|its|here|on|today|yesterday|this|last|\w+day|¤)(?!\w)|\s+(?!(?:of|in|to|for|and|or|where|before|after|when|as|during|by|at|of)\b)[A-Z][\w'’-]+\s[A-Z][\w'’-]+,\s)|here|today|yesterday|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|separately|also|again|jointly|recently|(?:in|at)\s+(?:the\s+)?¤+"
    r"|for\s+(?:\w+\s+){1,4}(?:hours?|minutes|days?)"
    r"|(?:on|this|last)\s+\w+\.?(?:\s+\d{1,2})?(?:\s+(?:morning|afternoon|evening|night))?|[A-Z][a-z]+\.?\s+\d{1,2})(?!\w)\s*,?\s*)+(?:with\s+)?",
    re.IGNORECASE,
)


# "the delegation from Namibia", "his counterparts from FRELIMO": who is of whom
_PEOPLE_FROM = re.compile(
    r"\b(?:delegations?|officials?|members?|leaders?|representatives?|counterparts?|guests?|delegates|envoys?|teams?|groups?|missions?"
    r"|politicians|MPs|lawmakers|legislators|parliamentarians|members\s+of\s+parliament|deputies|senators|cadres|diplomats|executives|secretar(?:y|ies)|general|party|parties"
    r"|ministers?|chairmen)\W*(?:visiting\s+)?(?:from\s+)?$|¤\W*$",
    re.IGNORECASE,
)
_LED = re.compile(r"\b(?:led|headed|chaired|represented)\s*$", re.IGNORECASE)  # "a delegation headed by ¤"
_FROM_WHOM = re.compile(
    r"(?i:from\s+(?:(?:the|both|several|various)\s+)?(?:[\w-]+\s+){0,2}?)(?:¤|[A-Z][a-z]+(?=,|\s+and\b))"
)


_LISTED = 9  # words before the name in an item of a list: "and the first deputy chairman of the committee of the"


@lru_cache(maxsize=16)
def words(kind: str) -> re.Pattern[str]:
    """The words of one kind in reference/english_words.csv; they begin and end with a letter."""
    listed = [
        word for row in reference.rows("english_words") if row["kind"] == kind for word in row["words"].split("|")
    ]
    return compiled(rf"\b{either(listed)}\b".replace(r"\ ", r"\s+"), re.IGNORECASE)


def mask(document: Annotated, span: Span, opening: int = 0) -> str:
    """The sentence with the first `opening` characters (its dateline) turned to spaces and the characters of every name
    blanked; same length."""
    start, end = span
    characters = list(document.text[start:end])
    characters[:opening] = " " * opening
    for mention in document.within(start, end):
        for at in range(max(opening, mention.start - start), mention.end - start):
            characters[at] = BLANK
    return "".join(characters)


_ARTICLE = re.compile(r"\b(?:the|these|those|his|her|its|their|an?)$", re.IGNORECASE)


def _is_verb(match: re.Match[str], masked: str) -> bool:
    """False for participles that only describe a noun: "headed by", "a meeting held in Lima", "talks held"."""
    after = masked[match.end() : match.end() + 4].lower()
    word = match[0].lower()
    before = masked[: match.start()].rstrip()
    if word == "may":
        return bool(_MODAL_MAY.match(masked, match.start()))
    if word.endswith("s") and len(word) > 4 and _ARTICLE.search(before):
        return False  # "the heads of", "his talks"
    if word in (
        "held",
        "sent",
        "made",
        "signed",
        "hosted",
        "attended",
        "led",
        "invited",
        "opened",
    ) and after.startswith(" by"):
        return False
    if word in ("issued", "released") and re.match(
        r"\s(?:by|from|in|on|after)\b", masked[match.end() : match.end() + 7]
    ):
        return False
    if word in (
        "visit",
        "call",
        "talk",
        "meet",
        "leave",
        "receive",
        "sign",
        "send",
        "take",
        "make",
        "give",
        "hold",
        "pay",
    ):
        return bool(re.search(r"\b(?:to|will|would|not|they|we|and)$", before, re.IGNORECASE))
    return True


def first_verb(masked: str, start: int, end: int) -> int:
    """Where the first finite verb of masked[start:end] begins; `end` if there is none."""
    for match in words("finite_verb").finditer(masked, start, end):
        if _is_verb(match, masked):
            return match.start()
    return end


# "During the four-day trip he": no comma parts the adverbial from the subject
_PRONOUN_LAST = re.compile(
    r"\W*(?:during|in|on|at|after|before|while|also|from)\s[^,]*\s(?=(?:he|she|it|they|both\s+\w+|the\s+two(?:\s+\w+)?|the\s+(?:delegation|guests|visitors))\s*(?:also\s*)?$)",
    re.IGNORECASE,
)
_THAT = re.compile(r"\b(?:that|which|who)\s+$", re.IGNORECASE)  # "During the visit that began on Monday, he met"
_FROM_THERE = re.compile(r"\W*from\s+(?:the\s+)?¤+,?\s+(?=(?:he|she|it|they|the)\b)", re.IGNORECASE)


def _skip_adverbials(masked: str, start: int, end: int) -> int:
    """Past the phrases of time and place that open a clause; one with a verb in it has swallowed the subject."""
    if from_there := _FROM_THERE.match(masked, start, end):
        start = from_there.end()
    while match := _ADVERBIAL.match(masked[start:end]):
        verb = first_verb(masked, start, start + match.end())
        if verb < start + match.end() and not _THAT.search(masked, start, verb):
            break
        start += match.end()
        if (relative := _RELATIVE.match(masked, start)) and relative.end() <= end:
            start = relative.end()  # "In Cyprus, which he visited, Li met"
    last = _PRONOUN_LAST.match(masked[start : first_verb(masked, start, end)])
    return start + last.end() if last else start


def subject_zones(masked: str, trigger: int) -> list[Span]:
    """Stretches that may hold the subject of the trigger at `trigger`, the likeliest first."""
    if auxiliaries := _AUXILIARIES.search(masked, 0, trigger):
        trigger = auxiliaries.start()
    clause, speaker = 0, None
    opening = _skip_adverbials(masked, 0, trigger)  # "After the talks, they signed": "after" begins no clause
    for match in words("clause_start").finditer(masked, opening, trigger):
        clause = match.end()
        is_speech = match[0].lower() == "said"
        speaker = (masked.rfind(",", 0, match.start()) + 1, match.start()) if is_speech else None
    for match in _REPORTED_THAT.finditer(masked, max(opening, clause), trigger):
        clause = match.end()
    clause = max(clause, _list_start(masked, trigger))
    zones: list[Span] = []
    relative = list(_SUBORDINATE.finditer(masked, clause, trigger))
    if relative and first_verb(masked, relative[-1].end(), trigger) == trigger:
        zones.append((max(clause, masked.rfind(";", 0, trigger) + 1), relative[-1].start()))
    start = _skip_adverbials(masked, clause, trigger)
    if second := _second_subject(masked, start, trigger):
        zones.append(second)
    zones.append((start, first_verb(masked, start, trigger)))
    if _WHO_HEADS.search(masked, start, trigger):
        zones.append((start, trigger))
    if speaker and first_verb(masked, *speaker) == speaker[1]:
        zones.append(speaker)
    if clause:
        main = _skip_adverbials(masked, 0, clause)
        zones.append((main, first_verb(masked, main, clause)))
    return [zone for zone in zones if zone[0] < zone[1]]


def _list_start(masked: str, trigger: int) -> int:
    """Where the clause of a trigger begins after a semicolon; a list of names ("A; B; and C sent") has none."""
    end = trigger
    while (semicolon := masked.rfind(";", 0, end)) >= 0:
        before = masked.rfind(";", 0, semicolon) + 1
        if BLANK not in masked[before:semicolon] or first_verb(masked, before, semicolon) < semicolon:
            return semicolon + 1
        end = semicolon
    return 0


def _second_subject(masked: str, start: int, trigger: int) -> Span | None:
    """The subject of a clause joined by "and": "China sent a note and the two sides met"."""
    if _SHARED.search(masked[start:trigger]):
        return None  # "A met B and C, and called on": the first subject goes on
    match = _JOINED.search(masked[start:trigger])
    if match is None or re.search(r"\b(?:with|to|between|by)\s[^,]*$", masked[start : start + match.start()]):
        return None
    second = start + match.start(1)
    is_clause = first_verb(masked, start, trigger) < start + match.start()
    return (second, trigger) if is_clause and first_verb(masked, second, trigger) == trigger else None


def object_zones(masked: str, start: int) -> list[Span]:
    """Stretches after a trigger that may hold its object: up to the next stop; and, past adverbials, after "with"."""
    if match := _LEADING.match(masked, start) or re.compile(r"\s*(?:with|to)\s+", re.IGNORECASE).match(masked, start):
        start = match.end()
    zones = [(start, _stop(masked, start))]
    if heads := _WHO_IS.match(masked, zones[0][1]):
        joined = _AND.match(masked, heads.end())  # "between A, who heads the party of C, and B"
        zones.append((start, _stop(masked, joined.end()) if joined else heads.end()))
    again = re.compile(r"\bwith\s+", re.IGNORECASE).search(masked, zones[0][1], min(len(masked), start + 160))
    if again:
        zones.append((again.end(), _stop(masked, again.end())))
    return zones


def _is_listed(masked: str, start: int) -> bool:
    """True for an item of "the speaker of A; the speaker of B; and ...": an office or a name, and no verb."""
    end = masked.find(";", start)
    end = end if end >= 0 else len(masked)
    opening = masked[start:end].split("¤")[0]
    is_named = BLANK in masked[start:end] and len(opening.split()) <= _LISTED
    return is_named and first_verb(masked, start, end) == end


def _stop(masked: str, start: int) -> int:
    """The first word after `start` that ends a noun phrase; not inside an office ("minister for trade")."""
    for match in _STOP.finditer(masked, start):
        before = masked[max(start, match.start() - 40) : match.start()].split()[-2:]
        inside = any(words("office").fullmatch(word.strip(",")) for word in before) or before == ["of", "State"]
        if inside and match[0].lower().split()[0] in ("for", "on", "in", "to", "of", "at", "from"):
            continue
        if match.start() == start or (match[0].lower() == "by" and _LED.search(masked, start, match.start())):
            continue
        if _FROM_WHOM.match(masked, match.start()) and _PEOPLE_FROM.search(masked[start : match.start()]):
            continue
        if match[0] == ";" and _is_listed(masked, match.end()):
            continue
        return min(match.start(), first_verb(masked, start, match.start()))
    return first_verb(masked, start, len(masked))
