"""Absolute dates, in words and figures, English and Chinese."""

import pytest

from tasks.dates import chinese_number, find_dates, parse_date

ABSOLUTE = [
    ("2002-10-28", "2002-10-28", "day"),
    ("2017-07-08T10:20:30+08:00", "2017-07-08T10:20:30", "second"),
    ("( 2017.08.07 )", "2017-08-07", "day"),
    ("20021028", "2002-10-28", "day"),
    ("2002-10", "2002-10", "month"),
    ("2002", "2002", "year"),
    ("Mon, 28 Oct 2002 19:00:00 GMT", "2002-10-28T19:00:00", "second"),
    ("October 28, 2002", "2002-10-28", "day"),
    ("28th of October 2002", "2002-10-28", "day"),
    ("12 JAN 90", "1990-01-12", "day"),
    ("28 OCT 02", "2002-10-28", "day"),
    ("January, 23/2024 - 06:48", "2024-01-23T06:48", "minute"),
    ("2023 Jan 7", "2023-01-07", "day"),
    ("October 2002", "2002-10", "month"),
    ("Oct. 28", "--10-28", "day"),
    ("28 de octubre de 2002", "2002-10-28", "day"),
    ("28.10.2002", "2002-10-28", "day"),
    ("28/10/2002", "2002-10-28", "day"),
    ("10/28/2002", "2002-10-28", "day"),
    ("2002年10月28日", "2002-10-28", "day"),
    ("2002年10月28日 19:05", "2002-10-28T19:05", "minute"),
    ("２００２年１０月２８日", "2002-10-28", "day"),
    ("二〇〇二年十月二十八日", "2002-10-28", "day"),
    ("二００二年十月二十八日", "2002-10-28", "day"),
    ("二○○二年十月廿八日", "2002-10-28", "day"),
    ("民國91年10月28日", "2002-10-28", "day"),
    ("112年3月8日", "2023-03-08", "day"),
    ("發布日期：112/03/08", "2023-03-08", "day"),
    ("112-03-08", "2023-03-08", "day"),
    ("10年8月17日", "2010-08-17", "day"),
    ("10月28日", "--10-28", "day"),
    ("28. 10. 2002", "2002-10-28", "day"),
    ("Oct-28-2002", "2002-10-28", "day"),
    ("28. lokakuuta 2002", "2002-10-28", "day"),
    ("2002. október 28.", "2002-10-28", "day"),
    ("October 28, Juche 91 (2002)", "2002-10-28", "day"),
    ("www.kcna.kp (Juche91.10.28.)", "2002-10-28", "day"),
    ("2002年10月", "2002-10", "month"),
    ("2002年", "2002", "year"),
]


@pytest.mark.parametrize(("text", "value", "precision"), ABSOLUTE)
def test_reads_a_date_as_precisely_as_it_is_written(text: str, value: str, precision: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert (found.value, found.precision) == (value, precision)


@pytest.mark.parametrize("text", ["3/4/2002", "31/02/2002", "yesterday", "may 5 people come", "version 1.2.3", ""])
def test_abstains_where_there_is_no_certain_day(text: str) -> None:
    assert parse_date(text) is None


def test_finds_dates_with_their_places_in_order_without_overlaps() -> None:
    text = "It met on May 4 and 5 June 2003; 会议于2003年6月7日举行。"
    found = find_dates(text)
    assert [(text[f.start : f.end], f.value) for f in found] == [
        ("May 4", "--05-04"),
        ("5 June 2003", "2003-06-05"),
        ("2003年6月7日", "2003-06-07"),
    ]
    assert [f.has_year for f in found] == [False, True, True]


def test_a_number_after_a_day_is_no_year() -> None:
    assert [f.value for f in find_dates("On 5 May 16 people arrived")] == ["--05-05"]


def test_an_impossible_day_is_not_filled_in() -> None:
    assert [f.day for f in find_dates("31 November 2001")] == [None]


@pytest.mark.parametrize(
    ("written", "number"), [("二十八", 28), ("十", 10), ("二〇〇二", 2002), ("廿一", 21), ("甲", None)]
)
def test_chinese_numbers(written: str, number: int | None) -> None:
    assert chinese_number(written) == number
