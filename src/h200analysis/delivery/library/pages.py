"""How leaves come about: pages from templates, copies, and data that pages read as scripts."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from h200analysis.delivery.library.leaf import Leaf, mark
from h200analysis.delivery.library.rendering import rendered


@dataclass(frozen=True, slots=True)
class Press:
    """What every leaf of a publication shares: where the library stands, and the code's hash.

    `base` is its address on the web with a slash at the end, empty where it has none. `office`
    says that each edition is offered for Word and Excel too. `title` is what the library is called.
    """

    base: str
    code: str
    office: bool = False
    title: str = "Briefings"

    def page(self, path: str, template: str, **context: Any) -> Leaf:
        """Return a page of which all that it says is at hand."""
        told = context | {"library": self.title}
        return Leaf(path, mark(self.code, template, told), lambda: rendered(template, path, **told))

    def later(
        self, path: str, template: str, of: Any, context: Callable[[], dict[str, Any]]
    ) -> Leaf:
        """Return a page whose words are worked out only when it is made; `of` is what of."""
        return Leaf(
            path,
            mark(self.code, template, of, self.title),
            lambda: rendered(template, path, library=self.title, **context()),
        )

    def text(self, path: str, content: bytes) -> Leaf:
        """Return a file whose content is at hand."""
        return Leaf(path, mark(content.decode()), lambda: content)


def copied(path: str, original: Path, sha256: str) -> Leaf:
    """Return a file that is that of an edition, byte for byte."""
    return Leaf(path, sha256, original.read_bytes)


def script(target: str, content: Any) -> bytes:
    """Return data as a script that files it under `window.h200`, since pages may fetch nothing.

    `target` is where: a name, or several from the outside in, with slashes between.
    """
    *outer, last = target.split("/", 1)
    place = "(window.h200 ??= {})"
    for name in outer:
        place = f"({place}[{json.dumps(name)}] ??= {{}})"
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return f"{place}[{json.dumps(last, ensure_ascii=False)}] = {written};\n".encode()
