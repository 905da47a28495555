"""Which countries a dispatch is about: weighted counts of its mentions.

The title and the lead weigh more, cities and organs less; weights were fitted on Reuters stories with the country tags
of human indexers ("a focus of the story").
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from tasks.extract.annotated import Annotated
from tasks.records import Mention

_TITLE, _DATELINE, _LEAD, _BODY, _BEYOND_CAP = 2.0, 2.0, 1.5, 1.0, 0.3
_CITY = 0.3
_LEAD_LENGTH = 200
_CAP = 4  # mentions of one country that count in full
_LEAST_SCORE, _LEAST_SHARE, _MOST_COUNTRIES = 2.0, 0.15, 4


def about(
    document: Annotated, groups: Mapping[str, Sequence[Mention]], in_title: Collection[str] = ()
) -> frozenset[str]:
    """Codes of the countries that the dispatch is about. `groups` are the mentions of its text by country, `in_title`
    the countries of a title that is not part of the text."""
    scores = {code: _score(document, mentions) for code, mentions in groups.items()}
    for code in in_title:
        scores[code] = scores.get(code, 0.0) + _TITLE
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
    return len(title) if title and document.text.startswith(title) else 0


def _score(document: Annotated, mentions: Sequence[Mention]) -> float:
    end = title_end(document)
    total = 0.0
    for number, mention in enumerate(mentions):
        weight = _BODY if mention.kind == "country" and mention.form != "metonym" else _CITY
        if mention.start < end:
            weight *= _TITLE
        elif mention.start < end + _LEAD_LENGTH:
            weight *= _LEAD
        elif number > _CAP:
            weight *= _BEYOND_CAP
        total += weight
    return total
