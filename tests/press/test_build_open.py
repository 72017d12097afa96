"""`h200 build --open` shows what was built in the browser that the environment names."""

import os
import subprocess
import sys
from pathlib import Path

from tests import small


def test_what_was_built_is_opened(tmp_path: Path) -> None:
    """The page of the edition is opened, by its address on this machine."""
    small.lay_out(tmp_path, ["one"])
    browser, seen = tmp_path / "browser", tmp_path / "seen"
    browser.write_text(f'#!/bin/sh\necho "$1" > {seen}\n')
    browser.chmod(0o755)
    words = ["build", "one", "--as-of", "2026-01-15", "--out", str(tmp_path / "out"), "--open"]

    command = [sys.executable, "-c", small.program(tmp_path), *words]
    subprocess.run(command, env=os.environ | {"BROWSER": f"{browser} %s"}, check=True)

    page = tmp_path / "out" / "2026-01-15" / "one" / "1" / "briefing.html"
    assert f"{page.as_uri()}\n" == seen.read_text()
