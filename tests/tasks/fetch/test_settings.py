"""Settings from the environment: what is right is taken, what is wrong is one clear line."""

from __future__ import annotations

import tomllib

import pytest

from tasks.errors import UsageError
from tasks.fetch.settings import VERSION, FetchSettings
from tasks.reference import PROJECT_ROOT


def test_nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PARTYWIRE_ALLOW_HOSTS", "PARTYWIRE_PROXY", "PARTYWIRE_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    assert FetchSettings.from_environment() == FetchSettings()


def test_all_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTYWIRE_ALLOW_HOSTS", "127.0.0.1:8080, Intranet.Example:80")
    monkeypatch.setenv("PARTYWIRE_PROXY", "http://user:secret@proxy.example:3128")
    monkeypatch.setenv("PARTYWIRE_CONTACT", "desk@news.example")
    monkeypatch.setenv("PARTYWIRE_FETCH_DEADLINE", "12.5")
    monkeypatch.setenv("PARTYWIRE_FETCH_DELAY", "0")
    settings = FetchSettings.from_environment()
    assert (settings.deadline, settings.delay) == (12.5, 0)
    assert settings.allow_hosts == {"127.0.0.1:8080", "intranet.example:80"}
    assert settings.proxy_host == {"proxy.example:3128"}
    assert settings.user_agent.endswith("(+desk@news.example)")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PARTYWIRE_ALLOW_HOSTS", "127.0.0.1"),
        ("PARTYWIRE_ALLOW_HOSTS", "host:port"),
        ("PARTYWIRE_PROXY", "proxy.example"),
        ("PARTYWIRE_PROXY", "socks5://proxy.example:1080"),
        ("PARTYWIRE_CONTACT", "a\r\nX-Other: b"),
        ("PARTYWIRE_CONTACT", "编辑部"),
        ("PARTYWIRE_CA_FILE", "/no/such/file"),
        ("PARTYWIRE_FETCH_DEADLINE", "soon"),
        ("PARTYWIRE_FETCH_TRIES", "0"),
        ("PARTYWIRE_FETCH_MAX_BYTES", "-1"),
        ("PARTYWIRE_FETCH_DELAY", "nan"),
    ],
)
def test_what_is_wrong(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=name) as caught:
        FetchSettings.from_environment()
    assert "\n" not in str(caught.value)


def test_sites_are_told_the_version_of_the_project() -> None:
    project = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
