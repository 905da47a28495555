"""Which elements of a page are likely not the article: by tag, class, id and style. Only a suspicion:
tasks/normalize/article.py drops them only where they hold a small part of the page's good text."""

from __future__ import annotations

import re
from enum import IntFlag
from functools import lru_cache

from lxml import etree

# Without text for readers, whatever stands in them
DEAD_TAGS = (
    "script", "style", "noscript", "iframe", "svg", "select", "option", "textarea", "template", "object", "embed",
    "audio", "video", "canvas", "rp", "rt", "math", "noframes", "head",
)  # fmt: skip
SUSPECT_TAGS = frozenset(
    {"nav", "footer", "aside", "form", "button", "figcaption", "figure", "input", "label", "menu", "dialog"}
)
INLINE_TAGS = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "q", "ruby", "rb", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "img", "nobr", "o:p", "rbc", "rtc",
})  # fmt: skip
# Of these, the ones whose class never matters: taken out of the tree at once
FORMATTING_TAGS = (
    "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "mark", "nobr", "q", "ruby", "rb", "s", "samp", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
)  # fmt: skip
HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_NOISE_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|foot|sidebar|side-?bar|related|recommend\w*|share|sharing|social"
    r"|comment(?!ary)s?|disqus|promo|newsletter|subscri\w+|breadcrumbs?|crumbs?|cookie|gdpr|consent|banner|advert\w*|ads?"
    r"|sponsor\w*|taboola|outbrain|popup|modal|toolbar|pagination|pager|tags?|tag-?list|byline|author-?(?:bio|box|info)"
    r"|caption|figcaption|credit|copyright|most-?(?:read|popular)|trending|more-?(?:stories|news|on|from)"
    r"|pull-?quote|destacado|comentarios?|kommentare?|donat\w+|relacionad\w+|compartir|suscri\w+|qrcode|ewm"
    r"|fontsize|twitter-tweet|instagram-media|fb-post|page-?list|page-?promo"
    r"|read-?(?:more|next|also)|skip|login|signup|search|print|timestamp|dateline-?time|zrbj|bianji|xgxw)(?:$|[\s_-])"
    r"|(?:^|\s)(?:cap|cmts|nl|hidden|visually-?hidden|sr-only|screen-reader-text)(?:$|\s)",
    re.IGNORECASE,
)
_ARTICLE_NAME = re.compile(
    r"article-?_?(?:body|content|text|main)|story-?_?(?:body|content|text)|post-?_?(?:body|content|text)|entry-?_?content"
    r"|main-?content|content-?body|rm_txt|TRS_Editor|\bzoom\b|arti(?:cle)?cont|news-?_?(?:text|content|body)|endtext"
    r"|artibody",
    re.IGNORECASE,
)
_COMMENTS_NAME = re.compile(
    r"(?:^|\s)(?:comments?|comments?-?_?(?:area|list|section|wrapper|container|thread)|commentlist|respond|disqus_thread)(?:$|\s)",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


_NEVER_NOISE_BY_NAME = frozenset({"body", "article", "main"})

# With what a part of a name must begin, or what a name must hold, for the patterns to find anything: most names differ
# from page to page, and trying every alternative at every character of them takes a fifth of the time of a page.
_NOISE_BEGINS = (
    "nav", "menu", "foot", "side", "related", "recommend", "shar", "social", "comment", "disqus", "promo", "newsletter",
    "subscri", "bread", "crumb", "cookie", "gdpr", "consent", "banner", "ad", "sponsor", "taboola", "outbrain", "popup",
    "modal", "toolbar", "pag", "tag", "byline", "author", "caption", "figcaption", "credit", "copyright", "most",
    "trending", "more", "read", "skip", "login", "signup", "search", "print", "timestamp", "dateline", "zrbj", "bianji",
    "cap", "pull", "destacado", "cmts", "comentario", "kommentar", "nl", "donat", "relacionad", "compartir", "suscri",
    "qrcode", "ewm", "fontsize", "twitter", "instagram", "fb", "xgxw", "hidden", "visually", "sr", "screen",
)  # fmt: skip
_ARTICLE_HOLDS = ("body", "text", "main", "cont", "txt", "editor", "zoom")
_COMMENTS_HOLD = ("comment", "respond", "disqus")
_FIRST_LETTERS = frozenset(beginning[:2] for beginning in _NOISE_BEGINS)
_SEPARATORS = str.maketrans("-_", "  ")


class Signs(IntFlag):
    """What an element's tag and attributes say of it."""

    NOISE = 1  # by a name
    SURELY_NOISE = 2  # by its tag, or because it is not shown
    COMMENTS = 4  # the readers' comments, which may be longer than the article
    ARTICLE = 8  # named like an article's body


_NOISE, _SURE, _COMMENTS, _ARTICLE = (int(sign) for sign in Signs)


@lru_cache(maxsize=50_000)
def _signs_of_name(name: str) -> int:
    """Of a class or id."""
    name = name[:500]
    lower = name.lower()
    signs = 0
    parts = [part for part in lower.translate(_SEPARATORS).split() if part[:2] in _FIRST_LETTERS]
    if any(part.startswith(_NOISE_BEGINS) for part in parts) and _NOISE_NAME.search(name):
        signs |= _NOISE
    if any(sign in lower for sign in _ARTICLE_HOLDS) and _ARTICLE_NAME.search(name):
        signs |= _ARTICLE
    if any(sign in lower for sign in _COMMENTS_HOLD) and _COMMENTS_NAME.search(name):
        signs |= _COMMENTS
    return signs


def signs_of(element: etree._Element) -> int:
    """The Signs of an element; plain integers, as this is asked for every element of an article."""
    tag = element.tag
    signs = _SURE if tag in SUSPECT_TAGS else 0
    if not (attributes := element.items()):
        return signs
    for name, value in attributes:
        if name in ("class", "id"):
            signs |= _signs_of_name(value)
        elif (name == "hidden" or (name == "aria-hidden" and value == "true")) or (
            name == "style" and _HIDDEN_STYLE.search(value)
        ):
            signs |= _SURE
    if signs & _NOISE and (signs & _ARTICLE or tag in _NEVER_NOISE_BY_NAME):
        signs ^= _NOISE
    return signs


def likelihood(element: etree._Element, signs: int) -> float:
    """Factor by which an element is likelier the article's body than others."""
    if element.get("itemprop") == "articleBody":
        return 1.4
    if signs & _ARTICLE:
        return 1.25
    return 1.15 if element.tag == "article" else 1.0


# Headings and lines after which a page offers other things to read, and lines that are the desk's, not the article's
_AFTER_ARTICLE = re.compile(
    r"(?:related|recommended|more|latest|trending|popular|further|other|similar|recent)\s+(?:\w+\s+){0,2}"
    r"(?:articles?|stories|posts?|news|reading|content|topics|coverage|headlines|insights|from\b.*|on\b.*|in\b.*)"
    r"|related(?: links)?|read (?:more|next|also|them all).{0,30}|see also|up next|keep reading|more stories"
    r"|you (?:may|might) (?:also )?(?:like|be interested).{0,40}|most (?:read|popular|viewed).{0,20}|editor'?s picks?"
    r"|about the authors?|(?:post|leave) a (?:comment|reply)|explore more|was this (?:page|article|helpful).{0,40}"
    r"|(?:\d+ )?(?:comments?|responses|replies|thoughts on .*)(?: \(\d+\))?|join the (?:conversation|discussion)"
    r"|相[关關](?:新[闻聞]|[阅閱][读讀]|[报報][道導]|[链鏈]接|文章|[专專][题題]).{0,6}|延伸[阅閱][读讀]|推[荐薦][阅閱][读讀]"
    r"|更多(?:新[闻聞]|精彩|[阅閱][读讀]|内容).{0,10}|热门(?:新闻|推荐|文章)|猜你喜欢|网友评论|我要评论|分享(?:到|至).{0,20}"
    r"|(?:press|media) (?:enquir|inquir|contact)(?:y|ies|s)?.{0,20}|notes? (?:to|for) editors?"
    r"|ENDS|-+ ?ends? ?-+|#{3,}|-30-"
    r"|打印本页|關鍵字",
    re.IGNORECASE,
)
_LONGEST_DESK_LINE = 300  # characters
_DESK_LINE = re.compile(
    r"(?:share (?:this|on|via)|sign up (?:for|to|now|here)|subscribe(?: now| today| to our)?|newsletter).{0,60}|"
    r"[\[(]?\s*(?:Web editor|Editor)\s*[:：].{0,40}"
    r"|(?:Photo|Image|Picture)(?: credit)?s?\s*[:：].{0,120}|(?:Click|Tap) (?:here|to) .{0,80}|Advertisement"
    r"|Scroll (?:down )?to continue.{0,40}|Listen to this article.{0,30}|Enditem\.?|(?:Like )?Loading\s?(?:\.\.\.|…)"
    r"|By (?:signing up|subscribing|registering|continuing|submitting).{0,60}(?:terms|privacy|policy|emails).{0,100}"
    r"|(?:This|The) (?:entry|post|article|story|piece) (?:was|first|originally) .{0,20}"
    r"(?:posted|published|filed|appeared)\b.{0,150}"
    r"|(?:First |Originally )?published in .{3,80}\b(?:19|20)\d\d\b.{0,120}"
    r"|(?:URL|Link|Permalink)(?: of| to| for)? ?(?:this \w+)?: ?\S+.{0,60}"
    r"|Printed (?:at|on|from)\b.{0,80}|Got a (?:story|tip|news tip)\?.{0,80}"
    r"|(?:Get|Send us) (?:a|your|the latest) .{0,30}(?:in your inbox|message).{0,80}"
    r"|The (?:writer|author) (?:(?:is|was) (?:an?|the|currently|also)\b|teaches\b|works\b|tweets\b"
    r"|(?:can|may) be (?:reached|contacted)).{0,180}"
    r"|(?:The|Any) (?:views|opinions)\b.{0,80}(?:are|is) (?:those of|solely|the (?:authors?|writers?))\b.{0,200}"
    r"|(?:Follow|Find|See) (?:more of )?(?:[A-Z]\S*|our)(?:['’]s)? .{0,30}coverage\b.{0,120}"
    r"|For (?:the latest|more) .{0,40}(?:follow|subscribe|join|sign up)\b.{0,150}"
    r"|(?:Related|Read (?:more|also|next)|Also read|See also|Watch|Must[- ]read|Don['’]t miss)\s*[:|»>]\s*.{5,200}"
    r"|(?:Photo |Image )?Credit\s*:.{2,80}|Contact (?:staff |the )?(?:writer|reporter|author|editor)s?\b.{0,200}"
    r"|This (?:story|article|piece|report) (?:about .{2,80} )?was (?:written|produced|reported|translated)\b.{0,200}"
    r"|(?:(?:Last|Latest|First) )?(?:updated|published|posted)(?: on| at)?:?\s.{4,40}\b(?:19|20)\d\d\b.{0,25}"
    r"|In this (?:article|story)|View all|Table of contents|(?:Get it|Buy|Shop) now"
    r"|(?:Support|Help us)\b.{0,60}(?:journalism|reporting)\b.{0,120}"
    r"|Copyright\b.{0,160}|©.{0,160}|All rights reserved.{0,80}",
    re.IGNORECASE,
)
_CHINESE_DESK_LINE = re.compile(
    r"[\[【(（]?\s*(?:责任编辑|責任編輯|责编|責編|编辑|編輯|监制|校对|终审)\s*[:：].{0,40}"
    r"|[（(]?(?:本文)?原标题[：:为].{0,150}|[（(]?原题为.{0,150}|(?:免责|特别|版权)?声明[：:]?.{0,150}|[（(]?本文(?:来自|转自|为).{0,120}"
    r"|.{0,60}(?:扫描|关注|下载).{0,20}(?:二维码|微信|公众号|客户端|APP).{0,60}|.{0,12}公众号|点击.{0,30}"
    r"|扫一扫.{0,20}|发送邮件至.{0,80}|返回\S{0,8}首页.{0,4}"
    r"|[※*]?\s?作者(?:[為为系是]|单位|[简簡]介).{0,60}"
    r"|[▲▼△▽].{0,150}|.{0,120}[\s\u3000](?:[摄攝]|供[图圖])[)）]?|.{0,10}同意.{0,20}[隐隱]私.{0,40}|本文[仅僅]代表.{0,60}"
    r"|.{0,24}[未非][经經].{0,24}(?:授[权權]|[许許]可|同意).{0,20}(?:[转轉][载載]|使用|公[开開]播送|复制|複製|摘[编編]).{0,60}"
    r"|[资資]料[图圖]片?|[图圖]片[来來]源.{0,30}"
    r"|【.{0,8}(?:征稿|徵稿)】.{0,80}"
    r"|版权所有.{0,60}|\[?打印\]?|关闭|返回顶部",
    re.IGNORECASE,
)


def begins_other_content(line: str) -> bool:
    """Whether a short line or heading opens what a page offers after its article."""
    return len(line) <= 90 and _AFTER_ARTICLE.fullmatch(line.strip(" :：►>»\t")) is not None


def is_desk_line(line: str) -> bool:
    """Whether a line is the desk's or the site's: web editor, photo credit, copyright."""
    if len(line) > _LONGEST_DESK_LINE:
        return False
    line = line.strip()
    is_chinese = not line.isascii() and _CHINESE_DESK_LINE.fullmatch(line) is not None
    return is_chinese or _DESK_LINE.fullmatch(line) is not None
