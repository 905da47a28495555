"""Whether an English trigger tells what happened, what is planned, or neither; and whose words tell it."""

from __future__ import annotations

import re

from tasks.extract.gates import compiled

# Not the month: "On May 16th", "22 MAY 89", "in May".
MODAL_MAY = r"(?<!\d\s)(?<!\bin\s)(?-i:may|MAY)(?!\s+\d)"
_NEGATED = compiled(
    r"\b(?:not|never|no|nor|reject\w*|rebuff\w*|turned\s+down|boycott\w*|scrapped|snub\w*|refus\w+|declin\w+|cancel\w*|postpon\w*|without|den(?:y|ied|ies)|unable|fail(?:ed|s)?|called\s+off|put(?:s|ting)?\s+off|rul(?:ed?|es)\s+out)"
    r"\b(?:(?!\b(?:during|after|before|when|while|on)\b)[^,;]){0,40}$",
    re.IGNORECASE,
)
_DENIED = compiled(
    r"\bhad\s+(?:long\s+)?been\s+(?:expected|scheduled|due|set|supposed)\s+to\b[^;]{0,60}$"
    r"|\b(?:reject(?:s|ed)|den(?:y|ies|ied)|dismiss(?:es|ed)|refut(?:es|ed)|debunk(?:s|ed))\b[^;]{0,60}\b(?:reports?|claims?|allegations?|rumou?rs?|that)\b[^;]{0,80}$"
    r"|^\W*(?:no|neither)\s",
    re.IGNORECASE,
)
_HYPOTHETICAL = compiled(
    rf"\b(?:if|whether|would|could|should|{MODAL_MAY}|might|hop(?:e|es|ed|ing)|want(?:s|ed)?|wish\w*|invit(?:ed?|es|ing|ation)|urg\w+"
    r"|call(?:ed|s|ing)?\s+for|ready|willing\w*|propos\w+|offer\w*\s+to|seek\w*|request\w*|desire\w*|possib\w+|intend\w*|unless"
    r"|demand\w*|must|need\w*|ask(?:ed|s|ing)?|suggest\w*|accept\w*)\b(?:(?!\b(?:after|following|and\s+(?:will|has|have|is|are|plans?))\b)[^,;]){0,60}$",
    re.IGNORECASE,
)
# "he would meet ..., she added": what reported speech makes of "will"
_REPORTED_WILL = compiled(
    r"\bwould\s+(?:also\s+|then\s+|later\s+)*(?:(?!\b(?:could|should|if|whether|hop\w+|wish\w*|want\w*|urg\w+|invit\w+|offer\w*|propos\w+)\b)[^,;]){0,50}$",
    re.IGNORECASE,
)
_WISH = compiled(
    r"\bwould\s+(?:like|be|welcome|have|need|mean|not|never|prefer)\b|\b(?:if|unless|hoped?|hopes)\b", re.IGNORECASE
)
_ATTRIBUTION = compiled(
    r"\b(?:said|told|announced|added|reported|according\s+to|spokes\w+|statement|confirmed)\b", re.IGNORECASE
)
_COMING = compiled(r"\b(?:forthcoming|upcoming|next)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_INTENDED = compiled(
    r"\b(?:agree(?:s|d|ing)?(?:\s+(?:on\s+)?\w+day)?\s+to|agree(?:s|d|ing)?\s+on|look(?:s|ed|ing)?\s+forward|vow(?:s|ed)?|pledg(?:es|ed|ing)|pledge\s+to|(?:authori[sz]ation|readiness|willingness|commitment|determination)\s+to)\b[^,;]{0,60}$",
    re.IGNORECASE,
)
_FUTURE = compiled(
    r"\b(?:will|shall|['’]ll|(?:is|are|was|were|be|been)\s+(?:also\s+)?(?:to|going\s+to|due\s+to|set\s+to|about\s+to|scheduled|expected|slated|planning|preparing)"
    r"|plans?|planned|due|scheduled|expected|(?:is|are)\s+(?=leaving|departing|flying|travell?ing))\b[^,;]{0,70}$",
    re.IGNORECASE,
)
# "talks between A and B, which are scheduled for Friday", "a call between A and B is being prepared"
_FUTURE_AFTER = re.compile(
    r"[^.;]{0,120}?(?:,\s*(?:which|that)\s+(?:is|are|was|were)|¤\s+(?:is|are|was|were|has\s+been|have\s+been))\s+"
    r"(?:(?:tentatively|initially|now|also)\s+)?(?:scheduled|slated|planned|due|set|expected)\b",
    re.IGNORECASE,
)
_OPEN_AFTER = re.compile(
    r"[^.;]{0,120}?¤\s+(?:is|are|was|were)\s+(?:(?:currently|now|still)\s+)?"
    r"(?:under\s+(?:consideration|discussion)|being\s+(?:considered|discussed|prepared|arranged)|(?:un)?likely|possible|needed)\b",
    re.IGNORECASE,
)
_CALLED_OFF_AFTER = re.compile(
    r"[^.;]{0,120}?\s(?:was|were|is|are|has\s+been|have\s+been|had\s+been)\s+(?:\w+ly\s+)?"
    r"(?:put\s+off|postponed|cancell?ed|called\s+off|scrapped|denied|ruled\s+out|aborted|shelved)\b",
    re.IGNORECASE,
)
_BUT_CALLED_OFF = re.compile(
    r"[^.;]{0,160}?\bbut\s+(?:(?:has|have|had|later|then|was|were)\s+){0,2}(?:cancell?ed|called\s+(?:it\s+)?off|postponed|scrapped|dropped\s+out|pulled\s+out)\b",
    re.IGNORECASE,
)
# "announced an official visit to", "he leaves for Beijing on Friday"
_ANNOUNCED = compiled(r"\bannounc(?:ed|es|ing)\s+(?:an?|the|his|her)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_PRESENT_PLAN = re.compile(r"(?:leaves|departs|arrives|flies|returns|goes|heads|leaving|departing)\b", re.IGNORECASE)
_DAY_AHEAD = re.compile(r"[^.;,]{0,60}?\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|next\s)", re.IGNORECASE)
_BEGUN = compiled(
    r"\b(?:beg[au]n|started|continued?s?|came|took\s+(?:the|this|that)\s+(?:occasion|opportunity|chance))\s+to\s+(?:also\s+)?$",
    re.IGNORECASE,
)
_FUTURE_INSIDE = re.compile(
    r"^(?:(?:talks|meetings?|discussions|conversations|consultations)\s+(?:are\s+)?)?(?:will|to|plans|(?:is|are)\s+(?:expected|due|awaited|planning|preparing|arranging))\s",
    re.IGNORECASE,
)
_BARE_TO = compiled(r"\bto\s+(?:(?:also|jointly|soon)\s+)?$", re.IGNORECASE)
# "left on Monday to visit": on the way already
_SET_OUT = compiled(
    r"\b(?:left|departed|arrived|flew|came|went|set\s+(?:off|out))\b[^;]{0,80}\bto\s+(?:(?:also|jointly)\s+)?$",
    re.IGNORECASE,
)
_ONGOING = compiled(
    r"\b(?:is|are|now|currently)\s+(?:(?:now|currently|here)\s+)?(?:on\b|visiting|in\b|paying|making|touring|attending)"
    r"|\b(?:visiting|on\s+(?:an?|his|her|their)\s+(?:\w+[\s-]){0,4}(?:visit|tour|trip))\b|\barriv\w+|\bwelcom\w+",
    re.IGNORECASE,
)
_SPEECH = compiled(
    r"\b(?:said|says|saying|recalling|noting|noted|stressed|recalled|added|stated|pointed\s+out|emphasi[sz]ed|underlined|underscored|hailed|praised|thanked|thanks?(?=\s[^,;]{0,40}\bfor\b)"
    r"|told|believes?|mentioned|expressed|according\s+to|appreciated|spoke\s+(?:highly\s+)?of|voiced|briefed|discussed|welcomed|reviewed|informed)\b",
    re.IGNORECASE,
)
# "said when he met", "said in a meeting with": the words were spoken at the event
_OCCASION_OF_WORDS = compiled(
    r"\b(?:(?:when|while|as|at|during|after|before)\s+(?:he|she|they|the\s+\w+|¤+)?(?:\s+(?:was|were|is|are))?"
    r"|(?:in|at|during|after|before|following)(?:\s+(?:an?|the|his|her|their)(?:\s+\w+)?)?)\s*$",
    re.IGNORECASE,
)
# "said on Monday that it had received": who says it announces it
_OF_ITSELF = re.compile(
    r"\s*(?:(?:on\s+)?(?:\w+day|today|yesterday)\s+)?(?:that\s+)?(?:it|they|the\s+party)\s+(?:had|has|have|will)\s+(?:also\s+|just\s+)?$",
    re.IGNORECASE,
)
_TOLD_WHOM = re.compile(r"\s*(?:the|an?|his|her|their)\s*", re.IGNORECASE)  # "told the visiting lawmakers"
# "..., Wei noted."
_SAID_AFTER = compiled(
    r",['\"”’]?\s+(?:he|she|¤+|[A-Z][\w'’-]+)\s+(?:also\s+)?(?:said|noted|added|stressed|recalled|pointed\s+out)\W*$"
)
_ANNOUNCER = compiled(
    r"\b(?:spokes(?:man|woman|person)|ministry|office|secretariat|correspondents?|embassy|sources?|agency|announced?|announces|reported|reports|statement|communique|newspaper|television|radio|media|communication|release|notice|note|website|bulletin)\b",
    re.IGNORECASE,
)


def status(masked: str, start: int, end: int, *, title: bool) -> str | None:
    """past, ongoing or planned; None where the trigger masked[start:end] tells nothing that happened or is to happen.
    A headline's bare "to" plus verb announces."""
    clause = re.split(r"[;:]|\.\s", masked[:start])[-1]
    trigger = masked[start:end]
    if _NEGATED.search(clause) or _NEGATED.search(clause + trigger) or _DENIED.search(clause):
        return None
    if _BUT_CALLED_OFF.match(masked, end):
        return None
    if _HYPOTHETICAL.search(clause):
        return "planned" if _is_reported_plan(masked, clause) else None
    if (_is_noun(trigger) or trigger.lower() == "signing") and (
        _OPEN_AFTER.match(masked, end) or _CALLED_OFF_AFTER.match(masked, end)
    ):
        return None
    if _is_noun(trigger) and _FUTURE_AFTER.match(masked, end):
        return "planned"
    if trigger.lower().startswith("to ") and _SET_OUT.search(clause + "to "):
        return "past"
    if _is_noun(trigger) and _ANNOUNCED.search(clause):
        return "planned"
    if _PRESENT_PLAN.match(trigger) and not title and _DAY_AHEAD.match(masked, end):
        return "planned"
    if (
        _FUTURE.search(clause)
        or _FUTURE_INSIDE.match(trigger.lstrip(" ,"))
        or _COMING.search(clause)
        or _INTENDED.search(clause)
    ):
        return "planned"
    if _BARE_TO.search(clause):
        return "past" if _SET_OUT.search(clause) or _BEGUN.search(clause) else "planned"
    if _ONGOING.search(clause[-30:] + trigger):
        return "ongoing"
    return "past"


def _is_reported_plan(masked: str, clause: str) -> bool:
    """True for "would" that stands for "will" in reported speech."""
    return bool(_REPORTED_WILL.search(clause)) and not _WISH.search(clause) and bool(_ATTRIBUTION.search(masked))


def _is_noun(trigger: str) -> bool:
    """True for "a telephone conversation between", whose verb comes after it."""
    return trigger.rstrip().lower().endswith(("between", "with", "to", "by"))


def is_only_intended(masked: str, start: int) -> bool:
    """True for what sides agree to do or look forward to: no news of the event itself."""
    return bool(_INTENDED.search(re.split(r"[;:]|\.\s", masked[:start])[-1]))


def is_told_by_speaker(masked: str, start: int) -> bool:
    """True where a participant's words tell it ("he recalled his visit"): no news. Spokespersons and media announce."""
    before = masked[:start]
    if _SAID_AFTER.search(masked, start):
        return True
    speech = None
    for match in _SPEECH.finditer(before):
        speech = match
    if speech is None or _ANNOUNCER.search(before[: speech.start()]):
        return False
    if speech[0].lower().startswith("according") and _ANNOUNCER.search(before[speech.end() :]):
        return False
    between = before[speech.end() :]
    if _OF_ITSELF.match(between) or (speech[0].lower() == "told" and _TOLD_WHOM.fullmatch(between)):
        return False
    return not _OCCASION_OF_WORDS.search(between)
