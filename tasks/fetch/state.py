"""What a source's last published run knew of each address: kept as JSON in the home, per source.

Losing it costs a full fetch and nothing else: what is known already is recognised by its content.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Collection
from pathlib import Path
from typing import TypedDict

from tasks.fetch.address import printable, without_secrets


class Seen(TypedDict, total=False):
    """One address. `first_seen` is an ISO day, `listed` the last one on which a listing named it (a backfill counts for
    neither its day nor its volume); `modified` the last change by the listing; `gone` where the last answer
    was 404 or 410; `whole` once it was asked for without a condition on its last day."""

    etag: str
    last_modified: str
    sha256: str
    first_seen: str
    listed: str
    modified: str
    gone: bool
    whole: bool


FetchState = dict[str, Seen]  # address as listed -> what is known of it


def _path(home: Path, name: str) -> Path:
    return home / "fetch-state" / f"{name}.json"


def read_state(home: Path, name: str) -> FetchState:
    """The state of a source; empty where there is none or it cannot be read."""
    try:
        state = json.loads(_path(home, name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def of_loaded(state: FetchState, loaded: Collection[str]) -> FetchState:
    """The part of a state whose addresses are in `loaded`: what was read there stands in the tables.

    The others (quarantined by a fault since mended, refused by its date, or of a snapshot that was deleted) must not be
    asked for conditionally: "not modified" would keep them out of the tables for good.
    """
    return {url: seen for url, seen in state.items() if printable(url) in loaded}


def write_state(home: Path, name: str, state: FetchState) -> None:
    """Replaces the state of a source by one atomic rename. Addresses that carry a secret are not kept, so that their
    pages are asked for whole each time."""
    state = {url: seen for url, seen in state.items() if without_secrets(url) == url}
    path = _path(home, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with new.open("w", encoding="utf-8") as file:
            json.dump(state, file, ensure_ascii=False, indent=0, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            new.unlink()
