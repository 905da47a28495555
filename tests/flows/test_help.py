"""What a stranger reads of a command: one clear paragraph, and an example that can be typed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import pytest
from cyclopts import App

from flows import cli


def commands(app: App, name: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], App]]:
    """Every command that does something, by the words that call it."""
    if app.default_command:
        yield name, app
    for word in app:
        if not word.startswith("-"):
            yield from commands(app[word], (*name, word))


COMMANDS = dict(commands(cli.app))


def test_all_commands_are_here() -> None:
    assert {name[0] for name in COMMANDS} == {
        "run", "extract", "sql", "trace", "diff", "report", "recode", "review", "verify", "export", "sources",
        "reference", "serve",
    }  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_help_has_a_sentence_and_examples_that_can_be_typed(
    name: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    words = COMMANDS[name].default_command.__doc__ or ""
    assert words.splitlines()[0].endswith("."), "the first line is a whole sentence: lists of commands show it alone"
    examples = re.findall(r"`partywire ([^`]+)`", words.partition("Example: ")[2])
    assert examples
    for example in examples:
        typed = shlex.split(example)
        assert tuple(typed[: len(name)]) == name
        found, _, _ = cli.app.parse_args(typed, print_error=False, exit_on_error=False)
        assert found is COMMANDS[name].default_command
    assert cli._run([*name, "--help"]) == 0
    assert "Example: " in capsys.readouterr().out
