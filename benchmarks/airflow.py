"""The DAGs under a real Airflow: `python -m benchmarks.airflow`.

Airflow goes into an environment of its own, in a folder that is kept where `--in` names it, since
it takes minutes to install. A checkout of one small briefing gets its DAG; Airflow imports it and
runs one hour (`airflow dags test`), and what stands in the folder of editions and in the book
afterwards is looked at. It ends with 1 where something differs from what is expected.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from h200analysis.delivery import archive, database
from h200analysis.delivery.schedule.book import Book
from h200analysis.delivery.schedule.units import airflow
from h200analysis.delivery.schedule.units.place import Place
from h200analysis.press import catalogue
from tests.delivery.schedule.service import Checkout, lay_out

_AIRFLOW = "apache-airflow>=3,<4"
_HOUR = "2026-06-01T06:30:00+00:00"


def main() -> None:
    """Install Airflow if need be, run the DAG, and say what came of it."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--in", dest="folder", type=Path, help="keep Airflow here; else it goes")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        program = _installed((given.folder or Path(temporary) / "airflow").absolute())
        sys.exit(_tried(program, Path(temporary)))


def _installed(folder: Path) -> Path:
    """Return the airflow command of an environment, made if it is not there."""
    program = folder / "bin" / "airflow"
    if not program.exists():
        uv = str(Path(sys.executable).with_name("uv"))
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder], check=True)
        python = str(folder / "bin" / "python")
        install = [uv, "pip", "install", "--quiet", "--python", python, _AIRFLOW]
        subprocess.run(install, check=True)
    return program


def _tried(program: Path, folder: Path) -> int:
    made = lay_out(folder / "checkout", ["one"])
    surroundings = _surroundings(folder)
    place = Place(catalogue.read(made.root), made.program, made.out, date(2026, 5, 1))
    for name, text in airflow.files(place).items():
        (folder / "dags" / name).write_text(text, encoding="utf-8")

    for words in (["version"], ["db", "migrate"], ["dags", "test", "h200_one", _HOUR]):
        begun = perf_counter()
        ran = subprocess.run(
            [str(program), *words], env=surroundings, capture_output=True, text=True, check=False
        )
        took = timedelta(seconds=round(perf_counter() - begun))
        last = (ran.stdout.strip() or "nothing said").splitlines()[-1]
        print(f"airflow {' '.join(words)}: exit code {ran.returncode} in {took}: {last[:120]}")
        if ran.returncode:
            print(ran.stderr[-3_000:])
            return 1
    return _judged(made)


def _surroundings(folder: Path) -> dict[str, str]:
    (folder / "dags").mkdir()
    return os.environ | {
        "AIRFLOW_HOME": str(folder / "home"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(folder / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "H200_REGISTER": str(folder / "forecasts.jsonl"),
    }


def _judged(made: Checkout) -> int:
    found = [each.address for each in archive.editions(made.out)]
    with database.seen(made.out) as connection:
        runs = Book(connection).history()
    told = [f"{run.briefing}, due {run.due:%FT%RZ}: {run.outcome} {run.edition}" for run in runs]
    print(f"editions: {found}; runs: {told}")
    expected = ["one, due 2026-06-01T06:30Z: made 2026-06-01/one/1"]
    return 0 if told == expected and found == ["2026-06-01/one/1"] else 1


if __name__ == "__main__":
    main()
