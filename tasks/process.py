"""One candidate through normalising and extraction. The only place where a failure of one dispatch is caught."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.corrections.apply import correct_dispatch, correct_facts
from tasks.errors import Unusable
from tasks.extract import extract
from tasks.extract.direction import direction
from tasks.normalize import normalize
from tasks.records import Candidate, Dispatch, Facts, Perspective, Processed, Rejected
from tasks.time_limit import time_limit


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days of dispatches to take, both inclusive; None is open."""

    since: str | None = None
    until: str | None = None

    def refuses(self, day: str | None) -> str | None:
        """Why a dispatch of that day is not taken, or None."""
        if not (self.since or self.until):
            return None
        if day is None:
            return "the dispatch has no date, and --since or --until asks for one"
        if (self.since and day < self.since) or (self.until and day > self.until):
            return f"dated {day}"
        return None


def facts_of(dispatch: Dispatch, perspective: Perspective) -> Facts:
    """The facts of a dispatch, corrected, with the direction of its events as seen from the perspective."""
    facts = correct_facts(dispatch, extract(dispatch))
    events = tuple(replace(event, direction=direction(event, perspective)) for event in facts.events)
    return correct_facts(dispatch, replace(facts, events=events))  # once more: a correction of the direction itself


def process(candidate: Candidate, perspective: Perspective, dates: DateRange) -> Processed | Rejected:
    """A candidate's dispatch and facts, or why it could not be used. Never raises for a bad input."""
    try:
        with time_limit():
            dispatch = correct_dispatch(normalize(candidate))
            if refusal := dates.refuses(dispatch.date):
                return rejected(candidate, "out_of_dates", refusal, is_refused=True)
            facts = facts_of(dispatch, perspective)
    except Unusable as error:
        return rejected(candidate, error.reason, error.detail)
    except Exception as error:  # a fault of ours must not end the run; it is named, kept and counted
        detail = f"{type(error).__name__}: {error}".splitlines()[0][:300]
        return rejected(candidate, "extraction_failed", detail)
    return Processed(
        candidate.locator,
        candidate.raw_sha256,
        candidate.input_sha256,
        dispatch,
        facts,
        candidate.given.fetched_at,
        candidate.given.etag,
    )


def process_all(
    candidates: Sequence[Candidate], perspective: Perspective, dates: DateRange
) -> tuple[list[Processed], list[Rejected]]:
    """`process` over a batch, results apart, in order."""
    results = [process(candidate, perspective, dates) for candidate in candidates]
    return (
        [result for result in results if isinstance(result, Processed)],
        [result for result in results if isinstance(result, Rejected)],
    )


def rejected(candidate: Candidate, reason: str, detail: str, *, is_refused: bool = False) -> Rejected:
    """A candidate that could not be used, or may not be by rule."""
    return Rejected(
        candidate.locator,
        reason,
        detail,
        candidate.raw_sha256,
        is_refused=is_refused,
        input_sha256=candidate.input_sha256,
        source_id=candidate.given.source_id,
    )
