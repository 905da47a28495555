"""What stands on the command line: files, folders, globs; single files of every kind, good and bad."""

from __future__ import annotations

import io
import os
import socket
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from tasks.inputs import is_url, read_inputs
from tasks.inputs.streams import MAX_CANDIDATE_BYTES
from tasks.records import Candidate, Rejected
from tasks.store.home import Home
from tests.tasks.inputs.texts import text_of

PAGE = b"<!DOCTYPE html><html><head><title>Talks</title></head><body><p>They met in Hanoi.</p></body></html>"
TEXT = b"HANOI, March 3 (EXA) -- They met."
NOISE = bytes((n * 7919 + n // 251 * 31) % 256 for n in range(70_000))


def outcome(*inputs: str | Path) -> list[tuple[str, str]]:
    return [
        (i.locator, i.form if isinstance(i, Candidate) else i.reason) for i in read_inputs([str(i) for i in inputs])
    ]


def pdf(*lines: str) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target)
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 14 * number, line)
    canvas.save()
    return target.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "in a table"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


# ---------------------------------------------------------------------------------------------- folders and globs


def test_folders_are_walked_in_order_and_litter_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    for name in ("b.html", "a/z.txt", "a/.hidden.html", ".git/x.html", "c.html~", "#d.html#", "~$e.docx", ".DS_Store", "Thumbs.db", "README.md", "f.html.swp"):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(PAGE)
    assert outcome(folder) == [("news/a/z.txt", "html"), ("news/b.html", "html")]
    assert outcome(folder / "b.html", folder) == [("b.html", "html"), ("news/a/z.txt", "html")]  # each file once
    assert outcome(folder / "README.md") == [("README.md", "html")]  # asked for by name


def test_a_home_in_the_folder_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    home = Home(tmp_path / "partywire-data")
    with home.lock():
        run = home.start_run()
        run.write_settings({"inputs": ["."]})
        (home.archive / "page.html").write_bytes(PAGE)
        assert outcome(tmp_path) == [(f"{tmp_path.name}/a.html", "html")]
        assert outcome(home.path) == [("partywire-data", "empty")]  # as a shell expands *
        assert outcome(home.archive) == [("archive/page.html", "html")]  # asked for by name


def test_globs_that_the_shell_did_not_expand(tmp_path: Path) -> None:
    for name in ("x/a.html", "x/b.txt", "y/a.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PAGE)
    assert outcome(f"{tmp_path}/*/a.html") == [("x/a.html", "html"), ("y/a.html", "html")]
    assert outcome(f"{tmp_path}/**/*.txt") == [("x/b.txt", "html")]
    assert outcome(f"{tmp_path}/*.pdf")[0][1] == "missing"


def test_inputs_do_not_depend_on_their_order_or_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("x/a.html", "y/a.html", "z.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PAGE + name.encode())
    inputs = [str(tmp_path / name) for name in ("z.txt", "x", "y")]
    there = list(read_inputs(inputs))
    monkeypatch.chdir(tmp_path)
    assert list(read_inputs(["y", "x", "./z.txt"])) == there
    assert [locator for locator, _ in outcome(".")] == [
        f"{tmp_path.name}/{name}" for name in ("x/a.html", "y/a.html", "z.txt")
    ]


def test_files_of_one_name_keep_apart(tmp_path: Path) -> None:
    for name in ("x/a.html", "y/a.html"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(PAGE)
    assert outcome(tmp_path / "x/a.html", tmp_path / "y/a.html") == [("a.html", "html"), ("a.html (2)", "html")]


def test_missing_inputs_are_one_line_each(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert outcome(tmp_path / "no-such-folder/", tmp_path / "a.html", tmp_path / "empty") == [
        ("a.html", "missing"), ("empty", "empty"), ("no-such-folder", "missing"),
    ]  # fmt: skip


def test_links_pipes_and_sockets(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "sub").mkdir(parents=True)
    (folder / "good.html").write_bytes(PAGE)
    (tmp_path / "secret.html").write_bytes(b"root:x:0:0")
    (folder / "out.html").symlink_to(tmp_path / "secret.html")
    (folder / "nothing.html").symlink_to("no-such-file")
    (folder / "loop.html").symlink_to("loop.html")
    (folder / "within.html").symlink_to("good.html")
    (folder / "sub/up").symlink_to("..")
    os.mkfifo(folder / "pipe.html")
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind(os.path.relpath(folder / "socket.html"))
        assert outcome(folder) == [
            ("news/good.html", "html"), ("news/loop.html", "missing"), ("news/nothing.html", "missing"),
            ("news/out.html", "denied"), ("news/pipe.html", "denied"), ("news/socket.html", "denied"), ("news/sub/up", "denied"),
        ]  # fmt: skip
    assert outcome(folder / "within.html") == [("within.html", "html")]


@pytest.mark.parametrize(
    "name",
    [
        "new\nline.html",
        "-rf.html",
        "a'b\"c;$(touch x)`y`.html",
        "\u202elmth.exe.html",
        b"bad-\xff\xfe.html".decode("utf-8", "surrogateescape"),
    ],
)
def test_odd_names(tmp_path: Path, name: str) -> None:
    try:
        (tmp_path / name).write_bytes(PAGE)
    except OSError:
        pytest.skip("the file system does not take this name")
    ((locator, form),) = outcome(tmp_path)
    assert form == "html"
    assert locator.isprintable() and locator.encode()


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "a.html").chmod(0)
    assert outcome(tmp_path / "a.html") == [("a.html", "unreadable")]


@pytest.mark.parametrize(("text", "expected"), [("https://x.example/a", True), ("HTTP://x.example", True), ("http.txt", False), ("ftp://x.example", False)])  # fmt: skip
def test_is_url(text: str, expected: bool) -> None:
    assert is_url(text) is expected


# ---------------------------------------------------------------------------------------------------- single files


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("a.html", PAGE, "html"),
        ("a.htm", b"\n<!-- saved --><p>They met.</p>", "html"),
        ("a.xhtml", b'<?xml version="1.0"?><html><body><p>They met.</p></body></html>', "html"),
        ("a", PAGE, "html"),
        ("a.txt", TEXT, "text"),
        ("a", TEXT, "text"),
        ("a.txt", PAGE, "html"),
        ("a.html", TEXT, "html"),
        ("a.txt", "﻿北京十月二十八日电 双方会面。".encode(), "text"),
        ("a.txt", "北京十月二十八日电 双方会面。".encode("utf-16"), "text"),
        ("a.txt", "北京十月二十八日电 双方会面。".encode("gb18030"), "text"),
        ("a.txt", "[Text] Hanoi, 3 Mar -- They met.".encode("utf-16-le"), "text"),
        ("a.txt", TEXT + b"\0" * 3, "text"),
        ("a.pdf", pdf("They met in Hanoi."), "pdf"),
        ("a.docx", word("They met in Hanoi."), "docx"),
        ("a.rtf", b"{\\rtf1\\ansi They met.\\par}", "rtf"),
        ("a.doc", b"{\\rtf1\\ansi They met.\\par}", "rtf"),
        ("a.html", b"", "empty"),
        ("a.html", b" \n\t \0", "empty"),
        ("a.gz", b"", "empty"),
        ("a.html", NOISE, "binary"),
        ("a.bin", NOISE, "binary"),
        ("a.html", b"\x89PNG\r\n\x1a\n" + NOISE, "wrong_suffix"),
        ("a.html", pdf("They met."), "wrong_suffix"),
        ("a.txt", word("They met."), "wrong_suffix"),
        ("a.pdf", TEXT, "wrong_suffix"),
        ("a.pdf", PAGE, "wrong_suffix"),
        ("a.html.gz", PAGE, "wrong_suffix"),
        ("a.parquet", b"not at all", "wrong_suffix"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + NOISE, "unsupported"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE, "unsupported"),
        ("a.py", b"print('They met.')", "unsupported"),
        ("a.yaml", b"text: !!python/object/apply:os.system [id]", "unsupported"),
        ("a.pkl", b"\x80\x04\x95" + NOISE, "unsupported"),
        ("a.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "unsupported"),
        ("a.xlsx", word("x").replace(b"word/document.xml", b"xl/workbook_1.xml"), "unsupported"),
        ("a.pdf", pdf("They met.")[:200], "unreadable"),
        ("a.pdf", pdf(), "no_text"),
        ("a.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [2 0 R] /Count 1 >>\nendobj\ntrailer\n<< /Size 3 /Root 1 0 R >>\n%%EOF", "unreadable"),
        ("a.docx", word("x" * 500)[:900], "truncated"),
        ("a.txt", b"x" * (MAX_CANDIDATE_BYTES + 1), "too_large"),
    ],
)  # fmt: skip
def test_kinds(tmp_path: Path, name: str, raw: bytes, expected: str) -> None:
    (tmp_path / name).write_bytes(raw)
    assert outcome(tmp_path / name) == [(name, expected)]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    for name, raw in {"a.html": b"", "b.html": NOISE, "c.html": PAGE, "d.zip": b"PK\x03\x04cut", "e.txt": TEXT}.items():
        (tmp_path / name).write_bytes(raw)
    assert [what for _, what in outcome(tmp_path)] == ["empty", "binary", "html", "truncated", "text"]
    rejected = [item for item in read_inputs([str(tmp_path)]) if isinstance(item, Rejected)]
    assert all(item.detail and "\n" not in item.detail for item in rejected)


def test_documents_keep_their_bytes_and_give_their_text(tmp_path: Path) -> None:
    rtf = b"{\\rtf1\\ansi\\ansicpg936 \\'d6\\'d0\\'b9\\'fa caf\\'e9\\par They met.\\par}"
    files = {
        "a.pdf": pdf("HANOI, March 3 (EXA) -- They met", "in the party's palace."),
        "b.docx": word("They met.", "They parted."),
        "c.rtf": rtf,
        "d.rtf": b"{\\rtf1\\ansi\\ansicpg1252 caf\\'e9 \\u20013?\\par They met.}",
    }
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    items = [item for item in read_inputs([str(tmp_path)]) if isinstance(item, Candidate)]
    assert [item.raw for item in items] == list(files.values())
    texts = [text_of(item) for item in items]
    assert texts[0].split() == ["HANOI,", "March", "3", "(EXA)", "--", "They", "met", "in", "the", "party's", "palace."]
    assert texts[1].split("\n\n")[:2] == ["They met.", "They parted."] and "in a table" in texts[1]
    assert "中国" in texts[2]
    assert texts[3].startswith("café 中")
