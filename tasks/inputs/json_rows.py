"""JSON Lines line by line, and JSON files value by value: memory is bounded by the largest record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from tasks.charset import decode, stream_encoding
from tasks.errors import Unusable
from tasks.inputs.columns import recognise
from tasks.inputs.records import Row, canonical_json
from tasks.inputs.streams import HEAD_BYTES, MAX_CANDIDATE_BYTES, TOO_LARGE, Stream, as_text, lines, with_head
from tasks.records import JsonRecord

_BLANK = " \t\r\n\ufeff"


def json_lines(stream: Stream) -> Iterator[Row]:
    """One row a line; blank lines are passed over. UTF-16 files are read value by value."""
    head, stream = with_head(stream)
    if stream_encoding(head).startswith(("utf-16", "utf-32")):
        yield from json_values(stream)
        return
    for number, line in lines(stream):
        if line is None:
            yield Row(number, problem=f"a line of {TOO_LARGE}", reason="too_large")
        elif stripped := line.removeprefix(b"\xef\xbb\xbf").strip():
            yield _parsed(number, stripped)


def _parsed(number: int, line: bytes) -> Row:
    try:
        value = json.loads(decode(line))
    except RecursionError:
        return Row(number, problem="not JSON: nested too deep")
    except ValueError as error:
        return Row(number, problem=f"not JSON: {str(error)[:200]}")
    return _row(number, value, line)


def _row(number: int, value: Any, raw: bytes | None) -> Row:
    if isinstance(value, dict):
        return Row(number, value, raw)
    return Row(number, problem=f"a JSON {type(value).__name__}, not an object")


def json_values(stream: Stream) -> Iterator[Row]:
    """The objects of a JSON file: one, an array of them, an object that holds one array, or one after another."""
    head, stream = with_head(stream)
    text = as_text(stream, stream_encoding(head))
    number = 0
    for value, source in _Values(text):
        members = _members(value)
        for member in members:
            number += 1
            yield _row(number, member, source.encode("utf-8", "replace") if member is value else canonical_json(member))


def _members(value: Any) -> list[Any]:
    """The records of a top-level value: itself, or those of the one array that it holds."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or recognise(value, {}).has_text:
        return [value]
    arrays = [v for v in value.values() if isinstance(v, list) and v and all(isinstance(m, dict) for m in v)]
    if len(arrays) == 1:
        return _unwrapped(arrays[0])
    inner = [v for v in value.values() if isinstance(v, dict)]
    if not arrays and len(inner) == 1 and len(found := _members(inner[0])) > 1:
        return found
    return [value]


def _unwrapped(members: list[JsonRecord]) -> list[JsonRecord]:
    """Search engines export each record within an envelope, under _source."""
    sources = [member.get("_source") for member in members]
    return [s for s in sources if isinstance(s, dict)] if all(isinstance(s, dict) for s in sources) else members


class _Values:
    """Iterates over (value, its JSON text) of the top-level values, or of the members of the top-level array."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._buffer = ""
        self._position = 0
        self._at_end = False

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        in_array = False
        if self._next_character() == "[":
            in_array, self._position = True, self._position + 1
        while character := self._next_character():
            if character == "]" and in_array:
                return
            yield self._value()
        if in_array:
            raise Unusable("truncated", "the JSON array does not end")

    def _next_character(self) -> str:
        """The next one that is neither blank nor a comma; "" at the end."""
        while True:
            while self._position < len(self._buffer):
                if self._buffer[self._position] not in _BLANK + ",":
                    return self._buffer[self._position]
                self._position += 1
            if not self._read_more():
                return ""

    def _value(self) -> tuple[Any, str]:
        decoder = json.JSONDecoder()
        while True:
            try:
                value, end = decoder.raw_decode(self._buffer, self._position)
                if end < len(self._buffer) or not self._read_more():  # a number at the end of the buffer may go on
                    break
            except RecursionError:
                raise Unusable("bad_record", "not JSON: nested too deep") from None
            except ValueError as error:
                is_open = getattr(error, "pos", 0) >= len(self._buffer.rstrip()) - 1 or "Unterminated" in str(error)
                if not self._read_more():
                    raise Unusable("truncated" if is_open else "bad_record", f"not JSON: {str(error)[:200]}") from None
        source = self._buffer[self._position : end]
        self._position = end
        return value, source

    def _read_more(self) -> bool:
        """More text, as much again as is held, so that decoding anew stays linear in all."""
        if self._at_end:
            return False
        self._buffer, self._position = self._buffer[self._position :], 0
        if len(self._buffer) > MAX_CANDIDATE_BYTES:
            raise Unusable("too_large", f"a JSON value of {TOO_LARGE}; as JSON Lines it can be read")
        more = self._text.read(max(HEAD_BYTES, len(self._buffer)))
        self._buffer += more
        self._at_end = not more
        return bool(more)
