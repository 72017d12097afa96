"""What an outcome refuses: arithmetic with figures whose unit and sources it would lose."""

from typing import ClassVar, NoReturn

from h200analysis.errors import OperationError


class NoArithmetic:
    """An answer of a case with which Python's operators do not compute; a sentence says what to do.

    `value` or `middle.value` is the bare number of an outcome or of a drawn result.
    """

    __slots__ = ()

    _BARE: ClassVar[str]  # how its number is written

    def _told(self) -> str:
        """Return it on a short line: of a drawn result the middle one."""
        return repr(getattr(self, "middle", self))

    def __add__(self, other: object) -> NoReturn:
        raise OperationError(
            f"Outcomes do not add ({self._told()}): the sum of two medians is not the median of "
            "the sum. Write the sum as a formula and let the case evaluate it; "
            f"{self._BARE} is the bare number."
        )

    __radd__ = __sub__ = __rsub__ = __add__

    def __mul__(self, other: object) -> NoReturn:
        raise OperationError(
            f"{self._told()} is more than a number. Write the arithmetic as a formula and let the "
            f"case evaluate it, which keeps unit and sources; {self._BARE} is the bare number."
        )

    __rmul__ = __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mul__
    __mod__ = __rmod__ = __pow__ = __rpow__ = __mul__
    __lt__ = __le__ = __gt__ = __ge__ = __mul__

    def __neg__(self) -> NoReturn:
        self.__mul__(None)

    def __float__(self) -> NoReturn:
        self.__mul__(None)

    __abs__ = __pos__ = __neg__
    __int__ = __float__

    def __round__(self, digits: int | None = None) -> NoReturn:
        self.__mul__(digits)

    def __format__(self, form: str) -> str:
        """Return it as a line; a number's form, such as ",.0f", is refused."""
        if not form:
            return str(self)
        raise OperationError(
            f"{self._told()} cannot be written as {form!r}; write {{{self._BARE}:{form}}}, or let "
            "exhibits.say print it."
        )
