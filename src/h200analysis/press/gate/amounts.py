"""A printed figure read back as the number that a reader takes from it."""

import re
from decimal import Decimal

from h200analysis.exhibits.wording import form

_PRINTED = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?")
_SCALES = {" trillion": 12, " billion": 9, " million": 6}


def amount(text: str, unit: str) -> Decimal | None:
    """Return the number of a printed figure in its unit, or nothing where no digits say it."""
    style = form(unit)
    digits = _PRINTED.search(text)
    if digits is None:
        return None
    number = Decimal(digits[0].replace(",", "").replace("−", "-"))
    after = text[digits.end() :]
    power = next((p for word, p in _SCALES.items() if after.startswith(word)), 0)
    sign = -1 if text.startswith("−") and number > 0 else 1
    return sign * number.scaleb(power) / Decimal(style.factor)
