"""One file, several dispatches: Markdown days, front matter, texts between rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.inputs import read_inputs
from tasks.inputs.documents import running_text
from tasks.inputs.leads import is_date_line, is_lead
from tasks.inputs.markdown import plain_markdown
from tasks.records import Candidate, Rejected
from tests.tasks.inputs.texts import text_of

DAY = """# 《今日要闻》 (20240305)

## 新闻摘要

本期节目主要内容：

1.甲党代表团访问乙国；

2.丙国总统抵京；

（1）快讯一。
（《今日要闻》 20240305 19:00）

## 详细新闻

### 甲党代表团访问乙国

<p><strong>某台消息</strong>（今日要闻）：甲党代表团今天抵达乙国。<br></p><p>双方会谈。</p>

[查看原文](https://tv.example/2024/03/05/a.shtml)

### 丙国总统抵京

<p>丙国总统今天抵达北京。</p>

[查看原文](https://tv.example/2024/03/05/b.shtml)

### undefined

undefined

[查看原文](https://tv.example/2024/03/05/c.shtml)

### 纯文本一条

某台消息：双方今天举行会谈，就共同关心的问题交换意见。

---

(更新时间戳: 1709640000000)
"""

READOUT = """---
tags: statements
date: '2022-02-18'
modified_time: 2022-02-18 12:14:47-05:00
source_url: https://house.example/2022/02/18/call/
published_time: 2022-02-18 10:12:00-05:00
title: "Readout of the President\\u2019s Call with Prime\\_Minister\\_Doe"
---

The President spoke today with Prime Minister **Jane Doe** of [Freedonia](https://house.example/f)
and underscored *enduring* ties\\.

\\###
"""


def read(tmp_path: Path, name: str, text: str) -> list[Candidate | Rejected]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return list(read_inputs([str(tmp_path / name)]))


def test_a_day_is_split_into_its_items(tmp_path: Path) -> None:
    first, second, empty, plain = read(tmp_path, "20240305.md", DAY)
    assert isinstance(first, Candidate) and isinstance(second, Candidate) and isinstance(plain, Candidate)
    assert (first.locator, first.form) == ("20240305.md#1", "html")
    assert first.given.title == "甲党代表团访问乙国"
    assert first.given.url == "https://tv.example/2024/03/05/a.shtml"
    assert first.given.published_at == "2024-03-05"
    assert first.raw.decode().startswith("<p><strong>某台消息") and first.raw.decode().endswith("双方会谈。</p>")
    assert second.given.title == "丙国总统抵京"
    assert isinstance(empty, Rejected) and (empty.locator, empty.reason) == ("20240305.md#3", "empty")
    assert (plain.form, plain.raw.decode()) == ("text", "某台消息：双方今天举行会谈，就共同关心的问题交换意见。")


def test_a_day_in_english_without_addresses(tmp_path: Path) -> None:
    text = """# News of 5 March 2024

## In brief

- Delegation of the Blue Party visits Freedonia
- President of Sylvania arrives

## Delegation of the Blue Party visits Freedonia

The delegation arrived in the capital on Tuesday and was met by the host party's secretary.

## President of Sylvania arrives for talks

The president of Sylvania arrived on Tuesday for three days of talks with the government.
"""
    items = read(tmp_path, "a.md", text)
    assert [item.given.published_at for item in items[1:] if isinstance(item, Candidate)] == ["2024-03-05"] * 2
    assert [item.given.title for item in items if isinstance(item, Candidate)][
        -1
    ] == "President of Sylvania arrives for talks"


@pytest.mark.parametrize(
    "text",
    [
        "# Readout of the talks, January 5, 2023\n\nThe two met.\n\n## Trade\n\nThey spoke about trade and the many tariffs there are.\n\n## Security\n\nThey spoke about security and the many threats there are.\n",
        "HANOI, March 3 (EXA) -- The two met.\n\n---\n\nThey will meet again.\n",
        "HANOI, March 3 (EXA) -- The two met for long talks on the future of their parties and more.\n\n###\n",
        "The two parties met for long talks, which lasted until the evening of that day.\f2\nThey parted without a joint statement, as had been expected by all who know them.",
    ],
)  # fmt: skip
def test_one_dispatch_stays_one(tmp_path: Path, text: str) -> None:
    (item,) = read(tmp_path, "a.md", text)
    assert isinstance(item, Candidate)
    assert (item.locator, item.raw) == ("a.md", text.encode())


@pytest.mark.parametrize("separator", ["\f", "\n----\n", "\n=======\n", "\n\n###\n\n", "\r\n* * *\r\n"])
def test_texts_between_rules(tmp_path: Path, separator: str) -> None:
    parts = [
        "Envoys meet\n\nHANOI, March 3 (EXA) -- The envoys of the two parties met on Tuesday and agreed to meet again.",
        "新华社北京三月三日电 甲党代表团今天上午抵达北京，开始对中国进行为期五天的友好访问。代表团将同有关方面举行会谈，就两党关系和共同关心的问题交换意见。",
        "Joint statement\nMarch 4, 1998\n\nThe two parties will hold consultations every year, their leaders said on Wednesday.",
    ]
    items = read(tmp_path, "a.txt", separator.join(parts))
    assert [item.raw.decode() for item in items if isinstance(item, Candidate)] == parts
    assert [item.locator for item in items] == ["a.txt#1", "a.txt#2", "a.txt#3"]


def test_front_matter(tmp_path: Path) -> None:
    (item,) = read(tmp_path, "a.md", READOUT)
    assert isinstance(item, Candidate)
    assert (item.form, item.raw) == ("text", READOUT.encode())
    assert item.given.title == "Readout of the President’s Call with Prime Minister Doe"
    assert item.given.url == "https://house.example/2022/02/18/call/"
    assert item.given.published_at == "2022-02-18T10:12:00"
    text = text_of(item)
    assert text.startswith(
        "The President spoke today with Prime Minister Jane Doe of Freedonia\nand underscored enduring ties."
    )
    assert text.endswith("###")


def test_front_matter_that_is_no_yaml(tmp_path: Path) -> None:
    (item,) = read(
        tmp_path, "a.md", '---\ntitle: Talks: a "new" start: yes\ndate: 2002-10-28\nbad: [\n---\nThey met.\n'
    )
    assert isinstance(item, Candidate)
    assert item.given.published_at == "2002-10-28"
    assert item.given.title == 'Talks: a "new" start: yes'


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("# Title\n\nText", "Title\n\nText"),
        ("**bold** and *it* and __b__ and _i_", "bold and it and b and i"),
        (r"5 \* 3 \_ \# 1\.", "5 * 3 _ # 1."),
        ("[text](https://x.example/a_b_c) ![pic](x.png)", "text "[:-1]),
        ("> quoted\n> more", "quoted\nmore"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("one<br>two<!-- no -->", "onetwo"),
    ],
)
def test_plain_markdown(markdown: str, plain: str) -> None:
    assert plain_markdown(markdown) == plain


@pytest.mark.parametrize("text", ["HANOI, 3 Mar (EXA) -- Call #1 * of 2_3 <today>.", "Title\n\n1. One\n2. Two\n- 3\n"])
def test_plain_text_is_not_taken_for_markdown(text: str) -> None:
    assert running_text(text) == text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("BEIJING, Oct. 28 (Xinhua) -- The talks", True),
        ("Pyongyang, January 1 (KCNA) -- A ceremony", True),
        ("[Text] Beijing, 5 Sep (XINHUA) -- The party", True),
        ("MOSCOW, March 3. /TASS/. The president", True),
        ("新华社北京10月28日电 甲党", True),
        ("央视网消息（新闻联播）：", True),
        ("（本报讯） 甲党", True),
        ("The delegation (of five) -- all of them new -- left.", False),
        ("他在电话里说，双方会谈。", False),
        ("They met.", False),
    ],
)
def test_leads(line: str, expected: bool) -> None:
    assert is_lead(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("October 28, 2002", True),
        ("Monday, 28 October 2002", True),
        ("November 4, 2019 Monday 9:30 PM GMT", True),
        ("2002年10月28日 星期一", True),
        ("On October 28, 2002, the delegation left.", False),
        ("October 28", False),
        ("2002年10月28日双方在北京举行会谈并签字", False),
    ],
)
def test_date_lines(line: str, expected: bool) -> None:
    assert is_date_line(line) is expected


DISPATCHES = Path(__file__).parents[4] / "shared" / "dispatches"


@pytest.mark.skipif(not DISPATCHES.is_dir(), reason="the shared dispatches are not here")
def test_the_shared_dispatches_are_read() -> None:
    counts = {"cctv": 0, "whitehouse": 0, "kcna-2024.jsonl": 0, "cns-2002-10-28.txt": 0}
    items = list(read_inputs([str(DISPATCHES)]))
    for item in items:
        if isinstance(item, Candidate):
            counts[item.locator.split("/")[1].partition("#")[0]] += 1
    assert counts["cctv"] > 1600
    assert counts["whitehouse"] == 60
    assert counts["cns-2002-10-28.txt"] == 1
    assert sum("kcna" in item.locator for item in items) == 1375
    assert {item.reason for item in items if isinstance(item, Rejected)} <= {"empty"}
