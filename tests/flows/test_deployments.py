"""The deployments name a flow that is there and give it what it takes; the manifests run commands of the image."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml

from tasks.fetch import load_sources
from tasks.reference import PROJECT_ROOT

FILES = {"prefect.yaml": "local", "deploy/prefect.yaml": "kubernetes"}


def deployments(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((PROJECT_ROOT / name).read_text(encoding="utf-8"))["deployments"]
    return found


def parameters_of(entrypoint: str) -> set[str]:
    """Of a flow, read from its source: importing it would import Prefect."""
    path, _, name = entrypoint.partition(":")
    tree = ast.parse((PROJECT_ROOT / path).read_text(encoding="utf-8"))
    flow = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
    return {argument.arg for argument in flow.args.args}


@pytest.mark.parametrize(("name", "pool"), FILES.items())
def test_deployments_fit_the_flow(name: str, pool: str) -> None:
    known = {source.name for source in load_sources()}
    for deployment in deployments(name):
        parameters = deployment["parameters"]
        assert set(parameters) <= parameters_of(deployment["entrypoint"])
        assert set(parameters.get("sources", [])) <= known
        assert deployment["work_pool"]["name"] == pool
        assert deployment["concurrency_limit"] == 1


def test_the_names_of_all_deployments_differ() -> None:
    names = [deployment["name"] for name in FILES for deployment in deployments(name)]
    assert len(names) == len(set(names))


def test_the_run_finds_the_scheduler_of_the_manifest() -> None:
    manifests = list(yaml.safe_load_all((PROJECT_ROOT / "deploy" / "dask.yaml").read_text(encoding="utf-8")))
    service = next(one for one in manifests if one["kind"] == "Service")
    address = f"tcp://{service['metadata']['name']}:{service['spec']['ports'][0]['port']}"
    worker = next(one for one in manifests if one["metadata"]["name"] == "partywire-worker")
    arguments = worker["spec"]["template"]["spec"]["containers"][0]["args"]
    assert address in arguments
    assert "--no-nanny" in arguments
    assert address in {deployment["parameters"].get("dask") for deployment in deployments("deploy/prefect.yaml")}


def test_the_image_holds_what_the_code_reads() -> None:
    lines = (PROJECT_ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = {name for line in lines if line.startswith("COPY ") for name in line.split()[1:-1]}
    assert all(Path(PROJECT_ROOT / name).exists() for name in copied)
    assert {"flows", "tasks", "sql", "reference", "sources", "requirements.lock"} <= copied
