"""The process that renews a preview: it imports the press once, and keeps the kernel.

It reads a line of JSON for each save, the files that changed, and answers with a line for each step
that it has taken. A process of its own can be replaced where the package itself was changed.
"""

import json
import os
import queue
import sys
import threading
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from time import monotonic
from typing import IO, Any

from h200analysis.counting import counted
from h200analysis.errors import H200Error
from h200analysis.press import html, pdf, preview

PAGE, PAPER = "briefing.html", "briefing.pdf"


def main() -> None:
    """Renew what the arguments ask for, in the folder that they name, for each line read."""
    asked, folder = sys.argv[1], Path(sys.argv[2])
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    told = json.loads(asked)
    recorded = date.fromisoformat(told["recorded"]) if told["recorded"] else None
    made = preview.Preview(
        preview.Asked(Path(told["root"]), told["briefing"], told["values"], recorded)
    )
    try:
        _Worker(made, folder, answers).serve(sys.stdin)
    finally:
        made.close()


class _Worker:
    def __init__(self, made: preview.Preview, folder: Path, answers: IO[str]) -> None:
        self._made, self._folder, self._answers = made, folder, answers
        self._saves: queue.SimpleQueue[list[str] | None] = queue.SimpleQueue()
        self._unseen: set[Path] = set()  # what was saved since a page last came out

    def serve(self, asked: Iterable[str]) -> None:
        """Take the saves as they come; those that came meanwhile are taken together."""
        threading.Thread(target=self._hear, args=(asked,), daemon=True).start()
        while (saved := self._saves.get()) is not None:
            self._unseen.update(map(Path, saved))
            if self._saves.empty():
                self._renew()

    def _hear(self, asked: Iterable[str]) -> None:
        for line in asked:
            self._saves.put(json.loads(line))
        self._saves.put(None)

    def _renew(self) -> None:
        begun = monotonic()
        self._tell(state="working", told="Running …")
        try:
            renewed = self._made.renewed(self._unseen)
        except H200Error as error:
            self._tell(state="failed", told=str(error))
            return
        except Exception as error:  # a fault of ours, which is told too: the analyst may mend it
            self._tell(state="failed", told=f"{type(error).__name__}: {error}")
            return
        self._unseen.clear()
        read = renewed.reading
        self._put(PAGE, html.page(read.document, read.texts).encode())
        took = f"{monotonic() - begun:.1f} s, {counted(renewed.ran, 'cell')} run"
        self._tell(state="shown", told=took, faults=list(read.faults), page=True)
        if self._saves.empty():  # else the next save prints it
            made = pdf.sheet(read.document, read.texts)
            self._put(PAPER, made.content)
            self._tell(state="shown", told=took, faults=[*read.faults, *made.faults], paper=True)

    def _put(self, name: str, content: bytes) -> None:
        aside = self._folder / f".{name}"
        aside.write_bytes(content)
        aside.replace(self._folder / name)

    def _tell(self, **answer: Any) -> None:
        self._answers.write(json.dumps(answer) + "\n")
        self._answers.flush()
