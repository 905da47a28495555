import pytest

from tasks.errors import Unusable
from tasks.process import DateRange, process
from tasks.records import Candidate, Perspective, Rejected
from tasks.time_limit import time_limit


def _work_for_ever() -> None:
    while True:
        pass


def test_an_endless_step_is_stopped_with_a_reason() -> None:
    with pytest.raises(Unusable, match=r"too_slow: took more than 0\.01 s"), time_limit(0.01):
        _work_for_ever()


def test_the_limit_ends_with_the_step() -> None:
    with time_limit(0.01):
        pass
    sum(range(3_000_000))  # more than the limit, but outside of it


def test_a_page_that_takes_too_long_is_rejected_and_the_worker_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(candidate: Candidate) -> None:
        with time_limit(0.01):
            _work_for_ever()

    monkeypatch.setattr("tasks.process.normalize", endless)
    rejected = process(Candidate(b"x", "text", "a.txt"), Perspective(), DateRange())
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "too_slow"
