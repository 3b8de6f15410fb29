"""A register on disk: looked up like one in memory, by every process, and memory stays as it is."""

import gc
import pickle
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from perf_xlsx.check.bench import Bench, pack
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.ruleset import rule_set
from perf_xlsx.form.kept_register import KeptRegister, namesakes
from perf_xlsx.form.registered import Issued, IssuedTarget, Registered
from perf_xlsx.issue.register import COLUMNS, read_register


def project(number: int, name: str = "", targets: int = 2) -> Registered:
    """A project with so many targets."""
    issued = Issued(f"P{number}", name or f"项目{number}", f"P{number}.xlsx", f"{number:064x}")
    rows = [IssuedTarget(str(row), "产出", "数量", f"指标{row}", "≥5个", Decimal(10)) for row in range(1, targets + 1)]
    return Registered(issued, "教育局", "学校", 2020, "national", rows)


def lines(path: Path, projects: int) -> Path:
    """A register of so many projects as generate writes it, twelve lines each."""
    with path.open("w", encoding="utf-8-sig") as out:
        out.write(",".join(COLUMNS) + "\n")
        for number in range(projects):
            head = f"P{number},项目{number},教育局,学校,2020,national,P{number}.xlsx,{number:064x}"
            out.writelines(f"{head},{row},产出指标,数量指标,指标{row},≥5个,10\n" for row in range(1, 13))
    return path


def test_as_in_memory() -> None:
    """The same projects in the same order, whoever asks."""
    every = {f"P{number}": project(number) for number in (3, 1, 2)}
    kept = KeptRegister.of(every.values())
    assert list(kept) == ["P3", "P1", "P2"]
    assert (len(kept), kept == every) == (3, True)
    assert "P9" not in kept
    assert kept.get("P9") is None
    assert kept.get("") is None
    assert kept.get("\ud800\0") is None
    assert not KeptRegister.of(())


def test_lines_of_a_project_that_do_not_stand_together() -> None:
    """They are one project, called as its first line says."""
    other = project(1, "另一个名称", 1)
    kept = KeptRegister.of([project(1), project(2), other])
    assert [one.issued.name for one in kept.values()] == ["项目1", "项目2"]
    assert [one.row for one in kept["P1"].targets] == ["1", "2", "1"]
    assert len(kept) == 2


@pytest.mark.parametrize("kept", [False, True])
def test_namesakes(kept: bool) -> None:
    """Projects of a name in one spelling, in the order of the register; a later line's name is nobody's."""
    every = [project(1, "道路 养护"), project(2, "道路养护"), project(3, "别的")]
    register = KeptRegister.of([*every, project(3, "道路养护", 1)]) if kept else {one.issued.code: one for one in every}
    assert [one.issued.code for one in namesakes(register, "道路养护")] == ["P1", "P2"]
    assert namesakes(register, "没有的") == []


def test_the_file_goes_with_the_one_that_made_it() -> None:
    """A copy for another process opens the same file and leaves it there."""
    kept = KeptRegister.of([project(1)])
    copy = pickle.loads(pickle.dumps(kept))  # noqa: S301 - our own
    assert copy["P1"] == project(1)
    file = kept.file
    del copy
    gc.collect()
    assert file.exists()
    del kept
    gc.collect()
    assert not file.parent.exists()


def test_a_register_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ends the reading ends the folder, too."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def broken() -> Iterator[Registered]:
        yield project(1)
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        KeptRegister.of(broken())
    assert list(tmp_path.iterdir()) == []


def test_on_another_machine() -> None:
    """It travels as its bytes; the digest of what a result depends on is the same there, and another's is not."""
    checking = Checking(register=KeptRegister.of([project(1), project(2)]))
    parcel = pack(checking)
    assert parcel.checking.register is None
    Bench(parcel)
    in_memory = Checking(register={"P2": project(2), "P1": project(1)})
    assert rule_set(in_memory) == rule_set(checking)
    others = [None, {}, {"P1": project(1)}, {"P1": project(1), "P2": project(2, targets=3)}]
    assert rule_set(checking) not in {rule_set(Checking(register=one)) for one in others}


def test_reading_takes_no_memory(tmp_path: Path) -> None:
    """Twenty times as many projects are read in the same memory."""
    most = []
    for projects in (50, 1000):
        path = lines(tmp_path / f"{projects}.csv", projects)
        tracemalloc.start()
        assert len(read_register(path)) == projects
        most.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert most[1] < 1.2 * most[0] + 100_000
