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

    It takes seconds to make and never differs, so it is kept in the user's cache directory by
    the versions that make it up.
    """
    snippet = _page_file("charts.js")
    kept = _shelf() / f"charts-{_key(snippet)}.js"
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    made = _sealed(vl_convert.javascript_bundle(snippet))
    with contextlib.suppress(OSError):  # a cache that cannot be written only costs time
        _keep(kept, made)
    return made


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
