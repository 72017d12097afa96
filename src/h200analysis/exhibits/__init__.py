"""How it is shown: sentences, tables, charts and sliders made of outcomes.

A notebook calls `use()` once, so that its kernel shows all of them, and any Altair chart. The names
stand in `__init__.pyi`; each is loaded when it is first used, since Altair takes a second.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
