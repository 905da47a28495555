"""A published store with what a report has to show and what it has to withstand."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tasks import report
from tasks.records import Perspective, Processed
from tasks.store.home import Home
from tests.tasks.store.synthetic import batch, dispatch, facts, load, meeting, processed

HOSTILE = '</script><img src=x onerror="document.title=1"><b>=1+1</b> \u202e\u2028 &amp; 中国 \U0001f600'


def further() -> list[Processed]:
    """Hostile text, a party met before relations, a planned meeting, one without a day, a statement."""
    cuban = f"HAVANA, May 2 -- {HOSTILE} Cuba met the Communist Party of China."
    hostile = dispatch(200, text=cuban, title=HOSTILE, url="javascript:alert(1)", agency=HOSTILE)
    panama = (
        "PANAMA CITY, May 9 -- The Communist Party of China met a party of Panama." + " Of that more was told." * 30
    )
    other = "TOKYO, May 9 -- What is to come and what was said stands here, of the Communist Party of China."
    events = (
        meeting("JPN", "2024-08-01", status="planned", event_type="visit"),
        meeting("JPN", None, event_type="agreement"),
        meeting("JPN", "2024-05-01", end="2024-05-31", precision="month", event_type="dialogue"),
        meeting("JPN", "2023-01-01", end="2023-12-31", precision="year", event_type="training"),
        meeting("JPN", "2024-05-08", event_type="statement"),
        meeting("JPN", "2024-03-07", parties=("JPN-LDP",)),
        meeting("JPN", "2019-03-08", event_type="visit", level="background"),
    )
    met = facts(panama, "Cuba", events=(meeting("PAN", "2012-05-09", span=(0, 74), parties=("PAN-PRD",)),))
    claim = replace(met.claims[0], subject="Communist Party of China", as_of="2024-06-01", span=(300, 330))
    return [
        processed(hostile, facts(cuban, "Cuba", events=(meeting("CUB", "2023-05-02", span=(0, len(cuban))),))),
        processed(dispatch(201, text=panama, day="2012-05-09"), replace(met, claims=(claim,))),
        processed(dispatch(202, text=other, agency=None),
                  facts(other, "Japan", events=tuple(replace(event, span=(0, 9)) for event in events))),
    ]  # fmt: skip


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("home"))
    return load(home, [batch(range(40)), further()])[1]


@pytest.fixture(scope="session")
def page(snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report.write(snapshot, Perspective(), tmp_path_factory.mktemp("report") / "report.html")


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found.group(1))
    return data
