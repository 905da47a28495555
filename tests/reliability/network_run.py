"""Runs the command line against the site of faults, as anybody would: a folder of sources and the allowed hosts."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

from tests.faultsite.catalogue import HOSTS, LISTINGS, PAGES
from tests.faultsite.hosts import FaultSite

# Seconds that a short form has for one address in place of 25.
SHORT = {"DEADLINE": "4", "READ_TIMEOUT": "2", "CONNECT_TIMEOUT": "2", "BACKOFF": "0.1", "SITES_AT_ONCE": "40"}


@dataclass(frozen=True)
class Ran:
    """What a run printed, and its tables. longest: seconds between two requests to the first host of news."""

    code: int
    output: str
    home: Path
    longest: float = 0.0

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(self.home / "latest" / "partywire.duckdb", read_only=True) as connection:
            return connection.execute(query).fetchall()

    def became(self) -> dict[str, str]:
        """Address -> ok, or why it is not in the tables."""
        found = {row[0]: "ok" for row in self.rows("select locator from sightings where dispatch_id is not null")}
        found |= dict(self.rows("select locator, 'gone' from sightings where outcome = 'gone'"))
        return found | dict(self.rows("select locator, reason from quarantine"))


def page_urls(site: FaultSite) -> dict[str, str]:
    """Row -> address; the rows are spread over the hosts that serve news."""
    return {
        row: site.news[n % len(site.news)].url(f"/fault/{path}") for n, (row, (path, _)) in enumerate(PAGES.items())
    }


def listing_urls(site: FaultSite) -> dict[str, str]:
    return {row: site.news[0].url(f"/fault/{path}") for row, (_, path, _) in LISTINGS.items()}


def host_urls(site: FaultSite) -> dict[str, tuple[str, str]]:
    return {name: (site.special[name].url("/news/1"), site.special[name].url("/private/2")) for name in HOSTS}


def source(site: FaultSite, **changes: object) -> dict[str, object]:
    """What a source file for the whole site says."""
    listings: dict[str, list[str]] = {"feeds": [], "sitemaps": []}
    for row, url in listing_urls(site).items():
        listings[LISTINGS[row][0]].append(url)
    pages = [*page_urls(site).values(), *(url for pair in host_urls(site).values() for url in pair)]
    sessions = [site.news[0].url(f"/fault/session_ids?sid={n}") for n in range(4)]
    return {
        "title": "Site of faults", "urls": [*pages, *sessions], "indexes": [site.news[0].url("/fault/trap")], **listings,
        "links": {"allow": [r"/listed/\d+$", "/fault/day"]}, "manners": {"delay": 0, "max_per_run": len(pages) + 60},
    } | changes  # fmt: skip


def run(site: FaultSite, folder: Path, settings: dict[str, str], **changes: object) -> Ran:
    """`partywire run` over one source file in `folder`, whose home it also holds."""
    sources = folder / "sources"
    sources.mkdir(exist_ok=True)
    (sources / "faults.yml").write_text(yaml.safe_dump(source(site, **changes)), encoding="utf-8")
    environment = os.environ | {f"PARTYWIRE_FETCH_{name}": value for name, value in settings.items()}
    environment |= {"PARTYWIRE_ALLOW_HOSTS": site.allow_hosts(), "PARTYWIRE_CA_FILE": str(site.authority.file)}
    home = folder / "home"
    ended = subprocess.run(
        [str(Path(sys.executable).parent / "partywire"), "run", "--direct", "--source", "faults", "--sources", str(sources), "--home", str(home), "--workers", "1"],
        env=environment, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    return Ran(ended.returncode, ended.stdout + ended.stderr, home)
