"""The names of parties: what reference/parties.csv and party_aliases.csv call them, and what follows from that.

A name that holds its country stands for one party ("Communist Party of Vietnam"). The same name without the country
("Communist Party", 工党) is kept too, as a `short` name of every party that has it: the text must say which.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from tasks import reference
from tasks.extract.gates import compiled
from tasks.gazetteer import Gazetteer, fold

_ABBREVIATION = re.compile(r"[A-Z0-9][A-Za-z0-9]*(?:[ ./&–-]*[(A-Z0-9][A-Za-z0-9.()–-]*)*")
_CJK = re.compile(r"[㐀-鿿]")
_SMALL_CHARACTERS = re.compile(r"[^\w]|[与和及暨的之]")
# A short name needs a noun that says what it is: "United" alone is no name of United Russia.
_KIND = compiled(
    r"\b(?:party|front|movement|alliance|union|league|congress|coalition|bloc|rally|democrats|communists)\b"
)
_KIND_ABROAD = compiled(r"\b(?:part(?:ido|ito|iti?|ei|ia|idul|ija)|movimento|movimiento|mouvement|frente|uni[oó]n)\b")
_KIND_CHINESE = compiled(r"(?:党|阵线|联盟|运动|大会)$")

# Rows of party_words whose words hold spaces
_PHRASES = ("not_party", "phrase", "adjective", "politician", "adherents", "not_initials", "needs_name", "office")


_UNVERIFIED, _IMPORTED = 0.95, 0.8


class Sense(NamedTuple):
    """One party that a name may stand for. origin: name, alias, abbreviation or short."""

    party_id: str
    country: str
    origin: str
    valid_from: str = ""
    valid_to: str = ""


Senses = tuple[Sense, ...]


@lru_cache(maxsize=1)
def words() -> dict[tuple[str, str], frozenset[str]]:
    """reference/party_words.csv: (kind, language) -> words."""
    table: dict[tuple[str, str], frozenset[str]] = {}
    for row in reference.rows("party_words"):
        separator = "|" if row["kind"] in _PHRASES else None
        table[row["kind"], row["language"]] = frozenset(row["words"].split(separator))
    return table


@lru_cache(maxsize=1)
def _ideologies() -> frozenset[str]:
    """Key forms of the words that any party may have in its name."""
    plain = {key(word) for word in words()["ideology", "en"] | words()["stock", "en"]}
    return frozenset(plain | {"party", "of", "for", "and", "working", "front", "movement", "league"})


def key(name: str) -> str:
    """A name without what spellings differ in: case, accents, apostrophes, hyphens, Labour / Labor, "the", 与."""
    plain = (
        fold(name)
        .lower()
        .replace("'s ", "s ")
        .replace("'", "")
        .replace("labor", "labour")
        .replace("labourur", "labour")
    )
    if _CJK.search(name):
        return _SMALL_CHARACTERS.sub("", plain)
    return " ".join(word for word in re.findall(r"\w+", plain) if word != "the")


def is_abbreviation(name: str) -> bool:
    """Initials: capitals carry it, as in CPV, ZANU-PF, CPN (UML), PCdoB."""
    letters = [c for c in name if c.isalpha()]
    return bool(_ABBREVIATION.fullmatch(name)) and sum(c.isupper() for c in letters) * 2 > len(letters)


@lru_cache(maxsize=4096)
def is_generic(name: str) -> bool:
    """True where parties of many countries could bear the name: all its words are of the common stock."""
    if _CJK.search(name):
        rest = name
        for word in sorted(words()["ideology", "zh"] | {"党", "大"}, key=lambda word: (-len(word), word)):
            rest = rest.replace(word, "")
        return not rest
    return all(word in _ideologies() for word in key(name).split())


@lru_cache(maxsize=1)
def _country_names() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each country its names in Latin script and in Chinese, longest first."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in reference.rows("country_aliases"):
        names[row["code"]].add(row["alias"])
    ordered = {code: sorted(found, key=lambda n: (-len(n), n)) for code, found in names.items()}
    return {
        code: (tuple(n for n in found if not _CJK.search(n)), tuple(n for n in found if _CJK.search(n)))
        for code, found in ordered.items()
    }


def chinese_country_names(code: str) -> tuple[str, ...]:
    """Chinese names of the country, one-character forms included, longest first."""
    return _country_names().get(code, ((), ()))[1]


def _short(name: str, code: str) -> str | None:
    """The name without its country: Communist Party of Vietnam -> Communist Party, 越南共产党 -> 共产党."""
    latin, chinese = _country_names().get(code, ((), ()))
    if _CJK.search(name):
        for country in chinese:
            if name.startswith(country) and len(name) - len(country) >= 2:
                rest = name[len(country) :]
                return rest if _KIND_CHINESE.search(rest) else None
        return None
    rest = name
    for country in (one for one in latin if one in name):
        rest = re.sub(
            rf"^{re.escape(country)}(?:'s)? (?=\w+ )| (?:of|in) (?:the )?{re.escape(country)}(?= \(|$)", "", rest
        )
    # "North Korea's ruling Workers' Party": a description is no name.
    is_name = rest != name and " " in rest and not rest[0].islower() and _KIND.search(rest.lower())
    return rest if is_name else None


class Names(NamedTuple):
    """written: case-sensitive names and initials; spelled: names of several words in lower case; keyed: by key();
    exact: names of several words as the table writes them."""

    written: Gazetteer[Senses]
    spelled: Gazetteer[Senses]
    keyed: dict[str, Senses]
    exact: frozenset[str]


def _collect() -> dict[str, list[Sense]]:
    names: dict[str, list[Sense]] = defaultdict(list)
    country = {row["party_id"]: row["country_code"] for row in reference.rows("parties")}

    def add(name: str, party_id: str, origin: str, valid_from: str = "", valid_to: str = "") -> None:
        if "（" in name:  # as pages often type it
            add(name.replace("（", "(").replace("）", ")"), party_id, origin, valid_from, valid_to)
        # Folded: 民主黨 and 民主党 are one name.
        name = fold(name)
        if name and all(sense.party_id != party_id for sense in names[name]):
            names[name].append(Sense(party_id, country[party_id], origin, valid_from, valid_to))

    parties, imported = _parties()
    for row in parties:
        for column in ("name_en", "name_zh", "name_native"):
            add(row[column], row["party_id"], "name")
        add(row["abbreviation"], row["party_id"], "abbreviation")
    for row in reference.rows("party_aliases"):
        origin = "abbreviation" if is_abbreviation(row["alias"]) else "alias"
        add(row["alias"], row["party_id"], origin, row["valid_from"], row["valid_to"])
    for name, senses in list(names.items()):
        for sense in senses:
            if sense.origin != "abbreviation" and (short := _short(name, sense.country)):
                add(short, sense.party_id, "short", sense.valid_from, sense.valid_to)
    for pair in sorted(words()["adherents", "en"]):
        title, _, adherents = pair.partition("=")
        for sense in list(names[title]):
            add(adherents, sense.party_id, "short", sense.valid_from, sense.valid_to)
    listed = frozenset(names)
    for row in imported:
        for name in (row["name_en"], row["name_native"]):
            if _tells_itself(name) and (is_generic(name) or fold(name) not in listed):
                add(name, row["party_id"], "short")
    return names


def _parties() -> tuple[list[reference.Row], list[reference.Row]]:
    """The parties that were looked at, and those that a user imported."""
    rows = reference.rows("parties")
    imported = [row for row in rows if row["checked"].startswith(reference.IMPORTED)]
    return [row for row in rows if not row["checked"].startswith(reference.IMPORTED)], imported


@lru_cache(maxsize=1)
def certainties() -> dict[str, float]:
    """party_id -> by how much its links are less certain: nobody looked the row up, or the user imported it."""
    found = {}
    for row in reference.rows("parties"):
        if row["checked"].startswith(reference.IMPORTED):
            found[row["party_id"]] = _IMPORTED
        elif row["checked"] == "unverified":
            found[row["party_id"]] = _UNVERIFIED
    return found


def _tells_itself(name: str) -> bool:
    """Whether an imported name may stand without anything beside it: of several words, one of which says that it is a
    party's. Initials and names such as Hope, of which there are thousands, do not."""
    lowered = key(name)
    return " " in lowered and bool(_KIND.search(lowered) or _KIND_ABROAD.search(lowered))


def _is_spelled(name: str) -> bool:
    return " " in name and not is_abbreviation(name) and not _CJK.search(name)


@lru_cache(maxsize=1)
def names() -> Names:
    """All names, built once for a process."""
    collected = _collect()
    written = {name: tuple(senses) for name, senses in collected.items() if not _is_spelled(name) and len(name) > 1}
    single = [name for name in written if name.replace("-", "").isalpha() and len(name) > 4]
    for name in [name for name in single if name not in words()["common", "en"]]:
        written.setdefault(name.upper(), written[name])
    spelled: dict[str, list[Sense]] = defaultdict(list)
    keyed: dict[str, list[Sense]] = defaultdict(list)
    for name, senses in collected.items():
        if _is_spelled(name):
            spelled[name.lower()] += senses
            if "labour" in name.lower():
                spelled[name.lower().replace("labour", "labor")] += senses
        if not is_abbreviation(name):
            keyed[key(name)] += senses
    return Names(
        Gazetteer(written),
        Gazetteer({name: _unique(senses) for name, senses in spelled.items()}),
        {name: _unique(senses) for name, senses in keyed.items()},
        frozenset(name for name in collected if _is_spelled(name)),
    )


def _unique(senses: list[Sense]) -> Senses:
    """One sense per party, that of the most telling origin."""
    rank = {"name": 0, "alias": 1, "abbreviation": 2, "short": 3}
    best: dict[str, Sense] = {}
    for sense in sorted(senses, key=lambda s: rank[s.origin]):
        best.setdefault(sense.party_id, sense)
    return tuple(best.values())


@lru_cache(maxsize=1)
def lifetimes() -> dict[str, tuple[int, int]]:
    """party_id -> first and last year; 0 and 9999 where open or unknown."""
    return {
        row["party_id"]: (int(row["founded"] or 0), int(row["dissolved"] or 9999)) for row in reference.rows("parties")
    }


@lru_cache(maxsize=1)
def governments() -> dict[str, tuple[tuple[str, str], ...]]:
    """party_id -> first and last days of its times at the head of a government; "9999" where they last."""
    periods: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in reference.rows("party_status"):
        if row["in_government"] == "ruling":
            periods[row["party_id"]].append((row["valid_from"], row["valid_to"] or "9999"))
    return {party: tuple(found) for party, found in periods.items()}
