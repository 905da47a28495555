"""Tables of figures in benchmarks/RESULTS.md, each between markers of its own, written by what measured them."""

from __future__ import annotations

import os

from tasks.reference import PROJECT_ROOT

RESULTS = PROJECT_ROOT / "benchmarks" / "RESULTS.md"


def put(name: str, text: str, *, write: bool) -> None:
    """Prints a table with the machine's load; `write` also replaces the one of that name, or adds it at the end."""
    load = f"Load of the machine at the end: {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores."
    body = f"{text.strip()}\n\n{load}"
    print(body)
    if not write:
        return
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    content = RESULTS.read_text(encoding="utf-8")
    head, found, rest = content.partition(begin)
    if not found:
        head, rest = f"{content.rstrip()}\n\n## {name.capitalize()}\n\n", f"{end}\n"
    RESULTS.write_text(f"{head}{begin}\n\n{body}\n\n{end}{rest.partition(end)[2]}", encoding="utf-8")
