"""The one script that draws the charts of a page, kept from run to run."""

import contextlib
import hashlib
import os
import tempfile
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import platformdirs
import vl_convert


@cache
def script() -> str:
    """Return Vega, Vega-Lite and Vega-Embed with the page's own drawing code, as one script.

    It takes seconds to make and never differs, so it is kept in the user's cache directory by
    the versions that make it up.
    """
    snippet = (files("h200analysis.press") / "page" / "charts.js").read_text(encoding="utf-8")
    kept = _shelf() / f"charts-{_key(snippet)}.js"
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    made = _sealed(vl_convert.javascript_bundle(snippet))
    with contextlib.suppress(OSError):  # a cache that cannot be written only costs time
        _keep(kept, made)
    return made


def _sealed(bundle: str) -> str:
    """Close the script in a function of its own, and keep it from ending its own element."""
    return f'(() => {{"use strict";\n{bundle}\n}})();'.replace("</script", "<\\/script")


def _key(snippet: str) -> str:
    return hashlib.sha256(f"{version('vl-convert-python')}\n{snippet}".encode()).hexdigest()[:16]


def _shelf() -> Path:
    return platformdirs.user_cache_path("h200analysis")


def _keep(path: Path, text: str) -> None:
    """Write aside and rename: a reader never sees half a script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
    Path(aside).replace(path)
