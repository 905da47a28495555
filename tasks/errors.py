"""The exceptions of Partywire. Leaf code raises them; one place per input or command catches them.

PartywireError
├── Unusable       one input cannot be used: becomes a row of quarantine, the run goes on
├── UsageError     the command line or a setting is wrong: exit code 2
├── NothingToRead  no input could be opened at all: exit code 1
├── Blocked        a check or an expected volume forbids publishing: exit code 3
└── HomeLocked     another run holds the home: exit code 4
"""

from __future__ import annotations


class PartywireError(Exception):
    """One clear line for a person; `exit_code` is what the command line ends with."""

    exit_code = 1


class Unusable(PartywireError):
    """One input cannot be used. `reason` is one of closed_lists.QUARANTINE_REASONS, `detail` one line."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class UsageError(PartywireError):
    exit_code = 2


class NothingToRead(PartywireError):
    exit_code = 1


class Blocked(PartywireError):
    exit_code = 3


class HomeLocked(PartywireError):
    exit_code = 4
