"""The variant of an edition as part of its folder's name."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

_LONGEST = 80
_UNFIT = re.compile(r"[^\w.=+-]|-(?=-)", re.ASCII)  # two hyphens are what joins the texts


def variant(changed: Mapping[str, Any]) -> str:
    """Return `--<scenario>--<name>=<value>…`, at most 80 characters; nothing for no change.

    A short hash stands for what no folder's name should hold, so that no two variants share a name.
    """
    texts = [str(changed["scenario"])] if "scenario" in changed else []
    by_hand = changed.get("set_by_hand", {})
    others = {k: v for k, v in changed.items() if k not in {"scenario", "set_by_hand"}}
    texts += [f"{name}={value}" for name, value in {**others, **by_hand}.items()]
    plain = "".join(f"--{_UNFIT.sub('_', text)}" for text in texts)
    if len(plain) <= _LONGEST and not any(map(_UNFIT.search, texts)):
        return plain
    mark = f"-{hashlib.sha256(repr(texts).encode()).hexdigest()[:8]}"
    return plain[: _LONGEST - len(mark)] + mark
