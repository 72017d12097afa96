"""A preview follows what is saved, in a folder of its own, for this machine alone."""

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest

from tests import small

DAY = ("--as-of", "2026-01-15")
News = Generator[dict[str, Any], None, None]


class _Watched:
    """A running `h200 watch` of a small checkout."""

    def __init__(self, root: Path) -> None:
        small.lay_out(root, ["one"])
        self.root, self.temporary = root, root / "temporary"
        self.temporary.mkdir()
        command = [sys.executable, "-c", small.program(root), "watch", "one", *DAY]
        self.process = subprocess.Popen(
            command,
            env=os.environ | {"TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        self.port = urlsplit(line.split()[1]).port

    def answer(self, path: str, host: str = "") -> tuple[int, bytes]:
        """Return status and content of an address, asked for under a name."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as asked:
            asked.request("GET", path, headers={"Host": host or f"127.0.0.1:{self.port}"})
            got = asked.getresponse()
            return got.status, got.read()

    def news(self) -> News:
        """Yield what the page is told, as it is told."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)) as asked:
            asked.request("GET", "/news")
            with asked.getresponse() as stream:
                for line in stream:
                    if line.startswith(b"data: "):
                        yield json.loads(line.removeprefix(b"data: "))

    def save(self, place: int, source: str) -> None:
        """Save the notebook with another cell at a place, as an editor does."""
        path = self.root / "notebooks" / "one.ipynb"
        made = nbformat.read(path, as_version=4)
        made.cells[place].source = source
        nbformat.write(made, path)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Watched]:
    """One preview for all: it takes seconds to start."""
    made = _Watched(tmp_path_factory.mktemp("watched"))
    try:
        yield made
    finally:
        if made.process.poll() is None:
            os.killpg(made.process.pid, signal.SIGKILL)
            made.process.communicate()


def _until(news: News, is_meant: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    return next(told for told in news if is_meant(told))


def test_a_save_renews_the_page(watched: _Watched) -> None:
    """Changed words run one cell; a cell that fails is named, and the page stays as it was."""
    with closing(watched.news()) as news:
        first = _until(news, lambda told: told.get("paper", 0) > 0)
        assert b"1.3 million chips" in watched.answer("/page")[1]
        assert watched.answer("/briefing.pdf")[1].startswith(b"%PDF")

        watched.save(2, "%%say\n# A small briefing\nIt is short by {gap}.")
        second = _until(
            news, lambda told: told["state"] == "shown" and told["page"] > first["page"]
        )
        assert second["told"].endswith("1 cell run")
        assert b"It is short by" in watched.answer("/page")[1]

        watched.save(2, "%%say\nIt is {nothing}.")
        failed = _until(news, lambda told: told["state"] == "failed")
        assert "cell 3" in failed["told"]
        assert b"It is short by" in watched.answer("/page")[1]

        watched.save(2, "%%say\n# A small briefing\nIt lacks {gap}.")
        _until(news, lambda told: told["state"] == "shown" and told["page"] > failed["page"])


def test_it_answers_to_its_own_name_alone(watched: _Watched) -> None:
    """A page of elsewhere whose name leads to this machine reads nothing."""
    assert 200 == watched.answer("/", f"localhost:{watched.port}")[0]
    for host in ("example.org", f"example.org:{watched.port}", "127.0.0.1"):
        status, content = watched.answer("/page", host)
        assert 403 == status
        assert b"chips" not in content
    assert 404 == watched.answer("/../one.ipynb")[0]


def test_it_ends_without_a_trace(watched: _Watched) -> None:
    """Ctrl-C ends it in good order, the terminal told of what failed; nothing else is left."""
    os.killpg(watched.process.pid, signal.SIGINT)
    _, told = watched.process.communicate(timeout=60)

    failed, mended, *end = told.splitlines()
    assert failed.startswith("notebooks/one.ipynb: cell 3 failed: ")
    assert "{nothing}" in failed
    assert mended.startswith("notebooks/one.ipynb: mended; shown again (")
    assert (0, ["", "Stopped."]) == (watched.process.returncode, end)
    assert [] == list(watched.temporary.iterdir())
    assert not (watched.root / "reports" / "editions").exists()
