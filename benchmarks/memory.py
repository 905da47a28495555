"""Peak memory of a run over one large .warc.gz, against the same run over one page: python -m benchmarks.memory [MB].

Memory is the resident size of the process and its workers together, sampled every 50 ms. The archive is made here:
pages of our own, each with a large comment of random characters, so that the file is as large on disk as it claims.
"""

from __future__ import annotations

import base64
import io
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PARTYWIRE = Path(sys.executable).with_name("partywire")
PAGE = """<html><head><title>Delegation {n} received in Hanoi</title></head><body><!-- {noise} -->
<p>HANOI, March 3 (VNA) -- The Communist Party of Vietnam received delegation number {n} of the Communist Party of China
on March {day}, 2011. Both sides spoke about exchanges between the two parties.</p></body></html>"""


def write_warc(path: Path, megabytes: int, page_bytes: int = 250_000) -> int:
    """Writes about `megabytes` of .warc.gz, one gzip member a record; returns the number of pages."""
    chance = random.Random(2002)
    pages = max(1, megabytes * 1_000_000 * 4 // 3 // page_bytes)
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for n in range(pages):
            noise = base64.b64encode(chance.randbytes(page_bytes * 3 // 4)).decode()
            body = PAGE.format(n=n, day=1 + n % 28, noise=noise).encode()
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            uri = f"https://news.example/{n}.html"
            record = writer.create_warc_record(uri, "response", payload=io.BytesIO(body), http_headers=headers)
            writer.write_record(record)
    return pages


def peak_of_run(path: Path, home: Path, workers: int) -> tuple[float, float]:
    """Peak resident megabytes of the process tree, and seconds."""
    started = time.monotonic()
    command = [str(PARTYWIRE), "run", "--direct", str(path), "--home", str(home), "--workers", str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_resident(pid) for pid in _tree(process.pid)))
        time.sleep(0.05)
    assert process.returncode == 0, process.returncode
    return peak / 1e6, time.monotonic() - started


def _tree(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [other for child in task.read_text().split() for other in _tree(int(child))]
        except OSError:
            continue
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def main() -> None:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.warc.gz", Path(folder) / "large.warc.gz"
        write_warc(small, 0)
        pages = write_warc(large, megabytes)
        size = large.stat().st_size / 1e6
        for workers in (1, 2):
            idle, _ = peak_of_run(small, Path(folder) / f"idle-{workers}", workers)
            peak, seconds = peak_of_run(large, Path(folder) / f"home-{workers}", workers)
            print(
                f"{workers} worker(s): {size:,.0f} MB, {pages:,} pages in {seconds:.0f} s; peak {peak:.0f} MB, "
                f"one page {idle:.0f} MB, above idle {peak - idle:.0f} MB"
            )


if __name__ == "__main__":
    main()
