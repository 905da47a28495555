"""The closed lists: every value that a column of the tables may have, where there is a list of them.

A value outside its list is a fault of ours, found when the row is made (store/rows.py) and again before publishing
(store/checks.py). The lists stand in docs/tables.md.
"""

from __future__ import annotations

from typing import Final

EVENT_TYPES: Final = (
    "visit", "meeting", "dialogue", "call", "message", "agreement", "briefing",
    "training", "aid", "award", "ceremony", "statement", "party_life", "other",
)  # fmt: skip
LEVELS: Final = ("core", "secondary", "background")
STATUSES: Final = ("past", "ongoing", "planned")
DIRECTIONS: Final = ("outgoing", "incoming", "mutual", "third_party")
FORMATS: Final = ("in_person", "video", "phone", "written")
ROLES: Final = (
    "visitor", "host", "hub", "participant", "sender", "recipient", "signatory", "presenter", "audience",
    "trainer", "trainee", "donor", "awarder", "speaker", "addressee", "subject",
)  # fmt: skip
COMPARATORS: Final = ("=", ">", ">=", "<", "~")
UNITS: Final = (
    "parties", "organizations", "countries", "delegations", "messages", "persons", "visits", "years", "party groups",
    "items",
)  # fmt: skip
DATE_PRECISIONS: Final = ("day", "interval", "month", "year", "around")
PUBLISHED_PRECISIONS: Final = ("second", "minute", "day", "month", "year")
PUBLISHED_BASES: Final = (
    "given",
    "dateline",
    "layout",
    "json_ld",
    "meta",
    "time_element",
    "script",
    "url",
    "text",
    "headline",
)
DATE_BASES: Final = ("explicit", "relative", "weekday", "dateline", "published", "context")
MENTION_KINDS: Final = ("country", "place", "region", "party", "party_group", "organization", "person")
MENTION_FORMS: Final = (
    "name", "adjective", "abbreviation", "compound", "metonym", "former", "city", "organ", "alias",
)  # fmt: skip
LINK_RELATIONS: Final = ("exact", "near", "excerpt", "translation")
INPUT_OUTCOMES: Final = ("loaded", "unchanged", "copies", "quarantined", "refused", "gone")
FETCH_FAULTS: Final = (
    "bad_url", "connection", "timeout", "tls", "protocol_error", "truncated", "bad_encoding", "decompression_bomb",
    "redirect_loop", "too_many_redirects", "http_status", "not_found", "forbidden", "rate_limited", "server_error",
    "wall", "not_html", "bad_xml",
)  # fmt: skip
QUARANTINE_REASONS: Final = (
    "empty", "unreadable", "missing", "binary", "no_text", "wrong_suffix", "nested", "encrypted", "too_large",
    "bad_record", "no_text_column", "unsupported", "extraction_failed", "too_deep", "too_many_attributes", "too_slow",
    "deferred", *FETCH_FAULTS,
)  # fmt: skip
# How an outlet takes a dispatch back: by 404 or a page that says so, by 410, by sending on to its front page
WITHDRAWALS: Final = ("not_found", "gone", "front_page")
# refused = not tried, by rule
REFUSAL_REASONS: Final = ("robots", "host", "scheme", "denied", "out_of_dates")
CHANGES: Final = ("added", "removed")  # of a fact, from one version of a dispatch to the next
CORRECTION_STATES: Final = ("applied", "waiting", "stale")
SUCCESSIONS: Final = ("merged", "split")  # of events

# Column of the fact, derived and operation tables -> what it may hold.
CLOSED_LISTS: Final[dict[str, tuple[str, ...]]] = {
    "event_type": EVENT_TYPES,
    "level": LEVELS,
    "status": STATUSES,
    "direction": DIRECTIONS,
    "format": FORMATS,
    "role": ROLES,
    "comparator": COMPARATORS,
    "unit": UNITS,
    "date_precision": DATE_PRECISIONS,
    "date_basis": DATE_BASES,
    "published_precision": PUBLISHED_PRECISIONS,
    "published_basis": PUBLISHED_BASES,
    "kind": MENTION_KINDS,
    "form": MENTION_FORMS,
    "relation": LINK_RELATIONS,
    "outcome": INPUT_OUTCOMES,
    "reason": tuple(dict.fromkeys(QUARANTINE_REASONS + REFUSAL_REASONS + WITHDRAWALS)),
    "change": CHANGES,
    "succession": SUCCESSIONS,
    "state": CORRECTION_STATES,
}
# Column -> what earlier releases wrote there, and its name today: rows of a home that they left are read by it.
RENAMED: Final[dict[str, dict[str, str]]] = {
    "reason": {
        "cut": "truncated", "http_error": "http_status", "network_error": "connection", "address": "host",
    },
}  # fmt: skip
