"""The last word on a message's HTML: what is not in these lists is gone."""

import nh3

from chat.markup.highlighting import CLASSES as KINDS

SIDES = frozenset({"align-left", "align-right", "align-center"})

TAGS = frozenset(
    {
        *("a", "blockquote", "br", "code", "div", "em", "hr", "li", "ol", "p", "pre", "s", "span"),
        *("strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    }
)
ATTRIBUTES = {
    "a": {"data-room", "data-user", "href", "title"},
    "div": {"data-language"},
    "ol": {"start"},
    "span": {"data-group"},
}
CLASSES = {
    "a": {"mention", "room-link"},
    "div": {"code", "long", "table-scroll"},
    "p": {"action", "heading", "only-emoji"},
    "span": {"link-host", "mention", "mention-all", *KINDS.values()},
    "td": set(SIDES),
    "th": set(SIDES),
}

_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    tag_attribute_values={"a": {"target": {"_blank"}}},
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow noopener ugc",
)


def clean(html: str) -> str:
    """Return what may be shown, spelt as browsers spell it: cleaned again it is the same."""
    return _cleaner.clean(html)
