"""ZIP, tar and gzip: members are read one after another, one archive within another at most.

Nothing is unpacked to disk under a member's name, so names that climb out of the archive can do no harm.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from tasks.errors import Unusable
from tasks.inputs.find import is_about_the_folder, is_litter, printable
from tasks.inputs.streams import BOMB_BYTES, BOMB_RATIO, Entry, Item, Read, Stream, spooled, unpacked, with_head
from tasks.records import Rejected

_OPENERS: dict[str, Callable[[Any], Any]] = {"gz": gzip.open, "bz2": bz2.open, "xz": lzma.open}
DAMAGE = (EOFError, zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile, OSError)
MAX_DEPTH = 2  # an archive within an archive


def inner_name(name: str) -> str:
    """page.html.gz -> page.html, days.tgz -> days.tar"""
    return re.sub(r"(?i)\.tgz$", ".tar", re.sub(r"(?i)\.(?:gz|bz2|xz)$", "", name))


def read_compressed(entry: Entry, kind: str, read: Read) -> Iterator[Item]:
    """One compressed file. A .tar.gz and a .warc.gz count as one archive."""
    stream = unpacked(entry.stream, _OPENERS[kind])
    head, stream = with_head(stream)
    inside = Entry(entry.locator, inner_name(entry.name), stream, entry.given, depth=entry.depth)
    if head[257:262] == b"ustar":
        yield from read_tar(inside, read)
    elif head.startswith(b"WARC/"):
        yield from read(inside)
    else:
        yield from read(_deeper(inside))


def read_tar(entry: Entry, read: Read) -> Iterator[Item]:
    """The files of an uncompressed tar archive. Raises Unusable (cut) where it is damaged."""
    outer = _deeper(entry)
    last: Item | None = None
    try:
        with tarfile.open(fileobj=entry.stream, mode="r|") as archive:
            for member in archive:
                for last in _read_tar_member(archive, member, outer, read):
                    yield last
    except DAMAGE as error:
        if not (isinstance(last, Rejected) and last.reason == "truncated"):  # the damage was met within the last member
            raise Unusable("truncated", f"the tar archive is damaged: {error}") from None


def _read_tar_member(archive: tarfile.TarFile, member: tarfile.TarInfo, outer: Entry, read: Read) -> Iterator[Item]:
    if member.isdir() or _is_litter(member.name):
        return
    locator = f"{outer.locator}!/{printable(member.name)}"
    if not member.isfile():
        yield Rejected(locator, "denied", "a link or device in an archive", is_refused=True)
    elif _climbs(member.name):
        yield Rejected(locator, "denied", "its name climbs out of the archive", is_refused=True)
    elif (stream := archive.extractfile(member)) is not None:
        yield from read(Entry(locator, PurePosixPath(member.name).name, Stream(stream), outer.given, depth=outer.depth))


def read_zip(entry: Entry, read: Read, read_docx: Read) -> Iterator[Item]:
    """A ZIP archive, or the Word document that it is."""
    with entry.path.open("rb") if entry.path else spooled(entry.stream) as source:
        try:
            archive = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Unusable("truncated", f"the ZIP archive cannot be opened: {error}") from None
        names = set(archive.namelist())
        if "word/document.xml" in names:
            source.seek(0)
            yield from read_docx(replace(entry, stream=Stream(source)))
            return
        if "[Content_Types].xml" in names or "mimetype" in names:
            raise Unusable("unsupported", "an Office document or book other than .docx")
        outer = _deeper(entry)
        for member in archive.infolist():
            yield from _read_zip_member(archive, member, outer, read)


def _read_zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, outer: Entry, read: Read) -> Iterator[Item]:
    if member.is_dir() or _is_litter(member.filename):
        return
    name = _member_name(member)
    locator = f"{outer.locator}!/{printable(name)}"
    if member.flag_bits & 0x1:
        yield Rejected(locator, "encrypted", "a member with a password")
    elif stat.S_ISLNK(member.external_attr >> 16):
        yield Rejected(locator, "denied", "a link in an archive", is_refused=True)
    elif member.file_size > BOMB_BYTES and member.file_size > BOMB_RATIO * member.compress_size:
        yield Rejected(locator, "too_large", f"unpacks to more than {BOMB_RATIO} times its size")
    elif _climbs(member.filename):
        yield Rejected(locator, "denied", "its name climbs out of the archive", is_refused=True)
    else:
        try:
            with archive.open(member) as packed:
                yield from read(
                    Entry(locator, PurePosixPath(name).name, Stream(packed), outer.given, depth=outer.depth)
                )
        except (*DAMAGE, NotImplementedError, RuntimeError) as error:
            yield Rejected(locator, "truncated", f"a damaged member: {error}")


def _member_name(member: zipfile.ZipInfo) -> str:
    """The name; without the mark for UTF-8 zipfile takes it for code page 437, where Windows in China writes GBK."""
    if member.flag_bits & 0x800 or member.filename.isascii():
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return member.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return member.filename


def _is_litter(name: str) -> bool:
    path = PurePosixPath(name)
    return is_about_the_folder(path.name) or any(is_litter(part) for part in path.parts if part not in ("..", "."))


def _climbs(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", name) is not None


def _deeper(entry: Entry) -> Entry:
    if entry.depth >= MAX_DEPTH:
        raise Unusable("nested", "an archive within an archive within an archive is not read")
    return replace(entry, depth=entry.depth + 1)
