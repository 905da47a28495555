"""The `extract` record: the JSON object that the command line prints for one dispatch (DESIGN section 5)."""

from __future__ import annotations

from tasks import reference
from tasks.records import Claim, Dispatch, Event, Facts, JsonRecord, Mention, PartyFact, Side, Span


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _by_entity(mentions: tuple[Mention, ...], kind: str) -> dict[str, list[Mention]]:
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.kind == kind:
            groups.setdefault(mention.entity_id or mention.surface, []).append(mention)
    return groups


def _named(mentions: tuple[Mention, ...], kind: str, id_key: str | None, names: dict[str, str]) -> list[JsonRecord]:
    """Regions, groups and organisations: name, id where there is one, surfaces, spans."""
    found = []
    for entity, group in _by_entity(mentions, kind).items():
        entry: JsonRecord = {id_key: group[0].entity_id} if id_key else {}
        entry["name"] = names.get(entity, entity)
        entry["surfaces"] = list(dict.fromkeys(m.surface for m in group))
        entry["spans"] = [[m.start, m.end] for m in group]
        found.append(entry)
    return found


def _side(side: Side) -> JsonRecord:
    return {
        "role": side.role,
        "country": side.country,
        "parties": list(side.parties),
        "groups": list(side.groups),
        "organizations": list(side.organizations),
        "persons": [{"name": p.name, "role": p.role} for p in side.persons],
    }


def _event(event: Event, types: dict[str, dict[str, str]]) -> JsonRecord:
    code = types[event.event_type]
    date, place = event.date, event.place
    return {
        "event_type": event.event_type,
        "sub_type": event.sub_type,
        "format": event.format,
        "plover_type": code["plover_type"] or None,
        "plover_mode": code["plover_mode"] or None,
        "cameo_code": code["cameo_code"] or None,
        "status": event.status,
        "level": event.level,
        "direction": event.direction,
        "date": date
        and {"start": date.start, "end": date.end, "precision": date.precision, "basis": date.basis},
        "place": place and {"name": place.name, "country": place.country},
        "sides": [_side(side) for side in event.sides],
        "span": list(event.span),
        "confidence": event.confidence,
        "rule": event.rule,
    }  # fmt: skip


def _claim(number: int, claim: Claim) -> JsonRecord:
    return {
        "id": f"c{number}",
        "claimant": claim.claimant,
        "subject": claim.subject,
        "quantity_low": claim.quantity_low,
        "quantity_high": claim.quantity_high,
        "comparator": claim.comparator,
        "unit": claim.unit,
        "unit_text": claim.unit_text,
        "about": claim.about,
        "denominator": claim.denominator,
        "scope": claim.scope,
        "place": claim.place,
        "period": claim.period,
        "as_of": claim.as_of,
        "linked_to": [f"c{other}" for other in claim.linked_to],
        "span": list(claim.span),
    }


def _party(fact: PartyFact, row: dict[str, str]) -> JsonRecord:
    """`row` is the party's in reference/parties.csv, empty for an unlisted one: it goes by its longest name."""
    return {
        "party_id": fact.party_id,
        "name": row.get("name_en") or max(fact.surfaces, key=len),
        "abbreviation": row.get("abbreviation") or None,
        "country": row.get("country_code") or fact.country,
        "partyfacts_id": row.get("partyfacts_id") or None,
        "wikidata_id": row.get("wikidata_id") or None,
        "surfaces": list(fact.surfaces),
        "spans": _spans(fact.spans),
    }


def record(dispatch: Dispatch, facts: Facts, record_id: str | None = None) -> JsonRecord:
    """The record of one dispatch. Keys stand in the contract's order; unknown values are null, lists empty."""
    parties = {row["party_id"]: row for row in reference.rows("parties")}
    countries = {row["code"]: row["name_en"] for row in reference.rows("countries")}
    groups = {row["group_id"]: row["name_en"] for row in reference.rows("party_groups")}
    types = {row["event_type"]: row for row in reference.rows("event_types")}
    line = dispatch.dateline
    return {
        "id": record_id or dispatch.given_id or dispatch.dispatch_id,
        "url": dispatch.url,
        "source": dispatch.source_id,
        "title": dispatch.title,
        "text": dispatch.text,
        "language": dispatch.language,
        "agency": dispatch.agency,
        "bylines": list(dispatch.bylines),
        "series": dispatch.series,
        "dateline": line and {"place": line.place, "country": line.country, "date": line.date},
        "published_at": dispatch.published_at,
        "published_precision": dispatch.published_precision,
        "published_basis": dispatch.published_basis,
        "countries": [
            {
                "code": c.code,
                "name": countries.get(c.code, c.code),
                "count": c.count,
                "named": c.named,
                "about": c.about,
                "spans": _spans(c.spans),
            }
            for c in facts.countries
        ],
        "regions": _named(facts.mentions, "region", None, {}),
        "parties": [_party(party, parties.get(party.party_id, {})) for party in facts.parties],
        "party_groups": _named(facts.mentions, "party_group", "group_id", groups),
        "organizations": _named(facts.mentions, "organization", None, {}),
        "persons": [
            {"name": p.name, "role": p.role, "country": p.country, "party_id": p.party_id, "spans": _spans(p.spans)}
            for p in facts.persons
        ],
        "events": [_event(event, types) for event in facts.events],
        "claims": [_claim(number, claim) for number, claim in enumerate(facts.claims, 1)],
        "warnings": [*dispatch.warnings, *facts.warnings],
    }
