"""What a seller may do with a batch of chips, and what it would be worth to know more first."""

from h200analysis.cases import Outcome
from h200analysis.exhibits.bundle import Exhibit, joined
from h200analysis.exhibits.labels import ACTIONS
from h200analysis.exhibits.sentences import heading, say
from h200analysis.exhibits.tables import table
from h200analysis.futures import Futures
from h200analysis.inquiry.decision import Action, Decision, decided
from h200analysis.inquiry.factors import Other
from h200analysis.inquiry.information import InformationValue
from h200analysis.model import clearance, shipping


def first_to_learn(drawn: Futures) -> Exhibit | None:
    """Return what a batch brings by what is done with it, and what knowing more is worth.

    Nothing on a day before what a chip fetches that China turns away had been judged.

    >>> exhibits.first_to_learn(paths)
    <Exhibit '## What more knowledge would be worth to a seller A...'>
    """
    case = drawn.case
    if case.if_known("salvage_usd") is None:
        return None
    found = decided(drawn, alone=False)
    told = say(
        "A batch as large as the first one planned, up to {batch}, can be sent at once, kept until "
        "Beijing lets it in, or sold to others at about {price:2bare} a chip. (The more are sold, "
        "the less each fetches: the whole stock would bring about {of_stock:2bare} a chip.) What "
        "more knowledge is worth depends on that choice.",
        batch=case.evaluate("first_batch_high_chips"),
        price=case.evaluate(shipping.next_best_price_usd),
        of_stock=case.evaluate(clearance.next_best_of_stock_usd),
    )
    title = heading("What more knowledge would be worth to a seller")
    return joined(title, told, actions(drawn, found), worth_knowing(drawn, found))


def actions(drawn: Futures, found: Decision) -> Exhibit:
    """Return what each action with the batch brings in the mean, the best first."""
    best = sorted(found.means, key=lambda action: -found.means[action])
    rows = [(ACTIONS[action].capitalize(), _mean(drawn, found, action)) for action in best]
    return table("What such a batch brings, by what is done with it", ("Action", "Mean"), rows)


def worth_knowing(drawn: Futures, found: Decision) -> Exhibit:
    """Return in sentences what knowing everything, or the path of policy, first would be worth."""
    path = found.partial[Other.POLICY_PATH]
    if not found.perfect.stands_out:
        return say("Knowing more first would not change what is best to do with it.")
    told = "Knowing everything before choosing would be worth {all:2bare}"
    if path.stands_out:
        return say(
            told + ", and knowing the two governments’ path alone {path:2bare}.",
            all=_worth(drawn, "perfect_information", found.perfect),
            path=_worth(drawn, "worth_of_the_path", path),
        )
    return say(
        told + ". The two governments’ path alone would hardly change the choice: what knowing it "
        "is worth does not stand out from the noise of the simulation.",
        all=_worth(drawn, "perfect_information", found.perfect),
    )


def _mean(drawn: Futures, found: Decision, action: Action) -> Outcome:
    return drawn.outcome(f"{action}_usd", found.means[action], "USD", "mean", found.errors[action])


def _worth(drawn: Futures, name: str, worth: InformationValue) -> Outcome:
    return drawn.outcome(name, worth.value, "USD", "expected value", worth.error)
