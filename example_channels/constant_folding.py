"""Templates whose parts that never change are joined: the site's own words, addresses, icons.

Most nodes of a page say the same to everybody who reads it in one language. Drawn one by one they
took a third of an empty page's calls. They are found when a template is loaded, and drawn when
somebody first wants them in that language. Indents of HTML are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, TypeVar, cast

from django.template.base import FilterExpression, Node, NodeList, Template, TextNode, TokenType
from django.template.context import Context
from django.template.defaulttags import (
    AutoEscapeControlNode,
    CommentNode,
    IfNode,
    LoadNode,
    URLNode,
)
from django.template.library import SimpleNode
from django.template.loaders import base, cached
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import get_language

Tag = TypeVar("Tag", bound=Callable[..., str])
_tags: set[Callable[..., str]] = set()


def looks_the_same(tag: Tag) -> Tag:
    """Mark a tag's function whose result depends on its arguments and the language alone."""
    _tags.add(tag)
    return tag


# Of templates, whose <pre> and <textarea> say nothing of their own.
INDENT = re.compile(r"\s*\n\s*")


class Constant(TextNode):
    """Neighbours in a template that depend on nothing but the language."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        super().__init__("")
        self._nodes = NodeList(nodes)
        self._drawn: dict[str | None, str] = {}
        self.token, self.origin = self._nodes[0].token, self._nodes[0].origin

    def render(self, context: Context) -> str:
        language = get_language()
        if language not in self._drawn:
            self._drawn[language] = self._nodes.render(context)
        return self._drawn[language]

    render_annotated = render


class _Folding(base.Loader):
    def get_template(self, *args: Any, **kwargs: Any) -> Template:
        template = super().get_template(*args, **kwargs)
        if (template.name or "").endswith(".html"):
            outdent(template.nodelist)
        fold(template.nodelist)
        return template


class Loader(cached.Loader, _Folding):
    """Django's cached loader, of folded templates."""


def outdent(nodes: NodeList) -> None:
    """Take off what lines are indented by, and empty lines: a tenth of a page."""
    for text in cast(list[TextNode], nodes.get_nodes_by_type(TextNode)):
        text.s = INDENT.sub("\n", text.s)


def fold(nodes: NodeList) -> None:
    """Join neighbours that are constant, at every level; in place, for blocks are their lists."""
    folded: list[Node] = []
    for constant, neighbours in groupby(nodes, is_constant):
        run = list(neighbours)
        folded += [Constant(run)] if constant and len(run) > 1 else run
    nodes[:] = folded
    for node in nodes:
        for inner in _lists_in(node):
            fold(inner)


def _lists_in(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):
        yield from (inner for _condition, inner in node.conditions_nodelists)
    elif not isinstance(node, AutoEscapeControlNode):  # There it may matter what is escaped.
        lists = (getattr(node, name, None) for name in node.child_nodelists)
        yield from (inner for inner in lists if isinstance(inner, NodeList))


def is_constant(node: Node) -> bool:
    """Say whether a node looks the same wherever it stands, in one language."""
    match node:
        case TextNode() | CommentNode() | LoadNode():
            return True
        case TranslateNode():
            return not (node.asvar or node.message_context) and _is_literal(node.filter_expression)
        case BlockTranslateNode():
            return not (node.asvar or node.message_context or node.plural) and _is_text(node)
        case URLNode():
            expressions = [node.view_name, *node.args, *node.kwargs.values()]
            return not node.asvar and all(map(_is_literal, expressions))
        case StaticNode():
            return node.varname is None and _is_literal(node.path)
        case SimpleNode(target_var=None):
            arguments = [*node.args, *node.kwargs.values()]
            return node.func in _tags and all(map(_is_literal, arguments))
    return False


def _is_text(node: BlockTranslateNode) -> bool:
    return all(token.token_type == TokenType.TEXT for token in node.singular)


def _is_literal(expression: FilterExpression) -> bool:
    variable = expression.var
    return not expression.filters and getattr(variable, "lookups", None) is None
