"""Agencies and reporters credited outside the dateline."""

import pytest

from tasks.normalize.agencies import agencies, agency_of_site, canonical_name
from tasks.normalize.bylines import find_bylines, in_bracket, split_names
from tasks.normalize.sources import credited_in, credited_in_text


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("XINHUA", "Xinhua"),
        ("新華社", "Xinhua"),
        ("Itar-Tass", "TASS"),
        ("中新社", "China News Service"),
        ("Some Paper", None),
    ],
)
def test_names_lead_to_one_name(written: str, name: str | None) -> None:
    assert canonical_name(written) == name


def test_no_name_belongs_to_two_agencies() -> None:
    names: dict[str, str] = {}
    for agency in agencies():
        for name in (agency.name, *agency.aliases, *agency.aliases_zh):
            assert names.setdefault(name.casefold(), agency.agency_id) == agency.agency_id


def test_the_site_of_an_agency_credits_it_and_other_sites_nobody() -> None:
    assert agency_of_site("https://www.idcpc.org.cn/english/news/x.html") == "IDCPC"
    assert agency_of_site("https://news.example.org/tass.com/1") is None
    assert agency_of_site(None) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("(Xinhua) 20:46, July 06, 2021", "Xinhua"),
        ("( 2003-11-03 16:47) (Xinhua)", "Xinhua"),
        ("By Ann Example | China Daily | Updated: 2025-05-26 07:16", "China Daily"),
        ("Xinhua, August 18, 2016 ", "Xinhua"),
        ("SOURCE: xinhua     UPDATED: 2023-05-25", "Xinhua"),
        ("2022年09月29日 17:20     来源：中国新闻网", "China News Service"),
        ("XinhuaUpdated: January 24, 2018", "Xinhua"),
        ("时间:2026-02-01 15:11:51来源:中国新闻网责任编辑:施某", "China News Service"),
        ("《 人民日报 》（ 2005年05月16日   第 03 版）", "People's Daily"),
        ("Angola Press Agency (Luanda)", "ANGOP"),
        ("Guests of the Example Province Party (EPP) and the People's Action Party (PAP)", None),
        ("(PAP) 12:30, July 06, 2021", "PAP"),
        ("Source: GBC", "GBC"),
        ("Source: our own staff", None),
        ("Leader Meets Guests", None),
    ],
)
def test_credits_round_the_headline(line: str, name: str | None) -> None:
    assert credited_in([line]) == name


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("They agreed to keep up contacts. (Xinhua)", "Xinhua"),
        ("They agreed to keep up contacts. — VNS", "VNS"),
        ("They agreed to keep up contacts./.\n\nVNA", "VNA"),
        ("They agreed.\n\nSource: Xinhua   Editor: Zhu Example\n\nNews\n\nMetro", "Xinhua"),
        ("双方同意保持往来。（新华社）", "Xinhua"),
        ("They spoke of the party (PVEM).", None),
        ("(Photo: VNA)", None),
    ],
)
def test_credits_at_the_end(end: str, name: str | None) -> None:
    assert credited_in_text(f"The two sides met.\n{end}") == name


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Example and Bob Sample", ["Ann Example", "Bob Sample"]),
        ("By Ann Example | China Daily | Updated: 2025-05-26", ["Ann Example"]),
        ("by Xinhua writers Ann Example, Bob Sample", ["Ann Example", "Bob Sample"]),
        ("(Reporting by Ann Example; Editing by Bob Sample)", ["Ann Example"]),
        ("Photo by Ann Example", []),
        ("本报记者 张某某 李某", ["张某某", "李某"]),
        ("記者廖某鋒／即時報導", ["廖某鋒"]),
        ("双方同意保持往来。（央视记者 吴某倩）", ["吴某倩"]),
        ("來源: 中國網 | 作者: 董某 | 責任編輯: 殷某", ["董某"]),
        ("责任编辑：张某", []),
        ("记者从会上获悉", []),
    ],
)
def test_reporters(line: str, names: list[str]) -> None:
    assert find_bylines([line]) == names


@pytest.mark.parametrize(
    ("bracket", "names"),
    [
        ("(Reporter: Qi Bin)", ["Qi Bin"]),
        ("(By staff reporter Ann Example)", ["Ann Example"]),
        ("(Reporters: Ann Example and Bob Sample)", ["Ann Example", "Bob Sample"]),
        ("（记者张某、李某某）", ["张某", "李某某"]),
        ("(記者/趙某通訊員/粵某宣)", ["趙某", "粵某宣"]),
        ("（新闻联播）", []),
        (None, []),
    ],
)
def test_reporters_in_the_bracket_after_a_dateline(bracket: str | None, names: list[str]) -> None:
    assert in_bracket(bracket) == names


@pytest.mark.parametrize("written", ["网易", "新京报", "email@example.com", "104363", "admin", "page.head.author"])
def test_a_medium_or_a_placeholder_is_no_reporter(written: str) -> None:
    assert split_names(written) == []


def test_a_role_or_an_agency_is_no_name() -> None:
    assert split_names("By Ann Example, Reuters") == ["Ann Example"]
