"""Web pages stored as text, with menus, captions and share lines left in: place, day, agency, reporters."""

import pytest

from tasks.normalize import normalize
from tasks.normalize.byline_names import is_latin_name
from tasks.normalize.datelines_within import dateline_within
from tasks.records import Candidate, Dispatch, Given

L = " of the two parties met on Tuesday and agreed to send delegations to each other every year, a spokesman said later."
Z = "两党代表团举行会谈，双方就加强党际交往、推动两国关系发展深入交换了意见，并商定明年继续互访。"


def read(text: str, url: str | None = None) -> Dispatch:
    return normalize(Candidate(text.encode(), "text", "page", Given(url=url)))


def place_and_day(dispatch: Dispatch) -> tuple[str | None, str | None]:
    return (dispatch.dateline.place, dispatch.dateline.date) if dispatch.dateline else (None, None)


@pytest.mark.parametrize(
    ("before", "dateline", "place", "agency"),
    [
        ("Guests wave at the airport of Hanoi, October 3, 2012. (Photo/Xinhua) ", "HANOI, Oct. 3 (Xinhua) -- ", "HANOI", "Xinhua"),
        ("Senior Official Meets Visitors From Two Parties in Lima ", "Lima, March 3 (Xinhua) -- ", "Lima", "Xinhua"),
        ("Two parties sign an accord, the first of its kind. ", "HAVANA, Cuba, Oct 21 (ACN) ", "HAVANA", "ACN"),
        ("Delegates at the opening session (Photo: VNA) ", "Hanoi (VNA) - ", "Hanoi", "VNA"),
        ("A guest is welcomed on Friday. [Photo/Example Daily] ", "BEIJING - ", "BEIJING", None),
        ("Special to the Example Post: ", "NAIROBI, March 3 -- ", "NAIROBI", None),
    ],
)  # fmt: skip
def test_a_dateline_behind_other_words_of_its_line(before: str, dateline: str, place: str, agency: str | None) -> None:
    found = dateline_within(f"{before}{dateline}Leaders{L}")
    assert found is not None
    assert (found.place, found.agency, found.start) == (place, agency, len(before))
    assert found.end in (len(before + dateline), len((before + dateline).rstrip()))


@pytest.mark.parametrize(
    "line",
    [
        "The two leaders shake hands in Beijing, capital of China, March 3, 2012. (Xinhua/Zhang Yan)",
        f"The statement was first carried in Hanoi (VNA). Leaders{L}",
        f"Leaders who came to Lima - among them three ministers - {L}",
        f"He told the agency (Xinhua) - and nobody else - that leaders{L}",
    ],
)
def test_captions_and_asides_are_no_datelines(line: str) -> None:
    assert dateline_within(line) is None


@pytest.mark.parametrize(
    ("written", "place", "day", "agency"),
    [
        ("COLOMBO, March 5 , 2013 (Xinhua): Leaders", "Colombo", "2013-03-05", "Xinhua"),
        ("Pyongyang, March 3 Juche 105 (2016) (KCNA) -- Leaders", "Pyongyang", "2016-03-03", "KCNA"),
        ("HAVANA, Cuba,: Leaders", "Havana", None, None),
        ("SOFIA, Bulgaria: Leaders", "Sofia", None, None),
    ],
)
def test_further_forms_in_latin_script(written: str, place: str, day: str | None, agency: str | None) -> None:
    dispatch = read(f"Leaders of two parties meet\n\n{written}{L}")
    assert (*place_and_day(dispatch), dispatch.agency) == (place, day, agency)


@pytest.mark.parametrize(
    ("written", "place", "day", "agency", "reporters"),
    [
        ("北京,2019年4月11日 – ", "北京", "2019-04-11", None, ()),
        ("北京，4月11日（路透社）— ", "北京", "2019-04-11", "Reuters", ()),
        ("路透北京4月11日 - ", "北京", "2019-04-11", "Reuters", ()),
        ("中央社记者张岩台北11日电 ", "台北", "2019-04-11", "CNA", ("张岩",)),
        ("某某新闻网北京4月11日电（记者张岩）", "北京", "2019-04-11", None, ("张岩",)),
        ("（VOVWORLD）- ", None, None, "VOV", ()),
        ("两党代表团会谈。李禾 摄 新华社万象4月11日电（记者张岩）", "万象", "2019-04-11", "Xinhua", ("张岩",)),
        ("提要一句。\n\n本报万象4月11日电（记者张岩）", "万象", "2019-04-11", None, ("张岩",)),
    ],
)
def test_further_chinese_forms(
    written: str, place: str | None, day: str | None, agency: str | None, reporters: tuple[str, ...]
) -> None:
    dispatch = read(f"两党代表团举行会谈\n\n{written}{Z}", "http://news.example.com/2019/04/12/1.html")
    assert (*place_and_day(dispatch), dispatch.agency, dispatch.bylines) == (place, day, agency, reporters)


@pytest.mark.parametrize(
    "furniture",
    [
        " date 2021-07-16 Left Menu\nLeaders of two parties meet",
        "Last updated at: (Beijing Time) Monday, January 06, 2003\nLeaders of two parties meet",
        "Recent Posts\nMarch 3, 2019\nLeaders of two parties meet",
        "Thursday, August 15, 2013\n\nLeft Parties Seminar Opens in Managua",
        "Ann Exemplar in Cairo\nMarch 3, 2019",
        "Leaders of two parties meet\nAKP Phnom Penh, August 3, 2018 --",
    ],
)
def test_furniture_and_headlines_name_no_reporter(furniture: str) -> None:
    assert read(f"{furniture}\n\nLeaders{L}").bylines == ()


def test_a_line_with_a_label_is_no_headline() -> None:
    text = f"Last updated at: (Beijing Time) Monday, January 06, 2003\nLeaders of two parties meet\n\nLeaders{L}"
    assert read(text).title == "Leaders of two parties meet"
    assert read(text).published_at == "2003-01-06"


@pytest.mark.parametrize("name", ["Home Page", "Party Chiefs", "CNN Example Person", "Ties Praised", "Guests Received"])
def test_words_of_pages_are_no_names(name: str) -> None:
    assert not is_latin_name(name)


@pytest.mark.parametrize("name", ["Ann Exemplar", "AJ Sample", "Edward Said", "Won Il-sung", "Karl Musterhall"])
def test_names_stay_names(name: str) -> None:
    assert is_latin_name(name)


def test_desks_sign_reports_like_reporters() -> None:
    signed = f"HANOI (Reuters) - Leaders{L}\n\n(Reporting by Ann Exemplar and Hanoi Newsroom; Editing by Bob Sample)"
    assert read(signed).bylines == ("Ann Exemplar", "Hanoi Newsroom")


def test_an_account_of_a_blog_names_agency_and_reporter() -> None:
    dispatch = read(
        f"Leaders of two parties meet\n\nLeaders{L}\n\nXinhuaZhang Yan\n\nOther posts by Xinhua\nContact author"
    )
    assert (dispatch.agency, dispatch.bylines) == ("Xinhua", ("Zhang Yan",))


@pytest.mark.parametrize(
    ("text", "url", "agency"),
    [
        (f"今天，{Z}(央视记者 张岩)\n登录| 注册", None, "CCTV"),
        (f"今天，{Z}\n两党会谈现场。（新华社记者 张岩 摄）\n今天，{Z}", None, None),
        (
            f"Leaders{L} In a Xinhua interview one of them praised it.",
            "http://en.people.cn/200301/06/1.shtml",
            "Xinhua",
        ),
        (f"Leaders{L} They told Xinhua about it.", "http://news.example.org/1.html", None),
        (f"Leaders{L}", "http://en.people.cn/200301/06/1.shtml", "People's Daily"),
        (f"Leaders{L}", "https://www.eastwest.ngo/idea/1", "EastWest Institute"),
    ],
)
def test_agencies_credited_by_other_means(text: str, url: str | None, agency: str | None) -> None:
    assert read(text, url).agency == agency


@pytest.mark.parametrize(
    ("end", "day", "agency", "reporters"),
    [
        (" (Xinhua News Agency March 3, 2004)", "2004-03-03", "Xinhua", ()),
        ("\n\n(Example.org by staff reporter Ann Exemplar, March 3, 2004)", "2004-03-03", None, ("Ann Exemplar",)),
        (" It met a party (founded on March 3, 2004)", None, None, ()),
        ("\n\nCopyright 2012 The Associated Press. All rights reserved.", None, "AP", ()),
        ("\n\nCopyright 2012 Xinhuanet. All rights reserved.", None, None, ()),
        ("\n\n/Xinhua/", None, "Xinhua", ()),
    ],
)
def test_what_a_text_closes_with(end: str, day: str | None, agency: str | None, reporters: tuple[str, ...]) -> None:
    dispatch = read(f"Leaders of two parties meet\n\nLeaders{L}{end}")
    assert (dispatch.published_at, dispatch.agency, dispatch.bylines) == (day, agency, reporters)


@pytest.mark.parametrize(
    ("line", "agency", "reporters"),
    [
        ("Leaders shake hands in Paris. (AFP)", None, ()),
        ("By ANN EXEMPLAR, Associated Press Writer", "AP", ("ANN EXEMPLAR",)),
        ("Written by Express News Service | New Delhi | Published: March 3, 2011", None, ()),
        ("Writer's pictureAnn Exemplar", None, ("Ann Exemplar",)),
        ("Members of the party wave in Chengdu, Aug. 1, 2023. (Xinhua/Zhang Yan)", None, ()),
        ("APP | Islamabad | March 3, 2015", "APP", ()),
        ("People of the party, Vol. XXVI", None, ()),
    ],
)
def test_credits_between_headline_and_text(line: str, agency: str | None, reporters: tuple[str, ...]) -> None:
    dispatch = read(f"Leaders of two parties meet\n{line}\n\nLeaders{L * 8}")
    assert (dispatch.agency, dispatch.bylines) == (agency, reporters)


def test_a_country_is_not_its_agency() -> None:
    assert read(f"HANOI, Vietnam - Leaders{L}").agency is None


def test_a_list_of_items_is_filed_as_its_first_one() -> None:
    items = [f"{place}, May 20th—Leaders{L}" for place in ("Oslo", "Lima", "Oslo")]
    assert place_and_day(read("\n".join(items))) == ("Oslo", "--05-20")
    assert place_and_day(read("Leaders of two parties meet\n" + "\n".join(items))) == (None, None)
