"""Where a definition leads: what it mentions, the formulas it names, what the text leaves open."""

import re
from collections import defaultdict
from functools import cached_property
from pathlib import PurePosixPath

from h200analysis.press.rests_on import dynamic
from h200analysis.press.rests_on.formulas import Formulas
from h200analysis.press.rests_on.mentions import ALL, Import, Mentions
from h200analysis.press.rests_on.modules import Definition, Module
from h200analysis.press.rests_on.package import NAME, Package, Place

FILE = "(file)"
ORDER, CHOICES = Place(f"{NAME}.model", "(order)"), Place(f"{NAME}.model", "(choices)")
_NAMES = re.compile(r"[\w.]+")


class Edges:
    """Where code leads within a package."""

    def __init__(self, package: Package) -> None:
        """Take the package; its formulas are found by their decorator."""
        self.package = package
        self.formulas = Formulas(package)
        self._known: dict[tuple[str, str, tuple[Import, ...]], set[Place]] = {}

    def of(self, home: Module, place: Place, made: Definition) -> set[Place]:
        """Return where a definition of a module leads."""
        places = self.mentioned(home, made.mentions)
        places |= self._registered[place] | self._files_beside(place.module, made)
        if place == at(dynamic.CHOICES):
            return places - {ORDER} | {CHOICES}
        if place in map(at, dynamic.LABELS):
            return places - self.formulas.named(made.mentions.words)
        return places

    def mentioned(self, home: Module, found: Mentions) -> set[Place]:
        """Return where code in a module leads by what it mentions; a module leads to all of it."""
        places = {place for name in found.names for place in self._leads(home, name, found)}
        for name in {name for text in found.quoted for name in _NAMES.findall(text)}:
            places |= {p for p in self._leads(home, name, found) if p.name != ALL}
        for name in [place.module for place in places if place.name == ALL]:
            places |= self.package.whole(name)
        places |= self.formulas.named(found.words)
        through = {ORDER} if at(dynamic.EVERY_FORMULA) in places else set()
        if at(dynamic.EVERY_TOOL) in places:
            through |= self.package.whole(f"{NAME}.{dynamic.MODEL}")
        return through | {p for p in places if self.package.definition(p) is not None}

    def bindings(self, home: Module, found: Mentions) -> str:
        """Return what the imported names of some code stand for, which its text leaves open."""
        leads = ((name, self._within(home, name, found)) for name in found.names)
        return "\n".join(sorted(f"{name}: {sorted(places)}" for name, places in leads if places))

    @cached_property
    def named_files(self) -> set[str]:
        """The files that a definition beside them names, which count where it does."""
        every = ((place.module, made) for _, place, made in self.package.definitions())
        return {
            place.module for module, made in every for place in self._files_beside(module, made)
        }

    def _leads(self, home: Module, name: str, found: Mentions) -> set[Place]:
        return self._within(home, name, found) | self.package.absolute(name)

    def _within(self, home: Module, name: str, found: Mentions) -> set[Place]:
        """Return where a name leads in a module, which is asked of most names twice."""
        asked = home.name, name, found.imports
        if asked not in self._known:
            self._known[asked] = self.package.leads(home, name, found.imports)
        return self._known[asked]

    @cached_property
    def _registered(self) -> dict[Place, set[Place]]:
        """What is called through another: `@f.register` has `f` call what stands below it."""
        found: dict[Place, set[Place]] = defaultdict(set)
        for home, place, made in self.package.definitions():
            for name in made.decorators:
                for called in self.package.leads(home, name) if "." in name else ():
                    found[called].add(place)
        return found

    def _files_beside(self, module: str, made: Definition) -> set[Place]:
        named = [text for text in made.mentions.quoted if _last(text) in self._file_names]
        if not named:
            return set()
        folder = PurePosixPath(*module.split(".")[1:-1])
        paths = {str(folder / text) for text in named}
        return {Place(path, FILE) for path in paths & self.package.files.keys()}

    @cached_property
    def _file_names(self) -> set[str]:
        """How the files are called in their folders, by which most texts are told to name none."""
        return set(map(_last, self.package.files))


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def at(name: str) -> Place:
    """Return the place of a definition by its dotted name, without that of the package."""
    return Place(*f"{NAME}.{name}".rsplit(".", 1))
