"""What two texts are compared by: their shingles, and a short signature of them (MinHash, Broder 1997)."""

from __future__ import annotations

import re

from rensa import RMinHash

NEAR = 0.8  # Jaccard similarity from which two texts tell the same in the same words
CONTAINED = 0.9  # share of the shorter text's shingles in the longer one: an excerpt
MIN_SHINGLES = 20  # shorter texts are alike by chance ("The text follows")
PERMUTATIONS = 128
_SEED = 1997
_WORD = re.compile(r"[㐀-鿿]|[^\W㐀-鿿]+")


def shingles(text: str) -> frozenset[str]:
    """Runs of four words, a Chinese character being a word, without punctuation and case."""
    words = _WORD.findall(text.lower())
    return frozenset(map(" ".join, zip(words, words[1:], words[2:], words[3:], strict=False)))


def signature(text: str) -> list[int] | None:
    """PERMUTATIONS numbers; two texts agree in a share of them that estimates their similarity. None if too short."""
    grams = shingles(text)
    if len(grams) < MIN_SHINGLES:
        return None
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update(list(grams))
    digest: list[int] = minhash.digest()
    return digest


def compare(one: frozenset[str], other: frozenset[str]) -> tuple[str, float] | None:
    """(relation, Jaccard similarity) of two sets of shingles; None where the texts are not copies."""
    shorter = min(len(one), len(other))
    if shorter < MIN_SHINGLES:
        return None
    common = len(one & other)
    similarity = common / (len(one) + len(other) - common)
    if similarity >= NEAR:
        return "near", round(similarity, 6)
    return ("excerpt", round(similarity, 6)) if common / shorter >= CONTAINED else None
