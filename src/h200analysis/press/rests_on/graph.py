"""Which definitions of the package lead to which, and all that some of them lead to."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath

from h200analysis.press.rests_on import dynamic, package
from h200analysis.press.rests_on.formulas import Formulas
from h200analysis.press.rests_on.mentions import ALL, Mentions
from h200analysis.press.rests_on.modules import Definition, Module
from h200analysis.press.rests_on.package import NAME, Package, Place, Stamps

_HEX = 12  # of a hash, enough to tell two apart
_STATES = 4  # of a package, kept at a time
_NAMES = re.compile(r"[\w.]+")
IMPORTING = "(import)"  # what a module does beside its definitions
FILE = "(file)"
ORDER, CHOICES = Place(f"{NAME}.model", "(order)"), Place(f"{NAME}.model", "(choices)")


def of(folder: Path) -> "Graph":
    """Return the graph of a package as its files are now, read once for each state of them."""
    return _graph(folder, package.stamps(folder))


@lru_cache(maxsize=_STATES)
def _graph(folder: Path, stamps: Stamps) -> "Graph":
    return Graph(package.read(folder, stamps, dynamic.LEFT_OUT))


@dataclass(frozen=True, slots=True)
class _Node:
    hash: str
    leads: frozenset[Place]


class Graph:
    """The definitions of a package by their places: where each leads, and its hash."""

    def __init__(self, package: Package) -> None:
        """Take the modules; where a definition leads is found when it is first asked for."""
        self.package = package
        self.formulas = Formulas(package)
        self._nodes: dict[Place, _Node] = {}

    def hashes(self, places: Iterable[Place]) -> dict[str, str]:
        """Return the hash of each place by its name without that of the package, in order."""
        named = {_name(place): self._node(place).hash for place in places}
        return dict(sorted(named.items()))

    def reached(
        self, begun: Iterable[Place], known: frozenset[Place] = frozenset()
    ) -> frozenset[Place]:
        """Return all that some places lead to, themselves and what is `known` among it."""
        found, waiting = set(known), list(begun)
        while waiting:
            place = waiting.pop()
            if place not in found:
                found.add(place)
                waiting += self._node(place).leads
        return frozenset(found)

    @cached_property
    def of_every_edition(self) -> frozenset[Place]:
        """What every edition rests on: the press, and what modules do when they are imported."""
        begun = set(map(_place, dynamic.MAKING))
        for name in dynamic.WHOLE:
            begun |= self.package.whole(f"{NAME}.{name}")
        begun |= {Place(m.name, IMPORTING) for m in self.package.modules.values() if m.effects.text}
        begun |= {Place(name, FILE) for name in self.package.files.keys() - self._named_files}
        return self.reached(begun)

    @cached_property
    def everything(self) -> frozenset[Place]:
        """All that is in the package."""
        files = {Place(name, FILE) for name in self.package.files}
        return self.of_every_edition | files | {ORDER, CHOICES} | self.package.whole(NAME)

    def is_evaluated(self, kind: str, reached: frozenset[Place]) -> bool:
        """Whether formulas named in records of a kind are evaluated by what is reached."""
        reader = dynamic.READ_BY.get(kind)
        return reader is None or _place(reader) in reached

    def begun(self, home: Module, found: Mentions) -> set[Place]:
        """Return where code in a module leads by what it mentions."""
        places = {place for name in found.names for place in self._leads(home, name, found)}
        for name in {name for text in found.quoted for name in _NAMES.findall(text)}:
            places |= {p for p in self._leads(home, name, found) if p.name != ALL}
        for name in [place.module for place in places if place.name == ALL]:
            places |= self.package.whole(name)
        places |= self.formulas.named(found.words)
        through = {ORDER} if _place(dynamic.EVERY_FORMULA) in places else set()
        if _place(dynamic.EVERY_TOOL) in places:
            through |= self.package.whole(f"{NAME}.{dynamic.MODEL}")
        return through | {p for p in places if self.package.definition(p) is not None}

    def _leads(self, home: Module, name: str, found: Mentions) -> set[Place]:
        return self.package.leads(home, name, found.imports) | self.package.absolute(name)

    def _node(self, place: Place) -> _Node:
        if place not in self._nodes:
            self._nodes[place] = self._made(place)
        return self._nodes[place]

    def _made(self, place: Place) -> _Node:
        if place.name == FILE:
            return _Node(_hash(self.package.files[place.module]), frozenset())
        if place == ORDER:
            return _Node(_hash(self.formulas.order.encode()), frozenset(self.formulas.places))
        if place == CHOICES:
            kinds = self.formulas.choices
            text = "\n".join(f"{name}: {sorted(found)}" for name, found in kinds.items())
            return _Node(_hash(text.encode()), frozenset[Place]().union(*kinds.values()))
        home = self.package.modules[place.module]
        made = home.effects if place.name == IMPORTING else home.definitions[place.name]
        leads = self.begun(home, made.mentions) | self._registered[place]
        leads |= self._files(place.module, made)
        if place == _place(dynamic.CHOICES):
            leads = leads - {ORDER} | {CHOICES}
        if place in map(_place, dynamic.LABELS):
            leads -= self.formulas.named(made.mentions.words)
        return _Node(_hash(f"{made.text}\n{self._bindings(home, made)}".encode()), frozenset(leads))

    def _bindings(self, home: Module, made: Definition) -> str:
        """Return what the imported names of a definition stand for, which its text leaves open."""
        imported = made.mentions.imports
        found = ((name, self.package.leads(home, name, imported)) for name in made.mentions.names)
        return "\n".join(sorted(f"{name}: {sorted(places)}" for name, places in found if places))

    @cached_property
    def _registered(self) -> dict[Place, set[Place]]:
        """What is called through another: `@f.register` has `f` call what stands below it."""
        found: dict[Place, set[Place]] = defaultdict(set)
        for home, place, made in self.package.definitions():
            for name in made.decorators:
                for called in self.package.leads(home, name) if "." in name else ():
                    found[called].add(place)
        return found

    @cached_property
    def _named_files(self) -> set[str]:
        """The files that a definition beside them names, which count where it does."""
        every = ((place.module, made) for _, place, made in self.package.definitions())
        return {place.module for module, made in every for place in self._files(module, made)}

    def _files(self, module: str, made: Definition) -> set[Place]:
        folder = PurePosixPath(*module.split(".")[1:-1])
        paths = {str(folder / text) for text in made.mentions.quoted}
        return {Place(path, FILE) for path in paths & self.package.files.keys()}


def _place(name: str) -> Place:
    return Place(*f"{NAME}.{name}".rsplit(".", 1))


def _name(place: Place) -> str:
    """Return the name of a place as a reader of a manifest finds it."""
    if place.name == FILE:
        return place.module
    name = place.module if place.name == IMPORTING else f"{place.module}.{place.name}"
    return name.removeprefix(f"{NAME}.")


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_HEX]
