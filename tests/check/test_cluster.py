"""The check on a local Dask cluster of two worker processes: the same answers in order, whatever happens to them."""

import gc
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster, Security
from packages import parts, save
from returned import returned

from perf_xlsx.check import cluster as module
from perf_xlsx.check.batch import check_files, check_listing
from perf_xlsx.check.bench import OTHER_PROGRAM, Bench, Sent, pack
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.ledger import Ledger
from perf_xlsx.errors import UsageError
from perf_xlsx.finding import FormReport
from perf_xlsx.template.catalog import catalog_of
from perf_xlsx.workbook.limits import Limits

ROOT = Path(__file__).parents[2]
PATIENT = Checking(limits=Limits(file_seconds=30))
# What a worker of the cluster does at its start: the names of files say what happens to the process they are in,
# 死机 to the worker itself, 死 and 挂 to the process beside it.
PRELOAD = """
import os
from pathlib import Path
from perf_xlsx.check import bench, pool
pool.SCRIPT = Path({script!r})
def check(self, files, plain=bench.Bench.check):
    if any("死机" in one.shown for one in files):
        os._exit(9)
    if any("满" in one.shown for one in files):
        raise OSError(28, "No space left on device")
    return plain(self, files)
if bench.Bench.check.__name__ == "check" and not bench.Bench.check.__defaults__:  # Dask reads this twice
    bench.Bench.check = check
"""
BESIDE = f"""
import os, sys, time
sys.path.insert(0, {str(ROOT)!r})
from perf_xlsx.check import engine, worker
plain = engine.check_file
def check_file(path, shown, checking):
    if "死" in path.name:
        os._exit(3)
    if "挂" in path.name:
        time.sleep(600)
    return plain(path, shown, checking)
engine.check_file = check_file
worker.main()
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Two worker processes of one thread, each restarted when it dies, behind a scheduler with an address."""
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "beside.py").write_text(BESIDE, "utf-8")
    (folder / "preload.py").write_text(PRELOAD.format(script=str(folder / "beside.py")), "utf-8")
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [before])])
    settings: dict[str, object] = {
        "distributed.worker.preload": [str(folder / "preload.py")],
        "temporary-directory": str(folder),
    }
    settings["distributed.scheduler.allowed-failures"] = 1
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        with (
            dask.config.set(settings),
            LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as made,
        ):
            yield made
    finally:
        os.environ.pop("PYTHONPATH")
        os.environ.update({"PYTHONPATH": before} if before is not None else {})


@pytest.fixture(autouse=True)
def _small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TASK_FILES", 3)


def on(cluster: LocalCluster, files: Sequence[Path], checking: Checking = PATIENT) -> list[FormReport]:
    """The reports of some files, checked on the cluster."""
    return list(check_listing(files, checking, cluster=cluster.scheduler_address))


def forms(folder: Path, *names: str) -> list[Path]:
    """Clean forms under these names."""
    return [returned(folder, name=f"{name}.xlsx") for name in names]


def told(reports: Sequence[FormReport]) -> list[tuple[str, str, str]]:
    """File, verdict and first code of each."""
    return [(Path(one.file).stem, one.verdict.value, one.findings[0].rule if one.findings else "") for one in reports]


def test_the_same_in_the_same_order(tmp_path: Path, cluster: LocalCluster) -> None:
    """Forty files, empty, too big, broken and gone ones among them: word for word what this process says."""
    files = forms(tmp_path, *(f"{number:02}" for number in range(40)))
    files[7].write_bytes(b"")
    save(files[21], parts())
    files[30].write_bytes(b"x" * 2000)
    files[33].unlink()
    small = Checking(limits=Limits(file_seconds=30, file_bytes=files[0].stat().st_size))
    files[11].write_bytes(b"PK" + bytes(files[0].stat().st_size))
    alone = list(check_listing(files, small))
    assert on(cluster, files, small) == alone
    assert [one.file for one in alone] == [file.as_posix() for file in files]


def test_results_stream(tmp_path: Path, cluster: LocalCluster) -> None:
    """The first reports are there before the last files have been read; a caller may stop reading."""
    files = forms(tmp_path, *(f"{number:02}" for number in range(40)))
    for late in files[30:]:
        late.unlink()
    stream = check_files(files, PATIENT, cluster=cluster.scheduler_address)
    assert next(stream)[0].verdict.value == "pass"
    for late in files[30:]:
        returned(late.parent, name=late.name)
    assert {form.verdict.value for reports in stream for form in reports} == {"pass"}
    stream = check_files(files, PATIENT, cluster=cluster.scheduler_address)
    next(stream)
    stream.close()  # type: ignore[attr-defined]


def test_own_definitions_travel(tmp_path: Path, cluster: LocalCluster) -> None:
    """A folder of one's own is not on the other machine: its content is sent."""
    own = tmp_path / "模板"
    (own / "national/2020").mkdir(parents=True)
    text = (ROOT / "templates/national/2020/project_self_evaluation.toml").read_text("utf-8")
    (own / "national/2020/project_self_evaluation.toml").write_text(text, "utf-8")
    rules = (ROOT / "templates/rules.toml").read_text("utf-8")
    assert rules.count('code = "S13"') == 1
    (own / "rules.toml").write_text(rules.replace('code = "S13"', 'code = "S99"'), "utf-8")
    checking = Checking(catalog_of(own), limits=PATIENT.limits, template="national/2020/project_self_evaluation")
    [form] = on(cluster, forms(tmp_path, "a"), checking)
    assert "S99" in form.rules.ran
    assert form == next(check_listing(forms(tmp_path, "a"), checking))


def test_what_a_file_does_to_its_process_is_one_finding(tmp_path: Path, cluster: LocalCluster) -> None:
    """A process that dies and one that hangs: each one finding, the others of the same task are checked."""
    files = forms(tmp_path, "a", "b死", "c", "d挂", "e", "f")
    reports = on(cluster, files, Checking(limits=Limits(file_seconds=8)))
    assert told(reports) == [
        *(("a", "pass", ""), ("b死", "unchecked", "F01"), ("c", "pass", "")),
        *(("d挂", "unchecked", "F03"), ("e", "pass", ""), ("f", "pass", "")),
    ]


def test_a_machine_that_cannot_work_is_said(tmp_path: Path, cluster: LocalCluster) -> None:
    """No finding about a form: its disk is full, and the operator is told."""
    with pytest.raises(UsageError, match="No space left"):
        on(cluster, forms(tmp_path, "a", "b满"))


def test_a_file_that_takes_its_worker_with_it_is_one_finding(tmp_path: Path, cluster: LocalCluster) -> None:
    """Dask gives up on it after some workers; it is blamed, its neighbours are checked, the batch goes on."""
    reports = on(cluster, forms(tmp_path, "a", "b死机", "c", "d", "e"))
    assert told(reports) == [
        *(("a", "pass", ""), ("b死机", "unchecked", "F01"), ("c", "pass", ""), ("d", "pass", ""), ("e", "pass", "")),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a Unix word")
def test_a_worker_that_is_killed_is_no_finding(tmp_path: Path, cluster: LocalCluster) -> None:
    """What it was at is done by the other one: every form passes, in order."""
    files = forms(tmp_path, *(f"{number:02}" for number in range(40)))
    found: list[FormReport] = []
    for reports in check_files(files, PATIENT, cluster=cluster.scheduler_address):
        found += reports
        if len(found) == 4:
            os.kill(next(nanny.pid for nanny in cluster.workers.values() if nanny.pid), signal.SIGKILL)
    assert told(found) == [(file.stem, "pass", "") for file in files]


def test_with_a_ledger(tmp_path: Path, cluster: LocalCluster) -> None:
    """The second round asks the cluster for nothing."""
    files = forms(tmp_path, "a", "b")
    for address in (cluster.scheduler_address, "tcp://127.0.0.1:1"):
        with Ledger(tmp_path / "l.db") as ledger:
            run = list(ledger.run(files, PATIENT, None, address))
        assert [form.verdict.value for reports in run for form in reports] == ["pass", "pass"]


def test_nothing_is_left_on_the_cluster(tmp_path: Path, cluster: LocalCluster) -> None:
    """When the run is over Dask lets go of the bench, and with it of the processes beside the workers."""
    on(cluster, forms(tmp_path, "a", "b", "c", "d", "e"))
    _wait_for_no_tasks(cluster)


@pytest.mark.skipif(sys.platform == "win32", reason="a program cannot press Ctrl-C there for another one")
def test_ctrl_c(tmp_path: Path, cluster: LocalCluster) -> None:
    """One sentence and exit code 130; no task is left on the cluster."""
    folder, data = tmp_path / "回收", returned(tmp_path).read_bytes()
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.xlsx").write_bytes(data)
    command = [sys.executable, "-m", "perf_xlsx", "check", str(folder), "--format", "jsonl"]
    process = subprocess.Popen(
        [*command, "--cluster", cluster.scheduler_address],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"{")
    os.killpg(process.pid, signal.SIGINT)
    printed, said = process.communicate(timeout=120)
    assert process.returncode == 130, said.decode()
    assert said.decode().strip() == "已中断；已写出的文件都是完整的。"
    assert printed.count(b"\n") < 399
    _wait_for_no_tasks(cluster)


def _wait_for_no_tasks(cluster: LocalCluster) -> None:
    until = time.monotonic() + 30
    while cluster.scheduler.tasks and time.monotonic() < until:
        time.sleep(0.1)
    assert not cluster.scheduler.tasks


def test_a_bench_ends_its_processes(tmp_path: Path) -> None:
    """The processes and the folder of a bench nobody holds any more are gone; on the way elsewhere it packs itself."""
    bench = Bench(pack(PATIENT))
    [[form]] = bench.check([Sent("某处/a.xlsx", returned(tmp_path).read_bytes())])
    assert (form.file, form.verdict.value) == ("某处/a.xlsx", "pass")
    pool, folder = bench._free.get(), bench._folder
    [process] = [one.process for one in pool._workers]
    assert folder.is_dir()
    make, given = bench.__reduce__()
    assert isinstance(make(*given), Bench)
    del bench, pool
    assert process.poll() is not None
    assert not folder.exists()


def test_a_name_the_machine_does_not_take(tmp_path: Path) -> None:
    """The file is checked under another name, and reported under its own."""
    name = "长" * 200 + ".xlsx"
    [[form]] = Bench(pack(PATIENT)).check([Sent(name, returned(tmp_path).read_bytes())])
    assert (form.file, form.verdict.value) == (name, "pass")


def test_another_version_is_refused() -> None:
    """Two programs would not say the same."""
    parcel = pack(PATIENT)
    with pytest.raises(UsageError, match="同一版本"):
        Bench(replace(parcel, rules="0" * 64))
    assert OTHER_PROGRAM.startswith("集群的机器")


ADDRESSES = {
    "tcp://127.0.0.1:1": "那台机器的这个端口上没有程序在等",
    "nobody.invalid:8786": "",  # where there is no network, nobody says that there is no such machine
    "xyz://a": "地址的写法不对",
    "不是地址": "地址的写法不对",
    "tls://127.0.0.1:1": "没有证书的设置",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_scheduler_there(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A Chinese sentence with the address, before a file is read; Dask adds nothing to it."""
    monkeypatch.setattr(module, "CONNECT_SECONDS", 1)
    start = time.monotonic()
    with pytest.raises(UsageError, match="连不上集群") as told:
        list(check_files(forms(tmp_path, "a"), PATIENT, cluster=address))
    assert ADDRESSES[address] in str(told.value)
    assert "Error" not in str(told.value)
    assert ("写了证书" in str(told.value)) == address.startswith("tls:")
    del told
    gc.collect()
    assert time.monotonic() - start < 15
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="nothing here makes a certificate")
def test_over_tls(tmp_path: Path) -> None:
    """With the certificates of Dask's own settings a tls:// address works like any other."""
    cert, key = str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2"]
    subprocess.run([*make, "-keyout", key, "-out", cert], check=True, capture_output=True)
    sides = {f"distributed.comm.tls.{who}": {"cert": cert, "key": key} for who in ("scheduler", "worker", "client")}
    with (
        dask.config.set({"distributed.comm.tls.ca-file": cert, **sides}),
        LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, protocol="tls", security=Security(),
            dashboard_address=":0",
        ) as safe,
    ):  # fmt: skip
        assert safe.scheduler_address.startswith("tls://")
        assert told(on(safe, forms(tmp_path, "a", "b"))) == [("a", "pass", ""), ("b", "pass", "")]


def test_nobody_works_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler without workers is said after a while, not waited for."""
    monkeypatch.setattr(module, "WORKERS_SECONDS", 1)
    with (
        LocalCluster(n_workers=0, processes=True, dashboard_address=":0") as empty,
        pytest.raises(UsageError, match="没有在运行的工作进程"),
    ):
        list(check_files(forms(tmp_path, "a"), PATIENT, cluster=empty.scheduler_address))
