"""What of the register of forecasts is committed: it may be longer now, and otherwise the same."""

from pathlib import Path

from h200analysis import project
from h200analysis.press import revision

ALTERED = (
    "The register does not begin with the forecasts that are committed: some were taken out or "
    "locked anew; restore it from version control."
)


def is_kept(path: Path) -> bool | None:
    """Whether a file begins with all that the newest commit has of it.

    None is returned where nothing of it is committed, or there is no repository to ask.
    """
    found, file = project.find(), path.resolve()
    root = found.resolve() if found else None
    if root is None or not file.is_relative_to(root):
        return None
    before = revision.output(root, "show", f"HEAD:{file.relative_to(root).as_posix()}")
    if before is None:
        return None
    return file.is_file() and file.read_bytes().startswith(before)
