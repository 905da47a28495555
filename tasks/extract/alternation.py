"""Many words as one regular expression: a prefix tree, so that the engine need not try every word at every position."""

from __future__ import annotations

import re
from collections.abc import Iterable

_Tree = dict[str, "_Tree"]
_END = ""  # key of a node at which a word ends


def either(words: Iterable[str]) -> str:
    """A group that matches what the alternation of the words, longest first, would: Premier and Prime Minister become
    (?:Pr(?:emier|ime\\ Minister)). The words are plain text."""
    return f"(?:{_pattern(_tree(words))})"


def whole(words: Iterable[str], not_after: str = r"\w") -> str:
    """The same for words that no character of the set `not_after` precedes and no letter follows. The boundary is
    looked for behind the first character, since the engine skips to the first characters of a pattern only where
    nothing else stands before them; that pays where they are few, as capitals are."""
    branches = (rf"{re.escape(first)}(?<![{not_after}].){_pattern(node)}" for first, node in _tree(words).items())
    return rf"(?:{'|'.join(branches)})\b"


def _tree(words: Iterable[str]) -> _Tree:
    tree: _Tree = {}
    for word in sorted(set(words)):
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[_END] = {}
    return tree


def _pattern(tree: _Tree) -> str:
    branches = [_branch(character, node) for character, node in tree.items() if character != _END]
    if not branches:
        return ""
    optional = _END in tree
    if len(branches) == 1 and not optional:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if optional else "")


def _branch(character: str, node: _Tree) -> str:
    """The node's own characters up to the next fork, and what follows it."""
    start = re.escape(character)
    while len(node) == 1 and _END not in node:
        ((character, node),) = node.items()
        start += re.escape(character)
    return start + _pattern(node)
