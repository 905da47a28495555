"""The character set of a text that is read as a stream, from its first bytes."""

from __future__ import annotations

from tasks.charset import decode

_CANDIDATES = (
    "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16", "utf-32",
    "gb18030", "big5hkscs", "cp932", "cp949", "cp1251", "cp1252",
)  # fmt: skip


def stream_encoding(head: bytes) -> str:
    """The encoding by which `decode` (tasks.charset) read the head."""
    whole_lines = head[: head.rfind(b"\n") + 1] or head  # a head may end within a character
    text = decode(whole_lines)
    for encoding in _CANDIDATES:
        try:
            if whole_lines.decode(encoding, "replace") == text:
                return encoding
        except UnicodeError:  # UTF-16 and UTF-32 want a byte order mark
            continue
    return "utf-8-sig"


def looks_utf16(head: bytes) -> bool:
    """UTF-16 has a byte order mark, or zeros in every second byte of its Latin part."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = head[:2000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return max(even, odd) > len(sample) // 4 and min(even, odd) <= max(even, odd) // 4
