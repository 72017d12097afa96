"""What an assumption is worth: the case with half of it."""

from h200analysis.study.case import Case


def halved(case: Case, name: str) -> Case:
    """Return the case with half of a parameter; of odds, the balancing regime takes up the rest."""
    parameter = case.ledger.parameter(name)
    half = case.evaluate(name).value / 2
    if parameter.balance is None:
        return case.let(**{name: half})
    return case.let(
        **{name: half, parameter.balance: case.evaluate(parameter.balance).value + half}
    )
