"""Plain text: hard-wrapped lines joined again, paragraphs and heading lines kept."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from tasks.normalize.characters import squeeze

_WRAPPED_AT_MOST = 132  # columns: longer lines are written by a program that wraps on the screen
_WRAPPED_AT_LEAST = 40
_MANY_BREAKS = 3
_SLACK = 2  # columns: punctuation may hang, figures may not be split
_HAN = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_INDENT = re.compile(r"(?:\u3000{1,4}| {2,}|\t)\S")
_BULLET = re.compile(r"(?:[-*•·◆■●]|\(?\d{1,2}[.)、]|[（(][一二三四五六七八九十]+[)）])\s*\S")
_SENTENCE_END = re.compile(r"[.!?。！？…:：;；]['\"”’」』)）\]]*$")
# A line that ends so goes on in the next one, however short it is
_OPEN_END = re.compile(
    r"(?:\b(?:and|or|of|the|to|for|in|on|with|by|at|from|an?|as|that)|\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|St)\.|,)$"
)
# Few lines say little of a width: there only what cannot be a heading goes on in the next line
_NEW_TEXT = re.compile(r"[A-Z][\w.'’ ]{2,30}(?:,|\s*\(|\s+[-–—])|.{0,20}[电電讯訊](?!话|話|视|視|影|台)|By\s")
_RUNNING = 0.6  # share of words in small letters, or a full stop inside
_INNER_STOP = re.compile(r"[a-z0-9)\"”][.!?]\s+[A-Z]|--|—")
_BLANK_LINES = re.compile(r"\n{3,}")


def _columns(line: str) -> int:
    """Width on a typewriter's grid: a Chinese character takes two columns."""
    return len(line) + len(_HAN.findall(line))


def _first_word(line: str) -> int:
    """Columns that the first unbreakable piece of a line needs: a word, or one Chinese character."""
    stripped = line.lstrip()
    return 2 if _HAN.match(stripped) else _columns(stripped.split(None, 1)[0]) + 1 if stripped else 0


def _is_break_by_width(line: str, following: str, width: int) -> bool:
    """Whether the line ended because the next word did not fit any more."""
    return _columns(line.rstrip()) + _first_word(following) > width - _SLACK


def wrap_width(lines: list[str]) -> int | None:
    """The column at which the text was wrapped by hand or by a mailer; None if it was not wrapped."""
    widths = sorted(_columns(line.rstrip()) for line in lines if line.strip())
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    if len(pairs) < _MANY_BREAKS:
        return _width_of_few(pairs)
    if _HAN.search(lines[len(lines) // 2]):  # Chinese fills its lines: the usual width is the width
        width = max(Counter(widths).items(), key=lambda item: (item[1], item[0]))[0]
    else:
        width = widths[-1 - len(widths) // 50]  # a stray long line (an address) does not decide
    if not _WRAPPED_AT_LEAST <= width <= _WRAPPED_AT_MOST:
        return None
    by_width = sum(_is_break_by_width(a, b, width) and not _INDENT.match(b) for a, b in pairs)
    return width if by_width >= max(_MANY_BREAKS, 0.5 * len(pairs)) else None


def _width_of_few(pairs: list[tuple[str, str]]) -> int | None:
    """The width where one or two breaks all lie inside running text."""
    width = max((_columns(line.rstrip()) for pair in pairs for line in pair), default=0)
    is_wrapped = _WRAPPED_AT_LEAST <= width <= _WRAPPED_AT_MOST and all(
        _is_break_by_width(a, b, width) and _goes_on(a.strip(), b) for a, b in pairs
    )
    return width if is_wrapped else None


def _goes_on(line: str, following: str) -> bool:
    if _SENTENCE_END.search(line) or _INDENT.match(following) or _BULLET.match(following.lstrip()):
        return False
    if following[:1].islower() or _OPEN_END.search(line):
        return True
    if _NEW_TEXT.match(following):
        return False
    words = line.split()
    in_small_letters = sum(word[:1].islower() for word in words) / len(words)
    return in_small_letters >= _RUNNING or _INNER_STOP.search(line) is not None


def _joined(first: str, second: str, text: str) -> str:
    if _HAN.search(first[-1:]) and _HAN.search(second[:1]):
        return first + second
    if first.endswith("-") and second[:1].islower():
        word, rest = first.rsplit(None, 1)[-1][:-1], second.split(None, 1)[0]
        return (first[:-1] if word + rest in text else first) + second
    return f"{first} {second}"


def join_wrapped_lines(text: str) -> str:
    """`text` with one line a paragraph, if it is hard-wrapped; else unchanged.

    A line goes on into the next one if the next word would not have fitted; blank lines, indents, bullets, and lines
    that end early (headings, last lines of paragraphs) end a paragraph.
    """
    lines = text.split("\n")
    width = wrap_width(lines)
    if width is None:
        return text
    paragraphs: list[str] = []
    is_open = False
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        content = squeeze(line)
        if is_open and content:
            paragraphs[-1] = _joined(paragraphs[-1], content, text)
        else:
            paragraphs.append(content)
        is_in_item = _BULLET.match(paragraphs[-1]) is not None  # its further lines hang
        is_indented = _INDENT.match(following) is not None and not is_in_item
        starts_new = not following.strip() or is_indented or _BULLET.match(following.lstrip()) is not None
        ends_early = not _is_break_by_width(line, following, width)
        goes_on = _OPEN_END.search(content) or (not _SENTENCE_END.search(content) and following.lstrip()[:1].islower())
        is_open = bool(content) and not starts_new and (not ends_early or bool(goes_on))
    return "\n".join(paragraphs)


def tidy(text: str) -> str:
    """Lines trimmed, at most one blank line in a row, wrapped lines joined."""
    joined = join_wrapped_lines(text.strip("\n"))
    lines = "\n".join(squeeze(line) for line in joined.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip()
