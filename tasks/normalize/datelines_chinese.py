"""Chinese datelines: 中新社北京10月28日电 (记者 齐彬), 央视网消息（新闻联播）：, 南方日报讯（记者…）, （新加坡讯）."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.cities import city_country
from tasks.dates import chinese_number
from tasks.gazetteer import fold
from tasks.normalize.agencies import canonical_name, chinese_names
from tasks.normalize.dateline_record import FoundDateline

_HAN = re.compile(r"[\u4e00-\u9fff]")
# Patterns read folded lines: simplified characters, plain dashes; offsets stay those of the line.
_REPORTERS = r"\s*[（(](?P<{name}>[^）)\n]{{2,60}})[）)]"
_DAY = (
    r"(?:(?:(?P<year>\d{4})年)?(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月)?"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十廿卅]{1,3})[日号]"
)
_PLACE = r"(?P<place>(?!综合|独家|最新)(?:(?![社网报讯快站])[\u4e00-\u9fff·]){2,12}?)"
_CHANNEL = "(?:新闻客户端|客户端|网站|官网|微博|公众号|新媒体|快讯)?"
_BEFORE = r"(?:^|(?<=[\s】\])）。]))[【\[(（《]?\s*(?:综合|据|原标题[：:]\s*)?"
_AFTER = r"[\s】\])）]*(?:{reporters})?[\s/：:,，–—-]*"
_AFTER_BRACKET = r"[\s】\])）]*"
_OWN = "本报|本网|本刊|本社|本台"
# 【本报记者江枫伦敦18日电】, 中央社记者江枫伦敦18日电: where the name ends, the place tells
_NAME_AND_PLACE = re.compile(
    r"[（(【\[]?(?P<agency>[\u4e00-\u9fff]{2,8}?)?\s*(?:特派|特约|特派员|驻外)?记者(?P<both>[\u4e00-\u9fff]{4,12}?)"
    rf"{_DAY}专?[电讯]{_AFTER_BRACKET}"
)
_BEHIND_HEADLINE = 2
_NAME_LENGTHS = (3, 2, 4)  # characters, the usual first


# （新加坡讯）, （吉隆坡8日讯）, 【本报北京讯】: what stands before the last word must be a place that is known
_PLACE_IN_BRACKETS = re.compile(
    rf"[（(【\[](?:本报|本社)?{_PLACE}(?:{_DAY})?(?:综合|专)?[电讯][）)】\]]\s*(?:{_REPORTERS.format(name='reporters_after')})?"
)
# 河内（VNA）——, 乌兰巴托/MONTSAME/
_AGENCY_BEHIND_PLACE = re.compile(
    rf"{_PLACE}[\s,，]*(?:{_DAY}\s*)?[（(/](?P<agency>[^（）()/\n]{{2,30}})[）)/][\s.。—-]*"
)
# 北京，2019年4月11日 –
_PLACE_AND_DAY = re.compile(rf"{_PLACE}\s*[,，]?\s*{_DAY}\s*[-–—]{{1,3}}\s*")
# 中国共产党新闻网北京4月11日电（记者 张岩）: an outlet that is no agency
_OF_OTHER_OUTLET = re.compile(
    rf"[【（(]?[\u4e00-\u9fff]{{2,10}}?[网报台]{_PLACE}{_DAY}[电讯]{_AFTER_BRACKET}"
    rf"(?:{_REPORTERS.format(name='reporters_after')})?"
)


def _of_name_and_place(folded: str, line: str) -> FoundDateline | None:
    match = _NAME_AND_PLACE.match(folded)
    if not match:
        return None
    start, end = match.span("both")
    splits = [start + length for length in _NAME_LENGTHS if start + length < end - 1]
    cut = next((at for at in splits if city_country(line[at:end])), splits[0] if splits else None)
    if cut is None:
        return None
    agency = canonical_name(line[slice(*match.span("agency"))]) if match["agency"] else None
    return FoundDateline(0, match.end(), line[cut:end], None, _day(match), agency, f"记者{line[start:cut]}")


def _of_known_place(folded: str, line: str) -> FoundDateline | None:
    for pattern in (_PLACE_IN_BRACKETS, _AGENCY_BEHIND_PLACE, _PLACE_AND_DAY, _OF_OTHER_OUTLET):
        if not (match := pattern.match(folded)):
            continue
        place = line[match.start("place") : match.end("place")]
        agency = canonical_name(match["agency"]) if pattern is _AGENCY_BEHIND_PLACE else None
        if city_country(place) and (agency or pattern is not _AGENCY_BEHIND_PLACE):
            reporters = match.groupdict().get("reporters_after")
            return FoundDateline(0, match.end(), place, None, _day(match), agency, reporters)
    return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """From the most to the least explicit; that numbered _BEHIND_HEADLINE may stand behind one on the same line."""
    agency = rf"(?P<agency>{chinese_names()}|{_OWN}){_CHANNEL}"
    after = _AFTER.format(reporters=_REPORTERS.format(name="reporters_after"))
    within = _REPORTERS.format(name="reporters")
    return (
        # 【平壤6月19日发朝中社电】
        re.compile(rf"[（(【\[]{_PLACE}{_DAY}发{agency}[电讯][）)】\]]"),
        # 新华社驻莫斯科记者李明3月4日电
        re.compile(
            rf"[（(【\[]?{agency}驻{_PLACE}(?:首席|特派|特约)?记者\s*(?P<reporters>[\u4e00-\u9fff·、 ]{{2,20}}?)"
            rf"\s*{_DAY}[电讯]{_AFTER_BRACKET}"
        ),
        re.compile(
            rf"{_BEFORE}{agency}\s*{_PLACE}?\s*(?:{within})?\s*{_DAY}\s*(?:上午|下午|晚|凌晨|[\d:：时]+)?\s*"
            rf"(?:电|讯|专电|综合电|消息|(?=[-–—])){after}"
        ),
        re.compile(rf"[【\[]{agency}{_PLACE}?{_DAY}(?:电|讯)?[】\]]"),
        # 【环球时报驻越南特约记者 张岩】, 【环球网综合报道】
        re.compile(
            rf"[【\[]{agency}(?:驻[\u4e00-\u9fff]{{2,6}}?)?(?:综合|独家)?(?:报道)?\s*"
            r"(?P<reporters_after>(?:特派|特约|本报|见习)?记者[^】\]\n]{2,30})?[】\]]"
        ),
        re.compile(rf"[【\[（(]?\s*据?{agency}\s*{_PLACE}?(?:电|讯)[】\]）)]?{after}"),
        re.compile(
            rf"[【\[]?\s*据?{agency}(?:消息|报道|讯|(?<=快讯))[】\]]?(?:{_REPORTERS.format(name='reporters_after')})?\s*[：:，,]?"
        ),
        # 越通社河内 ——
        re.compile(rf"{agency}(?P<place>[\u4e00-\u9fff·]{{2,8}}?)\s?-{{1,4}}"),
        # a newspaper of its own name: no agency, but its reporters
        re.compile(
            rf"[【\[]?[\u4e00-\u9fff]{{2,8}}(?:报|网|新闻)讯\s*[】\]]?{_REPORTERS.format(name='reporters_after')}"
        ),
    )


def _number(written: str) -> int | None:
    return int(written) if written.isdigit() else chinese_number(written)


def _day(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    day = _number(groups["day"]) if groups.get("day") else None
    if not day or day > 31:
        return None
    month = _number(groups["month"]) if groups.get("month") else None
    if not month:
        return f"---{day:02}"
    if month > 12:
        return None
    return f"{groups['year']}-{month:02}-{day:02}" if groups.get("year") else f"--{month:02}-{day:02}"


def chinese_dateline(line: str) -> FoundDateline | None:
    """The Chinese dateline with which `line` begins, or that follows a headline on it."""
    if line.isascii() or not _HAN.search(line):
        return None
    folded = fold(line)
    if found := _of_name_and_place(folded, line):
        return found
    for number, pattern in enumerate(_patterns()):
        match = pattern.search(folded) if number == _BEHIND_HEADLINE else pattern.match(folded)
        if not match:
            continue
        written = {
            name: line[match.start(name) : match.end(name)] for name, value in match.groupdict().items() if value
        }
        return FoundDateline(
            match.start(),
            match.end(),
            written.get("place"),
            None,
            _day(match),
            canonical_name(written["agency"]) if "agency" in written else None,
            written.get("reporters_after") or (f"记者{written['reporters']}" if "reporters" in written else None),
        )
    return _of_known_place(folded, line)
