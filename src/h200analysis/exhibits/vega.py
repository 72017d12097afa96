"""Charts alive in a browser: the script that draws them, their look, and what it reads."""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import platformdirs
import vl_convert

_SANS_STACK = "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', system-ui, 'Noto Sans', sans-serif"


@cache
def script() -> str:
    """Return Vega, Vega-Lite and Vega-Embed with the page's own drawing code, as one script.

    It takes seconds to make and never differs, so it is kept in the user's cache directory. What
    is found there is used only if it has the hash that this package knows of it: a file that a
    power cut left empty, or that somebody else wrote, is no script of ours.
    """
    kept = _shelf() / "charts.js"
    with contextlib.suppress(OSError, UnicodeError):
        if is_ours(held := kept.read_bytes().decode()):
            return held
    made = _sealed(vl_convert.javascript_bundle(_page_file("charts.js")))
    if is_ours(made):
        with contextlib.suppress(OSError):  # a cache that cannot be written only costs time
            _keep(kept, made)
    return made


def is_ours(script: str) -> bool:
    """Tell whether a script is the one that was listed for the version of vl-convert here."""
    return hashes().get(version("vl-convert-python")) == hashed(script)


def may_be_ours(script: str) -> bool:
    """Tell whether a script is ours, or would be that of a version that is not listed."""
    return version("vl-convert-python") not in hashes() or is_ours(script)


def hashes() -> dict[str, str]:
    """Return the hash of the script for each version of vl-convert that is listed."""
    lines = _page_file("charts.sha256").splitlines()
    return dict(line.split() for line in lines)


def hashed(script: str) -> str:
    """Return the SHA-256 of a script in hexadecimal."""
    return hashlib.sha256(script.encode()).hexdigest()


def style() -> str:
    """Return the style sheet of charts and their sliders."""
    return _page_file("charts.css")


def inert(spec: Mapping[str, Any], typeface: str) -> str:
    """Return a specification as JSON that no HTML parser can take for markup.

    `typeface` is replaced by those that browsers have, as in the style sheet: the drawing code
    measures its labels, so it must name the very fonts that are shown.
    """
    text = json.dumps(spec, ensure_ascii=False).replace("<", "\\u003c")
    return text.replace(json.dumps(typeface), json.dumps(_SANS_STACK))


def _page_file(name: str) -> str:
    return (files("h200analysis.exhibits") / "page" / name).read_text(encoding="utf-8")


def _sealed(bundle: str) -> str:
    """Close the script in a function of its own, and keep it from ending its own element."""
    return f'(() => {{"use strict";\n{bundle}\n}})();'.replace("</script", "<\\/script")


def _shelf() -> Path:
    return platformdirs.user_cache_path("h200analysis")


def _keep(path: Path, text: str) -> None:
    """Write aside and rename: a reader never sees half a script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    Path(aside).replace(path)
