"""A leaf: one file of the library, and what it is made of."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file by its path in the library; it is made again only where `made_of` has changed."""

    path: str
    made_of: str
    make: Callable[[], bytes]


def mark(*content: Any) -> str:
    """Return the hash of what a leaf is made of: anything that JSON can say."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
