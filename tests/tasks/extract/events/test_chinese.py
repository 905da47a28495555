"""Chinese event reports of our own sentences. Every row of reference/event_phrases_zh.csv brings its own example."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tasks import reference
from tasks.extract import extract
from tasks.normalize import normalize
from tasks.records import Candidate, Event, Given

DISPATCHES = yaml.safe_load((Path(__file__).parent / "chinese_dispatches.yaml").read_text(encoding="utf-8"))
VARIANTS = yaml.safe_load((Path(__file__).parent / "chinese_variants.yaml").read_text(encoding="utf-8"))
TABLES = ("event_phrases_zh", "event_words_zh")
EXAMPLES = [row for table in TABLES for row in reference.rows(table) if row["expected"]]


def events(
    text: str, *, published_at: str = "2024-05-20", title: str | None = None, agency: str | None = None
) -> list[Event]:
    """Through normalising, as a record that comes with its day."""
    raw = json.dumps({"text": text}, ensure_ascii=False).encode()
    given = Given(language="zh", published_at=published_at, title=title, agency=agency)
    return list(extract(normalize(Candidate(raw, "record", "test", given, text_key="text"))).events)


def brief(event: Event) -> str:
    return " ".join([event.event_type, *(side.country or "-" for side in event.sides)])


def news(text: str, **given: str | None) -> list[str]:
    return [brief(event) for event in events(text, **given) if event.level != "background"]


def line(event: Event) -> str:
    sides = [(s.country or "-") + ("/" + "+".join(s.parties) if s.parties else "") for s in event.sides]
    return " ".join([event.event_type, *sides, event.date.start, event.date.end]) if event.date else event.event_type


@pytest.mark.parametrize("dispatch", DISPATCHES, ids=[dispatch["name"] for dispatch in DISPATCHES])
def test_dispatches_give_the_events_that_a_reader_finds(dispatch: dict[str, Any]) -> None:
    found = events(dispatch["text"].strip(), published_at=str(dispatch["date"]))
    assert [line(event) for event in found if event.level != "background"] == dispatch["events"]


@pytest.mark.parametrize(
    "variant",
    [
        pytest.param(variant, id=f"{family} {number}")
        for family, variants in VARIANTS.items()
        for number, variant in enumerate(variants)
    ],
)
def test_wordings_of_one_kind_give_their_events(variant: dict[str, Any]) -> None:
    assert sorted(news(variant["text"], agency=variant.get("agency"))) == sorted(variant["events"])


@pytest.mark.parametrize("row", EXAMPLES, ids=[row["rule"] for row in EXAMPLES])
def test_every_phrase_finds_its_example(row: dict[str, str]) -> None:
    assert row["expected"] in [brief(event) for event in events(row["example"])]


@pytest.mark.parametrize(
    "text",
    [
        "国务院总理李强在京会见全国劳动模范代表。",
        "农业农村部在成都举行春耕工作会议。",
        "希望双方尽早举行会谈，法国外长访问日本。",
        "法国总统取消访问日本。",
        "外交部长王毅表示，去年法国总统访问中国取得成功。",
        "今年前4个月，全国新设立企业400多万家。",
        "中国女排以3比2战胜美国队，塞尔维亚队将访问中国参加友谊赛。",
        "神舟十九号航天员乘组与俄罗斯航天员举行了太空通话。",
        "德国联邦议院选举20日举行，基民盟与社民党将就组阁举行谈判。",
        "美国总统特朗普签署行政令，对进口汽车加征关税。",
        "来自47个国家的企业参展，俄罗斯展团希望同中国企业签署更多协议。",
        "习近平在中南海会见香港特区行政长官李家超。",
        "日本首相石破茂会见公明党党首。",
        "习近平致信祝贺中国国际电视台创建8周年。",
        "中国海军和平方舟医院船抵达南非德班港。",
        "双方还就巴以冲突交换意见。",
        "中国驻俄罗斯大使馆举行新春招待会，俄罗斯各界友好人士出席。",
        "美国政府宣布将向乌克兰提供价值3亿美元的军事装备。",
        "韩国执政党代表团或于下月访美。",
        "外交部发言人否认王毅将访问日本。",
        "法国社会党第一书记取消了原定于5月21日对中国的访问。",
        "俄罗斯不会与日本就渔业协议进行磋商。",
        "中央统战部部长向党外人士通报中共中央全会精神。",
        "国务院新闻办举行政策例行吹风会，介绍促进消费有关情况。",
        "南非非国大与民主联盟就组建联合政府举行会谈。",
        "全国人大外事委员会就法国议长会见日本议员发表声明。",
        "专家20日在北京举行座谈，研讨日本经济。",
        "中国科学家与巴西同行签署合作协议。",
        "中共中央国务院举行春节团拜会，向台湾同胞拜年。",
    ],
)
def test_domestic_denied_wished_for_and_quoted_contacts_are_no_news(text: str) -> None:
    assert news(text) == []


def test_a_visit_is_one_event_for_each_country() -> None:
    assert news("近日，中国外交部代表团先后访问老挝、泰国和缅甸。") == [
        "visit CHN LAO",
        "visit CHN THA",
        "visit CHN MMR",
    ]


def test_the_guest_of_a_meeting_is_on_a_visit() -> None:
    found = events("外交部长王毅20日在北京会见来华进行正式访问的法国外长。")
    assert [brief(e) for e in found] == ["meeting CHN FRA", "visit FRA CHN"]
    assert [(e.level, e.status) for e in found] == [("core", "past"), ("secondary", "ongoing")]
    assert found[0].place and (found[0].place.name, found[0].place.country) == ("北京", "CHN")


def test_a_planned_visit_has_its_days_ahead() -> None:
    (visit,) = events("应国家主席习近平邀请，法国总统将于6月5日至7日对中国进行国事访问。")
    assert (brief(visit), visit.status, visit.sub_type) == ("visit FRA CHN", "planned", "state_visit")
    assert visit.date and (visit.date.start, visit.date.end, visit.date.precision) == (
        "2024-06-05",
        "2024-06-07",
        "interval",
    )


def test_the_headline_tells_the_same_event() -> None:
    text = "王毅会见法国外长\n5月18日，外交部长王毅在北京会见法国外长。"
    (meeting,) = events(text, title="王毅会见法国外长")
    assert meeting.date and (meeting.date.start, meeting.date.basis) == ("2024-05-18", "explicit")


def test_the_two_sides_sign_what_they_talked_about() -> None:
    text = "5月18日，国家主席习近平在北京同法国总统举行会谈。会谈后，两国元首共同见证签署多项双边合作文件。"
    assert news(text) == ["meeting CHN FRA", "agreement CHN FRA"]


def test_a_date_is_carried_from_the_sentence_before() -> None:
    text = "5月17日，国家主席习近平同法国总统举行会谈。同日，国务院总理李强会见法国总统。"
    assert [e.date.start for e in events(text) if e.date] == ["2024-05-17"]
    text = "5月16日，法国外长抵达东京。日本外相同法国外长举行会谈。"
    assert {e.date.start for e in events(text) if e.date} == {"2024-05-16"}


def test_contacts_of_third_countries_count() -> None:
    assert news("沙特阿拉伯、土耳其和巴基斯坦三国领导人7日签署共同防务协议。") == ["agreement SAU TUR PAK"]


def test_an_office_without_a_country_is_of_the_outlets_country() -> None:
    text = "政府总理20日会见德国社会民主党代表团。外交部长当天会见法国大使。"
    assert [brief(event) for event in events(text, agency="Xinhua")] == ["meeting CHN DEU", "meeting CHN FRA"]
    assert [brief(event) for event in events(text, agency="VNA")] == ["meeting VNM DEU", "meeting VNM FRA"]


def test_a_stay_told_by_its_ends_lasts_from_the_one_to_the_other() -> None:
    text = "日本自由民主党青年局长一行5月15日抵台，18日离台。"
    (visit,) = events(text, agency="CNA")
    assert visit.date and (visit.date.start, visit.date.end) == ("2024-05-15", "2024-05-18")


def test_a_course_lasts_from_its_first_lesson_to_the_last() -> None:
    text = "老挝人民革命党青年干部在江苏省委党校参加研修班。本期研修班5月6日开课，5月19日结业。"
    (course,) = events(text)
    assert (course.event_type, course.sides[0].parties) == ("training", ("CHN-CPC",))
    assert course.date and (course.date.start, course.date.end) == ("2024-05-06", "2024-05-19")


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("法国总统将于6月5日抵达北京，同国家主席习近平举行会谈，并签署合作文件。", ["planned"] * 3),
        ("日本自由民主党代表团定于21日抵达河内，与越共中央总书记会面。", ["planned"] * 2),
        ("新一轮俄美会谈将于22日在日内瓦举行。", ["planned"]),
        ("俄美总统会晤定于22日举行。", ["planned"]),
        ("中国国民党副主席率团访问北京，预定20日与中共中央台办主任会谈。", ["past", "planned"]),
        ("即将离任的法国大使18日拜会了越共中央总书记。", ["past"]),
    ],
)
def test_what_is_still_to_come_is_planned(text: str, statuses: list[str]) -> None:
    assert [event.status for event in events(text)] == statuses


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("新一轮俄美会谈将于22日在日内瓦举行。", ("2024-05-22", "2024-05-22")),
        ("日本公明党代表团5月15日抵达北京，开始为期四天的访问。", ("2024-05-15", "2024-05-18")),
        ("中国国民党代表团星期四至星期六访问北京。", ("2024-05-16", "2024-05-18")),
        ("5月18日，双方筹备会面。前一天，越共中央总书记会见了古巴共产党代表团。", ("2024-05-17", "2024-05-17")),
        ("越共中央总书记上月30日至本月2日访问老挝。", ("2024-04-30", "2024-05-02")),
    ],
)
def test_an_event_has_the_days_that_its_sentence_tells(text: str, when: tuple[str, str]) -> None:
    (event,) = events(text)
    assert event.date and (event.date.start, event.date.end) == when


def test_a_day_of_long_ago_leaves_the_news_its_own_day() -> None:
    text = "国民党荣誉主席连战18日抵达北京访问。2023年4月26日，连战曾访问北京。19日，中联部部长会见了连战。"
    found = {event.date.start: event.level for event in events(text) if event.date}
    assert found == {"2023-04-26": "background", "2024-05-18": "core", "2024-05-19": "core"}
    text = "国民党荣誉主席连战18日抵达北京访问。\n2023年4月26日，连战访问北京。29日，中联部部长会见了连战。"
    found = {event.date.start: event.level for event in events(text) if event.date}
    assert found == {"2023-04-26": "background", "2023-04-29": "background", "2024-05-18": "core"}
