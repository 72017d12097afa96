"""What both exporters do with the faults they find."""

from collections.abc import Sequence
from logging import Logger, LoggerAdapter
from typing import Any


def resources_with_faults(
    resources: dict[str, Any], faults: Sequence[str], log: "Logger | LoggerAdapter[Any]"
) -> dict[str, Any]:
    """Warn of each fault, and hand all on in the resources for whoever must refuse them."""
    for fault in faults:
        log.warning(fault)
    resources["faults"] = list(faults)
    return resources
