"""A module by its parts: what each name in it stands for, and what else it does when imported."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from h200analysis.press.rests_on import mentions
from h200analysis.press.rests_on.mentions import Import, Mentions

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DEFINING = (*_FUNCTIONS, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Definition:
    """What a name of a module stands for: function, class or value, as written, without layout.

    `arguments` are those of a function, each with the name that it is annotated with.
    """

    text: str = field(repr=False)
    mentions: Mentions = field(repr=False)
    decorators: tuple[str, ...] = ()
    arguments: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """A module: its definitions by name, its imports, and what else it does when it is imported."""

    name: str
    definitions: dict[str, Definition]
    imports: tuple[Import, ...]
    effects: Definition


def read(path: Path, name: str) -> Module:
    """Read a module by its dotted name.

    A stub beside a package tells what is loaded from it when it is first used. A file that is no
    Python, as while it is written, counts for everybody by its content.
    """
    try:
        return _read(path, name)
    except (SyntaxError, ValueError):
        content = path.read_bytes().hex()
        return Module(name, {}, (), Definition(content, mentions.read(())[1]))


def empty(name: str) -> Module:
    """Return a module in which nothing stands."""
    return Module(name, {}, (), Definition("", mentions.read(())[1]))


def _read(path: Path, name: str) -> Module:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    sorted_ = _Sorted(package)
    sorted_.take(ast.parse(path.read_bytes()).body)
    stub = path.with_suffix(".pyi")
    if stub.is_file():
        sorted_.take(s for s in ast.parse(stub.read_bytes()).body if isinstance(s, ast.ImportFrom))
    return sorted_.module(name)


class _Sorted:
    """The statements of a module, sorted by what they do."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.bound: dict[str, list[ast.stmt]] = {}
        self.imports: list[Import] = []
        self.effects: list[ast.stmt] = []

    def take(self, statements: Iterable[ast.stmt]) -> None:
        for statement in statements:
            names = _bound(statement)
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                self.imports += mentions.imports(statement, self.package)
            elif (
                isinstance(statement, ast.If) and mentions.dotted(statement.test) == "TYPE_CHECKING"
            ):
                self.take(statement.orelse)  # what stands in its body is not executed
            elif names and not any(map(_is_hook, names)):
                for name in names:
                    self.bound.setdefault(name, []).append(statement)
            elif not _is_docstring(statement):
                self.effects.append(statement)

    def module(self, name: str) -> Module:
        effects = self._definition(self.effects)
        return Module(
            name,
            dict.fromkeys(_names_within(self.effects), effects)
            | {bound: self._definition(made) for bound, made in self.bound.items()},
            (*self.imports, *effects.mentions.imports),
            effects,
        )

    def _definition(self, statements: list[ast.stmt]) -> Definition:
        text, found = mentions.read(statements, self.package)
        defined = [each for each in statements if isinstance(each, _DEFINING)]
        functions = [each for each in defined if isinstance(each, _FUNCTIONS)]
        return Definition(
            text,
            found,
            tuple(name for each in defined for name in _decorators(each)),
            tuple(argument for each in functions for argument in _arguments(each)),
        )


def _bound(statement: ast.stmt) -> list[str]:
    """Return the names that a definition or an assignment binds, if it does nothing else."""
    if isinstance(statement, _DEFINING):
        return [statement.name]
    if not isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        return []
    targets: list[ast.expr] = [
        node.target for node in ast.walk(statement) if isinstance(node, ast.NamedExpr)
    ]
    if isinstance(statement, ast.Assign):
        targets += [part for target in statement.targets for part in _parts(target)]
    else:
        targets.append(statement.target)
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    return names if len(names) == len(targets) else []


def _parts(target: ast.expr) -> list[ast.expr]:
    return target.elts if isinstance(target, ast.Tuple) else [target]


def _names_within(statements: Iterable[ast.stmt]) -> Iterator[str]:
    """Yield the names that other statements bind or define: by a loop, in a branch."""
    for node in (node for statement in statements for node in ast.walk(statement)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, _DEFINING):
            yield node.name


def _is_hook(name: str) -> bool:
    """Whether Python itself asks a module for a name, as for `__getattr__`."""
    return name.startswith("__") and name != "__all__"


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _decorators(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Iterator[str]:
    for each in node.decorator_list:
        name = mentions.dotted(each.func if isinstance(each, ast.Call) else each)
        if name is not None:
            yield name


def _arguments(
    node: ast.FunctionDef | ast.AsyncFunctionDef,
) -> Iterator[tuple[str, str | None]]:
    for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        yield each.arg, mentions.dotted(each.annotation) if each.annotation else None
