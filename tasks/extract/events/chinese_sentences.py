"""How a Chinese dispatch is told: headline, narration, quoted speech; clauses; what is denied or only wished for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.extract.annotated import Annotated
from tasks.extract.chinese_text import plain
from tasks.extract.gates import compiled
from tasks.records import Span

_SAYS = r"(?:表示|指出|强调|说|认为|谈到|称|提出|介绍说|回应|重申|提议)"
_SPEECH = re.compile(
    rf"^(?:在[^，。]{{1,30}}[时中上间后]，)?(?P<speaker>[^，。；：]{{0,40}}?)(?:(?:会谈|会见|会上|讲话|致辞|演讲|贺信|贺电|函)[中时里]?)?{_SAYS}(?:[，：\"]|$)"
)
_LETTER = compiled(r"(?:贺电|贺信|唁电|慰问电|电文|函|信)(?:中|里)?(?:说|指出|表示|强调|全文如下)[：，]?\s*$")
# A spokesman's or an office's word is how news of third countries is reported: it tells, it does not comment.
_REPORTING = compiled(
    r"发言人|外交部|总统府|白宫|克里姆林宫|声明|公报|媒体|报道|消息|电视台|通讯社|办公室|官方|当局|新闻(?:办|处|局|司|中心|秘书|部门)|网站|国台办|通报|宣布$"
)
# 党主席说，该党已与…: reported as fact, not as an opinion
_REPORTED = re.compile(
    r"^[^，。；]{2,60}?(?:说|表示|称|宣布|透露)，(?:该党|该组织|他已|她已|双方已|双方将|两党已|两党将|[^，。；]{2,40}?(?:将于|已于|定于|拟于))"
)
_INTERVIEW = re.compile(r"(?:接受|对|向)[^，]*(?:媒体|记者|电视台|通讯社|总台)[^，]*")
_NARRATES_AGAIN = re.compile(
    r"^(?:会[谈见晤]|(?:访问|访[^，。；]{1,3}|在[^，。；]{1,6})期间，|随后|之后|此前|此外|当[天日晚]|同日|同一天|\d{1,2}月?\d{0,2}日|[（(]\d|[^，。]{0,60}(?:参加|出席|陪同)(?:了)?(?:上述)?(?:会见|会谈|活动|签字))"
)
_DATELINE = re.compile(
    r"[^，。；]{0,24}?[日号](?:专|综合|讯)?电(?:\s*（[^）]{0,40}）)?[】）)]?[\s　]*"
    r"|[（【(][^，。；】）)]{2,30}?讯[^，。；】）)]{0,10}[】）)][\s　]*"
    r"|[^，。；]{2,12}——|[^，。；]{0,8}消息(?:（[^）]*）)?："
)
_CAPTION = compiled(
    r"(?:[（(][^（）()\n]{0,24}?[摄攝][^（）()\n]{0,4}[）)]"
    r"|记者[^，。\n]{2,12}摄|图自[^，。；\n]{2,12}|[（(](?:图片来源|图源|图|来源)[：/／][^\n]{2,20}[）)])[。]?[ \t　]*$"
)
_HEADING = re.compile(r"[^\n。！？；：，]{6,45}(?<![”\"）)])\n")
_RELATED = re.compile(
    r"^[ \t　]*(?:相关(?:文章|新闻|链接|阅读|报道|稿件)|延伸阅读|推荐阅读|更多新闻"
    r"|热门(?:新闻|文章)|新闻排行|最新新闻)[：:]?[ \t　]*\n(?:[^\n。]*(?:\n|$))+",
    re.MULTILINE,
)
# Four headlines or more of other pages in one line, parted by spaces
_HEADLINES = re.compile(
    r"^[ \t　]*(?:[^\s，。！？；：、]{8,45}[ 　]){3,}[^\s，。！？；：、]{8,45}[ \t　]*$", re.MULTILINE
)
_QUOTED = re.compile(r"“[^”“\n]{1,40}”|《[^》《\n]{1,60}》|「[^」\n]{1,40}」")
_LONGEST = 2000  # characters; what is longer is a list or a table, not a sentence
_BREAK = re.compile(r"[，。；：！？\n]")
_NEGATED = compiled(
    r"(?:没有|没|未能|(?<![从])未(?!来)|尚未|无力|难以|原计划|原定|不会|不再|拒绝|取消|推迟|无法|并未|不愿|不与|不同|反对|暂停|中止|禁止|停止)[^，。；]{0,8}$"
    r"|(?:不会|不再|拒绝|没有|未能|并未|不愿|无意|不打算|从未)(?:立即|马上|再)?(?:[与同和跟向对就]|在)[^，。；]*$"
)
_WISHED = compiled(
    r"或(?=于|将|会|在|本|下|有)|否认|承诺|希望|期待|呼吁|建议|要求|可能|如果|若(?!干)|一旦|敦促|考虑|欢迎(?!仪式|会|宴|辞|来访的|到访的|前来)|鼓励|邀请(?!，)|有望|力争|争取(?![^，。；]{0,8}(?:联盟|运动|党|阵线))|谋求|寻求|是否|愿(?!景)|准备|促成|同意(?!大利)|推动|支持|便利|旨在|为了|讨论|商讨|能否|关于|围绕|有关|应该|应当|必须|应(?=在|尽|同|与|立即)|须(?!知)"
)
_INVITED = re.compile(r"[应受][^，。；]{0,40}?邀请|应邀")
_TALKED_ABOUT = re.compile(r"围绕(?![^，。；]*[同与和会])")  # 围绕选举经验|展开讨论
# 万斯请韩正转达问候，表示两国元首日前通话: what follows is what is said
_SAID_WITHIN = re.compile(
    r"[，；](?:并|还|也|又)?(?:表示|指出|强调|认为|重申)(?![^，。；]{0,6}(?:慰问|祝贺|庆贺|哀悼|感谢|谢意|敬意))"
)
_TOLD_AGAIN = re.compile(
    r"；|会后|随后|之后|[，](?:双方|他|她)?(?:还|并|也)(?:于|与|同|应|赴|出席|参加|签署|发表|参观|会见)"
)
_AS_GUEST, _BECKONED = re.compile(r"(?:来访|到访)的"), re.compile(r"(?:邀请|欢迎)$")  # 邀请|到访的A参观
_CALLED_OFF = re.compile(r"[^，。；]{0,10}?(?:取消|流产|告吹|搁浅|未能(?:举行|成行)|没有(?:举行|成行)|被迫推迟)")
_WELCOMED = re.compile(
    r"仪式[，,]?欢迎|欢迎(?=仪式|宴|酒|[^，。；]{0,16}(?:率(?:领)?(?:[^，。；]{0,12}代表)?团|(?:代表团|一行|访问团)[^，。；]{0,4}来[华京访])|[^，。；]{0,16}来华(?:参加|出席))"
)
_DEMANDED = compiled(r"承诺|希望|呼吁|建议|要求|敦促|期待|如果|一旦")
_PLANNED = compiled(
    r"(?<!即)将(?!军|领|来|近|士)|拟(?!定)|计划(?!生育)|即将(?!离任|卸任|到任|就任|来临|到来)|定于|预计|预定|订于|按(?:议程|照?日程|计划|照?惯例)|根据(?:日程|议程)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place in the dispatch; `paragraph` counts lines."""

    span: Span
    text: str
    paragraph: int
    is_title: bool
    is_speech: bool
    is_first: bool = False  # of its paragraph
    is_heading: bool = False  # of a new item: a short line without a full stop
    is_caption: bool = False  # of a photograph: it tells again what the text tells
    speaker: Span | None = None  # offsets of `text`: who is quoted, in the sentence that says so
    head: int = 0  # offset of `text` behind the dateline: the outlet is no participant

    @property
    def start(self) -> int:
        return self.span[0]

    def clause(self, position: int) -> Span:
        """The clause around a position of `text`, as offsets of `text`, without its punctuation."""
        start = max((m.end() for m in _BREAK.finditer(self.text, 0, position)), default=0)
        start = max(start, self.head) if position >= self.head else start
        end = _BREAK.search(self.text, position)
        return start, end.start() if end else len(self.text)

    def clauses_before(self, position: int) -> Iterator[Span]:
        """The clauses before the one around `position`, the nearest first."""
        while position > 0:
            start, _ = self.clause(position)
            if start <= self.head:
                return
            position = start - 1
            yield self.clause(position)[0], position


def read(document: Annotated) -> list[Sentence]:
    """The sentences of a dispatch, in order. Speech lasts to the end of its paragraph or to the next narration."""
    text = plain(document.text)
    sentences: list[Sentence] = []
    paragraph, previous_end, in_speech, in_letter = 0, 0, False, False
    title_end, links = _title_end(document), _links(text)
    for start, end in document.sentences:
        is_first = not sentences or "\n" in text[previous_end:start]
        if "\n" in text[previous_end:start]:
            paragraph, in_speech = paragraph + 1, False
        previous_end = end
        sentence = _without_inner_commas(text[start:end], document.text[start:end])
        if len(sentence) > _LONGEST or any(first <= start < last for first, last in links):
            continue
        speech = _SPEECH.match(sentence)
        if _NARRATES_AGAIN.match(sentence):
            in_speech = in_letter = False
        elif speech:
            is_told = _REPORTED.match(sentence) or _REPORTING.search(_INTERVIEW.sub("", speech["speaker"]))
            in_speech = not is_told
        is_title = end <= title_end
        is_quoted = (in_speech or in_letter) and not is_title
        speaker = speech.span("speaker") if speech and is_quoted else None
        dateline = _DATELINE.match(sentence)
        head = dateline.end() if dateline else 0
        is_heading = is_first and not is_title and bool(_HEADING.match(text, start)) and text.find("\n", end) >= 0
        line_end = text.find("\n", end)
        is_caption = not is_title and bool(_CAPTION.search(text, start, line_end if line_end >= 0 else len(text)))
        sentences.append(
            Sentence(
                (start, end), sentence, paragraph, is_title, is_quoted, is_first, is_heading, is_caption, speaker, head
            )
        )
        in_letter = in_letter or bool(_LETTER.search(sentence))
    return sentences


def _links(text: str) -> list[Span]:
    """Where the headlines of other dispatches stand: lines without a full stop below 相关新闻."""
    return [match.span() for pattern in (_RELATED, _HEADLINES) for match in pattern.finditer(text)]


def _without_inner_commas(sentence: str, written: str) -> str:
    """The sentence with dashes for the commas inside short quotations, which end no clause. `written`: the same with
    its own quotation marks, which tell beginning and end."""
    for quoted in _QUOTED.finditer(written):
        start, end = quoted.span()
        sentence = sentence[:start] + sentence[start:end].replace("，", "—") + sentence[end:]
    return sentence


def _title_end(document: Annotated) -> int:
    """Where the headline ends that stands at the head of the text: a first line without a full stop."""
    first, line_break, _ = document.text.partition("\n")
    title = document.dispatch.title
    if title and document.text.startswith(title):
        return len(title)
    return len(first) if line_break and not first.rstrip().endswith(("。", "！", "？")) and len(first) < 120 else 0


def is_unreal(sentence: str, clause_start: int, trigger_start: int) -> bool:
    """True where the words before a trigger deny it, or wish, demand or suppose it; a wish holds for later clauses."""
    start = clause_start - len("仪式，") if sentence.startswith("仪式", max(0, clause_start - 3)) else clause_start
    left = sentence[start:trigger_start]
    for welcome in _WELCOMED.finditer(sentence, start):  # what is welcomed behind the trigger counts, too
        left = left.replace(welcome[0], "", 1) if welcome.start() < trigger_start else left
    left = _BECKONED.sub("", left) if _AS_GUEST.match(sentence, trigger_start) else left
    left = _TALKED_ABOUT.sub("", _INVITED.sub("", left))
    return bool(_NEGATED.search(left) or _WISHED.search(left) or _DEMANDED.search(sentence[:clause_start]))


def is_said(sentence: str, trigger_start: int) -> bool:
    """True where the words before a trigger say that somebody says what follows; an office's word tells news."""
    said = list(_SAID_WITHIN.finditer(sentence, 0, trigger_start))
    if not said or _REPORTING.search(_INTERVIEW.sub("", sentence[: said[0].start()])):
        return False
    return not _TOLD_AGAIN.search(sentence, said[-1].end(), trigger_start)


def is_called_off(sentence: str, trigger_end: int) -> bool:
    """原定同A举行的会谈取消."""
    return bool(_CALLED_OFF.match(sentence, trigger_end))


def is_planned(clause_left: str) -> bool:
    return bool(_PLANNED.search(clause_left))
