"""What limits a lot that both governments would let pass: stock, volume cap, licences, handling.

Each limit is a record with its formula. A formula takes parameters and what the path of a future
tells by name: `sent_chips` are the chips delivered so far, `us_sold_chips` those sold at home,
both since the day from which the limit counts. To add a limit, write its formula here and list it.
"""

from dataclasses import dataclass

from h200analysis.model.arithmetic import maximum
from h200analysis.model.formula import Function, formula
from h200analysis.model.units import Chips, ChipsPerWeek, Share, Weeks


@formula(label="Stock left for China")
def stock_left_chips(stock_chips: Chips, us_sold_chips: Chips, sent_chips: Chips) -> Chips:
    """Chips in stock that are still there for China.

    The stock less what was sold at home and sent to China since it was counted.
    """
    return maximum(stock_chips - us_sold_chips - sent_chips, 0)


@formula(label="Room under the volume cap")
def cap_left_chips(volume_cap_share: Share, us_sold_chips: Chips, sent_chips: Chips) -> Chips:
    """Chips that the volume cap still lets pass, counting sales at home since the rule.

    The cap's share of what was sold at home, less what was sent to China.
    """
    return maximum(volume_cap_share * us_sold_chips - sent_chips, 0)


@formula(label="Room under the licences")
def licence_left_chips(licence_ceiling_chips: Chips, sent_chips: Chips) -> Chips:
    """Chips that the licences granted so far still let pass.

    Their total less what was sent to China.
    """
    return maximum(licence_ceiling_chips - sent_chips, 0)


@formula(label="Chips that can be handled")
def handled_chips(throughput_per_week: ChipsPerWeek, weeks_of_step: Weeks) -> Chips:
    """Chips that US testing and transport can handle in a step of time.

    The weekly throughput times the weeks.
    """
    return throughput_per_week * weeks_of_step


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit on a lot: its name, its formula, and the parameter since whose day it counts.

    `spares_open` says that it is none of Beijing's open door, `only_new` that it holds in those
    futures alone in which past US sales do not count.
    """

    name: str
    formula: Function
    counts_since: str | None = None
    spares_open: bool = False
    only_new: bool = False


LIMITS = (
    Limit("stock", stock_left_chips, counts_since="stock_chips"),
    Limit("cap", cap_left_chips, counts_since="volume_cap_share", spares_open=True, only_new=True),
    Limit("licences", licence_left_chips),
    Limit("handling", handled_chips),
)
