from datetime import date

import pytest

from tasks.extract.event_dates import Anchor
from tasks.extract.event_dates_chinese import find_dates, lasting
from tasks.records import EventDate

ANCHOR = Anchor(date(2011, 3, 4), 2011)  # a Friday


def first(text: str, *, future: bool = False, anchor: Anchor = ANCHOR) -> tuple[str, str, str]:
    (_, found), *_ = find_dates(text, anchor, future=future)
    return found.start, found.end, found.precision


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("3月1日，代表团抵达", "2011-03-01", "2011-03-01", "day"),
        ("2001年9月18日", "2001-09-18", "2001-09-18", "day"),
        ("二〇〇一年九月十八日", "2001-09-18", "2001-09-18", "day"),
        ("11月20日，双方会谈", "2010-11-20", "2010-11-20", "day"),
        ("去年12月5日", "2010-12-05", "2010-12-05", "day"),
        ("2日上午，外长会见", "2011-03-02", "2011-03-02", "day"),
        ("28日在京会见", "2011-02-28", "2011-02-28", "day"),
        ("（3）日", "2011-03-03", "2011-03-03", "day"),
        ("2月22日至25日", "2011-02-22", "2011-02-25", "interval"),
        ("2月27日至3月2日", "2011-02-27", "2011-03-02", "interval"),
        ("2010年12月30日至2011年1月2日", "2010-12-30", "2011-01-02", "interval"),
        ("1至3日", "2011-03-01", "2011-03-03", "interval"),
        ("今天，代表团", "2011-03-04", "2011-03-04", "day"),
        ("昨晚", "2011-03-03", "2011-03-03", "day"),
        ("当天", "2011-03-04", "2011-03-04", "day"),
        ("周三", "2011-03-02", "2011-03-02", "day"),
        ("上周五", "2011-02-25", "2011-02-25", "day"),
        ("上周", "2011-02-21", "2011-02-27", "interval"),
        ("日前", "2011-03-04", "2011-03-04", "around"),
        ("近日，代表团", "2011-03-04", "2011-03-04", "around"),
        ("本月上旬", "2011-03-01", "2011-03-10", "interval"),
        ("上个月", "2011-02-01", "2011-02-28", "month"),
        ("去年11月", "2010-11-01", "2010-11-30", "month"),
        ("今年2月", "2011-02-01", "2011-02-28", "month"),
        ("1998年访问", "1998-01-01", "1998-12-31", "year"),
        ("2010-12-05", "2010-12-05", "2010-12-05", "day"),
        ("2010/12/05", "2010-12-05", "2010-12-05", "day"),
        ("2月1日（周五）", "2011-02-01", "2011-02-01", "day"),
        ("2月12、13日", "2011-02-12", "2011-02-13", "interval"),
        ("1日和2日", "2011-03-01", "2011-03-02", "interval"),
        ("两天前", "2011-03-02", "2011-03-02", "day"),
        ("过去五年", "2006-01-01", "2011-03-04", "interval"),
        ("星期一至星期三率团访问", "2011-02-28", "2011-03-02", "interval"),
        ("本周一到周五", "2011-02-28", "2011-03-04", "interval"),
        ("下周一至三", "2011-03-07", "2011-03-09", "interval"),
        ("上周五至本周一", "2011-02-25", "2011-02-28", "interval"),
        ("上周末", "2011-02-26", "2011-02-27", "interval"),
        ("上月20日至本月2日", "2011-02-20", "2011-03-02", "interval"),
        ("2月20日至本月2日", "2011-02-20", "2011-03-02", "interval"),
        ("本月1至3日", "2011-03-01", "2011-03-03", "interval"),
        ("2月5日下午至7日", "2011-02-05", "2011-02-07", "interval"),
        ("2月20日起至24日", "2011-02-20", "2011-02-24", "interval"),
        ("廿二日", "2011-02-22", "2011-02-22", "day"),
        ("大后天", "2011-03-07", "2011-03-07", "day"),
        ("一周前", "2011-02-22", "2011-02-28", "interval"),
        ("两周后", "2011-03-15", "2011-03-21", "interval"),
        ("前一天，双方会谈", "2011-03-03", "2011-03-03", "day"),
        ("隔日", "2011-03-05", "2011-03-05", "day"),
        ("月初", "2011-03-01", "2011-03-10", "interval"),
        ("去年底", "2010-12-01", "2010-12-31", "interval"),
        ("今年上半年", "2011-01-01", "2011-06-30", "interval"),
        ("2月中下旬", "2011-02-11", "2011-02-28", "interval"),
        ("民国99年5月12日", "2010-05-12", "2010-05-12", "day"),
        ("主体99（2010）年5月12日", "2010-05-12", "2010-05-12", "day"),
        ("九八年三月", "1998-03-01", "1998-03-31", "month"),
        ("98年3月10日", "1998-03-10", "1998-03-10", "day"),
        ("早前", "2011-03-04", "2011-03-04", "around"),
        ("2005年10月14日至28日来访", "2005-10-14", "2005-10-28", "interval"),
    ],
)
def test_dates_rest_on_the_day_of_the_dispatch(text: str, start: str, end: str, precision: str) -> None:
    assert first(text) == (start, end, precision)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("将于6日至8日访问", "2011-03-06", "2011-03-08"),
        ("将于2日访问", "2011-04-02", "2011-04-02"),
        ("将于1月5日访问", "2012-01-05", "2012-01-05"),
    ],
)
def test_planned_days_lie_ahead(text: str, start: str, end: str) -> None:
    assert first(text, future=True)[:2] == (start, end)


def test_a_day_without_a_year_keeps_it_unknown() -> None:
    assert first("5月3日", anchor=Anchor(None, None)) == ("--05-03", "--05-03", "day")


def test_the_same_day_is_the_day_told_before() -> None:
    found = find_dates("2日，外长抵达。同日，外长会见总理。次日，他离开。", ANCHOR)
    assert [value.start for _, value in found] == ["2011-03-02", "2011-03-02", "2011-03-03"]
    told = EventDate("2011-02-20", "2011-02-20", "day", "explicit")
    ((_, same),) = find_dates("同日，外长会见总理。", ANCHOR, context=told)
    assert (same.start, same.basis) == ("2011-02-20", "context")


@pytest.mark.parametrize("text", ["论坛2010年年会", "建交50周年", "第75个年头", "第一次会议", "9个月"])
def test_names_counts_and_ordinals_are_no_dates(text: str) -> None:
    assert find_dates(text, ANCHOR) == []


@pytest.mark.parametrize(
    ("text", "last"),
    [("开始为期四天的访问", "2011-03-07"), ("展开5天访问行程", "2011-03-08"), ("两国友谊", "2011-03-04")],
)
def test_a_visit_lasts_as_long_as_the_text_says(text: str, last: str) -> None:
    began = EventDate("2011-03-04", "2011-03-04", "day", "explicit")
    assert lasting(text, began, text).end == last


def test_a_visit_that_has_ended_is_counted_back_in_its_own_clause_only() -> None:
    ended = EventDate("2011-03-04", "2011-03-04", "day", "explicit")
    text = "结束对老挝为期四天的访问，前往越南"
    assert lasting(text, ended, "结束对老挝为期四天的访问").start == "2011-03-01"
    assert lasting(text, ended, "前往越南") == ended


def test_a_month_in_the_name_of_an_event_is_no_date() -> None:
    anchor = Anchor(date(2017, 10, 13), 2017)
    assert find_dates("就纪念十月革命百年交换意见", anchor) == []


@pytest.mark.parametrize("text", ["这是2001年危机爆发以来外长首次访问", "2001年以来两党多次会晤"])
def test_since_a_year_is_no_date(text: str) -> None:
    assert find_dates(text, ANCHOR, future=False) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2005年10月14日至28日来访，18日会见", ["2005-10-14", "2005-10-18"]),
        ("2005年4月26日抵达，5月3日离开", ["2005-04-26", "2005-05-03"]),
        ("2005年10月30日抵达，2日离开", ["2005-10-30", "2005-11-02"]),
        ("2月28日抵达，2日离开", ["2011-02-28", "2011-03-02"]),
    ],
)
def test_a_day_without_a_month_is_of_the_month_told_long_ago(text: str, days: list[str]) -> None:
    assert [value.start for _, value in find_dates(text, ANCHOR)] == days


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("3日抵达，开始为期四天的访问", "2011-03-06"),
        ("3日抵达，展开为期一周的参访", "2011-03-09"),
        ("3日开班，为期两周", "2011-03-16"),
        ("3日抵达，展开7天访问", "2011-03-09"),
        ("3日抵达，开始3天2夜的行程", "2011-03-05"),
    ],
)
def test_a_stated_length_gives_the_last_day(text: str, end: str) -> None:
    (_, told), *_ = find_dates(text, ANCHOR)
    assert lasting(text, told, text).end == end
