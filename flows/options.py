"""From the words of a command line or of a deployment's parameters to checked options."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from tasks import reference
from tasks.corrections.rows import corrections
from tasks.errors import UsageError
from tasks.fetch import load_sources
from tasks.ingest import IngestOptions
from tasks.process import DateRange
from tasks.records import Perspective
from tasks.steps import RunOptions, default_workers, home_perspective

DEFAULT_PERSPECTIVE = str(Perspective())


def home_path(home: str | Path | None) -> Path:
    """The home named, else PARTYWIRE_HOME, else ./partywire-data; a UsageError where it is a file. The user's own
    names in its reference/ are read from here on."""
    path = Path(home or os.environ.get("PARTYWIRE_HOME") or "partywire-data")
    if path.exists() and not path.is_dir():
        raise UsageError(f"the home {path} is not a folder")
    reference.use_home(path)
    return path


def reference_path(folder: Path | None, home: Path | None) -> Path:
    """Where the user's own names go: the folder named, else PARTYWIRE_REFERENCE, else reference/ of the home."""
    path = folder or reference.own_dir() or home_path(home) / "reference"
    if path.resolve() == reference.REFERENCE.resolve() or (path.exists() and not path.is_dir()):
        raise UsageError(f"{path} cannot hold your own names: name a folder of yours")
    return path


def parse_map(text: str) -> dict[str, str]:
    """FIELD=KEY,... as a dict; a UsageError where it is not that."""
    pairs = [entry.partition("=") for entry in text.split(",") if entry.strip()]
    if bad := [field for field, equals, key in pairs if not (field.strip() and equals and key.strip())]:
        raise UsageError(f"--map wants FIELD=KEY,...; cannot read {bad[0]!r}")
    fields = [field.strip() for field, _, _ in pairs]
    if twice := [field for field in fields if fields.count(field) > 1]:
        raise UsageError(f"--map names {twice[0]} twice")
    return {field.strip(): key.strip() for field, _, key in pairs}


def checked_inputs(inputs: Sequence[str]) -> tuple[str, ...]:
    """The inputs; a UsageError for an empty one (a shell variable that is not set would mean the whole folder here)
    and for what looks like an option that does not exist."""
    if not all(text.strip() for text in inputs):
        raise UsageError("an input is empty; the folder you are in is .")
    if unknown := [text for text in inputs if text.startswith("-") and text != "-"]:
        raise UsageError(f"unknown option {unknown[0]} (a file of that name: ./{unknown[0]})")
    return tuple(inputs)


def parse_perspective(text: str) -> Perspective:
    """COUNTRY/PARTY_ID, such as CHN/CHN-CPC or VNM/VNM-CPV: codes of reference/countries.csv and parties.csv."""
    country, _, party = text.partition("/")
    if country not in {row["code"] for row in reference.rows("countries")}:
        raise UsageError(f"--perspective wants COUNTRY/PARTY_ID, such as {DEFAULT_PERSPECTIVE}; got {text!r}")
    parties = {row["party_id"]: row["country_code"] for row in reference.rows("parties")}
    if parties.get(party) != country:
        known = ", ".join(sorted(code for code, of in parties.items() if of == country)) or "none"
        raise UsageError(f"--perspective: no party {party!r} of {country}; reference/parties.csv has: {known}")
    return Perspective(country, party)


def perspective_of(home: Path, wanted: str | None) -> Perspective:
    """The perspective wanted, else the home's, else the default. A home keeps the one it was started with: a UsageError
    for another, since directions of facts that are there already would not follow."""
    kept = home_perspective(home)
    if wanted and kept and wanted != kept:
        raise UsageError(f"{home} was made with --perspective {kept}; use another --home for {wanted}")
    return parse_perspective(wanted or kept or DEFAULT_PERSPECTIVE)


def parse_day(text: str | None, option: str) -> str | None:
    """An ISO day, or None; a UsageError that names the option."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"{option} wants a day as YYYY-MM-DD; got {text!r}") from None


def run_options(
    *,
    inputs: Sequence[str] = (),
    sources: Sequence[str] = (),
    mapping: Mapping[str, str] | None = None,
    since: str | None = None,
    until: str | None = None,
    workers: int | None = None,
    perspective: str | None = None,
    home: str | Path | None = None,
    sources_dir: str | Path | None = None,
    dask: str | None = None,
    shared: str | None = None,
) -> RunOptions:
    """Checked options of a run; a UsageError in one line for what cannot be meant, corrections of the user included."""
    if workers is not None and workers < 1:
        raise UsageError("--workers wants a number from 1 on")
    if dask and workers:
        raise UsageError("--workers are processes of this machine; with --dask the cluster has as many as it has")
    if shared and not dask:
        raise UsageError("--shared is where the workers of --dask leave their parts")
    dates = DateRange(parse_day(since, "--since"), parse_day(until, "--until"))
    if dates.since and dates.until and dates.since > dates.until:
        raise UsageError(f"--since {dates.since} is after --until {dates.until}")
    place = home_path(home)
    if sources_dir:
        reference.use_sources(Path(sources_dir))
    load_sources()  # a wrong source file is a usage error now, not a failure of every page later
    corrections()
    return RunOptions(
        home=place,
        inputs=checked_inputs(inputs),
        sources=tuple(sources),
        sources_dir=Path(sources_dir) if sources_dir else None,
        mapping=dict(mapping or {}),
        ingest=IngestOptions(
            perspective_of(place, perspective), dates, workers or default_workers(), dask or None, shared or None
        ),
    )
