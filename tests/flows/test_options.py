from pathlib import Path

import pytest

from flows.options import home_path, parse_map, parse_perspective, run_options
from tasks.errors import UsageError
from tasks.records import Perspective


def test_the_map_is_read_as_pairs() -> None:
    assert parse_map("text=body, title=head") == {"text": "body", "title": "head"}
    assert parse_map("") == {}


@pytest.mark.parametrize("text", ["text", "=body", "text=", "text=body,title"])
def test_a_map_that_is_none_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError, match="FIELD=KEY"):
        parse_map(text)


def test_the_perspective_is_a_country_and_a_party() -> None:
    assert parse_perspective("VNM/VNM-CPV") == Perspective("VNM", "VNM-CPV")
    with pytest.raises(UsageError, match="CHN/CHN-CPC"):
        parse_perspective("Vietnam")


def test_the_home_is_the_option_or_the_environment_or_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARTYWIRE_HOME", raising=False)
    assert home_path(None) == Path("partywire-data")
    monkeypatch.setenv("PARTYWIRE_HOME", "/data/wire")
    assert home_path(None) == Path("/data/wire")
    assert home_path("here") == Path("here")


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ({"since": "2002-13-01"}, "--since wants a day"),
        ({"until": "October"}, "--until wants"),
        ({"workers": 0}, "--workers"),
    ],
)
def test_options_that_cannot_be_meant_are_usage_errors(option: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        run_options(**option)  # type: ignore[arg-type]
