"""Dates in long texts, and every name of a month."""

from __future__ import annotations

from tasks.dates import find_dates, month_numbers


def test_a_date_is_found_wherever_it_stands_in_a_long_text() -> None:
    """Dates are looked for round numbers only: no filling before, between and behind them may hide one."""
    dates = ("28 October 2002", "March 3, 2004", "2005-06-07", "二〇〇二年十月二十八日", "3月4日", "Mar-07-2004")
    filling = ("; ", "; words and more words without any number that could be taken for one; " * 3, "; 12 of 345; ")
    for before in filling:
        for behind in filling:
            text = "".join(f"{before} {date} {behind}" for date in dates)
            found = [text[date.start : date.end].strip() for date in find_dates(text)]
            assert found == list(dates), (before, behind)


def test_every_name_of_a_month_is_read() -> None:
    for name, month in month_numbers().items():
        for written in (name, name.capitalize()):
            found = find_dates(f"28 {written} 2002")
            assert [date.value for date in found] == [f"2002-{month:02}-28"], written
