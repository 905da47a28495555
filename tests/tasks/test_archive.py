"""What goes into the archive comes out of it, and other tools can read it."""

from __future__ import annotations

import gzip
import random
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from tasks.archive import Archive, ArchiveWriter
from tasks.inputs import read_inputs
from tasks.records import Candidate, Exchange, Given

PAGE = "<html><title>会谈</title><p>双方会谈。</p></html>".encode("gb18030")
FULL = Given(
    source_id="example", id="7", url="http://news.example/7?a=b", title="Talks “in” 河内 \ud800", published_at="2002-10-28T19:00:00",
    language="zh", agency="某社", bylines=("王一", "Jane Roe"), charset="gb2312", fetched_at="2020-05-06T07:08:09Z", etag='W/"x"',
)  # fmt: skip
CANDIDATES = [
    Candidate(PAGE, "html", "http://news.example/7", FULL),
    Candidate(b"They met.", "text", "a/b \u4e2d.txt#3"),
    Candidate(b'{"body": "They met."}', "record", "x.jsonl#17", Given(title="T"), "body"),
    Candidate(b"%PDF-1.4 \0\r\n\r\nWARC/1.1\r\n", "pdf", "a.pdf"),
    Candidate(bytes(range(256)), "docx", "a.docx"),
    Candidate(b"{\\rtf1}", "rtf", "a.zip!/a.rtf"),
]


def write(folder: Path, *candidates: Candidate) -> list[Path]:
    with ArchiveWriter(folder) as archive:
        for candidate in candidates:
            archive.write(candidate)
    return archive.segments()


def read(folder: Path) -> list[Candidate]:
    return list(Archive(folder).candidates())


def test_round_trip(tmp_path: Path) -> None:
    write(tmp_path, *CANDIDATES)
    assert read(tmp_path) == CANDIDATES


def test_round_trip_with_http_headers(tmp_path: Path) -> None:
    secrets = [("Set-Cookie", "session=secret"), ("Proxy-Authorization", "secret")]
    packing = [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Content-Length", "5")]
    kept = (("Content-Type", "text/html; charset=gb2312"), ("ETag", '"x"'), ("X-A", "1"), ("X-A", "2"))
    asked = (("User-Agent", "partywire"),)
    line = "GET /7?a=b HTTP/1.1"
    sent = Exchange(line, (*asked, ("Authorization", "secret")), "200 OK", (*kept, *secrets, *packing))
    (path,) = write(tmp_path, replace(CANDIDATES[0], http=sent))
    (found,) = read(tmp_path)
    assert found.raw == PAGE and found.http and found.http.reply_headers == kept
    content = gzip.decompress(path.read_bytes())
    assert b"WARC-Type: response" in content and b"chunked" not in content and b"secret" not in content
    with path.open("rb") as stream:
        records = [(r.rec_type, r.http_headers.get_header("User-Agent")) for r in ArchiveIterator(stream)]
    assert records == [("response", None), ("request", "partywire")]
    clean = Exchange(line, asked, "200 OK", kept)
    (again,) = write(tmp_path / "again", replace(CANDIDATES[0], http=clean))
    assert read(tmp_path / "again") == [replace(CANDIDATES[0], http=clean)]
    assert checked(again) == 0


def test_a_candidate_is_written_once_unless_what_is_given_differs(tmp_path: Path) -> None:
    first = CANDIDATES[1]
    other = replace(first, given=Given(title="Talks"))
    with ArchiveWriter(tmp_path) as archive:
        written = [archive.write(first), archive.write(replace(first, locator="copy.txt")), archive.write(other)]
    assert written == [1, 0, 1]
    assert read(tmp_path) == [first, other]


def test_another_tool_reads_it(tmp_path: Path) -> None:
    (path,) = write(tmp_path, *CANDIDATES)
    with path.open("rb") as stream:
        records = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
            for r in ArchiveIterator(stream, check_digests=True)
        ]
    assert [raw for _, _, raw in records] == [candidate.raw for candidate in CANDIDATES]
    assert records[0][:2] == ("resource", "http://news.example/7?a=b")
    assert checked(path) == 0


def test_every_record_is_a_gzip_member_of_its_own(tmp_path: Path) -> None:
    (path,) = write(tmp_path, *CANDIDATES)
    assert path.read_bytes().count(b"\x1f\x8b\x08") == len(CANDIDATES)
    for name in (b"WARC/1.1", b"WARC-Payload-Digest", b"WARC-Block-Digest"):
        assert gzip.decompress(path.read_bytes()).count(name) >= len(CANDIDATES)


def test_segments_are_limited(tmp_path: Path) -> None:
    noise = random.Random(7)
    candidates = [Candidate(noise.randbytes(4000), "docx", f"{n}.docx") for n in range(6)]
    with ArchiveWriter(tmp_path, segment_bytes=12_000) as archive:
        for candidate in candidates:
            archive.write(candidate)
    segments = archive.segments()
    assert [path.name for path in segments] == ["segment-0001.warc.gz", "segment-0002.warc.gz", "segment-0003.warc.gz"]
    assert read(tmp_path) == candidates


def checked(path: Path) -> int:
    """What `warcio check` says of a file; 0 is good."""
    result: int = Checker(type("Options", (), {"inputs": [str(path)], "verbose": False})()).process_all()
    return result


LONG = replace(CANDIDATES[0], raw=PAGE + b" " * 2000)
ELSEWHERE = replace(LONG, locator="http://news.example/8", given=replace(FULL, url="http://news.example/8"))


@pytest.mark.parametrize(
    "http", [None, Exchange("GET /8 HTTP/1.1", (("User-Agent", "p"),), "200 OK", (("ETag", "y"),))]
)
def test_bytes_that_are_archived_are_only_referred_to(tmp_path: Path, http: Exchange | None) -> None:
    """Whether the same run wrote them or an earlier one."""
    second = replace(ELSEWHERE, http=http)
    third = replace(second, given=replace(FULL, url="http://news.example/9"))
    with ArchiveWriter(tmp_path, "a") as archive:
        archive.write(LONG, second)
    former = Archive(tmp_path)
    with ArchiveWriter(tmp_path, "b", former) as archive:
        assert archive.write(LONG, second, third) == 1
    assert read(tmp_path) == [LONG, second, third]
    kinds = []
    for path in former.segments():
        assert checked(path) == 0
        with path.open("rb") as stream:
            kinds += [
                (r.rec_type, r.rec_headers.get_header("WARC-Refers-To-Target-URI")) for r in ArchiveIterator(stream)
            ]
    request = [("request", None)] if http else []
    revisit = ("revisit", LONG.given.url)
    assert kinds == [("resource", None), revisit, *request, revisit, *request]
    assert list(read_inputs([str(path) for path in former.segments()])) == [LONG]  # as any other web archive's revisits


def test_the_index_comes_back_from_the_segments(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as archive:
        archive.write(*CANDIDATES, LONG, ELSEWHERE)
    (index,) = (tmp_path / "index").iterdir()
    written = pq.read_table(index)
    index.unlink()
    assert Archive(tmp_path).raw(CANDIDATES[2].raw_sha256) == CANDIDATES[2].raw  # without an index, by search
    (tmp_path / "index" / "of-nothing.parquet").write_bytes(b"")
    Archive(tmp_path).refresh()
    assert [path.name for path in (tmp_path / "index").iterdir()] == [index.name]
    assert pq.read_table(index) == written
    index.write_bytes(b"PAR1 spoiled")
    Archive(tmp_path).refresh()
    assert pq.read_table(index) == written
    place = Archive(tmp_path)
    assert place.holds([CANDIDATES[1].input_sha256, "0" * 64]) == {CANDIDATES[1].input_sha256}
    assert list(place.read(zip(written["segment"].to_pylist(), written["start"].to_pylist(), strict=True))) == [
        *CANDIDATES,
        LONG,
        ELSEWHERE,
    ]
    assert place.raw(LONG.raw_sha256) == LONG.raw
    assert place.raw("0" * 64) is None


def test_damage_costs_one_record(tmp_path: Path) -> None:
    noise = random.Random(5)
    candidates = [Candidate(noise.randbytes(3000), "docx", f"{n}.docx") for n in range(4)]
    (path,) = write(tmp_path, *candidates)
    whole = bytearray(path.read_bytes())
    second = whole.index(b"\x1f\x8b\x08", 1)
    whole[second + 700 : second + 740] = bytes(40)
    path.write_bytes(whole)
    assert read(tmp_path) == [candidates[0], *candidates[2:]]


def test_nothing_written_leaves_no_file(tmp_path: Path) -> None:
    assert write(tmp_path / "archive") == []
    assert not (tmp_path / "archive").exists()


def test_a_torn_last_record_costs_only_itself(tmp_path: Path) -> None:
    (path,) = write(tmp_path, *CANDIDATES)
    whole = path.read_bytes()
    last = whole.rindex(b"\x1f\x8b\x08")
    for cut in (last + 1, last + 11, len(whole) - 200, len(whole) - 20):
        path.write_bytes(whole[:cut])
        assert read(tmp_path) == CANDIDATES[:-1]


def test_the_archive_is_an_input_like_any_other(tmp_path: Path) -> None:
    (path,) = write(tmp_path, *CANDIDATES)
    assert list(read_inputs([str(path)])) == CANDIDATES


def test_a_foreign_warc_has_no_candidates(tmp_path: Path) -> None:
    record = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 4\r\n\r\ntext\r\n\r\n"
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(record))
    assert read(tmp_path) == []
