"""What moved a headline: worked references, Shapley's axioms, and real editions."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import evidence
from h200analysis.cases.case import Case
from h200analysis.inquiry.attribution import Attribution, Run, attributed, attribution, changes
from h200analysis.inquiry.factors import Other
from h200analysis.inquiry.headlines import CHANCE, CHIPS, Headline, headlines, recorded, run, units
from h200analysis.model import market

JANUARY = Case(evidence.read("2026-01-15"))
AUGUST = Case(evidence.read("2026-08-27"))
SHORTFALL, AT_LIST = Headline("market.supply_gap"), Headline("market.gap_at_list")
LOW, MEDIAN, HIGH = (Headline("market.gap_at_list", p) for p in ("p05", "p50", "p95"))


def gap(old: dict[str, float], new: dict[str, float]) -> Attribution[str, str]:
    """Split the change of the gap at the reported price among orders, stock and price."""

    def value(joined: frozenset[str]) -> dict[str, float]:
        at = {name: (new if name in joined else old)[name] for name in old}
        return {"gap": max(0, at["orders"] - at["stock"]) * at["price"]}

    return attributed(tuple(name for name in old if old[name] != new[name]), value)


SEED = {"orders": 2e6, "stock": 7e5, "price": 27_000.0}


@pytest.mark.parametrize(
    ("new", "shares", "change"),
    [
        ({"orders": 1e6, "price": 26_800}, {"orders": -26.90e9, "price": -0.16e9}, -27.06e9),
        ({"stock": 4.5e5, "price": 28_000}, {"stock": 6.875e9, "price": 1.425e9}, 8.30e9),
        ({"orders": 4e5, "stock": 2.5e5}, {"orders": -39.15e9, "stock": 8.10e9}, -31.05e9),
    ],
)
def test_references_of_the_model_page(
    new: dict[str, float], shares: dict[str, float], change: float
) -> None:
    """Fewer orders, less stock, and the kink where orders fall below the stock."""
    found = gap(SEED, {**SEED, **new})

    assert shares == pytest.approx(found.shares["gap"])
    assert change == pytest.approx(found.after["gap"] - found.before["gap"])


def test_a_fee_of_three_changes() -> None:
    """1.5M at $12,000 and 15% to 2M at $27,000 and 25%: 2.0125 + 5.3125 + 3.475 = 10.80 billion."""
    old, new = {"q": 1.5e6, "p": 12e3, "tau": 0.15}, {"q": 2e6, "p": 27e3, "tau": 0.25}

    def value(joined: frozenset[str]) -> dict[str, float]:
        at = {name: (new if name in joined else old)[name] for name in old}
        return {"fee": at["q"] * at["p"] * at["tau"]}

    found = attributed(tuple(old), value).shares["fee"]

    assert {"q": 2.0125e9, "p": 5.3125e9, "tau": 3.475e9} == pytest.approx(found)


worths = st.lists(st.floats(-1e3, 1e3), min_size=16, max_size=16)


def game(values: list[float]) -> Attribution[str, str]:
    """Return the shares of four players in any game at all."""
    return attributed(tuple("abcd"), lambda joined: {"h": values[place(joined)]})


def place(joined: frozenset[str]) -> int:
    """Return the number of a group of players."""
    return sum(1 << "abcd".index(player) for player in joined)


@given(worths)
def test_shares_add_up_to_the_change(values: list[float]) -> None:
    """Efficiency: nothing of the change is left over."""
    found = game(values)

    assert values[15] - values[0] == pytest.approx(sum(found.shares["h"].values()), abs=1e-9)


@given(worths)
def test_going_back_undoes_every_share(values: list[float]) -> None:
    """Reversal: from new to old each share has the other sign."""
    there = game(values).shares["h"]
    back = game([values[15 - n] for n in range(16)]).shares["h"]

    assert there == pytest.approx({player: -share for player, share in back.items()}, abs=1e-9)


@given(worths, st.sampled_from("abcd"))
def test_a_dummy_has_no_share(values: list[float], dummy: str) -> None:
    """A player that never changes anything is given nothing."""
    bit = 1 << "abcd".index(dummy)
    without = [values[n & ~bit] for n in range(16)]

    assert 0 == pytest.approx(game(without).shares["h"][dummy], abs=1e-9)


@given(worths, st.permutations("abcd"))
def test_shares_follow_names_and_not_their_order(values: list[float], order: list[str]) -> None:
    """Order-independence and symmetry: listed otherwise, each has the same share."""
    listed = attributed(order, lambda joined: {"h": values[place(joined)]}).shares["h"]

    assert listed == pytest.approx(game(values).shares["h"], abs=1e-9)


@given(worths, st.floats(1e-3, 1e3))
def test_shares_are_in_the_unit_of_the_headline(values: list[float], factor: float) -> None:
    """Units covariance: in other units each share is as many times as large."""
    scaled = game([factor * value for value in values]).shares["h"]

    assert scaled == pytest.approx(
        {p: factor * share for p, share in game(values).shares["h"].items()}, rel=1e-9, abs=1e-6
    )


def test_many_players_are_sampled_within_their_error() -> None:
    """Twelve players: shares add up exactly, and lie within four errors of those of all orders."""
    players = tuple("abcdefghijkl")

    def value(joined: frozenset[str]) -> dict[str, float]:
        return {"h": float(len(joined) ** 2 + 5 * ("a" in joined and "b" in joined))}

    found = attributed(players, value)
    exact = {p: 12 + (2.5 if p in "ab" else 0) for p in players}

    assert 149 == pytest.approx(sum(found.shares["h"].values()))
    for player in players:
        error = found.errors["h"][player]
        assert abs(found.shares["h"][player] - exact[player]) <= 4 * error + 1e-9
    assert attributed(players, value) == found


def test_sampling_agrees_with_all_orders_of_a_small_game() -> None:
    """The exact shares are the mean over all orders of joining."""
    values = [float(n * n % 7) for n in range(16)]
    mean = dict.fromkeys("abcd", 0.0)
    for order in permutations("abcd"):
        joined: frozenset[str] = frozenset()
        for player in order:
            mean[player] += (values[place(joined | {player})] - values[place(joined)]) / 24
            joined |= {player}

    assert mean == pytest.approx(game(values).shares["h"])


def test_between_two_real_editions() -> None:
    """January to August: every headline, drawn ones too, is explained without rest."""
    found = attribution(run(JANUARY), run(AUGUST))

    for headline, shares in found.shares.items():
        change = found.after[headline] - found.before[headline]
        assert change == pytest.approx(sum(shares.values()), rel=1e-9, abs=1e-9), headline
    assert {LOW, AT_LIST} <= found.shares.keys()
    assert 200_000 == pytest.approx(found.shares[SHORTFALL]["stock_chips",])
    assert headlines(JANUARY, 7) == found.before
    assert headlines(AUGUST, 7) == found.after
    assert units(found.after)[HIGH] == "USD"


def test_only_what_the_headlines_use_is_a_player() -> None:
    """A parameter that changed, and that no headline takes, is not asked about."""
    later = revalued(PRICIER, {"cny_per_usd": 7.2})
    found = attribution(run(JANUARY), run(later))
    changed = set(changes(run(JANUARY), run(later)))

    assert ("cny_per_usd",) in changed
    assert all(("cny_per_usd",) not in shares for shares in found.shares.values())
    assert ("stock_chips",) in found.shares[AT_LIST]


def test_what_could_not_be_computed_before_is_left_out() -> None:
    """Where nobody knew the fee's rate yet, only the shortfall is compared."""
    known = {n: p for n, p in JANUARY.ledger.parameters.items() if n != "fee_rate"}
    found = attribution(run(Case(replace(JANUARY.ledger, parameters=known))), run(JANUARY))

    assert AT_LIST in found.shares
    assert Headline("fees.fee_revenue") not in found.shares


def test_nothing_changed_has_no_players() -> None:
    """An edition against itself: no change, no share."""
    assert () == changes(run(JANUARY), run(JANUARY))
    assert all(not shares for shares in attribution(run(JANUARY), run(JANUARY)).shares.values())


def test_a_value_recorded_anew_is_no_player() -> None:
    """Nor is one with another reason: only what is drawn otherwise moves a figure."""
    ledger = JANUARY.ledger
    orders = ledger.parameter("orders_chips")
    again = orders.current.model_copy(update={"recorded": date(2027, 1, 1), "because": "Anew."})
    same = orders.model_copy(update={"values": (*orders.values[:-1], again)})
    later = Case(replace(ledger, parameters={**ledger.parameters, "orders_chips": same}))

    assert () == changes(run(JANUARY), run(later))


def test_model_noise_and_scenario_are_players_of_their_own() -> None:
    """A new formula, another seed and another scenario each get what they did, and no more."""

    def older(case: Case, seed: int) -> dict[str, float]:
        return {"gap": case.evaluate(market.supply_gap).value}

    def newer(case: Case, seed: int) -> dict[str, float]:
        return {"gap": case.evaluate(market.supply_gap).value + 10 + seed}

    before = Run(JANUARY, older, seed=1)
    after = Run(JANUARY.under("half_firm"), newer, seed=3)
    found = attribution(before, after)

    assert {Other.MODEL, Other.SEED, Other.SCENARIO} == found.shares["gap"].keys()
    assert -1e6 == pytest.approx(found.shares["gap"][Other.SCENARIO])
    assert 12 == pytest.approx(found.shares["gap"][Other.MODEL])
    assert 1 == pytest.approx(found.shares["gap"][Other.SEED])


def test_common_random_numbers_leave_no_noise() -> None:
    """Two runs of one seed differ by nothing; another seed differs by the error and is told so."""
    same = attribution(run(JANUARY), run(JANUARY, seed=7))
    other = attribution(run(JANUARY), run(JANUARY, seed=8))

    assert all(not shares for shares in same.shares.values())
    moved = other.shares[LOW][Other.SEED]
    error = JANUARY.drawn(7).evaluate(market.gap_at_list).low.error or 0
    assert 0 < abs(moved) < 6 * error
    assert 0 == other.shares[AT_LIST][Other.SEED]


def test_a_scenario_that_moves_nothing_is_told_as_nothing() -> None:
    """The fee's legal form moves no shortfall."""
    found = attribution(run(JANUARY), run(JANUARY.under("import_duty")))

    assert 0 == found.shares[SHORTFALL][Other.SCENARIO]


def test_what_another_model_had_printed_is_told_apart() -> None:
    """An edition that printed a billion less: that billion is the version's, all else as before."""
    plain = attribution(run(JANUARY), run(AUGUST))
    printed = {AT_LIST: plain.before[AT_LIST] - 1e9}
    found = attribution(run(JANUARY), run(AUGUST), printed)

    assert {AT_LIST} == found.shares.keys()
    shares = dict(found.shares[AT_LIST])
    assert 1e9 == pytest.approx(shares.pop(Other.MODEL))
    assert shares == plain.shares[AT_LIST]
    change = found.after[AT_LIST] - found.before[AT_LIST]
    assert change == pytest.approx(sum(shares.values()) + 1e9)


def test_printed_headlines_are_found_among_the_figures() -> None:
    """By formula and statistic, of the plain case alone; a notebook's own of that name is none."""
    plain, by_hand = {"scenario": "central"}, {"scenario": "central", "stock_chips": 1}
    entries = [
        _entry("market.supply_gap", "as reported", 9.0, by_hand),
        _entry("notebook.supply_gap", "as reported", 5.0, plain),
        _entry("market.supply_gap", "as reported", 7.0, plain),
        _entry("market.gap_at_list", "p50", 8.0, plain),
        _entry("market.gap_at_list", "mean", 6.0, plain),
        _entry("belief.delivered_chips", "chance", 0.4, plain) | {"name": CHANCE.formula},
        _entry("belief.delivered_chips", "chance", 0.1, plain) | {"name": "any_delivery_by_march"},
        _entry("parameter", "mean", 3.0, plain) | {"name": "delivered_chips"},
    ]

    assert {SHORTFALL: 7.0, MEDIAN: 8.0, CHANCE: 0.4, CHIPS: 3.0} == recorded(entries)


def _entry(formula: str, statistic: str, value: float, supposing: dict[str, Any]) -> dict[str, Any]:
    name = formula.partition(".")[2]
    return {
        "name": name,
        "formula": formula,
        "statistic": statistic,
        "value": value,
        "supposing": supposing,
    }


def test_two_parameters_of_one_title_are_two_players() -> None:
    """Players are known by name: where stock and price bear the same title, neither is lost."""
    same = {"stock_chips": "Chips", "unit_price_usd": "Chips"}
    found = attribution(run(titled(JANUARY, same)), run(titled(PRICIER, same)))

    assert {("stock_chips",), ("unit_price_usd",)} == found.shares[AT_LIST].keys()
    assert found.shares == attribution(run(JANUARY), run(PRICIER)).shares
    assert all(share for share in found.shares[AT_LIST].values())


def titled(case: Case, titles: dict[str, str]) -> Case:
    """Return a case whose parameters bear other titles."""
    parameters = dict(case.ledger.parameters)
    for name, title in titles.items():
        parameters[name] = parameters[name].model_copy(update={"title": title})
    return Case(replace(case.ledger, parameters=parameters))


def revalued(case: Case, values: dict[str, float]) -> Case:
    """Return a case in which the current values of some parameters are others."""
    parameters = dict(case.ledger.parameters)
    for name, central in values.items():
        now = parameters[name].current.model_copy(update={"central": central})
        dated = (*parameters[name].values[:-1], now)
        parameters[name] = parameters[name].model_copy(update={"values": dated})
    return Case(replace(case.ledger, parameters=parameters))


PRICIER = revalued(JANUARY, {"stock_chips": 800_000, "unit_price_usd": 26_000})
