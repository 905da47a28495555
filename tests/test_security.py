"""What the code never does with what strangers wrote, read from its syntax trees."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tasks.reference import PROJECT_ROOT

MODULES = sorted(path for folder in ("tasks", "flows") for path in (PROJECT_ROOT / folder).rglob("*.py"))
FORBIDDEN_IMPORTS = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "telnetlib", "xmlrpc"}
FORBIDDEN_CALLS = {
    "eval", "exec", "os.system", "os.popen", "yaml.load", "yaml.unsafe_load", "yaml.full_load", "extractall", "extract_all",
}  # fmt: skip


def called(node: ast.Call) -> str:
    return ast.unparse(node.func)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PROJECT_ROOT).as_posix())
def test_no_unsafe_loads_and_no_shell(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert not {name.partition(".")[0] for name in imported} & FORBIDDEN_IMPORTS
    assert not {called(call) for call in calls} & FORBIDDEN_CALLS
    assert not [call for call in calls if called(call).endswith((".extractall", ".allow_pickle"))]
    shells = [ast.unparse(call) for call in calls for word in call.keywords if word.arg == "shell"]
    # What a user's own setting PARTYWIRE_ON_FAILURE says is the user's command.
    assert not shells or path.name == "notify.py"
