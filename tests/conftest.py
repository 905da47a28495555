"""What tests of several folders look at and none changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.samples_home import load_samples


@pytest.fixture(scope="session")
def samples_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the samples in it, built once per process of tests."""
    return load_samples(tmp_path_factory.mktemp("samples") / "home")
