"""The data inside a chart, as a file that a reader can open."""

import csv
import io
import json
from typing import Any

from h200analysis.press.charts import Spec

Rows = list[Any]


def table(spec: Spec, name: str) -> tuple[str, str] | None:
    """Return the file name and content of the chart's own data; nothing if it holds none.

    What a chart says that it shows goes before the data of its marks. One flat table becomes CSV;
    several, or nested records, become JSON by name of data set.
    """
    datasets = _datasets(spec)
    if not datasets:
        return None
    only = next(iter(datasets.values()))
    if len(datasets) == 1 and _is_flat(only):
        return f"{name}.csv", _csv(only)
    return f"{name}.json", json.dumps(datasets, ensure_ascii=False, indent=1)


def _datasets(spec: Spec) -> dict[str, Rows]:
    if shown := spec.get("usermeta", {}).get("rows"):
        return {"rows": shown}
    datasets: dict[str, Rows] = {str(key): rows for key, rows in spec.get("datasets", {}).items()}
    for number, part in enumerate(_parts(spec), start=1):
        data = part.get("data") or {}
        if isinstance(data.get("values"), list):
            datasets[data.get("name", f"data-{number}")] = data["values"]
    return datasets


def _parts(spec: Spec) -> list[Spec]:
    """Return the specification and all that stand inside it."""
    keys = ("layer", "hconcat", "vconcat", "concat")
    inner = [child for key in keys for child in spec.get(key, [])]
    repeated = [spec["spec"]] if isinstance(spec.get("spec"), dict) else []
    return [spec, *(part for child in inner + repeated for part in _parts(child))]


def _is_flat(rows: Rows) -> bool:
    return bool(rows) and all(
        isinstance(row, dict) and not any(isinstance(cell, dict | list) for cell in row.values())
        for row in rows
    )


def _csv(rows: Rows) -> str:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return sheet.getvalue()
