"""The flow under Prefect, end to end on the samples."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tasks.errors import HomeLocked, NothingToRead
from tasks.reference import PROJECT_ROOT
from tasks.store.home import Home
from tests.snapshots import tables

pytestmark = pytest.mark.usefixtures("prefect_harness")
SAMPLES = PROJECT_ROOT / "samples"
INPUTS = [str(SAMPLES / name) for name in ("records", "broken", "pages/xinhua-en", "pages/cns")]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("flow") / "home"


def test_the_samples_become_tables_and_artifacts(home: Path, prefect_harness: None) -> None:
    from prefect.client.orchestration import get_client

    from flows.pipeline import pipeline

    summary = pipeline(inputs=INPUTS, home=str(home), workers=1)

    counts = summary.counts
    assert counts["seen"] == sum(n for name, n in counts.items() if name != "seen")
    assert counts["loaded"] >= 10
    assert counts["quarantined"] >= 5
    assert summary.countries
    assert summary.parties
    assert "CHN" not in {row.id for row in summary.countries}
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs()
        assert {run.state_name for run in runs} == {"Completed"}
        from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

        kept = client.read_artifacts(
            artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=["run-summary", "quarantine"]))
        )
    artifacts = {artifact.key: str(artifact.data) for artifact in kept}
    assert f"| seen | {counts['seen']} |" in artifacts["run-summary"]
    assert summary.quarantine[0].locator in artifacts["quarantine"]


def test_the_same_samples_again_change_nothing(home: Path) -> None:
    from flows.pipeline import pipeline

    before = _latest_tables(home)
    counts = pipeline(inputs=INPUTS, home=str(home), workers=1).counts
    assert counts["loaded"] == counts["copies"] == 0
    assert counts["unchanged"] == counts["seen"] - counts["quarantined"]
    assert _latest_tables(home) == before


def test_an_error_of_a_step_comes_through_as_it_is(home: Path, tmp_path: Path) -> None:
    from flows.pipeline import pipeline

    with pytest.raises(NothingToRead, match="there is no"):
        pipeline(inputs=[str(tmp_path / "nowhere")], home=str(home))
    with Home(home).lock(), pytest.raises(HomeLocked, match="pid"):
        pipeline(home=str(home))


def test_a_failed_run_calls_the_command_that_is_set(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.pipeline import pipeline

    told = tmp_path / "told"
    monkeypatch.setenv("PARTYWIRE_ON_FAILURE", f'printf "%s" "$PARTYWIRE_MESSAGE" > "{told}"')
    with pytest.raises(NothingToRead):
        pipeline(inputs=[str(tmp_path / "nowhere")], home=str(home))
    assert "nowhere" in told.read_text(encoding="utf-8")


def test_workers_of_a_run_never_import_prefect() -> None:
    code = "import sys, tasks.ingest, tasks.steps, flows.cli; sys.exit('prefect' in sys.modules or 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _latest_tables(home: Path) -> dict[str, bytes]:
    snapshot = Home(home).latest()
    assert snapshot is not None
    return tables(snapshot)
