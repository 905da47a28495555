"""The plain text of a candidate that is not a page: PDF, Word, RTF, Markdown, an article of an export, plain text."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Callable

from tasks.errors import Unusable
from tasks.inputs.exports import article_body
from tasks.inputs.markdown import is_markdown, plain_markdown
from tasks.inputs.streams import MAX_CANDIDATE_BYTES
from tasks.records import Form

_MAX_PAGES = 2_000
_PAGE_NUMBER = re.compile(r"\n[ \t]*(?:[-–—]\s*)?(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?(?:\s*[-–—])?[ \t]*\Z", re.I)


def extracted_text(raw: bytes, form: Form) -> str:
    """All text of a PDF, Word or RTF document."""
    return _EXTRACTORS[form](raw)


def running_text(text: str) -> str:
    """A text file's content without what is not the dispatch: an export's header, the markup of Markdown."""
    body = article_body(text)
    if body is not None:
        return body
    return plain_markdown(text) if is_markdown(text) else text


def _pdf(raw: bytes) -> str:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on odd files are not for our terminal
    reader = pypdf.PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unusable("encrypted", "a PDF with a password")
    pages = []
    for number, page in enumerate(reader.pages):
        if number >= _MAX_PAGES:
            raise Unusable("too_large", f"a PDF of more than {_MAX_PAGES} pages")
        pages.append(_PAGE_NUMBER.sub("", page.extract_text() or ""))
    return "\n".join(pages)


def _docx(raw: bytes) -> str:
    import docx
    from docx.table import Table

    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if sum(member.file_size for member in archive.infolist()) > 4 * MAX_CANDIDATE_BYTES:
            raise Unusable("too_large", "a Word document that unpacks to more than 200 MB")
    blocks = []
    for block in docx.Document(io.BytesIO(raw)).iter_inner_content():
        if isinstance(block, Table):
            blocks += ["\n".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            blocks.append(block.text)
    return "\n\n".join(block for block in blocks if block.strip())


def _rtf(raw: bytes) -> str:
    from striprtf.striprtf import rtf_to_text

    return rtf_to_text(raw.decode("latin-1"), errors="replace")


def _guarded(extract: Callable[[bytes], str], what: str) -> Callable[[bytes], str]:
    """`extract`, with whatever a parser raises on a damaged file turned into Unusable."""

    def text_of(raw: bytes) -> str:
        try:
            text = extract(raw)
        except Unusable:
            raise
        except Exception as error:  # the parsers of these formats raise what happens to go wrong
            detail = str(error).partition("\n")[0][:200]
            raise Unusable("unreadable", f"a damaged {what}: {type(error).__name__} {detail}") from None
        if not text.strip():
            raise Unusable("no_text", f"a {what} without text")
        return text

    return text_of


_EXTRACTORS: dict[Form, Callable[[bytes], str]] = {
    "pdf": _guarded(_pdf, "PDF"),
    "docx": _guarded(_docx, "Word document"),
    "rtf": _guarded(_rtf, "RTF document"),
}
