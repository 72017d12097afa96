"""Builds by several workers: each edition is its own, and a death costs one attempt."""

import json
import logging
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Self

import pytest

from h200analysis import project
from h200analysis.errors import H200Error
from h200analysis.press import (
    building,
    catalogue,
    editions,
    failure,
    grounds,
    planning,
    warming,
)
from h200analysis.press.building import Build, Ended
from h200analysis.press.catalogue import Catalogue
from h200analysis.press.channels import SilentKernelError
from h200analysis.press.failure import Failure
from h200analysis.press.gate import GateError
from h200analysis.press.gate.shown import Shown
from h200analysis.press.making import Assignment, Made
from h200analysis.press.planning import Step
from h200analysis.press.workers import LocalWorkers
from tests import small
from tests.killing import NOTES
from tests.press.changed import changed

DAY = "2026-01-15"
ORDERS = (900_000, 1_500_000, 2_500_000, 3_100_000)
KNOWN = catalogue.read()


def _steps(
    out: Path, *values: dict[str, Any], name: str = "supply_gap", known: Catalogue = KNOWN
) -> list[Step]:
    jobs = [editions.job(known, name, {"as_of": DAY, **each}) for each in values]
    return [planning.step(job, out) for job in jobs]


def _built(steps: list[Step], out: Path, workers: Any, retries: int = 0) -> list[Ended]:
    with workers:
        return list(Build(steps, out, workers, retries).run())


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _charts(notebook: Path) -> Iterator[str]:
    for cell in json.loads(notebook.read_bytes())["cells"]:
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            yield from (json.dumps(shown[kind]) for kind in shown if "vegalite" in kind)


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """A checkout of two small notebooks, for whatever is the same of any."""
    root = tmp_path_factory.mktemp("quick")
    small.lay_out(root, ["one", "two"])
    return catalogue.read(root)


@pytest.fixture(scope="module")
def variants(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Editions of one notebook that differ in a number set by hand, made by two workers."""
    out = tmp_path_factory.mktemp("variants")
    steps = _steps(out, *({"orders_chips": chips} for chips in ORDERS))
    assert all(
        ended.edition and ended.edition.made for ended in _built(steps, out, LocalWorkers(2))
    )
    return out


@pytest.mark.parametrize("chips", ORDERS)
def test_each_of_many_editions_has_its_own_figures(variants: Path, chips: int) -> None:
    """Made side by side of one notebook, each page, paper and chart shows its own number."""
    folder = variants / DAY / f"supply_gap--orders_chips={float(chips)}" / "1"
    figures = json.loads((folder / "figures.json").read_bytes())
    reported = [each["value"] for each in figures if each["statistic"] == "as reported"]
    charts = list(_charts(folder / "briefing.ipynb"))

    assert chips - 700_000 in reported
    for other in ORDERS:
        assert (other == chips) == any(str(other) in chart for chart in charts)


def test_a_worker_and_this_process_make_the_same_bytes(variants: Path, tmp_path: Path) -> None:
    """An edition does not show who made it, nor what was made before it."""
    job = editions.job(KNOWN, "supply_gap", {"as_of": DAY, "orders_chips": ORDERS[-1]})

    here = editions.publish(job, tmp_path)

    assert _files(job.folder(variants) / "1") == _files(here.folder)


def test_an_ordinary_kernel_makes_the_same_bytes(
    variants: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edition does not show whether its kernel was forked."""
    monkeypatch.setenv("H200_KERNEL", "ordinary")
    job = editions.job(KNOWN, "supply_gap", {"as_of": DAY, "orders_chips": ORDERS[0]})

    ordinary = editions.publish(job, tmp_path)

    assert _files(job.folder(variants) / "1") == _files(ordinary.folder)


class _Ending(LocalWorkers):
    """Workers of which the first that is busy is killed, so many times."""

    def __init__(self, times: int) -> None:
        super().__init__(1)
        self.killed, self._times = 0, times

    def make(self, given: Assignment, *told: Any) -> "Future[Made | Failure]":
        """Begin to make an edition, and kill the process that does it."""
        future = super().make(given, *told)
        if self.killed < self._times:
            self.killed += 1
            while not multiprocessing.active_children():
                time.sleep(0.01)
            time.sleep(0.1)  # well within what even a small edition takes
            os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)
        return future


class _Uneven(LocalWorkers):
    """Workers that fail the first edition at once, and the second after some seconds."""

    def __init__(self) -> None:
        super().__init__(2)
        self.second: Future[Made | Failure] = Future()

    def make(self, given: Assignment, *_: object) -> "Future[Made | Failure]":
        """Return the next of the two."""
        failed = Failure(H200Error(f"{given.briefing} failed."), may_pass=False)
        if self.second.running():
            threading.Timer(5, self.second.set_result, [failed]).start()
            return self.second
        self.second.set_running_or_notify_cancel()
        first: Future[Made | Failure] = Future()
        first.set_result(failed)
        return first


def test_what_has_ended_is_received_while_others_are_made(quick: Catalogue, tmp_path: Path) -> None:
    """However long those take."""
    steps = [*_steps(tmp_path, {}, name="one", known=quick)]
    steps += _steps(tmp_path, {}, name="two", known=quick)
    with _Uneven() as workers:
        build = Build(steps, tmp_path, workers, 0).run()
        assert next(build).error
        assert not workers.second.done()
        assert len(list(build)) == 1


def test_what_editions_rest_on_is_found_while_the_first_is_written(
    quick: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once a build, in the time in which its maker leaves a processor free."""
    found: list[str] = []
    monkeypatch.setattr(grounds, "prepare", lambda job: found.append(job.briefing))
    steps = [*_steps(tmp_path, {}, name="one", known=quick)]
    steps += _steps(tmp_path, {}, name="two", known=quick)
    with LocalWorkers(1) as workers:
        for ended in Build(steps, tmp_path, workers, 0).run():
            assert ended.error is None
            assert len(found) == 1


_LOADING = """
import sys
from h200analysis.press import warming
if len(sys.argv) > 1:
    warming.for_one()
warming.begun()
told = "import gc, sys; print('h200analysis.press.gate.verdict' in sys.modules, gc.isenabled())"
process = warming.context.Process(target=exec, args=(told,))
process.start()
process.join()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there workers are forked")
@pytest.mark.parametrize(("of_one", "has_all"), [((), True), (("one",), False)])
def test_what_follows_a_kernel_is_loaded_once_for_several_workers(
    of_one: tuple[str, ...], has_all: bool
) -> None:
    """That of a single edition loads it beside the kernel; none looks for what may go meanwhile."""
    command = [sys.executable, "-c", _LOADING, *of_one]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)

    assert f"{has_all} False\n" == ran.stdout


_RECEIVING = """
import sys, threading, time
from importlib import import_module
from multiprocessing import Pipe
from pathlib import Path
from types import SimpleNamespace
from h200analysis.press.workers import _Process

begun = threading.Event()

class Slow:
    def find_spec(self, name, *_):
        if name == "h200analysis.press.gate.words":
            begun.set()
            time.sleep(1)

sys.meta_path.insert(0, Slow())
ours, theirs = Pipe()
theirs.send_bytes(Path(sys.argv[1]).read_bytes())
process = object.__new__(_Process)
process._pipe = ours
other = threading.Thread(target=import_module, args=("h200analysis.press.gate.shown",))
other.start()
begun.wait()
came = process.made(SimpleNamespace(briefing="x", limits=SimpleNamespace(edition_seconds=1)))
other.join()
print(came.shown[0].words)
"""


def test_editions_are_received_while_others_load_what_they_are_made_of(tmp_path: Path) -> None:
    """Two threads that import parts of one package may else find it half loaded."""
    sent = tmp_path / "made"
    sent.write_bytes(pickle.dumps(Made(shown=(Shown(1, "", "Words.", (), (), True),))))
    command = [sys.executable, "-c", _RECEIVING, str(sent)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (ran.stdout, ran.stderr) == ("Words.\n", "")


@pytest.fixture
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Further attempts follow at once."""
    monkeypatch.setattr(building, "BACK_OFF", (0.01,))


@pytest.mark.usefixtures("no_rest")
def test_a_worker_that_is_killed_is_replaced(quick: Catalogue, tmp_path: Path) -> None:
    """The edition that it made is made by another, and no attempt leaves a trace."""
    workers = _Ending(1)

    steps = _steps(tmp_path, {}, name="one", known=quick)

    [ended] = _built(steps, tmp_path, workers, retries=1)

    assert 1 == workers.killed
    assert ended.edition is not None
    assert set(editions.files()) == {path.name for path in ended.edition.folder.iterdir()}
    assert [] == [path for path in tmp_path.rglob(".*") if path.name not in NOTES]


@pytest.mark.usefixtures("no_rest")
def test_a_death_is_told_and_the_others_go_on(quick: Catalogue, tmp_path: Path) -> None:
    """After the last attempt the signal is named; the next edition is made by another process."""
    steps = _steps(tmp_path, {}, {"orders_chips": ORDERS[0]}, name="one", known=quick)

    first, second = _built(steps, tmp_path, _Ending(1), retries=0)

    assert "one: the process that made it was ended by signal 9 (SIGKILL)." == str(first.error)
    assert second.edition is not None
    assert second.edition.made
    assert not steps[0].folder.exists()


class _Failing:
    """Workers that fail as they are told, and count how often they were asked."""

    count = 1

    def __init__(self, error: Exception) -> None:
        self.asked, self._error = 0, error

    def make(self, *_: object) -> "Future[Made | Failure]":
        self.asked += 1
        future: Future[Made | Failure] = Future()
        future.set_result(failure.of(self._error))
        return future

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass


@pytest.mark.usefixtures("no_rest")
@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (GateError("supply_gap", ["cell 3: no."]), 1),
        (ZeroDivisionError("division by zero"), 1),
        (OSError(28, "No space left on device"), 1),
        (OSError(11, "Resource temporarily unavailable"), 3),
        (SilentKernelError("The kernel did not answer within 60 s."), 3),
    ],
)
def test_only_what_may_pass_is_tried_again(
    quick: Catalogue, tmp_path: Path, error: Exception, attempts: int
) -> None:
    """An error of a notebook, or a full disk, is the same each time."""
    workers = _Failing(error)

    steps = _steps(tmp_path, {}, name="one", known=quick)

    [ended] = _built(steps, tmp_path, workers, retries=2)

    assert attempts == workers.asked
    assert str(error) in str(ended.error)


@pytest.mark.usefixtures("no_rest")
@pytest.mark.parametrize(("code", "attempts"), [("os.kill(os.getpid(), 9)", 2), ("os._exit(3)", 1)])
def test_a_kernel_that_was_killed_may_not_be_again(
    tmp_path: Path, code: str, attempts: int
) -> None:
    """A kill is tried again, since the system may have wanted memory; an exit is the notebook's."""
    known = changed(tmp_path, f"import os\nopen('../tries', 'a').write('x')\n{code}", [])
    step = planning.step(editions.job(known, "supply_gap", {"as_of": DAY}), tmp_path / "out")
    tries = step.job.notebook.parents[1] / "tries"

    [ended] = _built([step], tmp_path / "out", LocalWorkers(1), retries=1)

    assert "supply_gap: cell 3" in str(ended.error)
    assert "x" * attempts == tries.read_text(encoding="utf-8")


def test_an_error_survives_its_way() -> None:
    """Its words are kept, its kind where it can be, and the traceback of a fault of ours."""
    with pytest.raises(TypeError) as met:
        len(3)  # type: ignore[arg-type]
    ours = failure.of(met.value)
    told = failure.of(GateError("fee", ["cell 3: no."]))

    assert isinstance(ours.error, TypeError)
    assert "test_an_error_survives_its_way" in "".join(ours.error.__notes__)
    assert "fee was not published:\n- cell 3: no." == str(told.error)
    assert isinstance(told.error, H200Error)


def test_two_builds_share_the_work(quick: Catalogue, tmp_path: Path) -> None:
    """Whatever one of them makes the other leaves alone; each edition is made once."""
    command = [sys.executable, "-c", small.program(quick.root), "build"]
    words = ["--as-of", DAY, "--out", str(tmp_path), "--jobs", "1"]
    runs = [
        subprocess.Popen([*command, *words], stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    told = [run.communicate()[1] for run in runs]

    assert [0, 0] == [run.returncode for run in runs]
    assert 2 == sum(text.count(": made in") for text in told)
    assert 2 == sum(text.count(": unchanged") for text in told)
    assert ["1", "1"] == [path.name for path in tmp_path.glob("*/*/*") if path.is_dir()]


def test_what_a_worker_logs_is_told_here(
    quick: Catalogue, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Each step with its seconds, as if this process had taken it; nothing where nobody asks."""
    steps = _steps(tmp_path, {}, name="one", known=quick)
    with caplog.at_level(logging.INFO, logger="h200analysis"):
        _built(steps, tmp_path, LocalWorkers(1))

    told = " ".join(record.getMessage() for record in caplog.records)
    for step in ("notebook", "HTML", "PDF", "gate", "edition"):
        assert f"{step}: " in told


def test_a_worker_has_the_environment_of_its_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not that of the process it was forked from, which began before a variable was set."""
    warming.begun()
    known = changed(tmp_path, "import os; assert os.environ['H200_TOLD'] == 'now'", [])
    monkeypatch.setenv("H200_TOLD", "now")
    steps = _steps(tmp_path, {}, name="supply_gap", known=known)

    [ended] = _built(steps, tmp_path, LocalWorkers(1))

    assert ended.error is None


def _seen(tmp_path: Path, told: str, *asked: str) -> list[str]:
    """Return what kernels tell of themselves in a build of the supply gap."""
    changed(tmp_path, f"import os, sys; print({told}, file=open(os.environ['H200_SEEN'], 'a'))", [])
    h200 = str(Path(sys.executable).with_name("h200"))
    command = [h200, "--quiet", "build", "supply_gap", "--out", str(tmp_path / "out"), *asked]
    environment = os.environ | {
        "H200_SEEN": str(tmp_path / "seen"),
        "H200_REGISTER": str(tmp_path / "register.jsonl"),
        "H200_DATA": str(project.root() / "data"),
        project.ROOT: str(tmp_path),
    }
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return (tmp_path / "seen").read_text().split()


@pytest.mark.skipif(sys.platform != "linux", reason="only there kernels are forked")
def test_workers_have_their_kernels_from_one_process(tmp_path: Path) -> None:
    """Those of two editions that two workers make name the same parent."""
    parents = _seen(tmp_path, "os.getppid()", "--jobs", "2")

    assert len(parents) > 1
    assert 1 == len({*parents})


@pytest.mark.skipif(sys.platform != "linux", reason="only there kernels are forked")
@pytest.mark.parametrize(("asked", "is_there"), [((), True), (("--as-of", "2026-01-15"), False)])
def test_what_is_seldom_used_is_preloaded_for_several_kernels(
    tmp_path: Path, asked: tuple[str, ...], is_there: bool
) -> None:
    """Of a single edition the kernel imports it itself, if its notebook does."""
    told = "'pandas' in sys.modules, __import__('pandas').__name__"

    assert {str(is_there), "pandas"} == {*_seen(tmp_path, told, *asked)}


@pytest.fixture
def matrix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose supply gap has a matrix of two scenarios and two stocks."""
    known = changed(tmp_path, "pass", [])
    path = known.root / "reports" / "briefings.toml"
    entry = "[supply_gap.matrix]\nscenario = ['central', 'import_duty']\nstock_chips = [5e5, 7e5]\n"
    path.write_text(path.read_text("utf-8") + entry, encoding="utf-8")
    monkeypatch.setenv(project.ROOT, str(known.root))
    return known.root


def test_a_matrix_has_a_folder_for_each_combination(matrix: Path, tmp_path: Path) -> None:
    """Every combination is planned once; a value that is asked for takes the place of several."""
    briefing = catalogue.read(matrix).briefing("supply_gap")

    asked = [tuple(each.values()) for each in briefing.combinations({})]
    one = briefing.combinations({"scenario": "import_duty"})

    assert [("central", 5e5), ("central", 7e5), ("import_duty", 5e5), ("import_duty", 7e5)] == asked
    assert [5e5, 7e5] == [each["stock_chips"] for each in one]
    assert {"import_duty"} == {each["scenario"] for each in one}


def test_another_s_edition_of_the_day_is_held_against_what_is_made(tmp_path: Path) -> None:
    """What two workers make at a time is compared when the second is put in its place."""
    [first] = _built(_steps(tmp_path, {}, name="fee"), tmp_path, LocalWorkers(1))
    assert first.edition is not None
    path = first.edition.folder / "figures.json"
    figures = json.loads(path.read_bytes())
    for used in (used for each in figures for used in each["inputs"]):
        if used["name"] == "unit_price_usd":
            used["value"] *= 2
    path.write_text(json.dumps(figures), encoding="utf-8")

    [second] = _built(_steps(tmp_path, {}, name="executive"), tmp_path, LocalWorkers(1))

    assert "an edition of the same day; a day has one value for it" in str(second.error)
    assert not second.step.folder.exists()
