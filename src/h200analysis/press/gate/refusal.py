"""An edition that is refused, and every reason why."""

from h200analysis.errors import H200Error


class GateError(H200Error, RuntimeError):
    """An edition that is unsound; `reasons` holds every one."""

    def __init__(self, briefing: str, reasons: list[str]) -> None:
        self.reasons = tuple(reasons)
        listed = "\n".join(f"- {reason}" for reason in reasons)
        super().__init__(f"{briefing} was not published:\n{listed}")


def refuse(briefing: str, reasons: list[str]) -> None:
    """Raise if there is a reason to."""
    if reasons:
        raise GateError(briefing, reasons)
