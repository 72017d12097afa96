"""The gate: an edition is opened again as its readers will, and refused if unsound.

The names stand in `__init__.pyi`; each is loaded when it is first used. To judge takes libraries
that whoever receives what was judged has no use for.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
