"""How chances and their moves are printed in a terminal."""

_NOTHING = 5e-4  # a move of less would be printed as nothing


def chance(share: float) -> str:
    """Return a chance as a percentage: 42%, 0.3%, and 0% or 100% only where it is sure."""
    if share in {0, 1}:
        return f"{share:.0%}"
    if share <= 0.0005:
        return "<0.1%"
    if share >= 0.9995:
        return ">99.9%"
    return f"{100 * share:.1f}%" if share < 0.0095 or share > 0.9905 else f"{100 * share:.0f}%"


def points(move: float) -> str:
    """Return a move of a chance in percentage points, to a tenth; nothing where it is less."""
    return "" if abs(move) < _NOTHING else f"{100 * move:+.1f}".replace("-", "−")
