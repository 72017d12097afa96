"""News of 16 and 17 January 2026, which nobody knew on the 15th."""

from pathlib import Path

LATER_SOURCE = """
[later]
publisher = "Later"
title = "Later"
url = "https://example.org/later"
published = 2026-01-17
accessed = 2026-11-23
kind = "press"
tier = 2
"""
LATER_CLAIM = """
[orders_later]
source = "later"
subject = "Nvidia"
metric = "orders expected"
value = 1_000_000
unit = "chip"
qualifier = "more than 1 million"
as_of = 2026-01-16
attribution = "anonymous sources"
paraphrase = "A test."
"""
LATER_VALUE = """
[[orders_chips.values]]
since = 2026-01-17
central = 1_000_000
claims = ["orders_later"]
quality = "amber"
"""


def add_later_news(folder: Path) -> None:
    """Write a claim and a value of a parameter that nobody knew on 15 January 2026."""
    for name, text in (("sources.toml", LATER_SOURCE), ("claims/orders.toml", LATER_CLAIM)):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    path = folder / "parameters.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index("[stock_chips]")
    path.write_text(text[:start] + LATER_VALUE + "\n" + text[start:], encoding="utf-8")
