"""Names of parametrised tests."""

from __future__ import annotations


def readable(value: object) -> str:
    """Strings stand for themselves, other values for their type. Packed bytes in a name would hold the second in which
    they were made, and two workers must collect the same names."""
    return value if isinstance(value, str) else type(value).__name__
