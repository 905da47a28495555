"""The layers of the code, read from its import statements (those within functions included)."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tasks.reference import PROJECT_ROOT

# Modules and packages of tasks/, lowest first. Each imports from lower layers only, never from its own.
LAYERS = (
    {"errors", "lean"},
    {"records", "closed_lists", "reference"},  # the words that all others speak
    {"columns"},
    {"contracts", "corrections", "charset", "dates", "event_types", "gazetteer", "selectors", "time_limit", "version"},
    {"outlets", "places", "party_facts", "person_names"},
    {"cities"},
    {"inputs"},  # bytes -> candidates
    {"normalize", "archive"},  # candidates -> dispatches; candidates kept
    {"extract", "fetch"},  # dispatches -> facts; the net -> candidates
    {"process", "store"},  # one candidate through; facts -> tables
    {"report", "dictionary"},  # tables -> a page; what they are
    {"workers"},  # batches of candidates through, side by side
    {"ingest", "extract_stream"},  # many candidates through
    {"recode"},  # the archive through once more
    {"steps"},  # a run
)
LONGEST_MODULE = 400
FOLDERS = ("tasks", "flows", "benchmarks", "tests")


def modules(folder: str) -> dict[str, Path]:
    """Dotted name -> file."""
    paths = sorted(path for path in (PROJECT_ROOT / folder).rglob("*.py") if ".venv" not in path.parts)
    names = (path.relative_to(PROJECT_ROOT).with_suffix("").parts for path in paths)
    return {".".join(name).removesuffix(".__init__"): path for name, path in zip(names, paths, strict=True)}


@cache
def imports(path: Path) -> frozenset[str]:
    """Dotted names that a file imports; `from a import b` gives a.b, which may be a module or something in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def part(name: str) -> str | None:
    """The module or package of tasks/ that a dotted name belongs to; None elsewhere."""
    top, *rest = name.split(".")
    return rest[0] if top == "tasks" and rest else None


def test_each_part_of_tasks_has_a_layer() -> None:
    assert sorted(name for layer in LAYERS for name in layer) == sorted(
        {part(name) for name in modules("tasks")} - {None}
    )


@pytest.mark.parametrize("name", sorted(modules("tasks")))
def test_lower_layers_do_not_import_upper_ones(name: str) -> None:
    level = {entry: number for number, layer in enumerate(LAYERS) for entry in layer}
    own = part(name)
    used = {part(imported) for imported in imports(modules("tasks")[name])} - {None, own}
    assert not {other for other in used if level[str(other)] >= level[str(own)]}


@pytest.mark.parametrize(
    ("folder", "banned"),
    [
        ("tasks", {"prefect", "pandas", "flows", "tests", "benchmarks"}),  # Prefect takes seconds to import, pandas one
        ("flows", {"pandas", "tests", "benchmarks"}),
        ("benchmarks", {"tests"}),
    ],
)
def test_what_a_folder_may_not_import(folder: str, banned: set[str]) -> None:
    tops = {name: {imported.split(".")[0] for imported in imports(path)} for name, path in modules(folder).items()}
    assert {name: used & banned for name, used in tops.items() if used & banned} == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_module_is_too_long_to_be_read_at_once(folder: str) -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules(folder).items()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}
