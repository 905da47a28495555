"""From bytes to text: the ladder of evidence on the character set.

Byte order mark, UTF-16 without one, strict UTF-8, the declared character set (HTTP header, then the page's own), UTF-8
with a few foreign bytes, a detector. Pages are decoded before they are parsed: a parser that guesses on bytes stops at
the first wrong one.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages declare and what they mean: gb2312 pages contain characters of GBK (朱镕基), latin-1 pages curly quotes.
_MEANT = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "euc-cn": "gb18030", "gb18030": "gb18030", "hz-gb-2312": "hz",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "cp950": "big5hkscs",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "iso-8859-9": "cp1254", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932",
    "sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "tis-620": "cp874",
}  # fmt: skip
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
_DECLARATION_WITHIN = 65_536  # scripts may stand before it
# Very frequent characters of running text; which decoding yields many of them is the right one of two candidates.
_FREQUENT = frozenset(
    "的一是在不了有和人这這中国國我到说說们們为為会會党黨同与與、。，のにはをるがでと은는이가을를의에하고и о в на с"
)
_STREAM_ENCODINGS = (
    "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16", "utf-32",
    "gb18030", "big5hkscs", "cp932", "cp949", "cp1251", "cp1252",
)  # fmt: skip
_TWICE_SIGN = re.compile(rb"\xc3[\x82-\xb4]\xc2[\x80-\x84\x86-\x9f]")  # in bytes, where it costs nothing to look
_TWICE = re.compile(
    "[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}"
)
_TWICE_AT_LEAST = 3
_SAMPLE = 2000  # bytes by which UTF-16 shows


def _bom(raw: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    return None


def _utf16_without_bom(raw: bytes) -> str | None:
    even, odd = _nuls(raw)
    if not _fill_one_byte_of_two(raw, even, odd):
        return None
    return raw.decode("utf-16-le" if odd > even else "utf-16-be", "replace")


def looks_utf16(raw: bytes) -> bool:
    """UTF-16 has a byte order mark, or a NUL in every other byte of its Latin part."""
    return raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _fill_one_byte_of_two(raw, *_nuls(raw))


def _nuls(raw: bytes) -> tuple[int, int]:
    """NULs at even and at odd places of the first bytes."""
    return raw[:_SAMPLE:2].count(0), raw[1:_SAMPLE:2].count(0)


def _fill_one_byte_of_two(raw: bytes, even: int, odd: int) -> bool:
    return max(even, odd) > len(raw[:_SAMPLE]) // 4 and min(even, odd) <= max(even, odd) // 4


def _codec(name: str | None) -> str | None:
    meant = _MEANT.get((name or "").strip().lower(), (name or "").strip().lower())
    try:
        return codecs.lookup(meant).name if meant else None
    except (LookupError, ValueError):
        return None


def header_charset(content_type: str) -> str | None:
    """The character set of a Content-Type header, as written."""
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    return match[1] if match else None


def _page_charset(raw: bytes) -> str | None:
    """The character set that a page names for itself (meta, XML declaration)."""
    match = _DECLARED.search(raw[:_DECLARATION_WITHIN])
    return match[1].decode("ascii") if match else None


def _declared(raw: bytes, names: list[str | None]) -> str | None:
    """As declared, where that leaves next to no characters unread and the page is not UTF-8 by a long way."""
    for name in names:
        codec = _codec(name)
        if codec is None or codec.startswith(("utf-8", "utf-16", "utf-32", "utf_")) or codec in ("idna", "punycode"):
            continue
        try:
            text = raw.decode(codec, "replace")
        except (LookupError, ValueError):  # a codec that is not one of text (hex, base64)
            continue
        if text.count("\ufffd") <= max(5, len(text) // 200):
            return text
    return None


def _mostly_utf8(raw: bytes) -> str | None:
    """UTF-8 with a broken byte or a fragment in another character set: the rest must not suffer for it.

    Sequences of several bytes hardly ever come out right by chance, so twice as many right ones as wrong ones decide.
    """
    text = raw.decode("utf-8", "replace")
    unread = text.count("\ufffd")
    read = len(text) - len(text.encode("ascii", "ignore")) - unread
    return text if read >= 2 * unread else None


def _frequent_share(text: str) -> float:
    sample = [c for c in text if c > "\x7f"][:20_000]
    return sum(c in _FREQUENT for c in sample) / max(1, len(sample)) - 5 * text.count("\ufffd") / max(1, len(text))


def _detected(raw: bytes) -> str:
    """By what reads well: the East Asian sets by their frequent characters, else charset-normalizer, else cp1252."""
    candidates = [raw.decode(codec, "replace") for codec in ("gb18030", "big5hkscs", "cp932", "cp949", "cp1251")]
    best = max(candidates, key=_frequent_share)
    if _frequent_share(best) > 0.1:
        return best
    guess = from_bytes(raw[:100_000]).best()
    codec = _codec(guess.encoding if guess else None) or "cp1252"
    return raw.decode(codec, "replace")


def decode(raw: bytes, given: str | None = None) -> str:
    """The text of a page or file. `given` is the character set that came with it from outside (HTTP header)."""
    text = _decode(raw, given)
    may_be_twice = raw.count(b"\xc3") >= _TWICE_AT_LEAST and len(_TWICE_SIGN.findall(raw)) >= _TWICE_AT_LEAST
    return _encoded_once(text) if may_be_twice else text


def _encoded_once(text: str) -> str:
    """Text that was encoded as UTF-8 twice, as careless exports are, read to the end: donâ\x80\x99t -> don’t.

    Control characters of the range that only such text holds are its sign; what does not come out right stays.
    """
    return _TWICE.sub(_once, text)


def _once(match: re.Match[str]) -> str:
    try:
        return match[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _decode(raw: bytes, given: str | None) -> str:
    if (text := _bom(raw)) is not None:
        return text
    if (text := _utf16_without_bom(raw)) is not None:
        return text
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    names = [given, _page_charset(raw)]
    says_utf8 = any((_codec(name) or "") == "utf-8" for name in names)
    if says_utf8 and (mostly_utf8 := _mostly_utf8(raw)) is not None:
        return mostly_utf8
    return _declared(raw, names) or _mostly_utf8(raw) or _detected(raw)


def stream_encoding(head: bytes) -> str:
    """The encoding of a text that is read as a stream: the one by which `decode` read its first bytes."""
    whole_lines = head[: head.rfind(b"\n") + 1] or head  # a head may end within a character
    text = decode(whole_lines)
    for encoding in _STREAM_ENCODINGS:
        try:
            if whole_lines.decode(encoding, "replace") == text:
                return encoding
        except UnicodeError:  # UTF-16 and UTF-32 want a byte order mark
            continue
    return "utf-8-sig"
