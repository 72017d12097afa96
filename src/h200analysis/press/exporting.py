"""What both exporters do with the faults they find."""

from logging import Logger, LoggerAdapter
from typing import Any

from h200analysis.press.markup import Markup


def untitled(texts: Markup) -> list[str]:
    """Return the fault of a document without a title, if that is one."""
    if texts.title:
        return []
    return ["the notebook: found no title, expected a heading of the first level, as in # Title"]


def resources_with_faults(
    resources: dict[str, Any], faults: list[str], log: "Logger | LoggerAdapter[Any]"
) -> dict[str, Any]:
    """Warn of each fault, and hand all on in the resources for whoever must refuse them."""
    for fault in faults:
        log.warning(fault)
    resources["faults"] = faults
    return resources
