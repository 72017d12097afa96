"""The wheel carries the project that lies around the package, which an installed one has not."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Sample(BuildHookInterface[Any]):
    """Puts the parts that pyproject.toml lists under `h200analysis/sample` in the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the parts to a wheel, not to an editable install, which has them beside it."""
        if version != "editable":
            parts = {part: f"h200analysis/sample/{part}" for part in self.config["sample"]}
            build_data["force_include"].update(parts)
