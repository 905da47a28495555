"""One spelling for Chinese rules: simplified characters and full-width punctuation, offsets unchanged."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.gazetteer import fold

# Pages are often typed with the punctuation of the keyboard: 5月3日,代表团... A comma between digits groups them.
_ASCII = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[;!?()]")
_FULL_WIDTH = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）"}


@lru_cache(maxsize=8)
def plain(text: str) -> str:
    """The text in simplified characters with Chinese punctuation; as long as the original."""
    return _ASCII.sub(lambda match: _FULL_WIDTH[match[0]], fold(text))
