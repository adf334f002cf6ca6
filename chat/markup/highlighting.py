"""Code with colours: by the language its author names, never by guessing.

A lexer is a heap of regular expressions, of which some can be made to take seconds for a page. So
the languages are chosen (none whose lexer does much between two words), long lines and long code
stay plain, and where the time is over, so does the rest.
"""

from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import groupby
from time import thread_time

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Name,
    Number,
    Operator,
    String,
    _TokenType,
)

LONGEST = 4000  # characters with colours
LONGEST_LINE = 400
BUDGET = 0.03  # seconds of a processor; 4,000 characters of Python take 0.006
LANGUAGES = frozenset(
    {
        *("bash", "c", "c++", "clojure", "cpp", "cs", "csharp", "css", "dart", "diff", "docker"),
        *("dockerfile", "elixir", "erlang", "go", "golang", "graphql", "groovy", "haskell", "html"),
        *(
            "http",
            "ini",
            "java",
            "javascript",
            "js",
            "json",
            "jsx",
            "kotlin",
            "less",
            "lua",
            "make",
        ),
        *("makefile", "markdown", "md", "nginx", "objc", "perl", "php", "postgresql", "powershell"),
        *("protobuf", "ps1", "py", "pycon", "pytb", "python", "python3", "r", "rb", "rs", "ruby"),
        *("rust", "scala", "scss", "sh", "shell", "sql", "swift", "toml", "ts", "tsx"),
        *("typescript", "vim", "xml", "yaml", "yml", "zig", "zsh"),
    }
)
CLASSES: dict[_TokenType, str] = {
    Comment: "c",
    Generic.Deleted: "gd",
    Generic.Heading: "gh",
    Generic.Inserted: "gi",
    Generic.Subheading: "gh",
    Keyword: "k",
    Keyword.Constant: "m",
    Name.Attribute: "na",
    Name.Builtin: "nb",
    Name.Class: "nf",
    Name.Decorator: "na",
    Name.Function: "nf",
    Name.Tag: "k",
    Name.Variable: "na",
    Number: "m",
    Operator.Word: "k",
    String: "s",
}
"""What is coloured, and as what; all that belongs to it too."""

Piece = tuple[str, str]  # a class or nothing, and code


def highlighted(code: str, info: str) -> str:
    """Return a block of code. ``info`` stands after the fence's marks, the language first."""
    language = info.split(maxsplit=1)[0].lower() if info.strip() else ""
    if language not in LANGUAGES:
        return f'<div class="code"><pre><code>{escape(code)}</code></pre></div>\n'
    body = _coloured(code, language) if _is_short(code) else escape(code)
    return f'<div class="code" data-language="{language}"><pre><code>{body}</code></pre></div>\n'


def _is_short(code: str) -> bool:
    return len(code) <= LONGEST and all(len(line) <= LONGEST_LINE for line in code.split("\n"))


def _coloured(code: str, language: str) -> str:
    pieces = list(_pieces(code, _lexer(language)))
    if "".join(piece for _class, piece in pieces) != code:
        return escape(code)
    runs = groupby(pieces, lambda piece: piece[0])
    return "".join(_run(name, "".join(code for _class, code in run)) for name, run in runs)


def _run(name: str, code: str) -> str:
    return f'<span class="{name}">{escape(code)}</span>' if name else escape(code)


def _pieces(code: str, lexer: Lexer) -> Iterator[Piece]:
    """Yield the code in pieces; the rest in one where the time is over."""
    done, ends = 0, thread_time() + BUDGET
    for _at, kind, piece in lexer.get_tokens_unprocessed(code):
        yield _class(kind), piece
        done += len(piece)
        if thread_time() > ends:
            break
    yield "", code[done:]


@cache
def _class(kind: _TokenType) -> str:
    """Return the class of a kind, or of the nearest kind it belongs to."""
    if kind in CLASSES or kind.parent is None:
        return CLASSES.get(kind, "")
    return _class(kind.parent)


@cache
def _lexer(language: str) -> Lexer:
    return get_lexer_by_name(language)
