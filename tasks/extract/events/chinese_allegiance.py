"""For which party a side acts: told once in a Chinese dispatch, true to its end (率中国共产党代表团 ... 钱志伟会见)."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from tasks.extract.annotated import Annotated
from tasks.extract.events.chinese_scene import DELEGATION, Actors
from tasks.extract.events.chinese_sentences import Sentence
from tasks.extract.events.chinese_sides import Reader
from tasks.extract.events.sides import Actor
from tasks.extract.gates import compiled
from tasks.records import Side

_INVITED = compiled(r"应(?P<host>[^，。；]{1,40}?)(?:的)?邀请")
_CONGRATULATED = compiled(r"祝贺|庆贺")
_PARTY_OFFICE = re.compile(
    r"[^，。；、\s]{0,8}?(?:部长|主任|书记|主席|助理|秘书长|委员|代表|领袖|党首|团长|干事长)(?:助理)?"
)
# 钱志伟会见: a subject that is nothing but a name
_BARE_NAME = re.compile(
    r"(?:并|还|随后|其间|当[天日晚])?，?(?P<name>[\u4e00-\u9fff]{2,3}?)(?=$|在|分别|先后|将|还|也|于|\d|同|与|和|应|出席|就|率|向|一行)"
)
_ONE_SIDE = re.compile(r"[\u4e00-\u9fff]方(?:[^面案式法针向便]|$)")  # 中方代表团
_AS_DELEGATION = re.compile(rf"[^，。；、的]{{1,8}}?(?:{DELEGATION})")  # 越南代表团, at the head of the clause


class Allegiances:
    """What has been told so far of who acts for which party."""

    def __init__(self, reader: Reader, document: Annotated) -> None:
        self.reader = reader
        self.document = document
        self._of_person: dict[str, tuple[str | None, tuple[str, ...]]] = {}
        self._hubs: list[tuple[str, Actor]] = []  # who acted for a party, with the words that say so
        self._acted: list[Actor] = []  # who acted for one party, the last at the end

    def introduce(self, sentence: Sentence) -> None:
        """Those whose office in a party or its organ stands before their name act for that party from here on."""
        mentions = self.document.within(*sentence.span, "party", "person")
        for before, person in pairwise(mentions):
            office = self.reader.text[before.end : person.start]
            if before.kind != "party" or person.kind != "person" or not _PARTY_OFFICE.fullmatch(office):
                continue
            if before.entity_id and before.country:
                self._of_person.setdefault(person.surface, (before.country, (before.entity_id,)))

    def remember(self, words: str, hub: Actors, others: Actors) -> None:
        self._acted += [actor for actor in (*hub, *others) if len(actor.parties) == 1]
        self._hubs += [(words, actor) for actor in hub if len(actor.parties) == 1]

    def acting_for(self, actor: Actor, words: str) -> Actor:
        """The actor with the party for which its persons were said to act: they are named in the actor or, where only
        their name stands there, in the words of the clause."""
        names = [person.name for person in actor.persons]
        if len(actor.parties) == 1:
            self._of_person.update(dict.fromkeys(names, (actor.country, actor.parties)))
        if actor.parties:
            return actor
        for name, (country, parties) in self._of_person.items():
            if country == actor.country and (name in names or (not names and name in words)):
                return replace(actor, parties=parties)
        bare = None if names else _BARE_NAME.match(words)
        told = [a for clause, a in self._hubs if bare and bare["name"] in clause and a.country == actor.country]
        if not names and self._is_one_side(actor, words):
            told += [a for a in self._acted if a.country == actor.country][-1:]
        return replace(actor, parties=next((a.parties for a in told if a.parties), ()))

    def _is_one_side(self, actor: Actor, words: str) -> bool:
        text, is_first = self.reader.text, self.reader.text.startswith(words[:4], actor.start)
        return bool(_ONE_SIDE.match(text, actor.start) or (is_first and _AS_DELEGATION.match(text, actor.start)))

    def with_inviter(self, sentence: Sentence, host: Side) -> Side:
        """A party is the host of a visit only where the text makes it the inviter (codebook R4)."""
        for invited in _INVITED.finditer(sentence.text):
            start = sentence.start
            for actor in self.reader.actors(start + invited.start("host"), start + invited.end("host")):
                if actor.country == host.country:
                    return replace(host, parties=actor.parties, persons=actor.persons)
        return replace(host, parties=(), persons=())

    def with_congratulated(self, sentence: Sentence, trigger: re.Match[str], recipient: Side) -> Side:
        """致电金正日，祝贺他当选朝鲜劳动党总书记: the recipient acts for the party that the message is about."""
        wish = _CONGRATULATED.search(sentence.text, trigger.start())
        if recipient.parties or not wish:
            return recipient
        named = self.reader.actors(sentence.start + wish.end(), sentence.span[1])
        about = next((a.parties for a in named if a.parties and a.country == recipient.country), ())
        return replace(recipient, parties=about)

    def with_named(self, side: Side) -> Side:
        """A dialogue of parties is one of those that the dispatch names of the country."""
        if side.parties or side.country is None:
            return side
        named = (m.entity_id for m in self.document.mentions if m.kind == "party" and m.country == side.country)
        return replace(side, parties=tuple(dict.fromkeys(party for party in named if party)))
