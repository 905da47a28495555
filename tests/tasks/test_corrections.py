"""Corrections of single facts: read, checked, applied to a dispatch, and what the tables say of them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tasks import reference, store
from tasks.corrections import rows as correction_rows
from tasks.errors import Blocked, UsageError
from tasks.process import DateRange, process
from tasks.records import Candidate, Perspective, Processed
from tasks.store.diff import diff, diff_snapshots
from tasks.store.home import Home
from tasks.store.parts import write_part
from tasks.store.review import apply_sheet, write_sheet
from tasks.store.trace import trace_id

TEXT = (
    "HANOI, June 9 2021 (Xinhua) -- The Communist Party of Vietnam received a delegation of the Communist Party of Cuba"
    " here on Wednesday. More than 20 parties of the region sent messages. The Lotus Circle Zeta sent nobody."
)
HEADER = "dispatch_id,span,event_id,field,old,new,reason,who,when\n"
Write = Callable[..., None]


def read() -> Processed:
    found = process(Candidate(TEXT.encode(), "text", "a.txt"), Perspective(), DateRange())
    assert isinstance(found, Processed), found
    return found


def forget() -> None:
    for cached in (
        reference.rows,
        reference.reference_version,
        correction_rows.corrections,
        correction_rows.of_dispatches,
        correction_rows.of_events,
    ):
        cached.cache_clear()


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Writes corrections.csv: rows of (words of the text or a span or an event_id, field, old, new)."""
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.setenv("PARTYWIRE_REFERENCE", str(own))
    forget()
    dispatch_id = read().dispatch.dispatch_id

    def rows(*corrections: tuple[Any, str, str, str]) -> None:
        lines = []
        for where, field, old, new in corrections:
            span = (
                where
                if isinstance(where, tuple)
                else (TEXT.index(where), TEXT.index(where) + len(where))
                if where
                else None
            )
            shown = f"[{span[0]},{span[1]}]" if span else ""
            lines.append(f'{dispatch_id},"{shown}",,{field},{old},{new},read it,me,2026-01-02\n')
        (own / "corrections.csv").write_text(HEADER + "".join(lines), encoding="utf-8")
        forget()

    yield rows
    forget()


def sentence() -> tuple[int, int]:
    (event,) = read().facts.events
    return event.span


def test_a_link_that_is_wrong_is_moved_and_everything_follows(write: Write) -> None:
    write(("Communist Party of Cuba", "mentions.entity_id", "CUB-PCC", "LAO-LPRP"))
    facts = read().facts
    assert [party.party_id for party in facts.parties] == ["VNM-CPV", "LAO-LPRP"]
    assert {party for event in facts.events for side in event.sides for party in side.parties} == {
        "VNM-CPV",
        "LAO-LPRP",
    }


def test_a_link_can_be_cut_and_a_name_be_added(write: Write) -> None:
    write(
        ("Communist Party of Cuba", "mentions.entity_id", "CUB-PCC", ""),
        ("Lotus Circle Zeta", "mentions.entity_id", "", "LAO-LPRP"),
    )
    assert [party.party_id for party in read().facts.parties] == ["VNM-CPV", "LAO-LPRP"]


def test_a_correction_of_something_else_changes_nothing(write: Write) -> None:
    before = read().facts
    write(("Communist Party of Cuba", "mentions.entity_id", "NPL-CPN", "LAO-LPRP"))
    assert read().facts == before


@pytest.mark.parametrize(
    ("field", "old", "new", "told"),
    [
        ("event_reports.level", "core", "background", lambda e: e.level == "background"),
        (
            "event_reports.date_label",
            "2021-06-09",
            "2021-06",
            lambda e: (e.date.start, e.date.end) == ("2021-06-01", "2021-06-30"),
        ),
        ("event_reports.date_label", "2021-06-09", "", lambda e: e.date is None),
        ("event_reports.direction", "third_party", "outgoing", lambda e: e.direction == "outgoing"),
        ("event_report_participants.country_code", "CUB", "LAO", lambda e: "LAO" in {s.country for s in e.sides}),
        (
            "event_report_participants.party_id",
            "CUB-PCC",
            "",
            lambda e: not any("CUB-PCC" in s.parties for s in e.sides),
        ),
        ("event_report_participants.party_id", "", "VNM-DPV", lambda e: any("VNM-DPV" in s.parties for s in e.sides)),
    ],
)
def test_a_report_is_corrected_by_its_sentence(
    write: Write, field: str, old: str, new: str, told: Callable[[Any], bool]
) -> None:
    write((sentence(), field, old, new))
    (event,) = read().facts.events
    assert told(event)


def test_what_is_no_event_and_no_claim_is_dropped(write: Write) -> None:
    (claim,) = read().facts.claims
    write((sentence(), "event_reports.is_event", "true", "false"), (claim.span, "claims.is_claim", "true", "false"))
    facts = read().facts
    assert (facts.events, facts.claims) == ((), ())


def test_a_claim_and_the_dispatch_itself_are_corrected(write: Write) -> None:
    (claim,) = read().facts.claims
    write(
        (claim.span, "claims.quantity_low", "20", "25"),
        (claim.span, "claims.subject", "Communist Party of Vietnam", "CPV"),
        (None, "dispatches.agency", "Xinhua", "VNA"),
        (None, "dispatches.dateline_date", "2021-06-09", "2021-06-16"),
    )
    found = read()
    assert (found.facts.claims[0].quantity_low, found.facts.claims[0].subject) == (25.0, "CPV")
    assert (found.dispatch.agency, found.dispatch.date) == ("VNA", "2021-06-16")
    (event,) = found.facts.events
    assert event.date is not None
    assert event.date.start == "2021-06-16"  # "on Wednesday" follows the dateline


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("d,[1;2],,mentions.entity_id,A,CUB,why,,", "span"),
        ("d,,,mentions.entity_id,A,CUB,why,,", "span are wanted"),
        ("d,[1..2],,mentions.colour,A,CUB,why,,", "cannot be corrected"),
        ("d,[1..2],,mentions.entity_id,A,XYZ-NONE,why,,", "no code of countries, parties"),
        ("d,[1..2],,event_reports.level,core,vital,why,,", "no level"),
        ("d,[1..2],,event_reports.level,core,,why,,", "cannot be empty"),
        ("d,[1..2],,event_reports.level,core,background,,,", "a reason is wanted"),
        ("d,[1..2],,event_reports.date_label,2021,soon,why,,", "is not YYYY"),
        ("d,[1..2],,event_reports.is_event,false,true,why,,", "from true to false only"),
        (",,,events.level,core,background,why,,", "wants event_id"),
        ("d,[1..2],,claims.quantity_low,1,many,why,,", "many"),
        ("d,[1..2],,event_reports.place,A,A,why,,", "the same"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named(write: Write, tmp_path: Path, row: str, words: str) -> None:
    write()
    (tmp_path / "own" / "corrections.csv").write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        correction_rows.corrections()


def build(home: Home, processed: list[Processed]) -> duckdb.DuckDBPyConnection:
    """One run, checked and published; the tables of its snapshot."""
    with home.lock():
        run = home.start_run()
        write_part(run.dir, 0, processed)
        store.merge(run)
        store.build_models(run)
        store.run_checks(run)
        snapshot = store.publish(run)
    return duckdb.connect(str(snapshot / "partywire.duckdb"), read_only=True)


def states(tables: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return tables.execute("select field, state from corrections order by field").fetchall()


def test_a_correction_waits_for_a_recode_and_is_applied_by_it(write: Write, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    before = read()
    write(
        ("Communist Party of Cuba", "mentions.entity_id", "CUB-PCC", "LAO-LPRP"),
        (sentence(), "event_reports.level", "core", "secondary"),
    )
    after = read()
    applied = [("event_reports.level", "applied"), ("mentions.entity_id", "applied")]
    assert states(build(home, [before])) == [(field, "waiting") for field, _ in applied]
    assert states(build(Home(tmp_path / "other"), [after])) == applied


def test_a_stale_correction_forbids_publishing(write: Write, tmp_path: Path) -> None:
    write(("Communist Party of Cuba", "mentions.entity_id", "NPL-CPN", "LAO-LPRP"))
    with pytest.raises(Blocked, match=r"corrections_hold: 1 offending row.*mentions.entity_id old=NPL-CPN") as blocked:
        build(Home(tmp_path / "home"), [read()])
    assert blocked.value.exit_code == 3


def test_a_correction_of_a_dispatch_that_is_not_here_waits(write: Write, tmp_path: Path) -> None:
    write(("Communist Party of Cuba", "mentions.entity_id", "CUB-PCC", "LAO-LPRP"))
    path = tmp_path / "own" / "corrections.csv"
    path.write_text(path.read_text().replace(read().dispatch.dispatch_id, "0" * 16), encoding="utf-8")
    forget()
    assert states(build(Home(tmp_path / "home"), [read()])) == [("mentions.entity_id", "waiting")]


def test_an_event_is_corrected_by_its_id_in_every_run(write: Write, tmp_path: Path) -> None:
    write()
    home, path = Home(tmp_path / "home"), tmp_path / "own" / "corrections.csv"
    (event,) = build(home, [read()]).execute("select event_id, date_label from events").fetchall()
    path.write_text(
        HEADER + f",,{event[0]},events.date_label,{event[1]},2021-06-10,minutes say so,me,\n"
        f",,{event[0]},events.sub_type,,reception,it is one,me,\n",
        encoding="utf-8",
    )
    forget()
    tables = build(home, [])
    assert tables.execute("select date_start::varchar, sub_type, rule_id from events").fetchall() == [
        ("2021-06-10", "reception", "correction")
    ]
    assert {state for _, state in states(tables)} == {"applied"}
    found = diff_snapshots(home)
    assert found is not None
    assert {(fact.table, fact.change, fact.fact, fact.cause) for fact in found.facts} == {
        ("events", "removed", f"{event[0]} date_label {event[1]}", "correction"),
        ("events", "added", f"{event[0]} date_label 2021-06-10", "correction"),
        ("events", "removed", f"{event[0]} sub_type null", "correction"),
        ("events", "added", f"{event[0]} sub_type reception", "correction"),
    }
    assert {fact.dispatch_id for fact in found.facts} == {read().dispatch.dispatch_id}


def test_a_sheet_that_a_person_fills_in_becomes_corrections(write: Write, tmp_path: Path) -> None:
    write()
    own, sheet = tmp_path / "own", tmp_path / "review.csv"
    (own / "corrections.csv").unlink()
    tables = build(Home(tmp_path / "home"), [read()])
    assert write_sheet(tables, sheet, below=1.0, limit=100) > 2
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    (cuba,) = [row for row in rows if row["old"] == "CUB-PCC"]
    assert cuba["coded"] == "Communist Party of Cuba"
    assert cuba["sentence"] in TEXT
    cuba |= {"new": "LAO-LPRP", "reason": "the list of guests says so", "who": "me"}
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:  # as a spreadsheet with a decimal comma saves it
        writer = csv.DictWriter(file, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    assert apply_sheet(tables, sheet, own, date(2026, 1, 2)) == 1
    assert apply_sheet(tables, sheet, own, date(2026, 1, 3)) == 0  # a second time adds nothing
    forget()
    assert "LAO-LPRP" in {party.party_id for party in read().facts.parties}
    assert states(build(Home(tmp_path / "again"), [read()])) == [("mentions.entity_id", "applied")]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [("{dispatch}", "1.2E+15", "did a spreadsheet change it"), ("LAO-LPRP", "nobody", "no code of countries")],
)
def test_a_sheet_that_cannot_be_meant_adds_nothing(
    write: Write, tmp_path: Path, old: str, new: str, words: str
) -> None:
    write()
    tables = build(Home(tmp_path / "home"), [read()])
    dispatch_id = read().dispatch.dispatch_id
    row = f'{dispatch_id},"[1,5]",,mentions.entity_id,,LAO-LPRP,why,me,\n'
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(HEADER + row.replace(old.format(dispatch=dispatch_id), new), encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        apply_sheet(tables, sheet, tmp_path / "none", date(2026, 1, 2))
    assert not (tmp_path / "none").exists()


def test_trace_shows_what_was_corrected(write: Write, tmp_path: Path) -> None:
    write((sentence(), "event_reports.level", "core", "secondary"))
    tables = build(Home(tmp_path / "home"), [read()])
    (event,) = tables.execute("select event_id from events").fetchall()
    assert trace_id(tables, event[0]).passages[0].corrections == ["event_reports.level core -> secondary: read it me"]


def test_diff_names_the_correction_as_the_cause(write: Write, tmp_path: Path) -> None:
    build(Home(tmp_path / "one"), [read()])
    write((sentence(), "event_reports.level", "core", "secondary"))
    build(Home(tmp_path / "two"), [read()])
    found = diff(*(next((tmp_path / name / "snapshots").glob("*/partywire.duckdb")) for name in ("one", "two")))
    assert {fact.cause for fact in found.facts} == {"correction"}


def test_corrections_leave_the_version_of_the_reference_data_as_it_is(write: Write) -> None:
    write()
    version = reference.reference_version()
    write(("Communist Party of Cuba", "mentions.entity_id", "CUB-PCC", "LAO-LPRP"))
    assert reference.reference_version() == version
