"""The formulas of the package as its text has them, by the names under which cases find them."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from h200analysis.press.rests_on import dynamic, mentions
from h200analysis.press.rests_on.package import NAME, Package, Place


class Formulas:
    """All formulas by name; of two that are called the same, both."""

    def __init__(self, package: Package) -> None:
        """Find the functions that bear the decorator."""
        self.package = package
        self._in_text: dict[str, frozenset[Place]] = {}
        self.by_name: dict[str, set[Place]] = defaultdict(set)
        for home, place, made in package.definitions():
            if any(_DECORATOR in package.leads(home, each) for each in made.decorators):
                self.by_name[place.name].add(place)

    @cached_property
    def places(self) -> list[Place]:
        """All of them in the order of modules and lines, which is that of the register."""
        all_ = set[Place]().union(*self.by_name.values())
        return [place for _, place, _ in self.package.definitions() if place in all_]

    def named(self, words: Iterable[str]) -> set[Place]:
        """Return the formulas that are named by some of the words."""
        return set[Place]().union(*(self.by_name[word] for word in words if word in self.by_name))

    def named_in(self, texts: Iterable[str]) -> set[Place]:
        """Return the formulas that some texts name; many are asked again and again."""
        found = set[Place]()
        for text in texts:
            if text not in self._in_text:
                self._in_text[text] = frozenset(self.named(mentions.words([text])))
            found |= self._in_text[text]
        return found

    def composed(self, fragments: Iterable[str]) -> set[Place]:
        """Return the formulas whose names begin or end with some fragment of a name."""
        names = {
            name
            for part in fragments
            for name in self.by_name
            if (part.endswith("_") and name.startswith(part))
            or (part.startswith("_") and name.endswith(part))
            or not part.strip("_")
        }
        return self.named(names)

    @cached_property
    def order(self) -> str:
        """The names in their order, since it is printed."""
        return "\n".join(map(".".join, self.places))

    @cached_property
    def choices(self) -> dict[str, set[Place]]:
        """The arguments of formulas that are no quantities: where the kinds of each are defined."""
        kinds: dict[str, set[Place]] = defaultdict(set)
        for place in self.places:
            made = self.package.definition(place)
            for name, kind in made.arguments if made else ():
                home = self.package.modules[place.module]
                found = self.package.leads(home, kind) if kind else set()
                kinds[name] |= {each for each in found if self._is_class(each)}
        return {name: found for name, found in sorted(kinds.items()) if found}

    def _is_class(self, place: Place) -> bool:
        made = self.package.definition(place)
        return made is not None and made.text.startswith("ClassDef")


_DECORATOR = Place(*f"{NAME}.{dynamic.FORMULA}".rsplit(".", 1))
