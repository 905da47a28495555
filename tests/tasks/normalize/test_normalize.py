"""From bytes to a dispatch, for every form that is not a document."""

import json

import pytest

from tasks.errors import Unusable
from tasks.normalize import normalize
from tasks.normalize.glued_names import separate_glued_names
from tasks.records import Candidate, Dateline, Given

BODY = (
    "The leader of the party met the guests at the hall. Both sides exchanged views on relations between the parties."
)
TEXT = f"Leader Meets Guests of the Fraternal Party\n2024-01-02\n\nPyongyang, January 1 (KCNA) -- {BODY}"


def text(value: str, given: Given | None = None) -> Candidate:
    return Candidate(value.encode(), "text", "dispatch.txt", given or Given())


def test_plain_text() -> None:
    dispatch = normalize(text(TEXT))
    assert dispatch.text == TEXT
    assert dispatch.title == "Leader Meets Guests of the Fraternal Party"
    assert dispatch.agency == "KCNA"
    assert dispatch.dateline == Dateline("Pyongyang", "PRK", "2024-01-01")
    assert (dispatch.published_at, dispatch.published_precision, dispatch.published_basis) == (
        "2024-01-02",
        "day",
        "text",
    )
    assert dispatch.language == "en"
    assert dispatch.date == "2024-01-01"


def test_given_values_win() -> None:
    given = Given(title="Another", published_at="2024-03", language="fr-CA", agency="新华社", bylines=("A B",))
    dispatch = normalize(text(TEXT, given))
    assert (dispatch.title, dispatch.published_at, dispatch.published_precision) == ("Another", "2024-03", "month")
    assert (dispatch.language, dispatch.agency, dispatch.bylines) == ("fr", "Xinhua", ("A B",))


def test_the_dateline_s_own_year_dates_a_text_without_any_other_date() -> None:
    dispatch = normalize(text(f"BUENOS AIRES (ARGENTINA), 12 JAN 90 (TELAM) -- [TEXT] {BODY.upper()}"))
    assert dispatch.dateline == Dateline("Buenos Aires", "ARG", "1990-01-12")
    assert (dispatch.published_at, dispatch.published_basis) == ("1990-01-12", "dateline")


def test_without_a_year_the_dateline_has_none() -> None:
    dispatch = normalize(text(f"HANOI, March 3 (VNA) - {BODY}"))
    assert dispatch.dateline == Dateline("Hanoi", "VNM", "--03-03")
    assert dispatch.published_at is None
    assert dispatch.date is None


def test_what_could_not_be_made_out_is_a_warning() -> None:
    dispatch = normalize(text(f"NOWHERESVILLE, March 3 (VNA) - {BODY}"))
    assert dispatch.warnings == (
        "the country of the dateline's place is not known: Nowheresville",
        "the year of the dateline is not known: --03-03",
    )
    assert normalize(text(TEXT)).warnings == ()


def test_the_year_comes_from_a_date_near_by_in_the_text() -> None:
    dispatch = normalize(text(f"Pyongyang, January 2 (KCNA) -- A message was sent on December 29, 2008. {BODY}"))
    assert dispatch.dateline == Dateline("Pyongyang", "PRK", "2009-01-02")
    assert dispatch.published_at is None


def test_a_service_of_an_agency_is_the_agency() -> None:
    assert normalize(text(BODY, Given(agency="Xinhua General News Service"))).agency == "Xinhua"
    assert normalize(text(BODY, Given(agency="Example Gazette"))).agency == "Example Gazette"


def test_the_year_comes_from_the_address() -> None:
    given = Given(url="https://news.example.org/2011/03/04/a.html?utm_source=x")
    dispatch = normalize(text(f"HANOI, March 3 (VNA) - {BODY}", given))
    assert dispatch.dateline == Dateline("Hanoi", "VNM", "2011-03-03")
    assert dispatch.published_basis == "url"
    assert dispatch.url == "https://news.example.org/2011/03/04/a.html"


def test_chinese_with_reporters() -> None:
    body = "中国共产党代表团日前访问越南，双方举行会谈。"
    dispatch = normalize(text(f"某党代表团访问越南\n中新社河内2002年10月28日电 (记者 齐某 王某)\u3000{body}"))
    assert (dispatch.agency, dispatch.bylines, dispatch.language) == ("China News Service", ("齐某", "王某"), "zh")
    assert dispatch.dateline == Dateline("河内", "VNM", "2002-10-28")
    assert dispatch.text.endswith(body)


def test_page() -> None:
    paragraphs = "".join(f"<p>{number}. {BODY}</p>" for number in range(4))
    html = (
        "<html><head><meta charset=gb2312><title>某党代表团_某某网</title></head><body><h1>某党代表团</h1>"
        f"<p>2002年10月28日 来源：新华网</p>{paragraphs}</body></html>"
    )
    dispatch = normalize(Candidate(html.encode("gb18030"), "html", "a.html", Given(url="https://example.org/a#b")))
    assert dispatch.title == "某党代表团"
    assert (dispatch.agency, dispatch.published_at, dispatch.published_basis) == ("Xinhua", "2002-10-28", "text")
    assert dispatch.text.count(BODY) == 4


@pytest.mark.parametrize(
    "value", [BODY, f"<p>{BODY}</p><p>Done.</p>", f"<html><body><p>{BODY}</p></body></html>", [BODY]]
)
def test_record_with_text_or_markup(value: object) -> None:
    raw = json.dumps({"story": value, "other": 1}).encode()
    dispatch = normalize(Candidate(raw, "record", "a.jsonl#1", Given(title="T"), text_key="story"))
    assert dispatch.text.startswith(BODY)
    assert dispatch.title == "T"


@pytest.mark.parametrize(
    ("candidate", "reason"),
    [
        (Candidate(b"", "html", "x"), "no_text"),
        (Candidate(b"  \n ", "text", "x"), "no_text"),
        (Candidate(b"%PDF-1.4 ...", "html", "x"), "binary"),
        (Candidate(b"\x89PNG\r\n\x1a\n" + bytes(100), "text", "x"), "binary"),
        (Candidate(b"{broken", "record", "x", text_key="text"), "bad_record"),
        (Candidate(b"[1]", "record", "x", text_key="text"), "bad_record"),
        (Candidate(b'{"text": 5}', "record", "x", text_key="text"), "no_text"),
    ],
)
def test_what_cannot_be_used_says_why(candidate: Candidate, reason: str) -> None:
    with pytest.raises(Unusable) as caught:
        normalize(candidate)
    assert caught.value.reason == reason
    assert "\n" not in caught.value.detail


def test_spaces_that_a_feed_loses_round_names_come_back() -> None:
    glued = "ComradeKim Jong Unvisited the square; IlandKim Il SungSquare stays. Kim Il Sungism, Kim Jong Un's."
    assert separate_glued_names(glued) == (
        "Comrade Kim Jong Un visited the square; Iland Kim Il Sung Square stays. Kim Il Sungism, Kim Jong Un's."
    )


def test_the_same_bytes_give_the_same_dispatch() -> None:
    assert normalize(text(TEXT)) == normalize(text(TEXT))


def test_a_digest_has_no_dateline_of_its_own() -> None:
    items = [
        f"{dateline} The talks went on until late at night."
        for dateline in ("HANOI, March 3 (VNA) -", "LIMA, March 3 (Reuters) -", "Madrid, Mar 2 (EFE).-")
    ]
    assert normalize(text("News of the parties in brief\n\n" + "\n\n".join(items))).dateline is None
    assert normalize(text("News of the parties in brief\n\n" + "\n\n".join(items[:2]))).dateline is not None
