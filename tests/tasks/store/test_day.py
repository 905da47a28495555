"""A day's run, which replaces only what it touches, makes the tables of a full refresh, row by row."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tasks import contracts, store
from tasks.records import Event, EventDate, Person, Processed, Side
from tasks.store.export import export_table
from tasks.store.home import Home, Run
from tasks.store.manifest import DATABASE
from tasks.store.parts import write_part
from tests.tasks.store.synthetic import COUNTRIES, PARTIES, dispatch, facts, load, processed

PEOPLE = ("To Lam", "Lam", "Le Thi B", "Wang Yi")
DATES = {"day": 1, "interval": 4, "month": 28}
AGENCIES = ("Example Agency", "Other Agency", "Third Agency")


def event(chance: random.Random, code: str, span: tuple[int, int], month: int) -> Event:
    precision = chance.choice(["day", "day", "day", "interval", "month", "none"])
    first = 1 if precision == "month" else chance.randint(1, 12)
    when = None
    if precision != "none":
        days = DATES[precision] - 1
        when = EventDate(f"2024-{month:02}-{first:02}", f"2024-{month:02}-{first + days:02}", precision, "explicit")
    persons = tuple(Person(chance.choice(PEOPLE)) for _ in range(chance.randint(0, 1)))
    sides = (
        Side("visitor", "CHN", chance.choice([("CHN-CPC",), ()])),
        Side("host", code, chance.choice([(PARTIES[code],), ()]), persons=persons),
    )
    return Event(
        chance.choice(["visit", "visit", "meeting", "dialogue"]), sides, span, "test.event", date=when,
        status=chance.choice(["past", "past", "planned"]), level=chance.choice(["core", "secondary", "background"]),
    )  # fmt: skip


def told(chance: random.Random, number: int, version: int = 0) -> Processed:
    """A dispatch of few countries, days and persons: reports of one event are many, and so are those that are not."""
    country = chance.choice(["Vietnam", "Laos", "Cuba"])
    month = chance.choice([3, 3, 4])
    text = None
    if chance.random() < 0.3:  # a copy, or nearly
        text = " ".join(
            f"On day {n} the guests from {country} saw mill {n * 7} and praised the Communist Party of China for it."
            for n in range(1, 14 + chance.randint(0, 1))
        )
    one = dispatch(
        number, country, day=f"2024-{month:02}-{chance.randint(1, 14):02}", text=text,
        agency=chance.choice(AGENCIES), language=chance.choice(["en", "zh"]),
    )  # fmt: skip
    if version:
        one = dispatch(
            number, country, day="2024-03-05", text=f"{one.text} Version {version}.", agency=AGENCIES[number % 3]
        )
    span = (0, one.text.find(". ") + 1)
    events = tuple(event(chance, COUNTRIES[country], span, month) for _ in range(chance.randint(0, 2)))
    return processed(one, facts(one.text, country, events=events), locator=f"{number}-{version}", country=country)


def tables(run: Run) -> dict[str, list[tuple[object, ...]]]:
    """Rows of every table, in one order; of runs not the time at which they ended."""
    with duckdb.connect(str(run.database), read_only=True) as connection:
        return {
            name: connection.execute(
                f"select {'* exclude finished_at' if name == 'runs' else '*'} from {name} order by all"
            ).fetchall()
            for name in contracts.TABLES
        }


def whole_files(snapshot: Path, folder: Path) -> dict[str, bytes]:
    """Parquet files of a snapshot's database as a full refresh writes them."""
    with duckdb.connect(str(snapshot / DATABASE), read_only=True) as connection:
        for name in contracts.TABLES:
            export_table(connection, name, folder)
    return files(folder)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}


def days(chance: random.Random) -> Iterator[list[Processed]]:
    """A first load; then new dispatches, new versions of old ones, inputs of old ones told again."""
    yield [told(chance, n) for n in range(40)]
    for first in (40, 48):
        new = [told(chance, n) for n in range(first, first + 6)]
        versions = [told(chance, n, version=first) for n in chance.sample(range(first), 2)]
        yield new + versions


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.reliability)])
def test_a_day_makes_the_tables_and_files_of_a_full_refresh(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.store.export.LARGE_ROWS", 20)
    chance = random.Random(seed)
    home = Home(tmp_path / "home")
    first, *later = days(chance)
    load(home, [first])
    for found in later:
        with home.lock():
            run = home.start_run()
            write_part(run.dir, 0, found)
            made = {}
            for refresh in (True, False):
                run.database.unlink(missing_ok=True)
                store.merge(run, refresh=refresh)
                store.build_models(run)
                made[refresh] = tables(run)
            for name in contracts.TABLES:
                assert made[False][name] == made[True][name], name
            store.run_checks(run)
            snapshot = store.publish(run)
        assert files(snapshot / "parquet") == whole_files(snapshot, tmp_path / snapshot.name)
        with duckdb.connect(str(snapshot / DATABASE), read_only=True) as connection:
            schemas = connection.execute("select distinct schema_name from duckdb_tables() order by 1").fetchall()
        assert schemas == [("kept",), ("main",)]
