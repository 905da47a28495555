"""The made corpus as files, and what is to be counted in them.

<form>-<count>.<suffix>             the inputs
<form>-<count>.<suffix>.truth.json  {"inputs", "dispatches", "countries": {"CUB 2011-03": dispatches},
                                     "parties": likewise, "party_mentions": {"CUB-PCC": mentions}}
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.corpus import Made, inputs
from benchmarks.corpus_pages import page

_FETCHED = "2025-06-01T00:00:00Z"


def write(folder: Path, count: int, form: str, start: int = 0, day: dt.date | None = None) -> Path:
    """Writes `count` inputs as `corpus.inputs` makes them; what is there is left as it is. Returns the file."""
    suffix, writer = FORMS[form]
    name = f"{form}-{count}{f'-from-{start}' if start else ''}{f'-of-{day}' if day else ''}{suffix}"
    path = folder / name
    if not path.with_name(f"{name}.truth.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        writer(path, inputs(count, start, day))
        expected = json.dumps(truth(inputs(count, start, day), by_text=form == "text"), indent=0, sort_keys=True)
        path.with_name(f"{name}.truth.json").write_text(expected, encoding="utf-8")
    return path


def truth_of(path: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads(path.with_name(f"{path.name}.truth.json").read_text(encoding="utf-8"))
    return expected


def truth(made: Iterable[Made], *, by_text: bool = False) -> dict[str, Any]:
    """What a faultless count gives. by_text: without addresses a wire copy is the same dispatch."""
    seen: set[str] = set()
    read = 0
    countries, parties, mentions = Counter[str](), Counter[str](), Counter[str]()
    for one in made:
        read += 1
        identity = one.text if by_text else one.url
        if identity not in seen:
            seen.add(identity)
            countries.update(f"{code} {one.day:%Y-%m}" for code in one.countries)
            parties.update(f"{party} {one.day:%Y-%m}" for party, _ in one.parties)
            mentions.update(dict(one.parties))
    return {
        "inputs": read, "dispatches": len(seen), "countries": dict(countries), "parties": dict(parties),
        "party_mentions": dict(mentions),
    }  # fmt: skip


def _warc(path: Path, made: Iterator[Made]) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for one in made:
            body, charset = page(one)
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", f"text/html; charset={charset}")], protocol="HTTP/1.1"
            )
            record = writer.create_warc_record(
                one.url, "response", payload=io.BytesIO(body), http_headers=headers,
                warc_headers_dict={"WARC-Date": _FETCHED},
            )  # fmt: skip
            writer.write_record(record)


def _json_lines(path: Path, made: Iterator[Made]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for one in made:
            row = {"url": one.url, "title": one.title, "text": one.text, "published_at": f"{one.day}"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _texts(folder: Path, made: Iterator[Made]) -> None:
    for number, one in enumerate(made):
        path = folder / f"{number // 1000:04d}" / f"{number:07d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{one.title}\n\n{one.text}\n", encoding="utf-8")


FORMS: dict[str, tuple[str, Callable[[Path, Iterator[Made]], None]]] = {
    "warc": (".warc.gz", _warc),
    "jsonl": (".jsonl", _json_lines),
    "text": ("", _texts),
}
