"""Source files: what is right is loaded, what is wrong gives one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.errors import UsageError
from tasks.fetch.source import load_sources

GOOD = """\
title: An outlet
feeds: [https://www.outlet.example/feed.xml]
links: {allow: ['/news/']}
"""


def load(folder: Path, text: str) -> str:
    """The error that a source file with `text` gives."""
    (folder / "outlet.yml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_sources(folder)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_the_shipped_sources_are_right() -> None:
    sources = load_sources()
    assert "ecns" in [source.name for source in sources]
    for source in sources:
        assert source.tried or source.notes  # untried ones say so


def test_a_source_is_named_after_its_file(tmp_path: Path) -> None:
    (tmp_path / "outlet.yml").write_text(GOOD, encoding="utf-8")
    [source] = load_sources(tmp_path)
    assert (source.name, source.expected.minimum, source.cron) == ("outlet", 1, None)


def test_the_folder_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.yml").write_text(GOOD, encoding="utf-8")
    monkeypatch.setenv("PARTYWIRE_SOURCES", str(tmp_path))
    assert [source.name for source in load_sources()] == ["mine"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "outlet.yml: is empty or no mapping of names to values"),
        ("title: [", "outlet.yml: cannot be read:"),
        (
            "title: x\nlinks: {allow: [a]}\n",
            "outlet.yml: needs an address under feeds, sitemaps, indexes, archives or urls",
        ),
        (GOOD + "feed: x\n", "outlet.yml: feed: Extra inputs are not permitted"),
        (GOOD + "cron: daily\n", "outlet.yml: cron: a cron schedule has five fields"),
        (GOOD + "cron: '99 6 * * *'\n", "outlet.yml: cron: '99' is no minute of a cron schedule (0 to 59)"),
        (GOOD + "cron: '0 6 * * x'\n", "outlet.yml: cron: 'x' is no weekday of a cron schedule"),
        (GOOD + "time_zone: Beijing\n", "outlet.yml: time_zone: not a time zone"),
        (GOOD + "name: other\n", "outlet.yml: name is 'other', the file says 'outlet'"),
        (GOOD + "manners: {delay: -1}\n", "outlet.yml: manners.delay:"),
        (GOOD + "expected: {minimum: 5, maximum: 2}\n", "outlet.yml: expected: maximum is below minimum"),
        (GOOD.replace("'/news/'", "'(('"), "outlet.yml: links.allow.0: not a regular expression"),
        (GOOD + "indexes: ['https://www.outlet.example/{pag}']\n", "outlet.yml: indexes.0: not an address with {page}"),
        (
            GOOD + "archives: ['https://www.outlet.example/{yyyy']\n",
            "outlet.yml: archives.0.address: not an address",
        ),
        (GOOD + "limits: {tries: 0}\n", "outlet.yml: limits.tries:"),
        (GOOD.replace("https://www", "ftp://www"), "outlet.yml: feeds.0: only http and https are fetched"),
    ],
)
def test_a_wrong_file_is_one_line(tmp_path: Path, text: str, message: str) -> None:
    assert load(tmp_path, text).startswith(message)


def test_a_missing_folder_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder of sources"):
        load_sources(tmp_path / "none")


@pytest.mark.parametrize("cron", ["15 */6 * * *", "0 6,18 1-15/2 * mon-fri", "5 4 * jan 0"])
def test_usual_schedules_are_taken(cron: str, tmp_path: Path) -> None:
    (tmp_path / "outlet.yml").write_text(GOOD + f"cron: '{cron}'\n", encoding="utf-8")
    assert load_sources(tmp_path)[0].cron == cron
