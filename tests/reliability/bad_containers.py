"""Hostile gzip, ZIP, tar and WARC files."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import struct
import tarfile
import warnings
import zipfile

from tests.reliability.bad_builder import CANARY, OK, Builder


def gzipped(b: Builder) -> None:
    whole = gzip.compress(b.page())
    halves = b.page()
    b.add("F40", "gz/members.html.gz", gzip.compress(halves[:200]) + gzip.compress(halves[200:]), OK)
    b.add(
        "F41",
        "gz/cut.html.gz",
        gzip.compress(b.page() + b.noise(90_000).hex().encode())[:20_000],
        OK,
        "truncated",
        must=("truncated",),
    )
    b.add("F42", "gz/crc.html.gz", whole[:-8] + b"\0\0\0\0" + whole[-4:], OK, "unreadable", "truncated")
    b.add("F43", "gz/tail.html.gz", gzip.compress(b.page()) + b"junk after the end", OK, "unreadable", "truncated")
    b.add("F44", "gz/not_gzip.html.gz", b.page(), "wrong_suffix")
    b.add("F45", "gz/zero.gz", b"", "empty")
    zeros = b"word " * (b.size(300_000_000, 80_000_000) // 5)
    b.add("F46", "gz/bomb.html.gz", gzip.compress(b"<html><body><p>" + zeros, 1), "too_large")
    b.add("F47", "gz/bomb2.html.gz.gz", gzip.compress(gzip.compress(b"<html><p>" + zeros, 1)), "too_large", "nested")
    b.add("F48", "gz/bomb.html.bz2", bz2.compress(b"<html><p>" + b"a" * len(zeros), 1), "too_large")


def _zipped(members: list[tuple[str | zipfile.ZipInfo, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in members:
            with contextlib.suppress(UserWarning):
                archive.writestr(name, content)
    return target.getvalue()


def zips(b: Builder) -> None:
    warnings.simplefilter("ignore", UserWarning)  # two members of one name are meant
    b.add("F50", "zip/good.zip", _zipped([("a.html", b.page())]), OK)
    b.add("F51", "zip/cut.zip", _zipped([("a.html", b.page())])[:-30], "truncated")
    stored = _zipped([("a.html", (inside := b.page()))], zipfile.ZIP_STORED)
    b.add("F52", "zip/crc.zip", stored.replace(inside[-60:-50], b"x" * 10), "truncated", "unreadable")
    climbing = [
        ("../../escape.html", b.page(CANARY)),
        ("/escape.html", b.page(CANARY)),
        ("C:\\escape.html", b.page(CANARY)),
    ]
    b.add("F53", "zip/traversal.zip", _zipped(climbing), "denied")
    link = zipfile.ZipInfo("link.html")
    link.external_attr = 0o120777 << 16
    b.add("F54", "zip/symlink.zip", _zipped([(link, b"/etc/passwd")]), "denied")
    b.add("F55", "zip/bomb.zip", _zipped([("a.html", bytes(b.size(300_000_000, 80_000_000)))]), "too_large")
    nested = b.page()
    for _ in range(4):
        nested = _zipped([(f"{n}.zip", nested) for n in range(4)])
    b.add("F56", "zip/nested.zip", nested, "nested")
    many = [(f"{n}.html", b"") for n in range(b.size(40_000, 2_000))]
    b.add("F57", "zip/many.zip", _zipped(many), "empty")
    b.add("F58", "zip/same_name.zip", _zipped([("a.html", b.page()), ("a.html", b.page())]), OK)
    encrypted = bytearray(_zipped([("a.html", b.page())]))
    encrypted[6] |= 1
    central = encrypted.index(b"PK\x01\x02")
    encrypted[central + 8] |= 1
    b.add("F59", "zip/encrypted.zip", bytes(encrypted), "encrypted")
    lie = bytearray(_zipped([("a.html", b.page())]))
    central = lie.index(b"PK\x01\x02")
    lie[central + 24 : central + 28] = struct.pack("<I", 5)
    b.add("F60", "zip/size_lie.zip", bytes(lie), OK, "truncated", "no_text", "unreadable")


def tars(b: Builder) -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        for name in ("../escape.html", "/escape.html", "good.html"):
            entry = tarfile.TarInfo(name)
            content = b.page(CANARY if "escape" in name else "")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for name, kind, to in (
            ("soft.html", tarfile.SYMTYPE, "/etc/passwd"), ("hard.html", tarfile.LNKTYPE, "/etc/passwd"),
            ("pipe.html", tarfile.FIFOTYPE, ""), ("device.html", tarfile.CHRTYPE, ""),
        ):  # fmt: skip
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, to
            archive.addfile(entry)
    b.add("F61", "tar/traversal.tar.gz", target.getvalue(), OK, "denied", must=(OK, "denied"))


def _record(
    body: bytes, *headers: str, type_: str = "response", http: bytes | None = None, length: int | None = None
) -> bytes:
    block = body if http is None else http + b"\r\n\r\n" + body
    lines = ["WARC/1.1", f"WARC-Type: {type_}", "WARC-Date: 2021-06-10T00:00:00Z", *headers]
    lines.append(f"Content-Length: {len(block) if length is None else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def warcs(b: Builder) -> None:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html"

    def record(*headers: str, body: bytes | None = None, **more: object) -> bytes:
        uri = f"WARC-Target-URI: http://news.example/warc/{b._number}"
        return _record(b.page() if body is None else body, uri, *headers, http=http, **more)  # type: ignore[arg-type]

    five = [record() for _ in range(5)]
    b.add("F70", "warc/good.warc", b"".join(five), OK)
    b.add("F71", "warc/good.warc.gz", b"".join(gzip.compress(record()) for _ in range(5)), OK)
    b.add("F72", "warc/whole_gz.warc.gz", gzip.compress(record() + record()), OK)
    members = [gzip.compress(record()) for _ in range(5)]
    b.add("F73", "warc/cut.warc.gz", b"".join(members[:3]) + members[3][:200], must=(OK, "truncated"))
    spoiled = members[1][:120] + bytes(40) + members[1][160:]
    b.add(
        "F74", "warc/middle_bad.warc.gz", members[0] + spoiled + members[2], OK, "truncated", "unreadable", must=(OK,)
    )
    digest = "WARC-Block-Digest: sha1:" + "A" * 32
    b.add("F75", "warc/bad_digest.warc", record() + record(digest), must=(OK, "unreadable"))
    b.add("F76", "warc/length_lie.warc", record() + record(length=10_000_000), must=(OK, "truncated"))
    b.add("F77", "warc/length_neg.warc", record(length=-5), "truncated")
    same = "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>"
    b.add("F78", "warc/same_id.warc", record(same) + record(same), OK)
    b.add("F79", "warc/version.warc", record().replace(b"WARC/1.1", b"WARC/9.9"), OK, "unsupported", "truncated")
    b.add("F80", "warc/uri.warc", _record(b.page(), "WARC-Target-URI: file:///etc/passwd", http=http), OK)
    packed = gzip.compress(b"<html><p>" + bytes(b.size(300_000_000, 80_000_000)), 1)
    bomb = _record(packed, "WARC-Target-URI: http://news.example/bomb", http=http + b"\r\nContent-Encoding: gzip")
    b.add("F81", "warc/payload_bomb.warc.gz", gzip.compress(bomb), "too_large")
    b.add("F82", "warc/revisit.warc", record() + _record(b"", type_="revisit", http=http), OK)
    b.add("F83", "warc/header_8mb.warc", b"WARC/1.1\r\nX: " + b"x" * 8_000_000 + b"\r\n\r\n", "truncated")
    b.add(
        "F84",
        "warc/no_http.warc",
        _record(b"no head at all", "WARC-Target-URI: http://news.example/none"),
        "unreadable",
    )
