"""From a normalised dispatch to its facts: find mentions, then say what they do with one another.

find      countries, parties, organizations, persons   names in the text -> Mention
annotate  annotated                                    sentences and look-ups over the mentions
relate    events/, claims                              sentences -> Event, Claim
"""

from __future__ import annotations

import os

from tasks.corrections.apply import correct_mentions
from tasks.extract import claims, countries, organizations, parties, persons
from tasks.extract.annotated import annotate
from tasks.extract.events import find_events
from tasks.records import Dispatch, Facts

__all__ = ["extract"]

# Set to "no" where only countries, parties and claims are to be counted: half of the work is saved.
EVENTS_SWITCH = "PARTYWIRE_EVENTS"


def extract(dispatch: Dispatch) -> Facts:
    """All facts of one dispatch; the same dispatch and reference data give the same facts."""
    mentions = countries.find(dispatch)
    mentions += parties.find(dispatch, mentions)
    mentions += organizations.find(dispatch, mentions)
    mentions += persons.find(dispatch, mentions)
    document = annotate(dispatch, correct_mentions(dispatch, mentions))
    country_facts = countries.facts(document)
    return Facts(
        mentions=document.mentions,
        countries=country_facts,
        parties=parties.facts(document),
        persons=persons.facts(document),
        events=find_events(document) if os.environ.get(EVENTS_SWITCH) != "no" else (),
        claims=claims.find_claims(document),
    )
