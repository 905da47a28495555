"""The selectors of layouts: the part of CSS that they need, as compiled XPath for lxml trees.

    h1   div.text   #content p   ul > li   meta[name=author]@content   [class^=News_title]

Tag, #id, .class, [name], [name=value], [name^=start], [name*=part]; a space for descendants, > for children; @name at
the end for the value of an attribute instead of the element's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

_STEP = re.compile(r"\s*(?P<child>>?)\s*(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<tests>(?:[#.][\w-]+|\[[^\[\]]+\])*)")
_TEST = re.compile(
    r"#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)"
    r"|\[(?P<name>[\w:-]+)(?:(?P<operator>[\^*]?)=(?P<quote>[\"']?)(?P<value>[^\"'\]]*)(?P=quote))?\]"
)
_ATTRIBUTE = re.compile(r"@([\w:-]+)$")


@dataclass(frozen=True, slots=True)
class Selector:
    """path finds the elements; attribute is the one whose value counts, None for the text; every one of `signs` occurs
    in the markup of a page that has such an element."""

    path: etree.XPath
    attribute: str | None
    signs: tuple[str, ...]

    def elements(self, root: etree._Element, html: str) -> Iterator[etree._Element]:
        """The elements of a page, in order; `html` is the markup that `root` was read from."""
        if all(sign in html for sign in self.signs):
            yield from self.path(root)

    def values(self, root: etree._Element, html: str) -> Iterator[str]:
        """Their texts (pieces parted by spaces) or attributes, without the empty ones."""
        for element in self.elements(root, html):
            value = element.get(self.attribute) if self.attribute else " ".join(element.itertext())
            if value and value.strip():
                yield " ".join(value.split())


def _condition(test: re.Match[str]) -> str:
    if identifier := test["id"]:
        return f"@id='{identifier}'"
    if cls := test["cls"]:
        return f"contains(concat(' ',normalize-space(@class),' '),' {cls} ')"
    name, value = test["name"], test["value"]
    if value is None:
        return f"@{name}"
    if not test["operator"]:
        return f"@{name}='{value}'"
    return f"{'starts-with' if test['operator'] == '^' else 'contains'}(@{name},'{value}')"


@lru_cache(maxsize=1024)
def parse_selector(written: str) -> Selector:
    """A ValueError, one line, for what is no selector."""
    attribute = _ATTRIBUTE.search(written)
    rest = written[: attribute.start()] if attribute else written
    path, at, signs = "", 0, []
    while rest[at:].strip():
        step = _STEP.match(rest, at)
        tests = list(_TEST.finditer(step["tests"])) if step else []
        if not step or not (step["tag"] or tests) or sum(len(test[0]) for test in tests) != len(step["tests"]):
            raise ValueError(f"not a selector: {written!r}")
        path += ("/" if step["child"] and path else "//") + (step["tag"] or "*")
        path += "".join(f"[{_condition(test)}]" for test in tests)
        signs += [sign for test in tests if (sign := test["id"] or test["cls"] or test["value"])]
        at = step.end()
    if not path:
        raise ValueError("an empty selector")
    return Selector(etree.XPath(path), attribute[1] if attribute else None, tuple(signs))
