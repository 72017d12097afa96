"""The public surface: what the `__all__` lists of the package name, described by autodoc."""

import importlib
import inspect
from collections.abc import Iterator
from typing import Annotated, get_origin

import h200analysis
from h200analysis import cases, evidence, exhibits, futures, inquiry, model
from h200analysis.cases.formulas import formulas
from h200analysis.model import units

_ROOMS = (evidence, cases, futures, inquiry, exhibits, model)  # as data flow, the model last
_AUTOMODULE = """```{{eval-rst}}
.. automodule:: {name}
   :members:
   {options}
   :exclude-members: model_config, __init__, __new__
```"""


def text() -> str:
    """Return what an analyst may import, module by module, in Markdown."""
    parts = ["## `h200analysis`", _described("h200analysis", h200analysis.__all__[:1])]
    for name in modules():
        depth = "##" if name.count(".") == 1 else "###"
        parts += [f"{depth} `{name}`", _described(name, getattr(_module(name), "__all__", ()))]
        if name == units.__name__:
            parts.append(_aliases())
    return "\n\n".join(parts)


def modules() -> Iterator[str]:
    """Yield the public modules by name; those of formulas stand on the method page."""
    of_formulas = {made.function.__module__ for made in formulas().values()}
    for room in _ROOMS:
        yield room.__name__
        if room in {inquiry, model}:  # whose lists name modules
            inner = (f"{room.__name__}.{name}" for name in room.__all__)
            yield from (name for name in inner if name not in of_formulas)


def names() -> Iterator[str]:
    """Yield every declared function, class and error by its full name."""
    yield "h200analysis.H200Error"
    for name in modules():
        for each, member in inspect.getmembers(_module(name), _is_callable):
            listed = getattr(_module(name), "__all__", None)
            is_public = each in listed if listed else member.__module__ == name
            if is_public and not each.startswith("_"):
                yield f"{name}.{each}"


def _module(name: str) -> object:
    return importlib.import_module(name)


def _is_callable(member: object) -> bool:
    return inspect.isclass(member) or inspect.isfunction(member)


def _described(name: str, listed: object) -> str:
    options = ":imported-members:" if listed else ":no-undoc-members:"
    return _AUTOMODULE.format(name=name, options=options)


def _aliases() -> str:
    """Return the unit that each annotation stands for."""
    rows = (
        f"| `{name}` | {alias.__metadata__[0].symbol or 'whatever its unit'} |"
        for name, alias in vars(units).items()
        if get_origin(alias) is Annotated
    )
    return "\n".join(["| Annotation | Unit |", "|---|---|", *rows])
