"""One wording of numbers: the same rule in Python and as a Vega expression.

A number is scaled to millions, billions or trillions, rounded half up to significant digits, and
written without trailing zeros. Thresholds count a number that rounds up to a thousand million as
one billion. `tests/browser` holds the two renderings equal.
"""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HEADLINE = 2
TABLE = 3
EXACT = 0  # whole units, to the chip and the dollar

# A decimal tie such as 4.725 has no exact float and mostly lies below; this lifts it above, by less
# than any printed digit, in both renderings alike.
_NUDGE = 1 + 1e-12
_SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))


@dataclass(frozen=True, slots=True)
class Form:
    """How a unit is written: what stands before and after the number, and its factor."""

    before: str = ""
    after: str = ""
    one: str = ""  # what stands after the number 1 where that is something else
    factor: float = 1.0
    whole: bool = False  # of a plain result, printed to the unit: a chip's price to the dollar


_FORMS = {
    "USD": Form(before="$"),
    "USD/chip": Form(before="$", whole=True),
    "USD/hour": Form(before="$", after=" an hour"),
    "USD/H20 chip": Form(before="$", whole=True),
    "CNY": Form(before="¥"),
    "CNY/module": Form(before="¥"),
    "CNY/USD": Form(after=" yuan"),
    "share": Form(after="%", factor=100.0),
    "ratio": Form(),
    "H20 chip/chip": Form(),
    "910C chip/chip": Form(),
    "TPP": Form(),
    "TB/s": Form(after=" TB/s"),
    "GB": Form(after=" GB"),
    "910C chip/year": Form(after=" 910C chips a year"),
    "TFLOPS": Form(after=" TFLOPS"),
    "TFLOPS/chip": Form(after=" TFLOPS a chip"),
    "W": Form(after=" W"),
    "nm": Form(after=" nm"),
    "1/week": Form(after="% a week", factor=100.0),
    "1/year": Form(after="% a year", factor=100.0),
    "chip/week": Form(after=" chips a week", one=" chip a week"),
    "chip/month": Form(after=" chips a month", one=" chip a month"),
    "chip/year": Form(after=" chips a year", one=" chip a year"),
    "chip/module": Form(after=" chips", one=" chip"),
    "die/package": Form(after=" dies", one=" die"),
    "stack/package": Form(after=" stacks", one=" stack"),
    "chip/firm": Form(after=" chips", one=" chip"),
    "wafer/month": Form(after=" wafers a month", one=" wafer a month"),
    "percentage point": Form(after=" points", one=" point"),
}


def form(unit: str) -> Form:
    """Return how a unit is written; one not listed follows its number, in the plural.

    A unit by another has none: 80.5 USD/pound.
    """
    if unit in _FORMS:
        return _FORMS[unit]
    return Form(after=f" {unit}") if "/" in unit else Form(after=f" {unit}s", one=f" {unit}")


def symbol(unit: str) -> str:
    """Return what is written with a number of this unit: $, %, chips, months."""
    style = form(unit)
    return style.before or style.after.strip() or unit


def worded(value: float, unit: str, digits: int = TABLE) -> str:
    """Return a value in words and figures: 1.3e6 chip -> 1.3 million chips."""
    style = form(unit)
    if math.isinf(value):
        return "never" if unit in {"month", "week"} else "without limit"
    text = _scaled(abs(value) * style.factor * _NUDGE, digits)
    sign = "−" if value < 0 and text != "0" else ""  # nothing has no sign
    after = style.one if style.one and text == "1" else style.after
    return f"{sign}{style.before}{text}{after}"


def signed(value: float, unit: str, digits: int = TABLE) -> str:
    """Return a change in words and figures, with its sign: +5.4e9 USD -> +$5.4 billion.

    A share changes by percentage points.
    """
    size = worded(abs(value), unit, digits)
    size = f"{size.removesuffix('%')} percentage points" if unit == "share" else size
    return f"{'+' if value >= 0 else '−'}{size}"


def _scaled(size: float, digits: int) -> str:
    if digits == EXACT:
        return f"{Decimal(size).quantize(Decimal(1), ROUND_HALF_UP):,}"
    for scale, word in _SCALES:
        if size >= scale * _carry(digits):
            return f"{_significant(size / scale, digits)}{word}"
    return _significant(size, digits)


def _significant(size: float, digits: int) -> str:
    whole = next((n for n in range(6, 0, -1) if size >= 10 ** (n - 1) * _carry(digits)), 0)
    if whole == 0:
        whole = 1 - next((n for n in range(1, 9) if size >= 10**-n * _carry(digits)), 1)
    step = Decimal(1).scaleb(whole - digits)
    rounded = (Decimal(size) / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _carry(digits: int) -> float:
    """Return the share of a power of ten from which a number rounds up to it."""
    return 1 - 0.5 * 10.0**-digits


def digits_allowed(value: float, error: float | None, most: int) -> int:
    """Return how many digits to print: the last one worth more than twice the standard error."""
    if not error or value == 0 or math.isinf(value):
        return most
    places = math.floor(math.log10(abs(value))) - math.floor(math.log10(2 * error))
    return max(1, min(most, places))


def vega(signal: str, unit: str, digits: int = TABLE) -> str:
    """Return the Vega expression that words a signal as `worded` words its value.

    A slider may stand where Python refuses to compute, at a divisor of zero: "undefined".
    """
    style = form(unit)
    size = f"(abs({signal}) * {style.factor!r} * {_NUDGE!r})"
    text = _vega_scaled(size, digits)
    after = f"'{style.after}'"
    if style.one:
        after = f"(({text}) === '1' ? '{style.one}' : {after})"
    body = f"({signal} < 0 && ({text}) !== '0' ? '−' : '') + '{style.before}' + ({text}) + {after}"
    never = "never" if unit in {"month", "week"} else "without limit"
    return f"(isNaN({signal}) ? 'undefined' : abs({signal}) > 1e300 ? '{never}' : {body})"


def _vega_scaled(size: str, digits: int) -> str:
    if digits == EXACT:
        return f"format({size}, ',.0f')"
    text = _vega_significant(size, digits)
    for scale, word in reversed(_SCALES):
        scaled = _vega_significant(f"({size} / {scale!r})", digits)
        text = f"({size} >= {scale * _carry(digits)!r} ? {scaled} + '{word}' : {text})"
    return text


def _vega_significant(size: str, digits: int) -> str:
    text = f"format({size}, ',.{digits}~f')"
    for whole in range(-7, 7):
        limit = 10.0 ** (whole - 1) * _carry(digits)
        decimals = digits - whole
        if decimals >= 0:
            rounded = f"format({size}, ',.{decimals}~f')"
        else:
            step = f"{10**-decimals}"
            rounded = f"format(floor({size} / {step} + 0.5) * {step}, ',.0f')"
        text = f"({size} >= {limit!r} ? {rounded} : {text})"
    return text
