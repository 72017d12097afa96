"""Following the files of a briefing: each save is handed to the worker, and its answers told."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from watchfiles import Change, watch

from h200analysis import evidence
from h200analysis.delivery.watching.news import News
from h200analysis.delivery.watching.server import Server
from h200analysis.delivery.watching.terminal import Terminal
from h200analysis.press import catalogue, keys, leftovers
from h200analysis.press.preview import Asked

Answer = Mapping[str, Any]  # of the worker

_PROGRAM = "from h200analysis.delivery.watching.worker import main; main()"
_ENDINGS = {
    ".ipynb", ".md", ".toml", ".csv", ".py", ".html", ".css", ".js", ".lua", ".typ",
}  # fmt: skip
_LEFT_OUT = {".ipynb_checkpoints", "__pycache__"}
_TOGETHER = 30  # milliseconds in which saves count as one
_PATIENCE = 5.0  # seconds for a worker to end by itself


def follow(asked: Asked, ready: Callable[[str], None], say: Callable[[str], None]) -> None:
    """Show a briefing and renew it after each save, until interrupted.

    `ready` is called with the address once a browser may ask for it, `say` with a line for each
    save that failed and one once it is mended. All that is written is in a folder of its own, which
    goes at the end. Raises `CatalogueError` for a briefing that is none.
    """
    notebook = catalogue.read(asked.root).notebook(asked.briefing)
    places = [notebook.parent, evidence.folder_of().absolute(), keys.PACKAGE]
    news = News()
    terminal = Terminal(notebook.relative_to(asked.root).as_posix(), asked.briefing, say)

    def hear(answer: Answer) -> None:
        news.tell(answer)
        terminal.hear(answer)

    with (
        TemporaryDirectory(prefix=leftovers.prefix()) as folder,
        Server(Path(folder), news) as server,
    ):
        worker = _Worker(asked, Path(folder), hear)
        try:
            worker.renew(())
            ready(server.address)
            for saved in _saves(places, notebook):
                if any(path.is_relative_to(keys.PACKAGE) for path in saved):
                    worker.close()
                if not worker.is_alive:
                    worker = _Worker(asked, Path(folder), hear)
                worker.renew(saved)
        finally:
            worker.close()


def _saves(places: list[Path], notebook: Path) -> Iterator[list[Path]]:
    """Yield the files that were saved together, as often as some were; other notebooks are none."""

    def is_meant(_: Change, name: str) -> bool:
        path = Path(name)
        is_other = path.suffix == ".ipynb" and path != notebook
        return path.suffix in _ENDINGS and not is_other and not _LEFT_OUT.intersection(path.parts)

    for changes in watch(*places, watch_filter=is_meant, debounce=400, step=_TOGETHER):
        yield sorted(Path(name) for _, name in changes)


class _Worker:
    """The process that renews the preview, and the thread that tells its answers."""

    def __init__(self, asked: Asked, folder: Path, hear: Callable[[Answer], None]) -> None:
        told = {
            "root": str(asked.root),
            "briefing": asked.briefing,
            "values": dict(asked.values),
            "recorded": str(asked.recorded) if asked.recorded else None,
        }
        program = [sys.executable, "-P", "-c", _PROGRAM]
        self._process = subprocess.Popen(
            [*program, json.dumps(told), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for the command, which then ends this process
        )
        self._tell, self._is_closed = hear, False
        self._listener = threading.Thread(target=self._hear, daemon=True)
        self._listener.start()

    @property
    def is_alive(self) -> bool:
        """Whether it still takes saves."""
        return not self._is_closed and self._process.poll() is None

    def renew(self, saved: Collection[Path]) -> None:
        """Ask for the preview anew, now that these files were saved."""
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        try:
            self._process.stdin.write(json.dumps([str(path) for path in saved]) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:  # told by the listener
            pass

    def close(self) -> None:
        """End the process and its kernel."""
        if self._is_closed:
            return
        self._is_closed = True
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        try:
            self._process.stdin.close()
            self._process.wait(_PATIENCE)
        except (BrokenPipeError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        self._listener.join(_PATIENCE)

    def _hear(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        for line in self._process.stdout:
            if not self._is_closed:
                self._tell(json.loads(line))
        if not self._is_closed:
            told = "The process that renews the preview has ended; save again to start another."
            self._tell({"state": "failed", "told": told})
