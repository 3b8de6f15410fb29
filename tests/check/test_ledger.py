"""The ledger: a second run checks only what changed, an interrupted one goes on, a damaged file is a sentence."""

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from returned import returned
from tools import SATISFACTION

from perf_xlsx.check import ledger as module
from perf_xlsx.check.batch import check_files
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.ledger import Ledger
from perf_xlsx.check.stored import read_reports, stored_reports
from perf_xlsx.errors import UsageError
from perf_xlsx.finding import FormReport

FAULTY = {f"indicators.{SATISFACTION}.actual": "0.8"}


def run(base: Path, *files: Path, checking: Checking | None = None) -> list[FormReport]:
    """One whole run."""
    with Ledger(base) as ledger:
        return [report for reports in ledger.run(files, checking or Checking(), 1) for report in reports]


def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are really checked."""
    seen: list[str] = []
    real = check_files

    def noted(files: list[Path], checking: Checking, jobs: int | None, cluster: str = "") -> object:
        seen.extend(file.name for file in files)
        return real(files, checking, jobs, cluster)

    monkeypatch.setattr(module, "check_files", noted)
    return seen


def test_only_what_changed_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing the second time, one file when one changed; the reports are the same but for what changed."""
    seen = watched(monkeypatch)
    one, two = returned(tmp_path, name="1.xlsx"), returned(tmp_path, FAULTY, "2.xlsx")
    first = run(tmp_path / "l.db", one, two)
    assert seen == ["1.xlsx", "2.xlsx"]
    again = run(tmp_path / "l.db", one, two)
    assert seen == ["1.xlsx", "2.xlsx"]
    assert [replace(form, since=None) for form in again] == first
    returned(tmp_path, name="2.xlsx")
    run(tmp_path / "l.db", one, two)
    assert seen == ["1.xlsx", "2.xlsx", "2.xlsx"]


def test_resolved_new_and_remaining(tmp_path: Path) -> None:
    """A fault mended is resolved, one made is new; the first time there is nothing to compare with."""
    file = returned(tmp_path, FAULTY)
    [form] = run(tmp_path / "l.db", file)
    assert form.since is None
    [form] = run(tmp_path / "l.db", file)
    assert form.since is not None
    assert (form.since.resolved, form.since.new, form.since.remaining) == ((), (), len(form.findings))
    returned(tmp_path)
    [form] = run(tmp_path / "l.db", file)
    assert form.since is not None
    assert form.since.new == ()
    assert form.since.resolved
    assert form.since.remaining == 0
    returned(tmp_path, FAULTY)
    [form] = run(tmp_path / "l.db", file)
    assert form.since is not None
    assert len(form.since.new) == len(form.findings)


def since_of(form: FormReport) -> tuple[int, int, int]:
    """How many findings were resolved, are new, remain."""
    assert form.since is not None
    return len(form.since.resolved), len(form.since.new), form.since.remaining


def moved(file: Path, name: str) -> Path:
    """A file under another name, perhaps in another folder."""
    return file.rename(file.parent / name)


def test_a_renamed_or_moved_file_is_followed(tmp_path: Path) -> None:
    """By its project: the same content remains, a mended one is resolved, round after round."""
    file = returned(tmp_path, FAULTY)
    [first] = run(tmp_path / "l.db", file)
    [second] = run(tmp_path / "l.db", moved(file, "改名.xlsx"))
    assert since_of(second) == (0, 0, len(first.findings))
    (tmp_path / "改名.xlsx").unlink()
    (tmp_path / "第三轮").mkdir()
    [third] = run(tmp_path / "l.db", returned(tmp_path / "第三轮"))
    assert since_of(third) == (len(first.findings), 0, 0)
    [fourth] = run(tmp_path / "l.db", moved(tmp_path / "第三轮" / "回收.xlsx", "又改.xlsx"))
    assert since_of(fourth) == (0, 0, 0)


def test_two_files_of_one_project(tmp_path: Path) -> None:
    """The one that stays keeps its history, a copy beside it has none; a history is followed by one file alone."""
    stays = returned(tmp_path, FAULTY)
    run(tmp_path / "l.db", stays)
    one, copy = run(tmp_path / "l.db", stays, returned(tmp_path, name="另一份.xlsx"))
    assert since_of(one)[2] == len(one.findings)
    assert copy.since is None
    stays.unlink()
    (tmp_path / "另一份.xlsx").unlink()
    three = run(tmp_path / "l.db", *(returned(tmp_path, FAULTY, f"新{number}.xlsx") for number in range(3)))
    assert [form.since is not None for form in three] == [True, True, False]
    assert since_of(three[0]) == since_of(one)


def test_of_two_old_files_the_one_with_the_same_content(tmp_path: Path) -> None:
    """Both of a project went: what was filled in tells which one this is."""
    early, late = returned(tmp_path, FAULTY, "一.xlsx"), returned(tmp_path, name="二.xlsx")
    run(tmp_path / "l.db", early, late)
    late.unlink()
    [form] = run(tmp_path / "l.db", moved(early, "三.xlsx"))
    assert since_of(form) == (0, 0, len(form.findings))
    assert form.findings


def test_another_project_in_a_files_place(tmp_path: Path) -> None:
    """Names changed hands: what was found on one project is not resolved by another."""
    samples = sorted((Path(__file__).parents[2] / "samples" / "returned").glob("*.xlsx"))[4:6]
    file = tmp_path / "自评表.xlsx"
    for sample in samples:
        file.write_bytes(sample.read_bytes())
        [form] = run(tmp_path / "l.db", file)
        assert form.since is None


def test_another_rule_set_is_another_result(tmp_path: Path) -> None:
    """Another year: checked anew, and the form that was accepted is said to change."""
    file = returned(tmp_path)
    run(tmp_path / "l.db", file)
    [form] = run(tmp_path / "l.db", file, checking=Checking(fiscal_year=2021))
    assert form.since is not None
    assert (form.since.verdict, form.verdict.value, form.since.same_rules) == ("pass", "return", False)
    [form] = run(tmp_path / "l.db", file, checking=Checking(fiscal_year=2021))
    assert form.since is not None
    assert form.since.same_rules


def test_an_interrupted_round_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done is not done again, and is still compared with the round before the interrupted one."""
    files = [returned(tmp_path, FAULTY, f"{number}.xlsx") for number in range(3)]
    run(tmp_path / "l.db", *files)
    for file in files:
        returned(tmp_path, {**FAULTY, "goal.achieved": f"第{file.stem}个项目，都按计划做完了"}, file.name)
    with Ledger(tmp_path / "l.db") as ledger:
        next(ledger.run(files, Checking(), 1))
    seen = watched(monkeypatch)
    forms = run(tmp_path / "l.db", *files)
    assert seen == ["1.xlsx", "2.xlsx"]
    assert all(form.since is not None for form in forms)


def test_what_cannot_be_opened_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal may have hung on the moment."""
    seen = watched(monkeypatch)
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    for _ in range(2):
        run(tmp_path / "l.db", tmp_path / "坏.xlsx")
    assert seen == ["坏.xlsx", "坏.xlsx"]


@pytest.mark.parametrize("damage", ["text", "cut", "middle", "other", "result"])
def test_a_damaged_ledger_is_a_sentence(tmp_path: Path, damage: str) -> None:
    """No crash: the ledger is named, in Chinese; another program's database is left as it is."""
    base, file = tmp_path / "l.db", returned(tmp_path)
    if damage in {"cut", "middle", "result"}:
        run(base, file)
    data = base.read_bytes() if base.exists() else b""
    if damage == "text":
        base.write_bytes("这不是数据库".encode() * 500)
    elif damage == "cut":
        base.write_bytes(data[: len(data) // 2])
    elif damage == "middle":
        base.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    elif damage == "other":
        sqlite3.connect(base).executescript("CREATE TABLE mine (x)")
    else:
        with sqlite3.connect(base) as other:
            other.execute("UPDATE results SET reports = '[{\"file\": 1}]'")
    before = base.read_bytes()
    with pytest.raises(UsageError, match="台账"):
        run(base, file)
    assert base.read_bytes() == before


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    """As for reports; where none can be made, that is said, and not that the ledger is damaged."""
    file = returned(tmp_path)
    run(tmp_path / "台账" / "2020" / "l.db", file)
    assert (tmp_path / "台账" / "2020" / "l.db").is_file()
    with pytest.raises(UsageError, match="写不出"):
        run(file / "l.db", file)


def test_what_is_another_programs_is_not_to_be_deleted(tmp_path: Path) -> None:
    """A file that is no database at all is somebody's own: said as such, whole afterwards, no advice to delete it."""
    file, other = returned(tmp_path), tmp_path / "register.csv"
    text = "编码,项目\n" * 100
    other.write_text(text, "utf-8")
    with pytest.raises(UsageError, match="不是本程序这一版的台账，没有改动它；请换一个文件名") as told:
        run(other, file)
    assert "删" not in str(told.value)
    assert other.read_text("utf-8") == text


def test_a_place_that_cannot_be_written_is_said_as_such(tmp_path: Path) -> None:
    """A folder of that name: what is the matter, and not that a ledger is damaged."""
    file, folder = returned(tmp_path), tmp_path / "l.db"
    folder.mkdir()
    with pytest.raises(UsageError, match=r"写不出 .*：那里已有同名的文件夹"):
        run(folder, file)


def test_two_processes_share_a_ledger(tmp_path: Path) -> None:
    """Two at once: both get every result, and the ledger is whole."""
    files = [returned(tmp_path, FAULTY if number % 2 else None, f"{number}.xlsx") for number in range(6)]
    found: list[int] = []
    both = [threading.Thread(target=lambda: found.append(len(run(tmp_path / "l.db", *files)))) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert found == [6, 6]
    assert sqlite3.connect(tmp_path / "l.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_report_comes_back_whole(tmp_path: Path) -> None:
    """Every field of a report survives the ledger."""
    forms = run(tmp_path / "l.db", returned(tmp_path, FAULTY))
    assert read_reports(stored_reports(forms)) == forms


def test_two_runs_at_once(tmp_path: Path) -> None:
    """A run that ends while another goes on changes nothing of what that shows: both compare with the round before."""
    files = [returned(tmp_path, FAULTY, f"{number}.xlsx") for number in range(3)]
    base = tmp_path / "l.db"
    for told in (None, 0):  # the first round has none before it
        with Ledger(base) as slow:
            going = slow.run(files, Checking(), 1)
            seen = [next(going)]
            quick = run(base, *files)
            seen += going
        slowly = [report for reports in seen for report in reports]
        assert slowly == quick
        assert [form.since and len(form.since.new) for form in slowly] == [told] * 3


def test_a_ledger_made_by_several_at_once(tmp_path: Path) -> None:
    """Whoever comes while another makes the tables finds a ledger, not somebody else's database."""
    faults: list[BaseException] = []

    def opened(base: Path, start: threading.Barrier) -> None:
        start.wait()
        try:
            Ledger(base).__exit__(None, None, None)
        except UsageError as error:
            faults.append(error)

    for number in range(30):
        start = threading.Barrier(4)
        several = [threading.Thread(target=opened, args=(tmp_path / f"{number}.db", start)) for _ in range(4)]
        for one in several:
            one.start()
        for one in several:
            one.join()
    assert faults == []
