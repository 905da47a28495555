import pytest

from tasks.normalize.published import Published, from_string, from_two_orders, from_url, with_year, year_of_url


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/2002/10/28/story.html", "2002-10-28"),
        ("/english/news/201701/t20170124_88362.html", "2017-01-24"),
        ("/2024-05/26/content_117213821.shtml", "2024-05-26"),
        ("/n3/2023/0603/c90000-20027290.html", "2023-06-03"),
        ("/english/199912/02/eng19991202A104.html", "1999-12-02"),
        ("/2022/11/01/VIDESLVe9fBp7nqprdBDdd9Q221101.shtml", "2022-11-01"),
        ("/video/VIDESLVe9fBp7nqprdBDdd9Q221101.shtml", "2022-11-01"),
        ("/a/story981203.html", "1998-12-03"),
        ("/blog/2023/october/03/how-many", "2023-10-03"),
        ("/2012/07/forum.html", "2012-07"),
        ("/view/AEN20050315930118", "2005-03-15"),
        ("/view/AEN20050315004200315", "2005-03-15"),
        ("/item/1998/9803/news02/11.htm", "1998-03"),
        ("/item/2001/200103/news02/11.htm", "2001-03"),
        ("/retrieve.do?d=20120509", "2012-05-09"),
        ("/retrieve.do?id=20120509", None),
        ("/view.php?ud=20070510000541", "2007-05-10"),
        ("/view.php?ud=20075110000541", None),
        ("/news/aipl/202308150210.aspx", "2023-08-15"),
        ("/item/20051332000", None),
        ("/politics/2043887", None),
        ("/news/2399134599.html", None),
    ],
)
def test_dates_in_addresses(path: str, value: str | None) -> None:
    found = from_url(f"https://news.example.org{path}")
    assert (found.value if found else None) == value


def test_a_folder_tells_the_year() -> None:
    assert year_of_url("https://news.example.org/digest/2009/41.html") == "2009"
    assert year_of_url("https://news.example.org/1998/2009/41.html") is None
    assert year_of_url("https://news.example.org/item/2009") is None


def test_a_date_after_fetching_is_rejected() -> None:
    assert from_string("2030-01-01", "meta", "2024-05-01T00:00:00") is None
    assert from_string("2024-05-01", "meta", "2024-05-01T00:00:00") is not None


def test_a_date_without_a_year_publishes_nothing() -> None:
    assert from_string("Oct. 28", "text") is None


@pytest.mark.parametrize(
    ("day", "published", "full"),
    [
        ("--10-28", "2002-10-29", "2002-10-28"),
        ("--12-31", "2003-01-01", "2002-12-31"),
        ("--01-01", "2002-12-31", "2003-01-01"),
        ("---28", "2002-10-29", "2002-10-28"),
        ("---31", "2002-11-01", "2002-10-31"),
        ("--10-28", "2002", "2002-10-28"),
        ("--10-28", None, "--10-28"),
        ("---28", None, None),
        ("2002-10-28", "2005-01-01", "2002-10-28"),
        (None, "2005-01-01", None),
    ],
)
def test_a_dateline_takes_its_year_from_publication(day: str | None, published: str | None, full: str | None) -> None:
    assert with_year(day, published) == full


def test_a_day_in_two_orders_is_the_one_that_the_text_lies_by() -> None:
    line = ["Published on 12/06/2024"]
    assert from_two_orders(line, "They met on Tuesday (11 June).") == Published("2024-06-12", "day", "text")
    assert from_two_orders(line, "They met on December 5.") == Published("2024-12-06", "day", "text")
    assert from_two_orders(line, "They met.") == Published("2024", "year", "text")
    assert from_two_orders(["12:06"], "They met.") is None


def test_the_month_of_an_address_gives_the_dateline_its_year() -> None:
    assert with_year("--02-26", "2024-02") == "2024-02-26"
    assert with_year("--12-30", "2024-01") == "2023-12-30"


@pytest.mark.parametrize(
    ("line", "url", "value"),
    [
        ("NNA - 12/6/2024 - The party's leader on Wednesday welcomed the ambassador", None, "2024-06-12"),
        ("09/05/2023 14:03", "https://news.example.la/1", "2023-05-09"),
        ("09/05/2023 14:03", "https://news.example.com/1", "2023"),
    ],
)
def test_a_day_in_two_orders_is_told_by_its_weekday_or_country(line: str, url: str | None, value: str) -> None:
    found = from_two_orders([line], "They met.", url)
    assert found
    assert found.value == value
