"""Containers are streamed: memory does not grow with their size."""

from __future__ import annotations

import random
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

MEGABYTES = 160
SCRIPT = """
import resource, sys
from tasks.inputs import read_inputs
from tasks.records import Candidate

def peak():
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1 << 20) if sys.platform == "darwin" else used / 1024

idle = peak()
count = sum(isinstance(item, Candidate) for item in read_inputs(sys.argv[1:]))
print(count, peak() - idle)
"""


def _member(raw: bytes) -> bytes:
    compressor = zlib.compressobj(1, zlib.DEFLATED, 31)
    return compressor.compress(raw) + compressor.flush()


def _warc() -> bytes:
    page = b"<html><p>" + random.Random(7).randbytes(500_000).hex().encode() + b"</p></html>"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"
    return _member(record) * MEGABYTES


def _lines() -> bytes:
    line = b'{"text": "' + random.Random(7).randbytes(50_000).hex().encode() + b'"}\n'
    return _member(line * 10) * MEGABYTES


def _array() -> bytes:
    value = b'{"text": "' + random.Random(7).randbytes(50_000).hex().encode() + b'"},\n'
    return b"[" + value * (10 * MEGABYTES) + b"{}]"


@pytest.mark.parametrize(("name", "content"), [("a.warc.gz", _warc), ("a.jsonl.gz", _lines), ("a.json", _array)])
def test_memory_is_bounded(tmp_path: Path, name: str, content: object) -> None:
    assert callable(content)
    (tmp_path / name).write_bytes(content())
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / name)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    count, growth = result.stdout.split()
    assert int(count) == (MEGABYTES if name == "a.warc.gz" else 10 * MEGABYTES)
    assert float(growth) < 40, f"{growth} MB above idle for {MEGABYTES} MB"
