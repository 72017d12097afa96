"""Page and paper are written side by side, and judged when each is there."""

import threading
from dataclasses import dataclass
from typing import Any

import pytest

from h200analysis.errors import H200Error
from h200analysis.press.contents import Contents


@dataclass(frozen=True)
class _Form:
    """A format that writes as it is told to."""

    name: str
    write: Any


def _contents(*forms: Any) -> Contents:
    read: Any = "what is read"
    return Contents(forms, read)


def test_one_is_written_while_the_other_is() -> None:
    """The first waits for the second, which comes after it."""
    second = threading.Event()

    def first(read: str) -> bytes:
        assert second.wait(60)
        return f"first: {read}".encode()

    def then(read: str) -> bytes:
        second.set()
        return f"second: {read}".encode()

    one: Any = _Form("one", first)
    other: Any = _Form("other", then)
    with _contents(one, other) as contents:
        found = dict(contents)

    assert found == {one: b"first: what is read", other: b"second: what is read"}
    assert len(contents) == 2


def test_what_a_writer_raises_is_raised_to_who_asks_for_it() -> None:
    """And the other stands; where nobody asks, it is nobody's concern."""

    def refuse(_: str) -> bytes:
        raise H200Error("It cannot be set.")

    sound: Any = _Form("sound", lambda _: b"sound")
    unsound: Any = _Form("unsound", refuse)
    with _contents(sound, unsound) as contents:
        assert contents[sound] == b"sound"
        with pytest.raises(H200Error, match="cannot be set"):
            contents[unsound]


def test_none_is_written_after_the_end() -> None:
    """Whoever leaves early, as after a judgement, waits for what was begun."""
    written: list[str] = []
    begun, may_end = threading.Event(), threading.Event()

    def slow(_: str) -> bytes:
        begun.set()
        assert may_end.wait(60)
        written.append("slow")
        return b""

    with _contents(_Form("slow", slow)):
        assert begun.wait(60)
        may_end.set()

    assert written == ["slow"]
