"""What no text of a definition tells: where an edition begins, and what is found while it runs."""

import sys

LEFT_OUT = ("cli", "press.catalogue", "press.schedule", "sample")
"""Modules that choose and tell, but make no edition: what they hand on is in its key by itself."""

MAKING = ("press.editions.publish", "press.jobs.job")
"""What makes, judges and writes an edition; all else in the press is mentioned by it."""

WHOLE = ("kernels", "press.blame", "exhibits.notebook", "exhibits.magics")
"""Rooms and modules that count as a whole, since a kernel asks for them itself."""

FORMULA = "model.formula.formula"
EVERY_FORMULA = "cases.formulas.formulas"
"""Whoever calls it goes through all formulas of the model, in the order of their lines."""

CHOICES = "cases.formulas.choices"
"""It goes through all formulas too, but takes nothing from them but the choices they ask for."""

MODEL = "model"
EVERY_TOOL = "cases.formulas.tools"
"""Whoever calls it goes through all functions of the model."""

LABELS = ("exhibits.labels._RESULTS", "press.gate.deliveries._TOTALS")
"""Values that name formulas to tell their figures apart, by which none is ever evaluated."""

READ_BY = {"published": "inquiry.published.reproductions"}
"""Kinds of records in which formulas are named, and what alone evaluates those."""

REFLECTION = frozenset((
    "__builtins__", "__globals__", "__import__", "compile", "eval", "exec", "get_ipython",
    "globals", "import_module", "importlib", "inspect", "locals", "pkgutil", "runpy",
    "subprocess", "sys", "vars",
))  # fmt: skip
"""Names by which a notebook may reach whatever it likes, so that everything counts."""

LIBRARIES = frozenset((
    "IPython", "altair", "h200analysis", "numpy", "pandas", "pydantic", "rich", "scipy",
    *sys.stdlib_module_names,
))  # fmt: skip
"""What a notebook may import; a module beside it might reach whatever it likes."""
