"""All definitions that some of them lead to, with their hashes."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from h200analysis import project
from h200analysis.press.rests_on import cells, dynamic, package
from h200analysis.press.rests_on.cells import Cells
from h200analysis.press.rests_on.edges import CHOICES, FILE, ORDER, Edges, at
from h200analysis.press.rests_on.modules import Definition, Module
from h200analysis.press.rests_on.package import NAME, Package, Place, Stamps

_HEX = 12  # of a hash, enough to tell two apart
_STATES = 4  # of a package, kept at a time
_IMPORTING = "(import)"  # what a module does beside its definitions


def of(folder: Path) -> "Graph":
    """Return the graph of a package as its files are now, read once for each state of them.

    The project's own formulas are modules of it.
    """
    own = {str(path): project.module_of(path) for path in project.formulas()}
    return _graph(folder, package.stamps(folder), package.stamps_of(own), tuple(own.values()))


@lru_cache(maxsize=_STATES)
def _graph(folder: Path, stamps: Stamps, own: Stamps, names: tuple[str, ...]) -> "Graph":
    read = package.read(folder, stamps, dynamic.LEFT_OUT)
    return Graph(package.joined(read, own, names))


@dataclass(frozen=True, slots=True)
class _Node:
    hash: str
    leads: frozenset[Place]


class Graph:
    """The definitions of a package by their places: where each leads, and its hash."""

    def __init__(self, package: Package) -> None:
        """Take the modules; where a definition leads is found when it is first asked for."""
        self.package = package
        self.edges = Edges(package)
        self.formulas = self.edges.formulas
        self._nodes: dict[Place, _Node] = {}
        self._cells: dict[tuple[str, ...], tuple[str, frozenset[Place]]] = {}

    def of_cells(self, sources: tuple[str, ...]) -> tuple[str, frozenset[Place]]:
        """Return a hash of what the names in some cells stand for, and all that they rest on."""
        if sources not in self._cells:
            self._cells[sources] = self._of_cells(cells.read(sources))
        return self._cells[sources]

    def _of_cells(self, cells: Cells) -> tuple[str, frozenset[Place]]:
        found = cells.mentions
        home = Module("", {}, found.imports, Definition("", found))
        begun = self.edges.mentioned(home, found) | self.formulas.composed(cells.fragments)
        known = self.of_every_edition if cells.is_all else self._everything
        return _hash(self.edges.bindings(home, found).encode()), self.reached(begun, known)

    def reached(self, begun: Iterable[Place], known: frozenset[Place]) -> frozenset[Place]:
        """Return all that some places lead to, themselves and what is known already among it."""
        found, waiting = set(known), list(begun)
        while waiting:
            place = waiting.pop()
            if place not in found:
                found.add(place)
                waiting += self._node(place).leads
        return frozenset(found)

    def hashes(self, places: Iterable[Place]) -> dict[str, str]:
        """Return the hash of each place by its name, without that of the package."""
        return {_name(place): self._node(place).hash for place in places}

    def is_evaluated(self, kind: str, reached: frozenset[Place]) -> bool:
        """Whether formulas named in records of a kind are evaluated by what is reached."""
        reader = dynamic.READ_BY.get(kind)
        return reader is None or at(reader) in reached

    @cached_property
    def of_every_edition(self) -> frozenset[Place]:
        """What every edition rests on: the press, and what modules do when they are imported."""
        begun = set(map(at, dynamic.MAKING))
        for name in dynamic.WHOLE:
            begun |= self.package.whole(f"{NAME}.{name}")
        modules = self.package.modules.values()
        begun |= {Place(each.name, _IMPORTING) for each in modules if each.effects.text}
        begun |= {Place(p, FILE) for p in self.package.files.keys() - self.edges.named_files}
        return self.reached(begun, frozenset())

    @cached_property
    def _everything(self) -> frozenset[Place]:
        files = {Place(path, FILE) for path in self.package.files}
        return self.of_every_edition | files | {ORDER, CHOICES} | self.package.whole(NAME)

    def _node(self, place: Place) -> _Node:
        if place not in self._nodes:
            self._nodes[place] = self._special(place) or self._defined(place)
        return self._nodes[place]

    def _special(self, place: Place) -> _Node | None:
        if place.name == FILE:
            return _Node(_hash(self.package.files[place.module]), frozenset())
        if place == ORDER:
            return _Node(_hash(self.formulas.order.encode()), frozenset(self.formulas.places))
        if place == CHOICES:
            kinds = self.formulas.choices
            text = "\n".join(f"{name}: {sorted(found)}" for name, found in kinds.items())
            return _Node(_hash(text.encode()), frozenset[Place]().union(*kinds.values()))
        return None

    def _defined(self, place: Place) -> _Node:
        home = self.package.modules[place.module]
        made = home.effects if place.name == _IMPORTING else home.definitions[place.name]
        content = f"{made.text}\n{self.edges.bindings(home, made.mentions)}"
        return _Node(_hash(content.encode()), frozenset(self.edges.of(home, place, made)))


def _name(place: Place) -> str:
    """Return the name of a place as a reader of a manifest finds it."""
    if place.name == FILE:
        return place.module
    name = place.module if place.name == _IMPORTING else f"{place.module}.{place.name}"
    return name.removeprefix(f"{NAME}.")


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_HEX]
