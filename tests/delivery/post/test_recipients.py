"""The file of recipients: what it may say, and how a mistake in it is told."""

from pathlib import Path

import pytest

from h200analysis.delivery.post import recipients
from h200analysis.delivery.post.recipients import RecipientsError

ROOT = Path(__file__).parents[3]
MAIL = """
[mail]
host = "smtp.example.org"
user = "press"
password = {env = "P"}
sender = "press@example.org"
"""
DESK = '[recipients.desk]\nchannels = [{kind = "mail", address = "desk@example.org"}]\n'


def _read(folder: Path, text: str) -> recipients.Recipients:
    path = folder / "deliveries.toml"
    path.write_text(text, encoding="utf-8")
    return recipients.read(path, ["supply_gap", "executive"])


def test_the_example_is_sound() -> None:
    """What we tell people to copy is read without complaint, and shows every kind of channel."""
    read = recipients.read(
        ROOT / "reports" / "deliveries.example.toml", ["supply_gap", "executive"]
    )

    kinds = {channel.kind for each in read.recipients.values() for channel in each.channels}
    assert kinds == {"mail", "webhook", "folder", "s3", "sftp", "webdav"}
    assert read.keepers == ("operations",)


def test_the_example_names_no_real_place() -> None:
    """Every address in it is of the domain that RFC 2606 keeps for examples."""
    text = (ROOT / "reports" / "deliveries.example.toml").read_text(encoding="utf-8")

    assert text.count("@") == text.count("@example.org")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = ", r"deliveries\.toml: Invalid value"),
        (MAIL.replace('{env = "P"}', '"hunter2"'), r"mail\.password: a secret is never written"),
        (MAIL.replace('{env = "P"}', "{}"), r"mail\.password: expected either"),
        (MAIL.replace('user = "press"', ""), "mail: expected both user and password, or neither"),
        (MAIL + 'security = "none"', "mail: a password goes only over TLS"),
        (MAIL + "port = 0", r"mail\.port: Input should be greater"),
        (MAIL + 'prot = "x"', r"mail\.prot: Extra inputs"),
        (MAIL + 'sender_name = "a\\nBcc: x@y"', r"mail\.sender_name: expected one line"),
        (DESK, r"desk gets mail; expected a table \[mail\]"),
        (MAIL + DESK + 'briefings = ["fees"]', r"desk\.briefings: found 'fees', expected names"),
        (MAIL + DESK + 'when = "sometimes"', r"recipients\.desk\.when"),
        (MAIL + DESK + 'digest = {at = "25:00 UTC"}', r"desk\.digest: found at = '25:00 UTC'"),
        (MAIL + DESK + 'digest = {at = "07:00 Moon/Base"}', r"digest: found at"),
        (MAIL + DESK + "variants = 1", r"desk\.variants: Input should be a valid boolean"),
        (MAIL + DESK.replace("desk]", '"a b"]'), "found the name 'a b', expected letters"),
        (f'keepers = ["who"]\n{MAIL}{DESK}', "keepers: found .'who'., expected names"),
        ('[recipients.x]\nchannels = [{kind = "fax"}]', "recipients.x.channels.0: .*'fax'"),
        ("[recipients.x]\nchannels = []", r"recipients\.x\.channels: .*at least 1 item"),
        (
            '[recipients.x]\nchannels = [{kind = "webdav", url = "https://u:hunter2@d.example/"}]',
            "found user or password in an address",
        ),
        (
            '[recipients.x]\nchannels = [{kind = "webhook", url = "https://hooks.example/hunter2"}]',
            "a secret is never written",
        ),
        (
            '[recipients.x]\nchannels = [{kind = "webdav", url = "http://d.example/", user = "u",'
            ' password = {env = "P"}}]',
            "a password goes only over TLS",
        ),
    ],
)
def test_a_mistake_is_told_by_file_and_field(tmp_path: Path, text: str, told: str) -> None:
    """The sentence says where, and never says a secret again that stands in the wrong place."""
    with pytest.raises(RecipientsError, match=told) as refused:
        _read(tmp_path, text)

    assert str(tmp_path / "deliveries.toml") in str(refused.value)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "desk@example.org\\r\\nBcc: all@example.org",
        "desk@example.org, other@example.org",
        "Desk <desk@example.org>",
        "desk@exämple.org",
        "de\\u202Esk@example.org",
        "desk",
        f"{'x' * 250}@example.org",
    ],
)
def test_an_address_is_an_address_and_nothing_else(tmp_path: Path, address: str) -> None:
    """No second recipient, header or name gets in by it."""
    with pytest.raises(RecipientsError, match=r"channels\.0\.mail\.address: expected"):
        _read(tmp_path, MAIL + DESK.replace("desk@example.org", address))


def test_there_being_no_file_says_what_to_copy(tmp_path: Path) -> None:
    """Nothing is delivered until somebody has said to whom."""
    with pytest.raises(RecipientsError, match=r"copy reports/deliveries\.example\.toml"):
        recipients.read(tmp_path / "deliveries.toml", [])


def test_a_link_leads_to_where_the_library_has_an_edition(tmp_path: Path) -> None:
    """It is the address under which `h200 publish` writes its page."""
    read = _read(tmp_path, f'library = "https://l.example/h200/"\n{MAIL}{DESK}')

    told = "https://l.example/h200/editions/2026-05-20/supply_gap/1/index.html"
    assert read.link("2026-05-20/supply_gap/1") == told
    assert _read(tmp_path, MAIL + DESK).link("2026-05-20/supply_gap/1") is None
