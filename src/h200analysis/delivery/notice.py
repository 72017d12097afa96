"""A notice: what the delivery has to say to people beside the editions themselves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """A short message: an alert, its end, or the withdrawal of an edition.

    `subject` is what it is about, such as "withdrawn 2026-01-15/supply_gap/1": nobody is told twice
    of one subject. `only_to` names the recipients; empty, it goes to those who keep the service.
    """

    subject: str
    title: str
    text: str
    only_to: tuple[str, ...] = ()
