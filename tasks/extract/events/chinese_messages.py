"""What is handed over, told in Chinese by who gets or bears it: 收到A的贺电, 转交A致B的亲署函, 荣获勋章."""

from __future__ import annotations

import re

from tasks.extract.events.chinese_scene import Actors, Scene, Sides, countries_of

_ON_ANOTHER = re.compile(
    r"[，称：]\"?(?:坚决|强烈|完全|最?严厉|表示|对|就|并)*(?P<for>支持|声援|祝贺|悼念)?(?:谴责|抗议|批评|反对|呼吁|要求|敦促)?[^。；]{2,80}"
)


def _group(scene: Scene, name: str) -> Actors:
    start, end = scene.trigger.span(name)
    return scene.reader.actors(scene.sentence.start + start, scene.sentence.start + end) if start >= 0 else ()


def received_frame(scene: Scene) -> Sides | None:
    """A收到B、C的贺电; A荣获B勋章: who gives stands behind the trigger's verb, in the group `givers`."""
    recipient = scene.subject(*scene.left)
    givers = tuple(a for a in _group(scene, "givers") if a.country not in countries_of(recipient))
    return (givers, recipient) if givers and recipient else None


def handed_frame(scene: Scene) -> Sides | None:
    """C转交A致B的亲署函: the letter is A's, whoever bears it."""
    senders, recipients = _group(scene, "sender") or scene.subject(*scene.left), _group(scene, "recipient")
    recipients = tuple(a for a in recipients if a.country not in countries_of(senders))
    return (senders, recipients) if senders and recipients else None


def occasion_frame(scene: Scene) -> Sides | None:
    """B代表大会召开，A致贺电: the message goes to the party whose occasion the clause (or sentence) before tells."""
    hub = scene.subject(*scene.left)
    before = scene.reader.actors(scene.sentence.start + scene.sentence.head, scene.left[0])
    others = tuple(a for a in before or scene.celebrated if a.parties and a.country not in countries_of(hub))
    return (hub, others) if hub and len(others) == 1 else None


def support_frame(scene: Scene) -> Sides | None:
    """A党发表声明，声援B: a party's statement on another country; on several ones, its addressee is not certain."""
    hub = tuple(a for a in scene.subject(*scene.left) if a.parties)
    end = scene.trigger.end()
    about = _ON_ANOTHER.match(scene.sentence.text, end)
    if not hub or not about:
        return None
    start, stop = (scene.sentence.start + offset for offset in about.span())
    others = tuple(a for a in scene.reader.actors(start, stop) if a.country not in countries_of(hub))
    is_addressed = len(others) == 1 or about["for"]
    return (hub[:1], others[:1] if is_addressed else ()) if others else None


def built_frame(scene: Scene) -> Sides | None:
    """A援建的B学校移交: the donor stands before, the recipient in what was built, else behind."""
    donors = scene.reader.actors(*scene.left) or scene.subject(*scene.left)
    others = _group(scene, "built") or scene.reader.actors(*scene.right)
    others = tuple(a for a in others if a.country not in countries_of(donors))
    return (donors[:1], others[:1]) if donors and others else None
