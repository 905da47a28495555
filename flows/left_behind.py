"""Runs that were killed together with whatever watched over them: nobody was left to tell Prefect that they crashed.

Whoever works on a home holds its lock, which the kernel frees when its process ends, however it ends. So a run that
finds the note of another one, with the lock in its own hands, knows that the other one is dead, and tells Prefect.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterParentFlowRunId
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from prefect.runtime import flow_run
from prefect.states import Crashed

_NOTE = "flow-run"


@contextmanager
def noted(home: Path) -> Iterator[None]:
    """While the flow run at work holds `home`, a note there says which it is; one that was left behind is settled."""
    note = home / _NOTE
    if note.exists():
        _settle(note.read_text(encoding="ascii", errors="replace").strip())
    note.write_text(str(flow_run.get_id()), encoding="ascii")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def _settle(left: str) -> None:
    """Marks the flow run `left` and its subflows as crashed where Prefect takes them for alive."""
    try:
        run_id = UUID(left)
    except ValueError:  # killed while it wrote the note
        return
    with get_client(sync_client=True) as client:
        for each in (run_id, *_subflows(client, run_id)):
            _mark(client, each)


def _subflows(client: SyncPrefectClient, run_id: UUID) -> list[UUID]:
    parent = FlowRunFilterParentFlowRunId(any_=[run_id])
    return [run.id for run in client.read_flow_runs(flow_run_filter=FlowRunFilter(parent_flow_run_id=parent))]


def _mark(client: SyncPrefectClient, run_id: UUID) -> None:
    try:
        state = client.read_flow_run(run_id).state
    except ObjectNotFound:  # of another server, or forgotten there
        return
    if state and not state.is_final():
        crashed: State[None] = Crashed(message="Its process was killed; found by the next run on the same home.")
        client.set_flow_run_state(run_id, crashed, force=True)
