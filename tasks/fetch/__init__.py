"""Dispatches from the net: single addresses and sources, within limits and with manners."""

from tasks.fetch.crawl import check_source, fetch_source, fetch_urls
from tasks.fetch.network import Network
from tasks.fetch.report import FetchReport
from tasks.fetch.settings import FetchSettings
from tasks.fetch.source import Source, load_sources
from tasks.fetch.state import FetchState

__all__ = [
    "FetchReport",
    "FetchSettings",
    "FetchState",
    "Network",
    "Source",
    "check_source",
    "fetch_source",
    "fetch_urls",
    "load_sources",
]
