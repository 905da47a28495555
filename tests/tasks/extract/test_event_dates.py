"""English date expressions against the day of a dispatch (a Friday)."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.extract.event_dates import Anchor, anchor_of, dispatch_date, find_dates
from tasks.records import Dateline, Dispatch

FRIDAY = Anchor(date(2024, 7, 26), 2024)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("from July 31 to Aug. 2", "2024-07-31", "2024-08-02", "interval"),
        ("July 31-Aug. 2", "2024-07-31", "2024-08-02", "interval"),
        ("visited Israel June 23-25 to deliver remarks", "2024-06-23", "2024-06-25", "interval"),
        ("23 to 25 May 2014", "2014-05-23", "2014-05-25", "interval"),
        ("from Dec. 28 to Jan. 3", "2023-12-28", "2024-01-03", "interval"),
        ("on Sept. 24, 2023", "2023-09-24", "2023-09-24", "day"),
        ("on July 22", "2024-07-22", "2024-07-22", "day"),
        ("on December 31 last year", "2023-12-31", "2023-12-31", "day"),
        ("26 MAR 89", "1989-03-26", "1989-03-26", "day"),
        ("on the 22nd", "2024-07-22", "2024-07-22", "day"),
        ("in the last week of this month", "2024-07-25", "2024-07-31", "interval"),
        ("at the end of next month", "2024-08-25", "2024-08-31", "interval"),
        ("the first week of May 2024", "2024-05-01", "2024-05-07", "interval"),
        ("the second half of April 2024", "2024-04-16", "2024-04-30", "interval"),
        ("on the 30th", "2024-06-30", "2024-06-30", "day"),
        ("on Thursday", "2024-07-25", "2024-07-25", "day"),
        ("on Friday", "2024-07-26", "2024-07-26", "day"),
        ("last Friday", "2024-07-19", "2024-07-19", "day"),
        ("next Monday", "2024-07-29", "2024-07-29", "day"),
        ("today", "2024-07-26", "2024-07-26", "day"),
        ("yesterday", "2024-07-25", "2024-07-25", "day"),
        ("LAST WEEK", "2024-07-15", "2024-07-21", "interval"),
        ("from Saturday to Tuesday", "2024-07-20", "2024-07-23", "interval"),
        ("between Wednesday and Friday", "2024-07-24", "2024-07-26", "interval"),
        ("earlier this week", "2024-07-22", "2024-07-26", "interval"),
        ("later this week", "2024-07-26", "2024-07-28", "interval"),
        ("earlier this month", "2024-07-01", "2024-07-31", "month"),
        ("next month", "2024-08-01", "2024-08-31", "month"),
        ("in March 2019", "2019-03-01", "2019-03-31", "month"),
        ("in May", "2024-05-01", "2024-05-31", "month"),
        ("last year", "2023-01-01", "2023-12-31", "year"),
        ("in 2001", "2001-01-01", "2001-12-31", "year"),
        ("between 1998 and 2001", "1998-01-01", "2001-12-31", "interval"),
        ("over the past five years", "2019-01-01", "2024-07-26", "interval"),
        ("since 1997", "1997-01-01", "2024-07-26", "interval"),
        ("three days ago", "2024-07-23", "2024-07-23", "day"),
        ("recently", "2024-07-26", "2024-07-26", "around"),
    ],
)
def test_one_expression(text: str, start: str, end: str, precision: str) -> None:
    [(_, found)] = find_dates(text, FRIDAY)
    assert (found.start, found.end, found.precision) == (start, end, precision)


@pytest.mark.parametrize("text", ["he may 3 of them", "a new year 2024 reception", "the 79th anniversary", "3:0"])
def test_what_is_no_date(text: str) -> None:
    assert [d for _, d in find_dates(text, FRIDAY) if d.precision == "year"] == []


def test_in_announcements_days_lie_ahead() -> None:
    [(_, tuesday)] = find_dates("will leave on Tuesday", FRIDAY, future=True)
    [(_, december)] = find_dates("will visit from December 5-8", FRIDAY, future=True)
    [(_, stay)] = find_dates("will stay from Monday through Friday", FRIDAY, future=True)
    assert tuesday.start == "2024-07-30"
    assert (stay.start, stay.end) == ("2024-07-29", "2024-08-02")
    assert (december.start, december.end) == ("2024-12-05", "2024-12-08")


def test_a_date_beside_a_weekday_says_more() -> None:
    [(_, found)] = find_dates("on Friday [4 November]", Anchor(date(1988, 11, 6), 1988))
    assert (found.start, found.basis) == ("1988-11-04", "explicit")


def test_without_a_year_month_and_day_are_kept() -> None:
    anchor = anchor_of(Dispatch("text", dateline=Dateline("Sirius", "RUS", "--11-14")))
    [(_, today)] = find_dates("held today", anchor)
    [(_, day)] = find_dates("held on Nov. 13", anchor)
    assert (today.start, day.start) == ("--11-14", "--11-13")
    assert find_dates("last Monday", anchor) == []


def test_the_dateline_goes_before_the_page() -> None:
    dispatch = Dispatch("text", dateline=Dateline("Beijing", "CHN", "2023-06-02"), published_at="2023-06-03T09:53")
    found = dispatch_date(anchor_of(dispatch))
    assert found is not None and (found.start, found.basis) == ("2023-06-02", "dateline")


def test_no_date_is_invented() -> None:
    anchor = anchor_of(Dispatch("text"))
    assert dispatch_date(anchor) is None
    assert find_dates("today and on Monday and last year", anchor) == []


def test_of_a_month_known_all_the_month() -> None:
    found = dispatch_date(anchor_of(Dispatch("The two sides met.", "en", published_at="2017-10")))
    assert found is not None
    assert (found.start, found.end, found.precision) == ("2017-10-01", "2017-10-31", "month")
