"""The modules of a package, and where a name leads: to a definition, or to a whole module."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from h200analysis import project
from h200analysis.press.rests_on import modules
from h200analysis.press.rests_on.mentions import ALL, Import
from h200analysis.press.rests_on.modules import Definition, Module
from h200analysis.press.rests_on.parsed import Parsed

NAME = "h200analysis"
_NEVER = (".pyc", "py.typed")  # say nothing that the others do not
_CODE = (".py", ".pyi")
_SAYS_WHERE = {"__file__", "__name__", "__path__"}  # of a module, and nothing of what is in it
Stamps = tuple[tuple[str, int, int], ...]


class Place(NamedTuple):
    """Where a name leads: to a definition of a module, or, as `*`, to all that is in it.

    Of a module of another package only the name is told.
    """

    module: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Package:
    """The modules by dotted name, and the other files by path, each with its content."""

    modules: Mapping[str, Module]
    files: Mapping[str, bytes]

    def definition(self, place: Place) -> Definition | None:
        """Return what stands at a place, if that is a definition."""
        module = self.modules.get(place.module)
        return module.definitions.get(place.name) if module else None

    def definitions(self) -> Iterator[tuple[Module, Place, Definition]]:
        """Yield every definition with its module and its place."""
        for module in self.modules.values():
            for name, made in module.definitions.items():
                yield module, Place(module.name, name), made

    def leads(self, home: Module, name: str, imported: Iterable[Import] = ()) -> set[Place]:
        """Return where a dotted name leads in a module; nowhere if it is local or built in.

        `imported` are names that a function has imported itself.
        """
        first, *rest = name.split(".")
        found = {Place(home.name, first)} if first in home.definitions else set()
        for each in (*imported, *home.imports):
            if each.name == first and each.module == home.name:  # a module of the package itself
                found |= self._attribute(f"{home.name}.{each.attribute}", rest)
            elif each.name == first:
                found |= self._import(each, rest)
            elif each.name == ALL:
                found |= self._import(each, [first])
        return found

    def whole(self, name: str) -> set[Place]:
        """Return all that can be had from a module: its own, its imports', those of its modules."""
        found: set[Place] = set()
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            module = self.modules.get(waiting.pop())
            if module is None or module.name in seen:
                continue
            seen.add(module.name)
            found |= {Place(module.name, each) for each in module.definitions}
            reached = {place for each in module.imports for place in self._import(each, [])}
            found |= {place for place in reached if self.definition(place) is not None}
            waiting += [place.module for place in reached if place.name == ALL]
            waiting += self._within(module.name)
        return found

    def absolute(self, name: str) -> set[Place]:
        """Return where a text leads that names a module; one that names a room is for its files."""
        top, *rest = name.split(".")
        is_module = top == NAME and not any(self._within(name))
        return self._attribute(top, rest) if is_module else set()

    def _import(self, each: Import, rest: list[str]) -> set[Place]:
        wanted = [] if each.attribute in {None, ALL} else [str(each.attribute)]
        if each.module.partition(".")[0] != NAME:
            return {Place(".".join([each.module, *wanted]), "")}
        return self._attribute(each.module, [*wanted, *rest])

    def _attribute(self, name: str, rest: list[str]) -> set[Place]:
        """Return where the attributes of a module lead; to all of it where that cannot be told.

        What a package imports and one of its modules may be called the same: both count.
        """
        if not rest or name not in self.modules:
            return {Place(name, ALL)}
        if rest[0] in _SAYS_WHERE:
            return set()
        found = self.leads(self.modules[name], ".".join(rest))
        if f"{name}.{rest[0]}" in self.modules:
            return found | self._attribute(f"{name}.{rest[0]}", rest[1:])
        return found or {Place(name, ALL)}

    def _within(self, name: str) -> Iterator[str]:
        return (each for each in self.modules if each.rpartition(".")[0] == name)


def stamps(folder: Path) -> Stamps:
    """Return path, time of change and size of each file, to tell one state from another."""
    return tuple(sorted(_stamps(str(folder), "")))


def stamps_of(paths: Iterable[str]) -> Stamps:
    """Return path, time of change and size of each of some files."""
    return tuple((each, os.stat(each).st_mtime_ns, os.stat(each).st_size) for each in paths)  # noqa: PTH116


def _stamps(folder: str, within: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{within}{entry.name}"
            if entry.is_dir():
                yield from _stamps(entry.path, f"{path}/")
            elif entry.is_file() and not path.endswith(_NEVER):
                state = entry.stat()
                yield path, state.st_mtime_ns, state.st_size


def read(folder: Path, found: Stamps, left_out: Iterable[str] = ()) -> Package:
    """Read a package, but for the modules and rooms that are left out."""
    wanted = [each for each in found if not _is_within(each[0], left_out)]
    paths = [path for path, *_ in wanted]
    read_: dict[str, Module] = {}
    known = Parsed()
    for path in paths:
        if path.endswith(".py"):
            name = _module_name(path)
            read_[name] = known.module(folder / path, name)
    known.keep()
    others = (path for path in paths if not path.endswith(_CODE))
    return Package(read_, {path: (folder / path).read_bytes() for path in others})


def joined(package: Package, own: Stamps, names: Iterable[str]) -> Package:
    """Return a package with files from elsewhere as modules of it, under these names."""
    if not own:
        return package
    further = {
        name: modules.read(Path(stamp[0]), name) for name, stamp in zip(names, own, strict=True)
    }
    room = modules.empty(project.FORMULAS)
    return Package({**package.modules, room.name: room, **further}, package.files)


def _module_name(path: str) -> str:
    parts = path.removesuffix(".py").split("/")
    return ".".join([NAME, *(part for part in parts if part != "__init__")])


def _is_within(path: str, names: Iterable[str]) -> bool:
    dotted = path.removesuffix(".py").replace("/", ".")
    return any(dotted == name or dotted.startswith(f"{name}.") for name in names)
