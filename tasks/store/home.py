"""A home: the folder that holds the archive, the snapshots and the run in progress (DESIGN section 2).

archive/             raw bytes, append-only
snapshots/<run id>/  one run's complete, checked, read-only result
latest               symlink to the newest snapshot
work/<run id>/       a run in progress; always safe to delete
lock                 held (flock) by the run in progress; the kernel frees it whatever happens to the process
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tasks.archive import Archive, ArchiveWriter
from tasks.contracts import TABLES
from tasks.errors import HomeLocked, PartywireError
from tasks.records import Rejected
from tasks.store import ledger
from tasks.store.known import KnownInputs
from tasks.store.manifest import check_former
from tasks.store.parts import Coverage, Sighting, write_outcomes

ROOM = 32_000_000  # bytes; what the smallest run needs
_SETTINGS = "settings.json"
_ID_TIME = "%Y%m%dT%H%M%S"


@dataclass(frozen=True)
class Run:
    """A run in progress. Picklable: worker processes call its write_ methods.

    started_at  UTC without zone, to the second
    former      the snapshot that this run adds to, or None
    """

    run_id: str
    started_at: datetime
    home: Path
    former: Path | None

    @property
    def dir(self) -> Path:
        return self.home / "work" / self.run_id

    @property
    def database(self) -> Path:
        return self.dir / "partywire.duckdb"

    @property
    def archive(self) -> Path:
        """Where the run writes its own archive segments; publish moves them to the home's archive/."""
        return self.dir / "archive"

    def archive_writer(self) -> ArchiveWriter:
        """Keeps the raw bytes of the run's inputs, but for those that the home's archive has."""
        return ArchiveWriter(self.archive, f"{self.run_id}-segment", Archive(Home(self.home).archive))

    def write_settings(self, settings: Mapping[str, object]) -> None:
        """What the run was told, for its ledger."""
        (self.dir / _SETTINGS).write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")

    def settings(self) -> dict[str, Any]:
        """As written; empty where nothing was."""
        file = self.dir / _SETTINGS
        return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}

    def discard(self) -> None:
        """Throws the run's work away; nothing of it was published."""
        shutil.rmtree(self.dir, ignore_errors=True)

    def write_outcomes(
        self,
        number: int,
        rejected: Sequence[Rejected] = (),
        unchanged: Sequence[Sighting] = (),
        coverage: Sequence[Coverage] = (),
    ) -> None:
        """What else became of the inputs of batch `number`; writing it again replaces it."""
        write_outcomes(self.dir, number, rejected, unchanged, coverage)


def sync(path: Path) -> None:
    """Waits until a file, or a folder's list of names, is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Home:
    """`path` need not exist: the folders are made when the first run starts."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path).absolute()
        self.archive = self.path / "archive"
        self.snapshots = self.path / "snapshots"
        self.work = self.path / "work"

    def latest(self) -> Path | None:
        """The newest snapshot as a real path, so that all files opened through it belong to one run."""
        link = self.path / "latest"
        if not link.is_symlink():
            if link.exists():
                raise PartywireError(f"{link} is no link: move it away; partywire makes it, to a folder of snapshots/")
            return None
        if not (link / "manifest.json").is_file():
            raise PartywireError(
                f"{link} points to {link.readlink()}, which is no whole snapshot: put it back, "
                "point the link to another one of snapshots/, or remove it to begin anew"
            )
        return link.resolve(strict=True)

    def check_room(self) -> None:
        """Raises PartywireError where a run would not end for want of disk: its tables lie beside the former ones."""
        place = next(path for path in (self.path, *self.path.parents) if path.exists())
        former = self.path / "latest" / "partywire.duckdb"
        wanted = ROOM + (2 * former.stat().st_size if former.is_file() else 0)
        free = shutil.disk_usage(place).free
        if free < wanted:
            raise PartywireError(
                f"no space: {free // 1_000_000:,} MB are free for {self.path}, a run wants {wanted // 1_000_000:,} MB"
            )

    def switch(self, snapshot: Path) -> None:
        """Makes `latest` point to the snapshot, by one rename."""
        link = self.path / "latest.tmp"
        link.unlink(missing_ok=True)
        link.symlink_to(snapshot.relative_to(self.path), target_is_directory=True)
        link.replace(self.path / "latest")
        sync(self.path)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Holds the home for one run. Raises HomeLocked, naming who holds it."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("a+", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                holder = file.read().strip() or "another process"
                raise HomeLocked(f"a run is under way in {self.path}: {holder}") from None
            file.truncate(0)
            file.write(f"pid {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n")
            file.flush()
            yield

    def start_run(self, *, rebuild: bool = False) -> Run:
        """A new run over the latest snapshot; call it under `lock`, which proves that other runs' remains are dead.

        rebuild  there need be no snapshot: the run reads the whole archive
        Raises PartywireError where the archive holds published runs and no snapshot does: they would be left behind.
        Raises Blocked where the former snapshot is not whole.
        """
        for folder in (self.archive, self.snapshots, self.work):
            folder.mkdir(parents=True, exist_ok=True)
        for remains in [*self.work.iterdir(), *self.snapshots.glob("*.tmp")]:
            shutil.rmtree(remains, ignore_errors=True)
        former = self.latest()
        ledger.settle(self.archive, former.name if former else None)
        Archive(self.archive).refresh()
        before = [ledger.run_of(path) for path in ledger.ledgers(self.archive)]
        if former is None:
            former = self._restored(before)
        if before and former is None and not rebuild:
            raise PartywireError(
                f"{self.path} has lost its tables, but not its archive: `partywire recode --yes` makes them again"
            )
        if former:
            check_former(former, ledger.LEDGER_TABLES if rebuild else TABLES)
        started = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
        for name in [*before[-1:], *([former.name] if former else [])]:  # ids stay in order when the clock is set back
            with suppress(ValueError):  # a snapshot that somebody renamed
                last = datetime.strptime(name.partition("-")[0], _ID_TIME)  # noqa: DTZ007 - kept naive: UTC
                started = max(started, last + timedelta(seconds=1))
        run = Run(f"{started:{_ID_TIME}}-{secrets.token_hex(3)}", started, self.path, former)
        run.archive.mkdir(parents=True)
        return run

    def _restored(self, published: list[str]) -> Path | None:
        """Puts a lost link `latest` back, to the newest whole snapshot of a published run, if there is one."""
        for run_id in reversed(published):
            if (self.snapshots / run_id / "manifest.json").is_file():
                self.switch(self.snapshots / run_id)
                return self.latest()
        return None

    def known_inputs(self) -> KnownInputs:
        """Look-up of the inputs that the latest snapshot has seen."""
        return KnownInputs(self.latest())
