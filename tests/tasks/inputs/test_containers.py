"""Archives, web archives and what can be wrong with them."""

from __future__ import annotations

import gzip
import hashlib
import io
import stat
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tasks.inputs import read_inputs
from tasks.inputs.streams import MAX_CANDIDATE_BYTES
from tasks.records import Candidate, Rejected
from tests.names import readable

PAGE = b"<!DOCTYPE html><html><head><title>Talks</title></head><body><p>They met in Hanoi.</p></body></html>"
LINES = b'{"text": "They met in Hanoi."}\n{"text": "They parted."}\n'


def outcome(path: Path) -> list[tuple[str, str]]:
    """(locator, form or reason) of everything in a file."""
    return [(i.locator, i.form if isinstance(i, Candidate) else i.reason) for i in read_inputs([str(path)])]


def zipped(*members: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def tarred(*members: tuple[str, bytes], mode: str = "w:gz") -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


Record = tuple[str, bytes, list[tuple[str, str]], str]  # url, body, HTTP headers, status


def warc(*records: Record) -> bytes:
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=True)
    for url, body, headers, status in records:
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": "2020-05-06T07:08:09Z"},
        )
        writer.write_record(record)
    return target.getvalue()


def page_record(
    number: int,
    body: bytes = PAGE,
    headers: Sequence[tuple[str, str]] = (("Content-Type", "text/html; charset=gb2312"),),
    status: str = "200 OK",
) -> Record:
    return f"http://news.example/{number}", body, list(headers), status


# ------------------------------------------------------------------------------------------------- zip, tar, gzip


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("a.zip", zipped(("x/a.html", PAGE), ("b.jsonl", LINES)), [("a.zip!/x/a.html", "html"), ("a.zip!/b.jsonl#1", "record"), ("a.zip!/b.jsonl#2", "record")]),
        ("a.tar.gz", tarred(("x/a.html", PAGE), ("c.txt", b"A text.")), [("a.tar.gz!/x/a.html", "html"), ("a.tar.gz!/c.txt", "text")]),
        ("a.tgz", tarred(("a.html", PAGE)), [("a.tgz!/a.html", "html")]),
        ("a.tar", tarred(("a.html", PAGE), mode="w"), [("a.tar!/a.html", "html")]),
        ("a.html.gz", gzip.compress(PAGE), [("a.html.gz", "html")]),
        ("a.jsonl.gz", gzip.compress(LINES), [("a.jsonl.gz#1", "record"), ("a.jsonl.gz#2", "record")]),
        ("two.html.gz", gzip.compress(PAGE[:30]) + gzip.compress(PAGE[30:]), [("two.html.gz", "html")]),
        ("a.zip", zipped(("b.zip", zipped(("c.html", PAGE)))), [("a.zip!/b.zip!/c.html", "html")]),
        ("a.zip", zipped(("b.tar.gz", tarred(("c.html", PAGE)))), [("a.zip!/b.tar.gz!/c.html", "html")]),
        ("a.zip", zipped(("w.warc.gz", warc(page_record(1)))), [("a.zip!/w.warc.gz#1", "html")]),
        ("a.zip", zipped(("b.zip", zipped(("c.zip", zipped(("d.html", PAGE)))))), [("a.zip!/b.zip!/c.zip", "nested")]),
        ("a.zip", zipped(("b.tar", tarred(("c.gz", gzip.compress(PAGE)), mode="w"))), [("a.zip!/b.tar!/c.gz", "nested")]),
        ("a.zip", zipped((".hidden", PAGE), ("x/README.md", b"About these pages."), ("__MACOSX/._a.html", PAGE), ("a.html", PAGE)), [("a.zip!/a.html", "html")]),
        ("a.zip", zipped(("../../escape.html", PAGE), ("/etc/x.html", PAGE)), [("a.zip!/../../escape.html", "denied"), ("a.zip!//etc/x.html", "denied")]),
        ("a.zip", zipped(("empty.html", b""), ("a.html", PAGE)), [("a.zip!/empty.html", "empty"), ("a.zip!/a.html", "html")]),
    ],
    ids=readable,
)  # fmt: skip
def test_members(tmp_path: Path, name: str, raw: bytes, expected: list[tuple[str, str]]) -> None:
    (tmp_path / name).write_bytes(raw)
    assert outcome(tmp_path / name) == expected
    assert not list(tmp_path.glob("**/escape*"))


def test_cut_gzip(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE * 20 + hashlib.sha512(PAGE).digest())
    (tmp_path / "a.html.gz").write_bytes(packed[:-12])
    (tmp_path / "crc.html.gz").write_bytes(packed[:-8] + b"\0\0\0\0" + packed[-4:])
    (tmp_path / "lines.jsonl.gz").write_bytes(gzip.compress(LINES * 5000)[:-20])
    assert outcome(tmp_path / "a.html.gz") == [("a.html.gz", "truncated")]
    assert outcome(tmp_path / "crc.html.gz") == [("crc.html.gz", "unreadable")]
    found = outcome(tmp_path / "lines.jsonl.gz")
    assert found[0] == ("lines.jsonl.gz#1", "record")
    assert found[-1] == ("lines.jsonl.gz", "truncated")


def test_cut_tar_yields_what_is_whole_and_one_cut(tmp_path: Path) -> None:
    noise = b"".join(hashlib.sha256(bytes([i])).hexdigest().encode() + b" " for i in range(200))
    packed = tarred(("a.html", PAGE), ("b.txt", noise * 5), ("c.txt", noise))
    (tmp_path / "a.tar.gz").write_bytes(packed[: len(packed) * 2 // 3])
    found = outcome(tmp_path / "a.tar.gz")
    assert found[0] == ("a.tar.gz!/a.html", "html")
    assert [reason for _, reason in found].count("truncated") == 1


def test_broken_zips(tmp_path: Path) -> None:
    whole = zipped(("a.html", PAGE), ("b.html", PAGE))
    (tmp_path / "cut.zip").write_bytes(whole[:-30])
    damaged = bytearray(whole)
    damaged[45] ^= 0xFF
    (tmp_path / "damaged.zip").write_bytes(damaged)
    encrypted = bytearray(zipped(("a.html", PAGE)))
    encrypted[6] |= 1
    encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "encrypted.zip").write_bytes(encrypted)
    assert outcome(tmp_path / "cut.zip") == [("cut.zip", "truncated")]
    first, second = outcome(tmp_path / "damaged.zip")
    assert first[0] == "damaged.zip!/a.html" and first[1] in ("truncated", "unreadable")
    assert second == ("damaged.zip!/b.html", "html")
    assert outcome(tmp_path / "encrypted.zip") == [("encrypted.zip!/a.html", "encrypted")]


def test_links_and_devices_in_archives(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("passwd.html")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    (tmp_path / "a.zip").write_bytes(target.getvalue())
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        for name, kind in (("link.html", tarfile.SYMTYPE), ("pipe.html", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            tar.addfile(info)
    assert outcome(tmp_path / "a.zip") == [("a.zip!/passwd.html", "denied")]
    assert outcome(tmp_path / "a.tar") == [("a.tar!/link.html", "denied"), ("a.tar!/pipe.html", "denied")]


def test_chinese_member_names(tmp_path: Path) -> None:
    raw = zipped(("xxxx.html", PAGE)).replace(b"xxxx", "新闻".encode("gb18030"))
    (tmp_path / "a.zip").write_bytes(raw)
    assert outcome(tmp_path / "a.zip") == [("a.zip!/新闻.html", "html")]


def test_bombs(tmp_path: Path) -> None:
    zeros = b"<p>" + b" " * (MAX_CANDIDATE_BYTES + 1)
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(zeros, 1))
    (tmp_path / "page.zip").write_bytes(zipped(("a.html", zeros), ("b.html", PAGE)))
    blank = gzip.compress(b" " * 60_000_000, 9)
    (tmp_path / "lines.jsonl.gz").write_bytes(gzip.compress(LINES) + blank)
    assert outcome(tmp_path / "page.html.gz") == [("page.html.gz", "too_large")]
    assert outcome(tmp_path / "page.zip") == [("page.zip!/a.html", "too_large"), ("page.zip!/b.html", "html")]
    assert outcome(tmp_path / "lines.jsonl.gz")[-1] == ("lines.jsonl.gz", "too_large")


# ------------------------------------------------------------------------------------------------------------ WARC


def test_warc_response(tmp_path: Path) -> None:
    chunked = f"{len(PAGE):x}\r\n".encode() + PAGE + b"\r\n0\r\n\r\n"
    html = ("Content-Type", "text/html")
    raw = warc(
        page_record(1),
        page_record(2, gzip.compress(PAGE), [html, ("Content-Encoding", "gzip")]),
        page_record(3, chunked, [html, ("Transfer-Encoding", "chunked"), ("ETag", '"x"')]),
        page_record(4, b"{}", [("Content-Type", "application/json")]),
        page_record(5, b'{"body": "They met.", "headline": "Talks"}', [("Content-Type", "application/json")]),
        page_record(6, b"\x89PNG\r\n", [("Content-Type", "image/png")]),
        page_record(7, b"body {}", [("Content-Type", "text/css")]),
        page_record(8, b"<?xml version='1.0'?><rss/>", [("Content-Type", "application/rss+xml")]),
        ("http://news.example/robots.txt", b"User-agent: *", [("Content-Type", "text/plain")], "200 OK"),
    )
    (tmp_path / "w.warc.gz").write_bytes(raw)
    items = list(read_inputs([str(tmp_path / "w.warc.gz")]))
    pages = [item for item in items if isinstance(item, Candidate)]
    assert [(p.locator, p.form) for p in pages] == [
        ("w.warc.gz#1", "html"), ("w.warc.gz#2", "html"), ("w.warc.gz#3", "html"), ("w.warc.gz#5#1", "record"),
    ]  # fmt: skip
    assert all(page.raw == PAGE for page in pages[:3])
    first = pages[0].given
    assert (first.url, first.fetched_at, first.charset) == ("http://news.example/1", "2020-05-06T07:08:09Z", "gb2312")
    assert pages[2].given.etag == '"x"'
    assert (pages[3].given.title, pages[3].given.url) == ("Talks", "http://news.example/5")
    assert [i.reason for i in items if isinstance(i, Rejected)] == ["no_text_column"]


def test_warc_status(tmp_path: Path) -> None:
    (tmp_path / "w.warc.gz").write_bytes(
        warc(
            page_record(1, status="404 Not Found"), page_record(2, status="410 Gone"), page_record(3, status="503 Busy")
        )
    )
    items = [item for item in read_inputs([str(tmp_path)]) if isinstance(item, Rejected)]
    assert [(item.reason, item.is_gone) for item in items] == [
        ("not_found", True),
        ("gone", True),
        ("http_status", False),
    ]
    assert "http://news.example/1" in items[0].detail


def test_warc_in_one_gzip_member_or_none(tmp_path: Path) -> None:
    plain = gzip.decompress(warc(page_record(1), page_record(2)))
    (tmp_path / "plain.warc").write_bytes(plain)
    (tmp_path / "whole.warc.gz").write_bytes(gzip.compress(plain))
    assert outcome(tmp_path / "plain.warc") == [("plain.warc#1", "html"), ("plain.warc#2", "html")]
    assert outcome(tmp_path / "whole.warc.gz") == [("whole.warc.gz#1", "html"), ("whole.warc.gz#2", "html")]


def resource(headers: bytes, body: bytes, kind: bytes = b"resource") -> bytes:
    return (
        b"WARC/1.0\r\nWARC-Type: "
        + kind
        + b"\r\n"
        + headers
        + b"Content-Length: %d\r\n\r\n" % len(body)
        + body
        + b"\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (resource(b"", PAGE, b"request") + resource(b"", PAGE, b"revisit") + resource(b"", PAGE, b"metadata") + resource(b"", PAGE), [("#4", "html")]),
        (resource(b"", PAGE) + resource(b"", PAGE)[:-60], [("#1", "html"), ("", "truncated")]),
        (resource(b"", PAGE) + b"WARC/1.0\r\nContent-Length: -7\r\n\r\nx", [("#1", "html"), ("", "truncated")]),
        (resource(b"", PAGE) + b"WARC/1.0\r\nX: " + b"y" * 2_000_000, [("#1", "html"), ("", "truncated")]),
        (resource(b"", PAGE).replace(b"Content-Length: 9", b"Content-Length: 99"), [("", "truncated")]),
        (resource(b"WARC-Block-Digest: sha1:AAAA\r\n", PAGE) + resource(b"", PAGE), [("#1", "unreadable"), ("#2", "html")]),
        (resource(b"", PAGE, b"response") + resource(b"", PAGE), [("#1", "unreadable"), ("#2", "html")]),
        (resource(b"WARC-Target-URI: file:///etc/passwd\r\n", PAGE), [("#1", "html")]),
        (resource(b"", bytes(range(256)) * 9), [("#1", "binary")]),
    ],
)  # fmt: skip
def test_odd_warcs(tmp_path: Path, raw: bytes, expected: list[tuple[str, str]]) -> None:
    (tmp_path / "w.warc").write_bytes(raw)
    assert outcome(tmp_path / "w.warc") == [(f"w.warc{number}", what) for number, what in expected]


def test_damaged_and_cut_warc_gz(tmp_path: Path) -> None:
    members = [warc(page_record(number)) for number in range(4)]
    damaged = bytearray(members[2])
    damaged[len(damaged) // 2] ^= 0xFF
    (tmp_path / "a.warc.gz").write_bytes(members[0] + members[1] + damaged + members[3])
    (tmp_path / "b.warc.gz").write_bytes((members[0] + members[1])[:-15])
    for name, whole in (("a.warc.gz", 2), ("b.warc.gz", 1)):
        found = outcome(tmp_path / name)
        assert [what for _, what in found[:whole]] == ["html"] * whole
        assert found[-1][1] in ("truncated", "unreadable")
    assert outcome(tmp_path / "b.warc.gz")[-1] == ("b.warc.gz", "truncated")


def test_warc_payload_bomb(tmp_path: Path) -> None:
    bomb = gzip.compress(b" " * (MAX_CANDIDATE_BYTES + 1), 1)
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]
    (tmp_path / "w.warc.gz").write_bytes(warc(page_record(1, bomb, headers), page_record(2)))
    assert outcome(tmp_path / "w.warc.gz") == [("w.warc.gz#1", "too_large"), ("w.warc.gz#2", "html")]
