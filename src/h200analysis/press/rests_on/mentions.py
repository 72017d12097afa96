"""What Python code mentions: names, words in texts, imports; and the code without its layout."""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

ALL = "*"
_WORD = re.compile(r"\w+")
_OURS = re.compile(r"h200analysis(?:\.\w+)+")
_LEFT_OUT = {"ctx", "kind", "type_comment", "type_ignores"}  # say nothing that is executed
_LATER = {"type_params"}  # since Python 3.12: what is not there must not change a hash


class Import(NamedTuple):
    """A name that an import binds: to a module, or to something in it; `*` binds all of it."""

    name: str
    module: str
    attribute: str | None


@dataclass(frozen=True, slots=True)
class Mentions:
    """What code mentions, read without regard to scopes, so that nothing is overlooked.

    `names` are dotted as far as they are written so: `market.supply_gap`. `words` stand in texts
    or name arguments: a formula may be found by one. `quoted` are texts without a space, which may
    be an annotation, a file or the name of an attribute.
    """

    names: frozenset[str]
    words: frozenset[str]
    quoted: frozenset[str]
    imports: tuple[Import, ...]


def read(nodes: Iterable[ast.AST], package: str = "") -> tuple[str, Mentions]:
    """Return the text of some statements without comments and layout, and what they mention.

    `package` is the one in which relative imports are looked up.
    """
    reader = _Reader(package)
    for node in nodes:
        reader.visit(node)
    return "\0".join(reader.text), Mentions(
        frozenset(reader.names),
        frozenset(reader.words),
        frozenset(reader.quoted),
        tuple(reader.imports),
    )


def words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of texts, each of which may be the name of a formula."""
    return frozenset(word for text in texts for word in _WORD.findall(text))


def imports(node: ast.AST, package: str) -> list[Import]:
    """Return the names that an import statement binds; none for any other statement."""
    if isinstance(node, ast.Import):
        return [_import(each) for each in node.names]
    if isinstance(node, ast.ImportFrom):
        parents = package.split(".")[: len(package.split(".")) - node.level + 1]
        module = ".".join(
            [*(parents if node.level else ()), *([node.module] if node.module else [])]
        )
        return [Import(each.asname or each.name, module, each.name) for each in node.names]
    return []


def dotted(node: ast.AST) -> str | None:
    """Return a name as it is written, `market.supply_gap`; None for what is no mere name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (base := dotted(node.value)) is not None:
        return f"{base}.{node.attr}"
    return None


def _import(alias: ast.alias) -> Import:
    """Return what `import a.b` binds, which is `a`, or `import a.b as c`, which is `a.b`."""
    if alias.asname:
        return Import(alias.asname, alias.name, None)
    top = alias.name.partition(".")[0]
    return Import(top, top, None)


class _Reader:
    """Goes through a tree once, for the text and for the mentions."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.text: list[str] = []
        self.names: set[str] = set()
        self.words: set[str] = set()
        self.quoted: set[str] = set()
        self.imports: list[Import] = []

    def visit(self, node: ast.AST) -> None:
        self.text.append(type(node).__name__)
        if (name := dotted(node)) is not None:
            self.text.append(name)
            if not isinstance(node, ast.Name) or isinstance(node.ctx, ast.Load):
                self.names.add(name)  # what is only set need not be anything yet
        elif isinstance(node, ast.Expr) and _is_text(node.value):
            self.text.append(ast.dump(node.value))  # a docstring, which names nothing
        else:
            self._note(node)
            self._fields(node)

    def _note(self, node: ast.AST) -> None:
        if isinstance(node, ast.Constant):
            self._constant(node.value)
        elif isinstance(node, (ast.arg, ast.keyword)) and node.arg:
            self.words.add(node.arg)
        elif isinstance(node, ast.Global):
            self.names.update(node.names)
        else:
            self.imports += imports(node, self.package)

    def _constant(self, value: object) -> None:
        if isinstance(value, str):
            self.words.update(_WORD.findall(value))
            self.names.update(_OURS.findall(value))
            if value and " " not in value:
                self.quoted.add(value)

    def _fields(self, node: ast.AST) -> None:
        for field in node._fields:
            held = getattr(node, field, None)
            if field not in _LEFT_OUT and (held or field not in _LATER):
                self._field(held)

    def _field(self, value: object) -> None:
        if isinstance(value, ast.AST):
            self.visit(value)
        elif isinstance(value, list):
            self.text.append("[")
            for each in value:
                self._field(each)
            self.text.append("]")
        else:
            self.text.append(repr(value))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
