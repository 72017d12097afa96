"""How many draws there are: sixteen replicates, each of a power of two."""

from h200analysis.model import domains
from h200analysis.model.domains import DomainError
from h200analysis.model.units import Whole

REPLICATES = 16
LEAST = 64  # points a replicate; with fewer, the 5% quantile is off by more than its error says
MOST = 1 << 26  # all replicates together; eight bytes each
LEAST_DRAWS = (
    16_384  # with fewer, a quantile is biased where a tail meets an atom, unseen by errors
)


def check(draws: int, seed: int = 0) -> None:
    """Refuse a number of draws that the sequence cannot balance, and what is no seed."""
    domains.check("seed", seed, Whole)
    per_replicate, rest = divmod(domains.check("draws", draws, Whole), REPLICATES)
    if rest or per_replicate < LEAST or per_replicate & (per_replicate - 1) or draws > MOST:
        raise DomainError(
            f"draws is {draws}; expected 16 replicates of a power of two from {LEAST} on, "
            f"such as 65,536, and at most {MOST:,}."
        )
