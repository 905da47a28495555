"""Which countries a dispatch is about: weighted counts of its mentions.

The title and the lead weigh more, cities and organs less; weights were fitted on Reuters stories with the country tags
of human indexers ("a focus of the story").
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from tasks.extract.annotated import Annotated
from tasks.records import Mention

DATELINE_RULE = "dateline_place"  # rule_id of the mention of the place from which the dispatch was filed

# Weights of one mention: by what it is, and a factor for where it stands
_DATELINE, _NAME, _ADJECTIVE, _INDIRECT = 2.5, 1.0, 0.9, 0.3
_IN_TITLE, _IN_LEAD, _BEYOND_CAP = 2.0, 2.0, 0.1
_LEAD_LENGTH = 300
_CAP = 4  # mentions of one country that count in full
_LEAST_SCORE, _LEAST_SHARE, _MOST_COUNTRIES = 2.4, 0.25, 5


def about(
    document: Annotated, groups: Mapping[str, Sequence[Mention]], in_title: Collection[str] = ()
) -> frozenset[str]:
    """Codes of the countries that the dispatch is about. `groups` are the mentions of its text by country, `in_title`
    the countries of a title that is not part of the text."""
    heading_end = title_end(document)
    scores = {code: _score(mentions, heading_end) for code, mentions in groups.items()}
    for code in in_title:
        scores[code] = scores.get(code, 0.0) + _IN_TITLE
    if not scores:
        return frozenset()
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    top = scores[ranked[0]]
    focus = [
        code for code in ranked[:_MOST_COUNTRIES] if scores[code] >= _LEAST_SCORE and scores[code] >= _LEAST_SHARE * top
    ]
    return frozenset(focus or ranked[:1])


def title_end(document: Annotated) -> int:
    """Where the text's own heading lines end; 0 where the title stands outside of the text."""
    title = document.dispatch.title
    # The lines of a longer headline are joined by a space in the title.
    return len(title) if title and document.text[: len(title)].replace("\n", " ") == title else 0


def _weight(mention: Mention) -> float:
    if mention.kind != "country" or mention.form == "metonym":
        return _INDIRECT
    return _ADJECTIVE if mention.form == "adjective" else _NAME


def _score(mentions: Sequence[Mention], heading_end: int) -> float:
    total = 0.0
    for number, mention in enumerate(mentions):
        if mention.rule_id == DATELINE_RULE:
            total += _DATELINE
            continue
        factor = 1.0
        if mention.start < heading_end:
            factor = _IN_TITLE
        elif mention.start < heading_end + _LEAD_LENGTH:
            factor = _IN_LEAD
        elif number >= _CAP:
            factor = _BEYOND_CAP
        total += factor * _weight(mention)
    return total
