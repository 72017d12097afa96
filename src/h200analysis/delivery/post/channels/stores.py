"""Stores: the files of an edition under its address, whole or not at all, never over another."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from h200analysis.counting import counted
from h200analysis.delivery.post.answers import Answer, State
from h200analysis.delivery.post.channels import trust
from h200analysis.delivery.post.destinations import S3, Folder, Sftp, WebDav
from h200analysis.delivery.post.letter import Letter, Outline
from h200analysis.errors import H200Error
from h200analysis.press import manifest, placing

_ASIDE = ".making-"
_PATIENCE = 60.0  # seconds for which a server may be silent
_MISSING = "a store of this kind needs a library; run: pip install h200analysis[delivery]"
Files = Mapping[str, bytes]
_Put = Callable[[str, Files], None]


class StoreError(H200Error):
    """A library that is not installed, or a store of which we cannot be sure."""


class OccupiedError(H200Error):
    """Something else stands at the address of an edition."""


_STATES: Mapping[type[H200Error], State] = {
    OccupiedError: State.REFUSED,
    placing.PlacingError: State.DEFERRED,
    placing.TakenError: State.DEFERRED,
}
"""What becomes of an edition by an error of ours; by any other it is held until that is mended."""


class StoreCarrier:
    """Puts editions into one store. Where the same edition stands already, that is all right."""

    is_message = False
    is_repeatable = True

    def __init__(self, channel: Folder | S3 | Sftp | WebDav, folder: Path) -> None:
        self._channel = channel
        self._folder = folder

    def outline(self, letter: Letter) -> Outline:
        """Return the size of the files, and how many go to which address; there is no text."""
        told = {each.address: _files(each.edition.folder) for each in letter.entries}
        size = sum(len(content) for files in told.values() for content in files.values())
        places = tuple(
            f"{counted(len(files), 'file')} at {address}" for address, files in told.items()
        )
        return Outline(size, places, "")

    def send(self, letter: Letter) -> Answer:
        """Put the files of each edition; a store that cannot be reached is tried again."""
        try:
            with _opened(self._channel, self._folder) as put:
                for each in letter.entries:
                    put(each.address, _files(each.edition.folder))
        except Exception as error:  # each protocol has errors of its own; none of them harms
            return _answer_to(error)
        return Answer(State.SENT, "it stands there whole")


def _answer_to(error: Exception) -> Answer:
    """Return what becomes of an edition that could not be put."""
    if isinstance(error, H200Error):
        return Answer(_STATES.get(type(error), State.HELD), str(error))
    if isinstance(error, ImportError):
        return Answer(State.HELD, _MISSING)
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return Answer(State.HELD, f"its certificate is not accepted ({_reason(error)})")
    if _is_forbidden(error):
        return Answer(State.HELD, f"access is not allowed ({_reason(error)})")
    return Answer(State.DEFERRED, f"it could not be put ({_reason(error)})")


def _is_forbidden(error: Exception) -> bool:
    """Whether a store does not accept who we are: a mistake of ours, whatever is to be put."""
    is_by_code = getattr(error, "status_code", None) in {401, 403}  # of WebDAV
    return isinstance(error, PermissionError) or is_by_code or "Forbidden" in type(error).__name__


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".strip().rstrip(":.")


def _files(folder: Path) -> Files:
    """Return the files of an edition, the manifest last, as a store shows them as they come."""
    names = sorted((path.name for path in folder.iterdir()), key=lambda n: (n == manifest.NAME, n))
    return {name: (folder / name).read_bytes() for name in names}


def _opened(channel: Folder | S3 | Sftp | WebDav, folder: Path) -> AbstractContextManager[_Put]:
    if isinstance(channel, Folder):
        return nullcontext(_into_folder(folder / channel.path))
    if isinstance(channel, S3):
        return nullcontext(_into_bucket(channel, folder))
    return _sftp(channel, folder) if isinstance(channel, Sftp) else _dav(channel, folder)


def _into_folder(root: Path) -> _Put:
    if not root.is_dir():  # an unmounted share is no reason to fill the disk below it
        raise StoreError(f"{root}: there is no such folder; make or mount it")

    def put(address: str, files: Files) -> None:
        place = root / address
        if place.exists():
            _compare(address, files, lambda name: (place / name).read_bytes())
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        placing.put(place, files)

    return put


def _into_bucket(channel: S3, folder: Path) -> _Put:
    """Put objects one by one, each only where there is none; with the manifest it is whole."""
    from s3fs import S3FileSystem

    store = S3FileSystem(
        key=channel.key and channel.key.value(),
        secret=channel.secret and channel.secret.value(),
        endpoint_url=channel.endpoint,
        client_kwargs={
            "region_name": channel.region,
            "verify": str(folder / channel.ca) if channel.ca else None,
        },
        skip_instance_cache=True,
    )
    root = f"{channel.bucket}/{channel.prefix}".rstrip("/")

    def put(address: str, files: Files) -> None:
        for name, content in files.items():
            place = f"{root}/{address}/{name}"
            try:
                store.pipe_file(place, content, mode="create")
            except OSError as error:
                if not _is_taken(error):
                    raise
                _compare(address, {name: content}, lambda _, at=place: bytes(store.cat_file(at)))  # type: ignore[misc]

    return put


def _is_taken(error: OSError) -> bool:
    """Whether an object store has refused to write over an object, as `If-None-Match` asks."""
    return isinstance(error, FileExistsError) or "PreconditionFailed" in f"{error}{error.__cause__}"


@contextmanager
def _sftp(channel: Sftp, folder: Path) -> Iterator[_Put]:
    """Write aside and rename."""
    from h200analysis.delivery.post.channels import sftp

    with sftp.opened(channel, folder, _PATIENCE) as store:
        yield _aside(store, channel.path, store.mv)


@contextmanager
def _dav(channel: WebDav, folder: Path) -> Iterator[_Put]:
    """Write aside and move, which the server is asked not to do over something."""
    from webdav4.fsspec import WebdavFileSystem

    auth = (channel.user, channel.password.value()) if channel.user and channel.password else None
    trusted = trust.context(folder, channel.ca)
    store = WebdavFileSystem(
        channel.url, auth=auth, verify=trusted, timeout=_PATIENCE, skip_instance_cache=True
    )
    with closing(store.client.http):
        yield _aside(store, "", store.client.move)


def _aside(store: Any, root: str, move: Callable[[str, str], None]) -> _Put:
    def put(address: str, files: Files) -> None:
        place = f"{root.rstrip('/')}/{address}".lstrip("/" if not root else "")
        if store.exists(place):
            _compare(address, files, lambda name: store.cat_file(f"{place}/{name}"))
            return
        above, _, number = place.rpartition("/")
        aside = f"{above}/{_ASIDE}{number}"
        if store.exists(aside):  # of an attempt that was cut short
            store.rm(aside, recursive=True)
        store.makedirs(aside, exist_ok=True)
        for name, content in files.items():
            store.pipe_file(f"{aside}/{name}", content)
        move(aside, place)

    return put


def _compare(address: str, files: Files, standing: Callable[[str], bytes]) -> None:
    """Accept what stands at an address if it is the same edition; refuse in a sentence if not."""
    for name, content in files.items():
        try:
            is_same = standing(name) == content
        except FileNotFoundError:
            is_same = False
        if not is_same:
            raise OccupiedError(f"another {name} stands at {address}, and is not written over")
