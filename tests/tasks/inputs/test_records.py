"""JSON, JSON Lines, CSV and Parquet with other people's column names."""

from __future__ import annotations

import datetime
import io
import json
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.errors import UsageError
from tasks.inputs import read_inputs
from tasks.inputs.columns import check_mapping, recognise
from tasks.inputs.streams import MAX_CANDIDATE_BYTES
from tasks.records import Candidate, Given, Rejected


def read(tmp_path: Path, name: str, raw: bytes, **mapping: str) -> list[Candidate | Rejected]:
    (tmp_path / name).write_bytes(raw)
    return list(read_inputs([str(tmp_path / name)], mapping))


def one(items: list[Candidate | Rejected]) -> Candidate:
    (item,) = items
    assert isinstance(item, Candidate), item
    return item


def outcome(items: list[Candidate | Rejected]) -> list[tuple[str, str]]:
    return [(i.locator, i.form if isinstance(i, Candidate) else i.reason) for i in items]


# ------------------------------------------------------------------------------------------------------- columns


@pytest.mark.parametrize(
    ("record", "text_key", "expected"),
    [
        ({"headline": "A", "link": "http://x.example/1", "date": 1704067200000, "story_text": "T", "date_str": "2024-01-01"}, "story_text", Given(url="http://x.example/1", title="A", published_at="2024-01-01")),
        ({"Title": "A", "Body": "T", "Source URL": "https://x.example/", "Pub Date": "28 October 2002"}, "Body", Given(url="https://x.example/", title="A", published_at="2002-10-28")),
        ({"标题": "甲", "正文": "文", "日期": "2002年10月28日", "来源": "某社", "作者": "记者 王一、李二"}, "正文", Given(title="甲", published_at="2002-10-28", agency="某社", bylines=("王一", "李二"))),
        ({"content": "T", "timestamp": 1035831600, "language": "English", "id": 7}, "content", Given(id="7", published_at="2002-10-28T19:00:00", language="en")),
        ({"text": "T", "body": "other", "html": "<p>T</p>"}, "text", Given()),
        ({"text": "", "html": "<p>T</p>"}, "html", Given()),
        ({"text": "T", "date": "2002-10-28T19:00:00+08:00"}, "text", Given(published_at="2002-10-28T19:00:00")),
        ({"text": "T", "date": "2002-10-28T00:00:00Z"}, "text", Given(published_at="2002-10-28")),
        ({"text": "T", "date": "2002"}, "text", Given(published_at="2002")),
        ({"text": "T", "date": 20021028}, "text", Given(published_at="2002-10-28")),
        ({"text": "T", "date": "20021028"}, "text", Given(published_at="2002-10-28")),
        ({"text": "T", "date": 1704034800000, "date_str": "2024-01-01"}, "text", Given(published_at="2024-01-01")),
        ({"text": "T", "date": "soon", "published": True, "url": "see below", "lang": "zh-Hans", "source": {"name": "EXA"}}, "text", Given(language="zh", agency="EXA")),
        ({"text": "T", "authors": ["Jane Roe", "By John Doe"], "title": "A\n B\udc00", "publisher": "http://x.example"}, "text", Given(title="A B?", bylines=("Jane Roe", "John Doe"))),
        ({"text": "T", "title": "x" * 5000, "date": float("nan"), "author": None}, "text", Given()),
    ],
)  # fmt: skip
def test_recognised_columns(record: dict[str, Any], text_key: str, expected: Given) -> None:
    columns = recognise(record, {})
    assert columns.text_key(record) == text_key
    assert columns.given(record, Given()) == expected


def test_mapping_overrides_and_is_checked() -> None:
    record = {"text": "not this", "my col": "this", "when": "2002-10-28", "date": "1999-01-01"}
    columns = recognise(record, check_mapping({"body": "my col", "date": "when"}))
    assert columns.text_key(record) == "my col"
    assert columns.given(record, Given()).published_at == "2002-10-28"
    with pytest.raises(UsageError, match=r"no such field.*text"):
        check_mapping({"colour": "x"})


def test_a_mapped_column_counts_where_a_file_has_it(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"mine": "They met."}')
    (tmp_path / "b.jsonl").write_text('{"text": "They parted."}')
    items = list(read_inputs([str(tmp_path)], {"text": "mine"}))
    assert [item.text_key for item in items if isinstance(item, Candidate)] == ["mine", "text"]


# ---------------------------------------------------------------------------------------------------- JSON Lines


def test_json_lines_keep_their_bytes(tmp_path: Path) -> None:
    line = '{"text":"他们会面。",  "title" : "T"}'.encode()
    candidate = one(read(tmp_path, "a.jsonl", b"\xef\xbb\xbf" + line + b"\r\n\r\n"))
    assert (candidate.raw, candidate.locator, candidate.form) == (line, "a.jsonl#1", "record")


def test_bad_lines_do_not_end_the_file(tmp_path: Path) -> None:
    lines = [
        '{"text": ["one", "and more"]}', "not JSON", '{"text": 5}', '{"text": "  "}', '["text"]', '{"text": "two", "score": NaN}', '{"other": 1}',
        '{"text": "lone \\ud800 surrogate"}', '{"n": ' + "1" * 6000 + ', "text": "x"}', "[" * 100_000, '{"text": "cut',
    ]  # fmt: skip
    items = read(tmp_path, "a.jsonl", "\n".join(lines).encode())
    assert outcome(items) == [
        ("a.jsonl#1", "record"), ("a.jsonl#2", "bad_record"), ("a.jsonl#3", "bad_record"), ("a.jsonl#4", "empty"),
        ("a.jsonl#5", "bad_record"), ("a.jsonl#6", "record"), ("a.jsonl#7", "bad_record"), ("a.jsonl#8", "record"),
        ("a.jsonl#9", "bad_record"), ("a.jsonl#10", "bad_record"), ("a.jsonl#11", "bad_record"),
    ]  # fmt: skip
    assert all("\n" not in item.detail for item in items if isinstance(item, Rejected))


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.jsonl", b'{"foo": "x", "bar": 1}\n' * 3),
        ("a.json", b'[{"foo": "x", "bar": 1}, {"foo": "y"}]'),
        ("a.csv", b"foo,bar\nx,1\n"),
        ("a.csv", b'foo,bar,"with\r\n\x17odd signs"\nx,1,2\n'),
        ("a.jsonl", b'{"foo": "x", "bar": 1}\n' * 1500),
    ],
)
def test_a_file_without_text_column_is_one_clear_line(tmp_path: Path, name: str, raw: bytes) -> None:
    (item,) = read(tmp_path, name, raw)
    assert isinstance(item, Rejected)
    assert (item.locator, item.reason) == (name, "no_text_column")
    assert "foo, bar" in item.detail and "--map" in item.detail and item.detail.isprintable()


def test_a_page_in_base_64(tmp_path: Path) -> None:
    good, bad = read(tmp_path, "a.jsonl", b'{"id": "x", "html_base64": "PHA+SGk8L3A+"}\n{"html_base64": "%%%"}')
    assert isinstance(good, Candidate) and (good.raw, good.form, good.given.id) == (b"<p>Hi</p>", "html", "x")
    assert isinstance(bad, Rejected) and bad.reason == "bad_record"


def test_a_giant_line_is_passed_over(tmp_path: Path) -> None:
    raw = b'{"text": "one"}\n{"text": "' + b"x" * MAX_CANDIDATE_BYTES + b'"}\n{"text": "two"}\n'
    assert outcome(read(tmp_path, "a.jsonl", raw)) == [
        ("a.jsonl#1", "record"),
        ("a.jsonl#2", "too_large"),
        ("a.jsonl#3", "record"),
    ]


# ---------------------------------------------------------------------------------------------------------- JSON


@pytest.mark.parametrize(
    ("raw", "texts"),
    [
        ('{"text": "one"}', ["one"]),
        ('[{"text": "one"},\n {"text": "two"}]', ["one", "two"]),
        ('{"total": 2, "articles": [{"body": "one"}, {"body": "two"}]}', ["one", "two"]),
        ('{"data": {"items": [{"body": "one"}, {"body": "two"}]}}', ["one", "two"]),
        ('{"hits": [{"_id": "1", "_source": {"body": "one"}}]}', ["one"]),
        ('{\n "text": "one"\n}\n{\n "text": "two"\n}', ["one", "two"]),
        ('{"text": "one"}\n{"text": "two"}', ["one", "two"]),
        (json.dumps([{"text": f"text {n} " + "长" * 9000} for n in range(30)], ensure_ascii=False), [f"text {n} " + "长" * 9000 for n in range(30)]),
    ],
)  # fmt: skip
def test_json_shapes(tmp_path: Path, raw: str, texts: list[str]) -> None:
    items = read(tmp_path, "a.json", raw.encode())
    assert [json.loads(item.raw)[item.text_key] for item in items if isinstance(item, Candidate)] == texts
    assert len(items) == len(texts)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'[{"text": "one"}, {"text": "tw', [("a.json#1", "record"), ("a.json", "truncated")]),
        (b'[{"text": "one"}', [("a.json#1", "record"), ("a.json", "truncated")]),
        (b'[{"text": "one"}, nonsense, {}]', [("a.json#1", "record"), ("a.json", "bad_record")]),
        (b"[" * 100_000, [("a.json", "bad_record")]),
        (b'{"text": ' + b"9" * 6000 + b"}", [("a.json", "bad_record")]),
        (b'["one", {"text": "two"}]', [("a.json#1", "bad_record"), ("a.json#2", "record")]),
        (b"[]", []),
    ],
)
def test_broken_json(tmp_path: Path, raw: bytes, expected: list[tuple[str, str]]) -> None:
    assert outcome(read(tmp_path, "a.json", raw)) == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv"])
def test_character_sets(tmp_path: Path, name: str, encoding: str) -> None:
    text = "中国共产党代表团今天抵达河内进行访问。" * 20
    raw = (
        f"title,text\nVisit,{text}\n"
        if name == "a.csv"
        else json.dumps({"title": "Visit", "text": text}, ensure_ascii=False) + "\n"
    )
    candidate = one(read(tmp_path, name, raw.encode(encoding)))
    encoding = "gb18030" if name == "a.jsonl" and encoding == "gb18030" else "utf-8"  # a line's own bytes are kept
    assert json.loads(candidate.raw.decode(encoding))["text"] == text


# ----------------------------------------------------------------------------------------------------------- CSV


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_csv_dialects(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["title", "content", "date"],
        ["A", '"They met, talked; and | parted.\nThen left."', "2002-10-28"],
        ["B", "Short"],
        [],
    ]
    raw = "\r\n".join(delimiter.join(row) for row in rows)
    first, second = read(tmp_path, "a.csv", raw.encode())
    assert isinstance(first, Candidate) and isinstance(second, Candidate)
    assert json.loads(first.raw)["content"] == "They met, talked; and | parted.\nThen left."
    assert (first.given.title, first.given.published_at, second.locator) == ("A", "2002-10-28", "a.csv#2")


def test_odd_csv(tmp_path: Path) -> None:
    raw = b"text,title\none,A\ntwo,B,extra,cells\n,C\nthree\nwith \0 nul,D\n=1+1,E\n"
    assert outcome(read(tmp_path, "a.csv", raw)) == [
        ("a.csv#1", "record"), ("a.csv#2", "bad_record"), ("a.csv#3", "empty"), ("a.csv#4", "record"),
        ("a.csv#5", "record"), ("a.csv#6", "record"),
    ]  # fmt: skip
    wide = "text," + ",".join(f"c{n}" for n in range(100_000)) + "\n" + "They met." + "," * 100_000 + "\n"
    assert one(read(tmp_path, "wide.csv", wide.encode())).text_key == "text"


def test_the_same_record_has_the_same_bytes_whatever_the_order_of_columns(tmp_path: Path) -> None:
    first = one(read(tmp_path, "a.csv", b"text,title\nT,A\n"))
    second = one(read(tmp_path, "b.csv", b"title,text\nA,T\n"))
    assert first.raw == second.raw and first.input_sha256 == second.input_sha256


# ------------------------------------------------------------------------------------------------------- Parquet


def parquet(table: pa.Table) -> bytes:
    target = io.BytesIO()
    pq.write_table(table, target)
    return target.getvalue()


def test_parquet(tmp_path: Path) -> None:
    when = [datetime.datetime(2002, 10, 28, 19, tzinfo=datetime.UTC), None]
    table = pa.table(
        {
            "story": ["They met.", None],
            "published": when,
            "score": [float("nan"), 1.0],
            "blob": [b"\xff", b""],
            "tags": [["a"], []],
        }
    )
    first, second = read(tmp_path, "a.parquet", parquet(table))
    assert isinstance(first, Candidate) and first.given.published_at == "2002-10-28T19:00:00"
    assert json.loads(first.raw)["story"] == "They met."
    assert isinstance(second, Rejected) and second.reason == "empty"


@pytest.mark.parametrize("raw", [b"PAR1", b"PAR1" + b"\0" * 8 + b"PAR1", b"PAR1\0\0" + b"\xff\xff\xff\x7f" + b"PAR1"])
def test_broken_parquet(tmp_path: Path, raw: bytes) -> None:
    assert outcome(read(tmp_path, "a.parquet", raw)) == [("a.parquet", "unreadable")]


def test_parquet_without_text_column(tmp_path: Path) -> None:
    (item,) = read(tmp_path, "a.parquet", parquet(pa.table({"foo": ["x"], "bar": [1]})))
    assert isinstance(item, Rejected) and item.reason == "no_text_column" and "foo, bar" in item.detail


# ------------------------------------------------------------------------------------------------- standard input


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'{"text": "one"}\n{"text": "two"}\n', [("-#1", "record"), ("-#2", "record")]),
        (b'[{"text": "one"}]', [("-#1", "record")]),
        (b"<!DOCTYPE html><title>T</title><p>They met.</p>", [("-", "html")]),
        (b"HANOI, March 3 (EXA) -- They met.", [("-", "text")]),
        (b"title,text\nA,They met.\n", [("-#1", "record")]),
        (parquet(pa.table({"text": ["They met."]})), [("-#1", "record")]),
        (b"", [("-", "empty")]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, raw: bytes, expected: list[tuple[str, str]]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert outcome(list(read_inputs(["-"]))) == expected
