"""Writes the samples whose format cannot be read with the eye: python -m tests.build_samples [FOLDER]

Their texts stand in build_samples.yml. The same texts give the same bytes (Parquet: with the same pyarrow).
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import yaml
from docx import Document
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PROJECT = Path(__file__).resolve().parent.parent
TEXTS = Path(__file__).with_suffix(".yml")
_ZIP_TIME = (2000, 1, 1, 0, 0, 0)


def page(item: dict[str, Any]) -> bytes:
    """A plain page: navigation, heading, date, paragraphs, footer."""
    paragraphs = "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in item["_paragraphs"])
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{escape(item["_title"])}</title>
<meta name="generator" content="Partywire sample: not news">
<link rel="canonical" href="{item["_url"]}"></head>
<body>
<div class="menu"><a href="/">Home</a> <a href="/news/">News</a> <a href="/about/">About us</a></div>
<div class="article"><h1>{escape(item["_title"])}</h1><div class="date">{item["_date"]}</div>
{paragraphs}
</div>
<div class="footer">All rights reserved.</div>
</body></html>
""".encode()


def plain_text(item: dict[str, Any]) -> bytes:
    return "\n\n".join([item["_title"], *item["_paragraphs"]]).encode() + b"\n"


def csv_file(records: list[dict[str, Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(records[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue().encode("utf-8-sig")  # as spreadsheet programs save it


def json_lines(records: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False, default=str) + "\n" for record in records).encode()


def json_array(records: list[dict[str, Any]]) -> bytes:
    return json.dumps(records, ensure_ascii=False, indent=1, default=str).encode() + b"\n"


def parquet(records: list[dict[str, Any]]) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(records), sink, compression="zstd")
    return sink.getvalue()


def pdf(item: dict[str, Any]) -> bytes:
    sink, styles = io.BytesIO(), getSampleStyleSheet()
    story = [Paragraph(escape(item["_title"]), styles["Title"])]
    story += [Paragraph(escape(text), styles["BodyText"]) for text in item["_paragraphs"]]
    SimpleDocTemplate(sink, title=item["_title"], author="Partywire sample: not news", invariant=1).build(story)
    return sink.getvalue()


def docx(item: dict[str, Any]) -> bytes:
    document = Document()
    document.core_properties.comments = "Partywire sample: not news"
    document.add_heading(item["_title"], level=1)
    for text in item["_paragraphs"]:
        document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as archive:
        return zip_file([(name, archive.read(name)) for name in archive.namelist()])


def rtf(item: dict[str, Any]) -> bytes:
    body = r"{\b " + _rtf_text(item["_title"]) + r"}\par" + "\n"
    body += "".join(_rtf_text(text) + r"\par" + "\n" for text in item["_paragraphs"])
    return (r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}}" + "\n" + body + "}\n").encode("ascii")


def _rtf_text(text: str) -> str:
    return "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in text)


def warc(items: list[dict[str, Any]]) -> bytes:
    """One response a gzip member, as archives of the web write them."""
    sink = io.BytesIO()
    writer = WARCWriter(sink, gzip=True)
    for number, item in enumerate(items, 1):
        content = page(item)
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(content)))]
        record = writer.create_warc_record(
            item["_url"],
            "response",
            payload=io.BytesIO(content),
            http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": f"{item['_date']}T12:00:00Z",
                "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012d}>",
            },
        )
        writer.write_record(record)
    return sink.getvalue()


def zip_file(members: list[tuple[str, bytes]]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return sink.getvalue()


def tar_gz(members: list[tuple[str, bytes]]) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return gzip.compress(sink.getvalue(), mtime=0)


def _members(items: list[dict[str, Any]]) -> list[tuple[str, bytes]]:
    return [(i["_name"], plain_text(i) if i["_name"].endswith(".txt") else page(i)) for i in items]


WRITERS: dict[str, Callable[[Any], bytes]] = {
    ".csv": csv_file,
    ".jsonl": json_lines,
    ".json": json_array,
    ".parquet": parquet,
    ".pdf": pdf,
    ".docx": docx,
    ".rtf": rtf,
    ".warc.gz": warc,
    ".zip": lambda items: zip_file(_members(items)),
    ".tar.gz": lambda items: tar_gz(_members(items)),
    ".html.gz": lambda item: gzip.compress(page(item), mtime=0),
}


def broken(good: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Inputs that cannot be used: each must end in quarantine with its reason, and none may stop a run."""
    one_page, one_pdf = good["archives/single-page.html.gz"], good["documents/2001-07-02-anniversary-message.pdf"]
    yield "broken/empty.html", b""
    yield "broken/cut.html.gz", one_page[: len(one_page) // 2]
    yield "broken/cut.pdf", one_pdf[: len(one_pdf) // 3]
    yield "broken/junk.txt", bytes(range(256)) * 8
    yield "broken/pdf-inside.html", one_pdf
    yield (
        "broken/no-text.html",
        b"<!DOCTYPE html><html><head><title></title></head><body><img src='a.png'></body></html>\n",
    )
    yield "broken/no-text-column.csv", b"colour,size\r\nred,3\r\nblue,4\r\n"
    yield "broken/bad-line.jsonl", b'{"title": "Cut short", "text": "This record ends in mid sen\n'
    inner = zip_file([("page.html.gz", one_page)])
    yield "broken/nested-too-deep.zip", zip_file([("a.zip", zip_file([("b.zip", inner)]))])


def build() -> dict[str, bytes]:
    """Path below samples/ -> bytes."""
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    files = {}
    for path, content in texts.items():
        suffix = next(s for s in sorted(WRITERS, key=len, reverse=True) if path.endswith(s))
        files[path] = WRITERS[suffix](content)
    return files | dict(broken(files))


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "samples"
    for path, content in build().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


if __name__ == "__main__":
    main()
