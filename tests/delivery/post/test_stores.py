"""Stores: an edition stands in each whole, under its address, and nothing is written over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
import s3fs

from tests.delivery.post import standing, storeservers
from tests.delivery.post.certificates import Certificates
from tests.delivery.post.storeservers import PASSWORD, USER, Store

EDITION = "2026-05-20/supply_gap/1"
NAMES = {"briefing.html", "briefing.pdf", "figures.json", "manifest.json"}
KINDS = ("folder", "s3", "sftp", "webdav")


@dataclass
class Place:
    """A store, how it is told of, and how a test looks into it and writes there by itself."""

    told: str
    read: Callable[[str], bytes | None]
    write: Callable[[str, bytes], None]
    names: Callable[[], set[str]]


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One object store for all tests, which takes seconds to come up."""
    with storeservers.seaweed(tmp_path_factory.mktemp("seaweed")) as store:
        yield store


def _by_files(told: str, root: Path) -> Place:
    def read(name: str) -> bytes | None:
        path = root / name
        return path.read_bytes() if path.exists() else None

    def write(name: str, content: bytes) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)

    def names() -> set[str]:
        found = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
        return set(found)

    return Place(told, read, write, names)


def _in_bucket(store: Store, bucket: str) -> Place:
    files = s3fs.S3FileSystem(
        key=USER, secret=PASSWORD, endpoint_url=f"http://127.0.0.1:{store.port}",
        skip_instance_cache=True, use_listings_cache=False,
    )  # fmt: skip
    files.mkdir(bucket)
    told = (
        f'bucket = "{bucket}"\nprefix = "all"\nendpoint = "http://127.0.0.1:{store.port}"\n'
        'key = {env = "STORE_USER"}\nsecret = {env = "STORE_PASSWORD"}'
    )
    root = f"{bucket}/all"

    def read(name: str) -> bytes | None:
        path = f"{root}/{name}"
        return bytes(files.cat_file(path)) if files.exists(path) else None

    def names() -> set[str]:
        return {path.removeprefix(f"{root}/") for path in files.find(root)}

    return Place(
        told, read, lambda name, content: files.pipe_file(f"{root}/{name}", content), names
    )


@pytest.fixture(params=KINDS)
def place(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    certified: Certificates,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Place]:
    """A store of each kind, told of in deliveries.toml."""
    monkeypatch.setenv("STORE_USER", USER)
    monkeypatch.setenv("STORE_PASSWORD", PASSWORD)
    kind, root = request.param, tmp_path / "store"
    root.mkdir()
    login = f'user = "{USER}"\npassword = {{env = "STORE_PASSWORD"}}\n'
    match kind:
        case "folder":
            yield _told(tmp_path, kind, _by_files('path = "store"', root))
        case "s3":
            bucket = f"b{uuid4().hex}"
            yield _told(tmp_path, kind, _in_bucket(request.getfixturevalue("seaweed"), bucket))
        case "sftp":
            with storeservers.sftp(root) as server:
                told = (
                    f'host = "127.0.0.1"\nport = {server.port}\npath = "/"\n{login}'
                    f'host_key = "{server.host_key}"'
                )
                yield _told(tmp_path, kind, _by_files(told, root))
        case _:
            with storeservers.webdav(root, certified) as server:
                told = (
                    f'url = "https://127.0.0.1:{server.port}/"\n{login}ca = "{certified.authority}"'
                )
                yield _told(tmp_path, kind, _by_files(told, root))


def _told(folder: Path, kind: str, place: Place) -> Place:
    (folder / "deliveries.toml").write_text(
        f'[recipients.archive]\n[[recipients.archive.channels]]\nkind = "{kind}"\n{place.told}\n',
        encoding="utf-8",
    )
    return place


def _change(folder: Path, line: str, other: str) -> None:
    file = folder / "deliveries.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [other if each.startswith(line) else each for each in lines]
    assert kept != lines
    file.write_text("\n".join(kept), encoding="utf-8")


def test_an_edition_stands_there_whole(tmp_path: Path, place: Place) -> None:
    """Every file is there, byte for byte, and nothing else; a second call puts nothing."""
    folder = standing.stand(tmp_path / "out", EDITION)

    (ended,), code = standing.delivered(tmp_path)
    again, _ = standing.delivered(tmp_path, at=standing.LATER)

    assert (ended["state"], code, again) == ("sent", 0, []), ended["told"]
    assert place.names() == {f"{EDITION}/{name}" for name in NAMES}
    for name in NAMES:
        assert place.read(f"{EDITION}/{name}") == (folder / name).read_bytes()


def test_another_edition_at_the_address_is_not_written_over(tmp_path: Path, place: Place) -> None:
    """It is told, and what stood there stands as it was."""
    standing.stand(tmp_path / "out", EDITION)
    for name in NAMES:
        place.write(f"{EDITION}/{name}", b"other")

    (ended,), code = standing.delivered(tmp_path)

    assert (ended["state"], code) == ("refused", 1)
    assert ended["told"].endswith(f"stands at {EDITION}, and is not written over")
    assert {place.read(f"{EDITION}/{name}") for name in NAMES} == {b"other"}


def test_what_could_not_be_put_whole_has_no_manifest(tmp_path: Path, place: Place) -> None:
    """The manifest comes last, so that where it stands the edition is whole."""
    standing.stand(tmp_path / "out", EDITION)
    place.write(f"{EDITION}/figures.json", b"other")

    (ended,), _ = standing.delivered(tmp_path)

    assert ended["state"] == "refused"
    assert f"{EDITION}/manifest.json" not in place.names()
    assert place.read(f"{EDITION}/figures.json") == b"other"


def test_the_same_edition_at_the_address_is_all_right(tmp_path: Path, place: Place) -> None:
    """So putting it again by hand does no harm."""
    standing.stand(tmp_path / "out", EDITION)
    (ended,), _ = standing.delivered(tmp_path)

    (again,), code = standing.delivered(tmp_path, "--resend", ended["id"])

    assert (again["state"], code) == ("sent", 0)


def test_what_a_killed_delivery_left_is_completed(tmp_path: Path, place: Place) -> None:
    """Files put aside are put again; of an object store, those that are missing."""
    folder = standing.stand(tmp_path / "out", EDITION)
    for name in ("briefing.html", "briefing.pdf"):
        content = (folder / name).read_bytes()
        if "bucket" in place.told:
            place.write(f"{EDITION}/{name}", content)
        else:
            place.write(f"2026-05-20/supply_gap/.making-1/{name}", content[:5])

    (ended,), _ = standing.delivered(tmp_path)

    assert ended["state"] == "sent"
    assert {f"{EDITION}/{name}" for name in NAMES} <= place.names()
    assert place.read(f"{EDITION}/briefing.pdf") == (folder / "briefing.pdf").read_bytes()


@pytest.mark.parametrize("place", ["s3", "sftp", "webdav"], indirect=True)
def test_a_wrong_password_holds_an_edition_until_it_is_mended(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the operator's mistake, and no edition's; the sentence does not say what was tried."""
    standing.stand(tmp_path / "out", EDITION)
    with monkeypatch.context() as mistaken:
        mistaken.setenv("STORE_PASSWORD", "quite another secret")
        (ended,), code = standing.delivered(tmp_path)
    (later,), _ = standing.delivered(tmp_path, at=standing.LATER)

    assert (ended["state"], code, later["state"]) == ("held", 1, "sent")
    assert "access is not allowed" in ended["told"]
    assert "quite another secret" not in ended["told"]


@pytest.mark.parametrize("place", ["sftp"], indirect=True)
def test_an_sftp_server_of_another_key_is_told_nothing(tmp_path: Path, place: Place) -> None:
    """Whoever stands in between gets no password and no edition."""
    standing.stand(tmp_path / "out", EDITION)
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJ1aWx0IGZvciBhIHRlc3QsIG5vdCBhIGtleS4u"
    _change(tmp_path, "host_key", f'host_key = "{key}"')

    (ended,), _ = standing.delivered(tmp_path)

    assert (ended["state"], place.names()) == ("held", set())
    assert "not trusted" in ended["told"]


@pytest.mark.parametrize("place", ["sftp"], indirect=True)
def test_an_sftp_server_that_nobody_knows_is_told_nothing(tmp_path: Path, place: Place) -> None:
    """No key is learnt on first sight."""
    standing.stand(tmp_path / "out", EDITION)
    _change(tmp_path, "host_key", "")

    (ended,), _ = standing.delivered(tmp_path)

    assert (ended["state"], place.names()) == ("held", set())


@pytest.mark.parametrize("place", ["webdav"], indirect=True)
def test_a_webdav_server_of_an_unknown_authority_is_told_nothing(
    tmp_path: Path, place: Place
) -> None:
    """Its certificate is looked at first."""
    standing.stand(tmp_path / "out", EDITION)
    _change(tmp_path, "ca", "")

    (ended,), _ = standing.delivered(tmp_path)

    assert (ended["state"], place.names()) == ("held", set())
    assert "CERTIFICATE_VERIFY_FAILED" in ended["told"]


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_a_folder_that_is_not_mounted_is_not_made(tmp_path: Path, place: Place) -> None:
    """An edition must not fill the disk below a share that is away."""
    standing.stand(tmp_path / "out", EDITION)
    (tmp_path / "store").rename(tmp_path / "away")

    (ended,), _ = standing.delivered(tmp_path)
    (tmp_path / "away").rename(tmp_path / "store")
    (later,), _ = standing.delivered(tmp_path, at=standing.LATER)

    assert (ended["state"], later["state"]) == ("held", "sent")
    assert "make or mount it" in ended["told"]
    assert place.names() == {f"{EDITION}/{name}" for name in NAMES}
