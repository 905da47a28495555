from pathlib import Path

import pytest

from flows.options import home_path, parse_map, parse_perspective, run_options
from tasks.errors import UsageError
from tasks.records import Perspective
from tasks.steps import remember


def test_the_map_is_read_as_pairs() -> None:
    assert parse_map("text=body, title=head") == {"text": "body", "title": "head"}
    assert parse_map("") == {}


@pytest.mark.parametrize("text", ["text", "=body", "text=", "text=body,title", "text=a,text=b"])
def test_a_map_that_is_none_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError, match="--map"):
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


@pytest.mark.parametrize("text", ["XXX/NOPE", "PRK/NOPE", "PRK", "CHN/VNM-CPV", "chn/chn-cpc"])
def test_a_perspective_that_nobody_knows_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError, match="--perspective"):
        parse_perspective(text)


def test_a_home_that_is_a_file_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"")
    with pytest.raises(UsageError, match="not a folder"):
        home_path(tmp_path / "home")


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ({"inputs": ["a.txt", ""]}, "an input is empty"),
        ({"inputs": ["--bogus"]}, "unknown option --bogus"),
        ({"since": "2003-01-01", "until": "2002-12-31"}, "is after --until"),
        ({"since": "2002-13-01"}, "--since wants a day"),
        ({"until": "October"}, "--until wants"),
        ({"workers": 0}, "--workers"),
        ({"workers": 2, "dask": "tcp://127.0.0.1:1"}, "--workers are processes of this machine"),
        ({"shared": "/tmp"}, "--shared is where the workers of --dask"),
    ],
)
def test_options_that_cannot_be_meant_are_usage_errors(option: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        run_options(**option)  # type: ignore[arg-type]


def test_a_home_keeps_the_perspective_it_was_started_with(tmp_path: Path) -> None:
    assert run_options(home=tmp_path).ingest.perspective == Perspective()
    options = run_options(home=tmp_path, perspective="VNM/VNM-CPV")
    remember(options, [])
    assert run_options(home=tmp_path).ingest.perspective == Perspective("VNM", "VNM-CPV")
    with pytest.raises(UsageError, match="was made with --perspective VNM/VNM-CPV"):
        run_options(home=tmp_path, perspective="CHN/CHN-CPC")
