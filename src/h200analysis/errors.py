"""The root of the errors that are told to a user as a sentence. Anything else is a bug of ours."""


class H200Error(Exception):
    """Something a user can mend: the message says what was found, what was expected, what to do."""
