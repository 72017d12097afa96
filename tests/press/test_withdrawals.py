"""Withdrawals: appended, read again, and refused where the file is no longer ours."""

from pathlib import Path

import pytest

from h200analysis.press import lines, withdrawals
from h200analysis.press.withdrawals import Withdrawal


def test_a_withdrawal_is_kept(tmp_path: Path) -> None:
    """What was appended is found by the edition's address; without a file nothing is withdrawn."""
    assert withdrawals.withdrawn(tmp_path) == {}
    one = Withdrawal("2026-01-15/gap/1", "0f", "2026-11-28", "Prices – “wrong”")
    other = Withdrawal("2026-01-15/gap/2", "1f", "2026-11-28", "Wrong again")

    withdrawals.append(tmp_path, one)
    withdrawals.append(tmp_path, other)

    assert withdrawals.withdrawn(tmp_path) == {one.address: one, other.address: other}


def test_a_line_that_is_no_withdrawal_is_told_by_its_number(tmp_path: Path) -> None:
    """The sentence names file and line."""
    (tmp_path / withdrawals.NAME).write_text("{}\n", encoding="utf-8")

    with pytest.raises(lines.LinesError, match=r"withdrawn\.jsonl, line 1"):
        withdrawals.withdrawn(tmp_path)


def test_a_line_that_was_cut_off_counts_for_nothing(tmp_path: Path) -> None:
    """Half a line, as a full disk leaves it, stops nobody; the next one written takes its place."""
    one = Withdrawal("2026-01-15/gap/1", "0f", "2026-11-28", "Wrong")
    withdrawals.append(tmp_path, one)
    with (tmp_path / withdrawals.NAME).open("a", encoding="utf-8") as file:
        file.write('{"address": "2026')

    assert withdrawals.withdrawn(tmp_path) == {one.address: one}
    withdrawals.append(tmp_path, other := Withdrawal("2026-01-15/gap/2", "1f", "2026-11-29", "Too"))
    assert withdrawals.withdrawn(tmp_path) == {one.address: one, other.address: other}
