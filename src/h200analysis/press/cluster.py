"""Workers of a Dask cluster that runs already, on this machine or on others.

They need the same h200analysis and tools, which is checked, and no folder in common with this
machine: notebooks and evidence go there with the work, and editions come back as bytes.
"""

import io
import tempfile
import zipfile
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from h200analysis.errors import H200Error
from h200analysis.press import beliefs, failure, keys, snapshot, workers
from h200analysis.press.failure import Failure
from h200analysis.press.making import Assignment, Made

if TYPE_CHECKING:
    from distributed import Client

_SECONDS = 10  # to reach a scheduler, and for a first worker to come


class ClusterError(H200Error):
    """A cluster that cannot be reached, or whose workers are not as ours."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on its way to another machine: its name, and its files as an archive."""

    name: str
    files: bytes


class DaskWorkers:
    """The workers of the cluster behind the address of its scheduler."""

    def __init__(self, address: str) -> None:
        from h200analysis.press.gate import refusal, shown  # noqa: F401 - of which answers are

        self._client = _connected(address)
        try:
            self._client.wait_for_workers(1, timeout=_SECONDS)
        except TimeoutError:
            self._client.close()
            raise ClusterError(f"--dask {address}: the cluster has no worker; start one.") from None
        self.count = sum(self._client.nthreads().values())
        self._executor: Executor = self._client.get_executor(pure=False)

    def make(
        self, given: Assignment, _has_loaded: workers.Told = bool, /
    ) -> "Future[Made | Failure]":
        """Begin to make an edition, or as soon as a worker is free."""
        folders = (self._sent(given.notebook.parent), self._sent(given.data))
        asked = self._executor.submit(attempt, given, *folders, keys.versions())
        answered: Future[Made | Failure] = Future()
        asked.add_done_callback(lambda done: answered.set_result(_answer(done, given)))
        return answered

    @lru_cache(maxsize=64)  # noqa: B019 - it ends with the build
    def _sent(self, folder: Path) -> Any:
        """Return a folder as the cluster keeps it for all that is to be made of it."""
        return self._client.scatter(_packed(folder), hash=True)

    def __enter__(self) -> Self:
        """Return these workers."""
        return self

    def __exit__(self, *error: object) -> None:
        """Leave the cluster as it was found; what was begun there is given up."""
        self._executor.shutdown(wait=False)
        self._client.close()


def _answer(done: "Future[Made | Failure]", given: Assignment) -> Made | Failure:
    """Return what came of an assignment; the cluster itself tries again where a worker dies."""
    try:
        return done.result()
    except Exception as error:  # whatever a scheduler tells
        told = f"{given.briefing}: the cluster gave it up ({type(error).__name__}: {error})."
        return Failure(ClusterError(told), may_pass=False)


def attempt(
    given: Assignment, notebooks: Folder, data: Folder, versions: dict[str, str]
) -> Made | Failure:
    """Return what a worker of the cluster made, or why it did not."""
    try:
        _refuse_others(given, versions)
        notebook = _unpacked(notebooks) / given.notebook.name
        own = given.beliefs and beliefs.room() / given.beliefs.name
        here = replace(given, notebook=notebook, data=_unpacked(data), beliefs=own)
    except Exception as error:
        return failure.of(error)
    return workers.attempt(here)


def _connected(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(
            "--dask: Dask is not installed here; pip install 'h200analysis[dask]' gives it."
        ) from None
    try:
        return Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterError(
            f"--dask {address}: no scheduler answers there ({error}); expected an address such as "
            "tcp://127.0.0.1:8786."
        ) from None


def _refuse_others(given: Assignment, versions: dict[str, str]) -> None:
    """Refuse to make an edition by other software than the one that asks for it."""
    ours = {**keys.package(), **keys.versions()}
    theirs = {**given.package, **versions}
    if differing := sorted(
        name for name in ours.keys() | theirs if ours.get(name) != theirs.get(name)
    ):
        raise ClusterError(
            f"{given.briefing}: a worker of the cluster has another h200analysis than this machine "
            f"({differing[0]} differs); install the same commit and lock there, and start it again."
        )


def _packed(folder: Path) -> Folder:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    return Folder(folder.name, written.getvalue())


@lru_cache(maxsize=16)
def _unpacked(folder: Folder) -> Path:
    """Return a copy of a folder that lasts as long as the worker's process."""
    place = Path(tempfile.mkdtemp(dir=snapshot.room())) / folder.name
    with zipfile.ZipFile(io.BytesIO(folder.files)) as archive:
        archive.extractall(place)
    return place
