"""Exports of many articles, in our own words, worded and laid out as the two large databases do it."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from tasks.inputs import read_inputs
from tasks.records import Candidate
from tests.tasks.inputs.texts import text_of

NEXIS = """
                               1 of 2 DOCUMENTS

                         Lantern Valley News Agency

                      October 28, 2002, Monday, BC cycle

Ruling party of Freedonia sends delegation
to neighbouring Sylvania

BYLINE: By MARY SMALL and JOHN LARGE

SECTION: INTERNATIONAL NEWS

LENGTH: 214 words

DATELINE: BEIJING, Oct. 28

   A delegation of the Freedonian People's Party arrived here on Monday for a
five-day visit, the agency reported.

   It will meet leaders of the host party on Tuesday.

LOAD-DATE: October 29, 2002

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newswire

             Copyright 2002 Lantern Valley News Agency
                          All Rights Reserved

                               2 of 2 DOCUMENTS

                           The Example Gazette

                       March 3, 1998, Tuesday

HEADLINE: Envoy calls on premier

BYLINE: Anna Kovacs

BODY:
   HANOI, March 3 (EXA) -- The envoy called on the premier.

GRAPHIC: Photo, the envoy

LOAD-DATE: March 4, 1998
"""

NEXIS_NEW = """
Date and Time: Monday, 8 March 2021 10:02:00 AM CET
Job Number: 138000001

Documents (2)

1. Envoys of two parties hold talks in Harbourtown
Client/Matter: -None-
Search Terms: party AND talks
Search Type: Natural Language
Narrowed by:
Content Type
Narrowed by
News
-None-

2. Second story of the day

Envoys of two parties hold talks in Harbourtown

Example Daily (Harbourtown)

November 3, 2019 Sunday

Copyright 2019 Example Daily All Rights Reserved

Section: NEWS; Pg. 3
Length: 120 words
Byline: Peter Long
Dateline: HARBOURTOWN

Body


The envoys of the Blue Party and the Green Party held talks on Sunday.

They agreed to meet again.

Load-Date: November 4, 2019


End of Document


Second story of the day

Example Daily (Harbourtown)

November 4, 2019 Monday 9:30 PM GMT

Length: 80 words

Body

The second story is short.

Classification

Language: ENGLISH

Publication-Type: Newspaper

Load-Date: November 4, 2019

End of Document
"""

FACTIVA = """
HD
 Party delegation ends visit
BY
 By Jane Roe
WC
 312 words
PD
 12 March 2004
SN
 Example News Agency
SC
 EXNEWS
LA
 English
CY
 (c) 2004 Example News Agency.
LP
HANOI, March 12 (EXA) -- A delegation of the Red Party ended its visit on Friday.
TD
It had met the general secretary on Wednesday.

The delegation leaves for home on Saturday.
NS
 gpol : Domestic Politics
RE
 vietn : Vietnam | asiaz : Asia
AN
 Document EXNEWS0020040312e03c001xy

HD   Second delegation arrives
WC   95 words
PD   13 March 2004
SN   Example News Agency
LA   Chinese
LP
A second delegation arrived on Saturday.
AN   EXNEWS0020040313e03d000ab

Document EXNEWS0020040313e03d000ab
"""

FACTIVA_PLAIN = """
Party delegation ends visit
By Jane Roe
312 words
12 March 2004
17:05
Example News Agency
EXNEWS
English
(c) 2004 Example News Agency.

HANOI, March 12 (EXA) -- A delegation of the Red Party ended its visit on Friday.

It had met the general secretary on Wednesday.

Document EXNEWS0020040312e03c001xy

Second delegation arrives
1,095 words
13 March 2004
Example News Agency
EXNEWS
Chinese
Copyright 2004 Example News Agency

A second delegation arrived on Saturday.

Document EXNEWS0020040313e03d000ab

Search Summary
"""


def as_txt(text: str) -> bytes:
    return text.encode()


def as_docx(text: str) -> bytes:
    document = docx.Document()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def as_rtf(text: str) -> bytes:
    escaped = text.replace("\\", "\\\\").replace("\n", "\\par\n")
    return ("{\\rtf1\\ansi\\deff0 {\\fonttbl{\\f0 Arial;}}\n" + escaped + "}").encode("ascii")


def as_html(text: str) -> bytes:
    paragraphs = "".join(f"<div class='c0'><p class='c1'><span>{p.strip().replace(chr(10), '<br>')}</span></p></div>" for p in text.split("\n\n"))  # fmt: skip
    return f"<!DOCTYPE html><html><head><title>Export</title></head><body>{paragraphs}</body></html>".encode()


FORMS = {"export.txt": as_txt, "export.docx": as_docx, "export.rtf": as_rtf, "export.html": as_html}


def read(tmp_path: Path, name: str, raw: bytes) -> list[Candidate]:
    (tmp_path / name).write_bytes(raw)
    items = list(read_inputs([str(tmp_path / name)]))
    assert all(isinstance(item, Candidate) for item in items), items
    return items  # type: ignore[return-value]


@pytest.mark.parametrize("name", FORMS)
def test_nexis(tmp_path: Path, name: str) -> None:
    first, second = read(tmp_path, name, FORMS[name](NEXIS))
    assert (first.locator, first.form) == (f"{name}#1", "text")
    assert first.given.title == "Ruling party of Freedonia sends delegation to neighbouring Sylvania"
    assert first.given.published_at == "2002-10-28"
    assert first.given.agency == "Lantern Valley News Agency"
    assert first.given.bylines == ("MARY SMALL", "JOHN LARGE")
    assert first.given.language == "en"
    assert text_of(first).startswith("BEIJING, Oct. 28 -- A delegation of the Freedonian")
    assert text_of(first).rstrip().endswith("leaders of the host party on Tuesday.")
    assert second.given.title == "Envoy calls on premier"
    assert second.given.published_at == "1998-03-03"
    assert second.given.agency == "The Example Gazette"
    assert text_of(second).strip() == "HANOI, March 3 (EXA) -- The envoy called on the premier."


@pytest.mark.parametrize("name", FORMS)
def test_newer_nexis_with_cover_page(tmp_path: Path, name: str) -> None:
    first, second = read(tmp_path, name, FORMS[name](NEXIS_NEW))
    assert first.given.title == "Envoys of two parties hold talks in Harbourtown"
    assert first.given.agency == "Example Daily (Harbourtown)"
    assert first.given.published_at == "2019-11-03"
    assert first.given.bylines == ("Peter Long",)
    text = text_of(first)
    assert text.startswith("HARBOURTOWN -- The envoys of the Blue Party")
    assert text.rstrip().endswith("They agreed to meet again.")
    assert b"Client/Matter" not in first.raw
    assert (second.given.title, second.given.language) == ("Second story of the day", "en")
    assert (second.given.published_at or "")[:10] == "2019-11-04"
    assert text_of(second).strip() == "The second story is short."


@pytest.mark.parametrize("export", [FACTIVA, FACTIVA_PLAIN], ids=["with codes", "without codes"])
@pytest.mark.parametrize("name", FORMS)
def test_factiva(tmp_path: Path, name: str, export: str) -> None:
    first, second = read(tmp_path, name, FORMS[name](export))
    assert first.given.title == "Party delegation ends visit"
    assert first.given.published_at == "2004-03-12"
    assert first.given.agency == "Example News Agency"
    assert first.given.bylines == ("Jane Roe",)
    assert (first.given.language, second.given.language) == ("en", "zh")
    assert first.given.id == "EXNEWS0020040312e03c001xy"
    text = text_of(first)
    assert text.startswith("HANOI, March 12 (EXA) -- A delegation of the Red Party")
    assert "general secretary on Wednesday." in text
    assert "Domestic Politics" not in text and "Document" not in text
    assert text_of(second).strip() == "A second delegation arrived on Saturday."


def test_factiva_page_with_codes_in_a_table(tmp_path: Path) -> None:
    fields = [("HD", "Party delegation ends visit"), ("BY", "By Jane Roe"), ("WC", "312 words"), ("PD", "12 March 2004"), ("SN", "Example News Agency"), ("LA", "English"), ("LP", "<p>HANOI, March 12 (EXA) -- It ended its visit.</p>"), ("TD", "<p>It left.</p><p>It will return.</p>"), ("RE", "vietn : Vietnam"), ("AN", "Document EXNEWS0020040312e03c001xy")]  # fmt: skip
    table = "".join(f"<tr><td class='index'><b>{code}</b>&nbsp;</td><td>{value}</td></tr>" for code, value in fields)
    page = f"<html><head><title>Factiva</title></head><body><div class='article'><table>{table}</table></div></body></html>"
    (candidate,) = read(tmp_path, "a.html", page.encode())
    assert candidate.given.title == "Party delegation ends visit"
    assert (candidate.given.agency, candidate.given.bylines) == ("Example News Agency", ("Jane Roe",))
    assert text_of(candidate).split("\n\n") == [
        "HANOI, March 12 (EXA) -- It ended its visit.",
        "It left.",
        "It will return.",
    ]


def test_sections_are_the_bytes_of_the_file(tmp_path: Path) -> None:
    for text in (NEXIS, FACTIVA):
        for candidate in read(tmp_path, "export.txt", text.encode()):
            assert candidate.raw in text.encode()


def test_a_text_about_documents_is_no_export(tmp_path: Path) -> None:
    text = (
        "HANOI, March 3 (EXA) -- They signed 1 of 3 documents.\nSubject: none\n\nThe end of document talks is near.\n"
    )
    (candidate,) = read(tmp_path, "one.txt", text.encode())
    assert candidate.locator == "one.txt"
    assert text_of(candidate) == text
