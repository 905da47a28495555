"""Annotated sets in two halves: `dev`, whose misses rules may be written by, and `held`, of which only totals are shown."""

from __future__ import annotations

import argparse

HALVES = ("dev", "held")


def asked_for(description: str | None) -> tuple[str, bool]:
    """(half, whether its misses are to be shown), from the command line."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("half", choices=HALVES)
    parser.add_argument("--misses", action="store_true", help="every miss of dev; held is only ever a total")
    options = parser.parse_args()
    if options.misses and options.half == "held":
        parser.error("the misses of the held half are not shown, so that no rule is written for one of them")
    return options.half, options.misses
