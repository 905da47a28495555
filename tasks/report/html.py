"""Template, style, script and data as one file that asks nothing of the network and runs nothing but its own script."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tasks.records import Perspective
from tasks.report.facts import read_facts
from tasks.report.payload import PAGE, build
from tasks.store.query import open_snapshot

NAME = "report.html"


def write_or_warn(snapshot: Path, perspective: Perspective, warn: Callable[[str], None]) -> None:
    """For publishing: the tables are worth more than their picture, so that no fault of the report ends a run."""
    try:
        write(snapshot, perspective)
    except Exception as error:
        if os.environ.get("PARTYWIRE_DEBUG"):
            raise
        reason = str(error).strip().splitlines() or ["no message"]
        warn(f"warning: {NAME} could not be written ({type(error).__name__}: {reason[0]}); the tables are complete")


def write(snapshot: Path, perspective: Perspective, to: Path | None = None) -> Path:
    """Writes the report of a snapshot, by default into it. The same snapshot gives the same bytes."""
    target = to or snapshot / NAME
    connection = open_snapshot(snapshot)
    try:
        facts = read_facts(connection, perspective)
        run = connection.execute("select run_id, finished_at, code_version, reference_version from runs order by 1")
        about = _about(run.fetchall()[-1])
    finally:
        connection.close()
    page = render(build(facts, perspective, about))
    building = target.with_name(f".{target.name}.tmp")
    building.write_text(page, encoding="utf-8")
    building.chmod(0o444)
    building.replace(target)
    return target


def _about(run: tuple[Any, ...]) -> dict[str, str]:
    run_id, finished_at, code_version, reference_version = run
    return {
        "run": run_id,
        "finished": finished_at.isoformat(sep=" ", timespec="minutes"),
        "code": code_version,
        "reference": reference_version,
    }


def render(data: dict[str, Any]) -> str:
    """The page. Data cannot end its element, and the policy lets nothing run, load or leave but what is hashed here."""
    style = (PAGE / "style.css").read_text(encoding="utf-8")
    script = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PAGE.glob("*.js")))
    script = f'"use strict";\n(() => {{\n{script}\n}})();\n'
    parts = {
        "policy": f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)};"
        " base-uri 'none'; form-action 'none'",
        "style": style,
        "script": script,
        "data": _json(data),
    }
    before, *rest = (PAGE / "template.html").read_text(encoding="utf-8").split("{{")
    return before + "".join(parts[name] + after for name, after in (part.split("}}", 1) for part in rest))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _json(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
