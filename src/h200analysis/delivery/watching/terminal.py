"""What the terminal is told of a preview: a line where a save failed, and one once it is mended."""

from collections.abc import Callable, Mapping
from typing import Any

_LONGEST = 300  # characters of a line; the page has the rest


class Terminal:
    """Says of the preview of a notebook, by name, which saves failed; of others it says nothing."""

    def __init__(self, notebook: str, briefing: str, say: Callable[[str], None]) -> None:
        self._notebook, self._briefing, self._say = notebook, briefing, say
        self._has_failed = False

    def hear(self, answer: Mapping[str, Any]) -> None:
        """Take over an answer of the worker."""
        if answer["state"] == "failed":
            cause = " ".join(str(answer["told"]).removeprefix(f"{self._briefing}: ").split())
            self._tell(cause if len(cause) <= _LONGEST else f"{cause[: _LONGEST - 1]}…")
            self._has_failed = True
        elif answer["state"] == "shown" and self._has_failed:
            self._tell(f"mended; shown again ({answer['told']})")
            self._has_failed = False

    def _tell(self, words: str) -> None:
        self._say(f"{self._notebook}: {words}")
