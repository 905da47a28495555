"""Other people's column names: which key of a record is the text, the title, the date.

The usual names stand in reference/column_names.csv; `--map FIELD=KEY` says the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tasks.errors import UsageError
from tasks.inputs.values import agency_value, byline_values, date_value, id_value, language_value, line_value, url_value
from tasks.records import Given, JsonRecord
from tasks.reference import rows

TEXT_FIELDS = ("text", "html", "html_base64")
_MAX_LISTED_KEYS = 20


def _plain(key: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", key)).casefold()


@lru_cache(maxsize=1)
def _known_names() -> dict[str, tuple[str, int]]:
    """Plain name -> (field, place in the order of preference)."""
    return {_plain(row["key"]): (row["field"], place) for place, row in enumerate(rows("column_names"))}


def fields() -> list[str]:
    """The fields that a column can be mapped to."""
    return list(dict.fromkeys(field for field, _ in _known_names().values()))


def check_mapping(mapping: Mapping[str, str]) -> dict[str, str]:
    """The mapping with our field names: `date` means published_at, `body` means text. UsageError for others."""
    known = _known_names()
    checked = {}
    for field, key in mapping.items():
        if _plain(field) not in known:
            raise UsageError(f"--map {field}={key}: no such field; fields are {', '.join(fields())}")
        checked[known[_plain(field)][0]] = key
    return checked


@dataclass(frozen=True)
class Columns:
    """For each field the keys that hold it, best first."""

    keys: dict[str, tuple[str, ...]]

    @property
    def has_text(self) -> bool:
        return any(field in self.keys for field in TEXT_FIELDS)

    def text_key(self, record: JsonRecord) -> str | None:
        """The key of the first text or HTML column that holds something; else of the first there is."""
        candidates = [key for field in TEXT_FIELDS for key in self.keys.get(field, ()) if key in record]
        filled = (key for key in candidates if record[key] not in (None, "") and str(record[key]).strip())
        return next(filled, candidates[0] if candidates else None)

    def given(self, record: JsonRecord, base: Given) -> Given:
        """What the record says beside its text, over what its container says (`base`)."""
        return Given(
            source_id=base.source_id,
            id=self._first(record, "id", id_value) or base.id,
            url=self._first(record, "url", url_value) or base.url,
            title=self._first(record, "title", line_value) or base.title,
            published_at=self._date(record) or base.published_at,
            language=self._first(record, "language", language_value) or base.language,
            agency=self._first(record, "agency", agency_value) or base.agency,
            bylines=self._first(record, "bylines", byline_values) or base.bylines,
            fetched_at=base.fetched_at,
            etag=base.etag,
        )

    def _first(self, record: JsonRecord, field: str, value_of: Any) -> Any:
        values = (value_of(record.get(key)) for key in self.keys.get(field, ()))
        return next((value for value in values if value), None)

    def _date(self, record: JsonRecord) -> str | None:
        """A written date beats a number of seconds: the number has lost its time zone."""
        written: list[str] = []
        counted: list[str] = []
        for key in self.keys.get("published_at", ()):
            if value := date_value(record.get(key)):
                (written if value.is_written else counted).append(value.iso)
        return next(iter([*written, *counted]), None)


def recognise(keys: Iterable[str], mapping: Mapping[str, str]) -> Columns:
    """Sorts the keys of a record or header into fields. A mapped key comes first, where the record has it."""
    return _recognise(tuple(keys), tuple(sorted(mapping.items())))


@lru_cache(maxsize=256)
def _recognise(keys: tuple[str, ...], mapping: tuple[tuple[str, str], ...]) -> Columns:
    known = _known_names()
    ranked: dict[str, list[tuple[int, str]]] = {}
    for key in keys:
        if hit := known.get(_plain(key)):
            ranked.setdefault(hit[0], []).append((hit[1], key))
    found = {field: tuple(key for _, key in sorted(places)) for field, places in ranked.items()}
    for field, key in mapping:
        if key in keys:
            found[field] = (key,)
            if field in TEXT_FIELDS:
                found = {f: k for f, k in found.items() if f not in TEXT_FIELDS or f == field}
    return Columns(found)


def no_text_column(keys: Iterable[str]) -> str:
    """The detail for a file whose text column cannot be told."""
    names = [key if len(key) <= 60 else key[:57] + "..." for key in keys]
    rest = len(names) - _MAX_LISTED_KEYS
    listed = ", ".join(names[:_MAX_LISTED_KEYS]) + (f" and {rest} more" if rest > 0 else "")
    return f"cannot tell which column is the text; it has: {listed or 'none'}. Say it with --map text=KEY"
