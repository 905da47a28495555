"""Reading pages: speed and text quality against what one would use instead: python -m benchmarks.pages [--write].

Pages with known text: the annotated set beside the clone, where it is there (benchmarks/annotated.py), and our own of
tests/gold/pages/dev. All systems read the same bytes in one process, page by page in turn, so that a busy machine slows
all alike; a page's cost is the least of several calls, in processor time. Peers that are not installed are left out:
pip install trafilatura readability-lxml newspaper4k

Text F1 is the measure of the article extraction benchmark: shared runs of four tokens, where a Chinese character is a
token; precision and recall are means over pages. `--write` puts the tables into benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import logging
import re
import time
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, median
from typing import Any

from bs4 import BeautifulSoup

from benchmarks.annotated import GOLD, lines
from tasks.charset import decode
from tasks.errors import Unusable
from tasks.normalize import normalize
from tasks.records import Candidate, Given
from tasks.reference import PROJECT_ROOT

RESULTS = PROJECT_ROOT / "benchmarks" / "RESULTS.md"
BEGIN, END = "<!-- pages -->\n", "<!-- end of pages -->"
ROUNDS = 2
BASE = "BeautifulSoup(lxml), whole page, parse only"
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")  # fmt: skip # noqa: E501
_RUN = 4  # tokens

Read = Callable[[bytes, str | None], str]  # page, address -> text


@dataclass
class Measured:
    """Of one system: least processor time (ms) and text of every page."""

    cost: dict[int, float] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)


def _partywire(html: bytes, url: str | None) -> str:
    try:
        return normalize(Candidate(html, "html", "page", Given(url=url))).text
    except Unusable:
        return ""


def _bare(html: bytes, url: str | None) -> str:
    BeautifulSoup(html, "lxml")
    return ""


def _all_text(html: bytes, url: str | None) -> str:
    soup = BeautifulSoup(html, "lxml")
    for tag in soup(["script", "style", "noscript"]):
        tag.decompose()
    return soup.get_text(" ")


def _trafilatura(module: Any) -> Read:
    def read(html: bytes, url: str | None) -> str:
        found = module.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
        return found.text or "" if found else ""

    return read


def _readability(module: Any) -> Read:
    def read(html: bytes, url: str | None) -> str:
        article = module.Document(decode(html), url=url)
        article.short_title()
        return BeautifulSoup(article.summary(html_partial=True), "lxml").get_text("\n")

    return read


def _newspaper(module: Any) -> Read:
    def read(html: bytes, url: str | None) -> str:
        article = module.Article(url or "https://example.org/", fetch_images=False)
        article.download(input_html=decode(html))
        article.parse()
        return str(article.text)

    return read


PEERS: dict[str, tuple[str, Callable[[Any], Read]]] = {
    "trafilatura with metadata": ("trafilatura", _trafilatura),
    "readability-lxml": ("readability", _readability),
    "newspaper4k": ("newspaper", _newspaper),
}


def systems() -> dict[str, Read]:
    found: dict[str, Read] = {
        "partywire, with metadata": _partywire,
        BASE: _bare,
        "BeautifulSoup(lxml) get_text": _all_text,
    }
    for name, (module, reader) in PEERS.items():
        try:
            found[name] = reader(importlib.import_module(module))
        except ImportError:
            print(f"not installed: {name}")
    return found


def pages(folder: Path) -> list[tuple[bytes, str | None, str]]:
    """(bytes, address, text as a careful reader has it) of the pages of a set."""
    listed = next(folder / name for name in ("manifest.jsonl", "pages.jsonl") if (folder / name).exists())
    return [
        ((folder / page["html"]).read_bytes(), page.get("url"), page["text"])
        for page in lines(listed)
        if page.get("text")
    ]


def measure(chosen: dict[str, Read], corpus: list[tuple[bytes, str | None, str]]) -> dict[str, Measured]:
    """Garbage is collected between calls, so that none pays for another's."""
    results = {name: Measured() for name in chosen}
    for read in chosen.values():  # what is loaded at the first use is not part of a page's cost
        _timed(read, *corpus[0][:2])
    gc.freeze()
    for _ in range(ROUNDS):
        for number, (html, url, _) in enumerate(corpus):
            for name, read in chosen.items():
                gc.collect()
                measured = results[name]
                for _ in range(2):  # the second time with warm caches, as in a run over many pages
                    measured.texts[number], cost = _timed(read, html, url)
                    measured.cost[number] = min(cost, measured.cost.get(number, cost))
    return results


def _timed(read: Read, html: bytes, url: str | None) -> tuple[str, float]:
    start = time.process_time()
    try:
        text = read(html, url)
    except Exception:  # a peer that fails on a page has found nothing
        text = ""
    return text, (time.process_time() - start) * 1000


def _runs(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[start : start + _RUN]) for start in range(max(1, len(tokens) - _RUN + 1)) if tokens)


def text_f1(texts: list[str], golds: list[str]) -> float:
    """Of the means over pages of precision (of pages with text) and recall."""
    precisions, recalls = [], []
    for text, gold in zip(texts, golds, strict=True):
        found, expected = _runs(text), _runs(gold)
        right = (found & expected).total()
        if found:
            precisions.append(right / found.total())
        recalls.append(right / expected.total())
    precision, recall = fmean(precisions or [0.0]), fmean(recalls)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def table(name: str, corpus: list[tuple[bytes, str | None, str]], results: dict[str, Measured]) -> str:
    size = median(len(html) for html, _, _ in corpus) / 1000
    golds = [text for _, _, text in corpus]
    base = median(results[BASE].cost.values())
    rows = [
        f"{name}: {len(corpus)} pages, {size:.0f} kB at the median",
        "",
        "| system | ms, median | pages a CPU second | times the bare parse | text F1 | empty |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for system, measured in results.items():
        cost = median(measured.cost.values())
        texts = [measured.texts[number] for number in range(len(corpus))]
        quality = f"{text_f1(texts, golds):.3f} | {sum(not text.strip() for text in texts)}" if any(texts) else "- | -"
        rows.append(f"| {system} | {cost:.1f} | {1000 / cost:.0f} | {base / cost:.2f} | {quality} |")
    return "\n".join(rows) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/RESULTS.md")
    parser.add_argument("--limit", type=int, help="only the first pages of each set")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.filterwarnings("ignore")
    folders = {
        "annotated pages": GOLD / "pages" / "wcxb_dev",
        "own pages": PROJECT_ROOT / "tests" / "gold" / "pages" / "dev",
    }
    tables = []
    for name, folder in folders.items():
        if folder.exists():
            corpus = pages(folder)[: options.limit]
            tables.append(table(name, corpus, measure(systems(), corpus)))
            print(tables[-1])
    if options.write:
        head, _, rest = RESULTS.read_text(encoding="utf-8").partition(BEGIN)
        RESULTS.write_text(f"{head}{BEGIN}\n{chr(10).join(tables)}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
