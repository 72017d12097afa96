"""Channels: one file for each way in which a letter leaves, behind one face."""

from collections.abc import Iterator
from typing import Protocol

from h200analysis.delivery.post.answers import Answer
from h200analysis.delivery.post.destinations import Channel, Mail, Webhook
from h200analysis.delivery.post.letter import Letter, Outline
from h200analysis.delivery.post.recipients import Recipients


class Carrier(Protocol):
    """What sends letters by a channel.

    `is_message` says that it takes words, and several editions at once; a store takes the files of
    one edition. `is_repeatable` says that a second attempt cannot do what the first has done.
    """

    is_message: bool
    is_repeatable: bool

    def send(self, letter: Letter) -> Answer:
        """Send a letter and return what became of it. What it raises beside has not gone out."""

    def outline(self, letter: Letter) -> Outline:
        """Return what would be sent; nothing is."""


def carrier(channel: Channel, everybody: Recipients) -> Carrier:
    """Return what sends letters by a channel."""
    if isinstance(channel, Mail):
        from h200analysis.delivery.post.channels import signing
        from h200analysis.delivery.post.channels.mail import MailCarrier

        assert everybody.mail is not None  # noqa: S101 - checked when the file is read
        signs = signing.by(everybody.signature, everybody.folder)
        return MailCarrier(channel.address, everybody.mail, everybody.folder, signs)
    if isinstance(channel, Webhook):
        from h200analysis.delivery.post.channels.webhook import WebhookCarrier

        return WebhookCarrier(channel)
    from h200analysis.delivery.post.channels.stores import StoreCarrier

    return StoreCarrier(channel, everybody.folder)


def secrets_of(channel: Channel, everybody: Recipients) -> Iterator[str]:
    """Yield the values of the secrets that a channel uses, where they are at hand."""
    from h200analysis.delivery.post.secrets import Reference, SecretError, parts_of

    of_mail = [*(everybody.mail or ()), *(everybody.signature or ())]
    for _, field in of_mail if isinstance(channel, Mail) else channel:
        if isinstance(field, Reference):
            try:
                secret = field.value()
            except SecretError:  # it is told when it is needed
                continue
            yield secret
            if isinstance(channel, Webhook):
                yield from parts_of(secret)
