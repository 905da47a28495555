"""How fetching one address can fail: refused by rule, gone, worth another try, or not."""

from __future__ import annotations

from tasks.errors import PartywireError, Unusable


class Refused(PartywireError):
    """A rule forbids the try. `reason` is one of closed_lists.REFUSAL_REASONS."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Gone(Unusable):
    """There is no page at the address, or none any more: 404, 410, or whatever the site shows in its place. `way` is
    the reason of closed_lists.WITHDRAWALS where a dispatch was there before."""

    def __init__(self, detail: str, way: str = "not_found") -> None:
        super().__init__("not_found", detail)
        self.way = way


class Forbidden(Unusable):
    """The server does not want us there: 401, 403, 407, 451."""


class Temporary(Unusable):
    """May go well the next time. `wait` is what the server asked for, in seconds."""

    def __init__(self, reason: str, detail: str, wait: float | None = None) -> None:
        super().__init__(reason, detail)
        self.wait = wait


class Unreachable(Temporary):
    """No connection was made at all: the name is not known, nobody listens or nobody answers."""
