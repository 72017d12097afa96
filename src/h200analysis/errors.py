"""The errors that are told to a user as a sentence. Anything else is a bug of ours."""


class H200Error(Exception):
    """Something a user can mend: the message says what was found, what was expected, what to do."""


class ArgumentError(H200Error, ValueError):
    """An argument or an option whose value cannot be taken."""


class OperationError(H200Error, TypeError):
    """An operation that a result, or a formula's symbol, does not have."""


class NotYetError(H200Error, LookupError):
    """Something asked for that only a later day has; `lack` says what, and since when it is there.

    `lack` goes on after "… cannot be built as of 2026-01-02: ", without a full stop.
    """

    def __init__(self, message: str, lack: str) -> None:
        super().__init__(message)
        self.lack = lack
