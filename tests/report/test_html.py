"""The HTML report in a real Chromium: filters, links, sorting, printing; no request leaves the file."""

import base64
import hashlib
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from batches import ABOUT, EVIL, batch, finding, form
from browser import Page, browser

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.report.html import html_parts

FORMS = "[...document.querySelectorAll('.form summary b')].map((one) => one.textContent)"
ROWS = "document.querySelectorAll('#list tbody tr').length"


def written(folder: Path, what: BatchReport | None = None) -> Path:
    """The report in a folder beside the forms it speaks of."""
    file = folder / "报告.html"
    file.write_bytes(b"".join(html_parts(what or batch(), ABOUT, file)))
    return file


def shown(page: Page) -> list[str]:
    """The names of the forms in sight."""
    names = page.run(FORMS)
    assert isinstance(names, list)
    return names


def test_in_a_browser(tmp_path: Path, chromium: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Filters narrow the list, a form unfolds, columns sort, links lead to the files, and nothing is fetched."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "回收").mkdir()
    (tmp_path / "回收/坏#%.xlsx").write_bytes(b"x")
    file = written(tmp_path)
    with browser(chromium) as page:
        page.open(file)
        assert len(shown(page)) == 5
        page.choose("severity", "error")
        assert shown(page) == ["项目1", "回收/坏#%.xlsx"]
        page.choose("verdict", "unchecked")
        assert shown(page) == ["回收/坏#%.xlsx"]
        page.run("document.getElementById('clear').click()")
        page.choose("department", "民政局")
        assert shown(page) == ["项目2"]
        page.run("document.getElementById('clear').click()")
        page.choose("rule", "S04")
        assert shown(page) == ["项目1", "项目2"]
        page.choose("rule", "")
        page.choose("search", "第3中学")
        assert shown(page) == ["项目3"]
        assert page.run("document.getElementById('count').textContent") == "共1张表"
        page.choose("search", "")
        page.run("document.querySelector('.form').open = true")
        page.ask("Runtime.evaluate", expression="new Promise((done) => setTimeout(done, 50))", awaitPromise=True)
        assert page.run("document.querySelectorAll('.finding').length") == 2
        page.run("document.getElementById('as-findings').click()")
        assert page.run(ROWS) == 5
        page.run("document.querySelectorAll('#list th button')[1].click()")
        rules = "[...document.querySelectorAll('#list tbody tr')].map((row) => row.cells[1].textContent.slice(0, 3))"
        assert page.run(rules) == ["A03", "F01", "S04", "S04", "S13"]
        page.run("document.querySelectorAll('#list th button')[1].click()")
        assert page.run(rules) == ["S13", "S04", "S04", "F01", "A03"]
        ways = ".map((one) => decodeURIComponent(new URL(one.href).pathname))"
        links = page.run("[...document.querySelectorAll('#list a')]" + ways)
        assert Path(links[3]) == tmp_path / "回收/坏#%.xlsx"
        assert Path(links[3]).exists()
        page.run("window.dispatchEvent(new Event('beforeprint'))")
        assert page.run("document.title") == "绩效自评审核报告"
        assert page.run("document.querySelectorAll('img, iframe, object, embed').length") == 0
        assert {one.partition("#")[0] for one in page.requests} == {file.as_uri()}


def test_on_a_telephone(tmp_path: Path, chromium: str) -> None:
    """At 390 pixels nothing stands out of the page to the right, in either view."""
    long = form(1, finding(message="很长" * 200, value="x" * 500), project_name="没有空格的长名字" * 20)
    with browser(chromium) as page:
        page.open(written(tmp_path, BatchReport((long, *batch().forms))), width=390, height=900)
        for view in ("as-forms", "as-findings"):
            page.run(f"document.getElementById('{view}').click()")
            assert page.run("document.documentElement.scrollWidth") <= 390


def test_thousands_of_findings(tmp_path: Path, chromium: str) -> None:
    """Ten thousand findings are there at once in a few seconds, 200 in sight, and the filter answers."""
    many = BatchReport(tuple(form(number, *([finding()] * 5)) for number in range(2000)))
    with browser(chromium) as page:
        start = time.monotonic()
        page.open(written(tmp_path, many), fragment="#view=findings")
        assert page.run(ROWS) == 200
        page.run("document.getElementById('more').click()")
        assert page.run(ROWS) == 400
        page.choose("search", "项目1999")
        assert page.run(ROWS) == 5
        assert time.monotonic() - start < 20


def test_policy_names_our_own_script_and_style(tmp_path: Path) -> None:
    """The policy allows by digest the one script and the one style that are in the page, and nothing else."""
    text = written(tmp_path).read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    for tag in ("style", "script"):
        [inner] = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    page = text.partition('<script type="application/json"')[0]
    assert not re.search(r"(?:src|href)\s*=|url\(|@import|\sstyle=|\son\w+=", page)


def test_texts_are_no_markup(tmp_path: Path) -> None:
    """What came from a form is escaped wherever it stands; no escape sign of a terminal is left."""
    text = written(tmp_path).read_text("utf-8")
    assert EVIL not in text
    assert text.count("<script") == 2
    assert "<img" not in text
    assert "<b>局" not in text
    assert "\x1b" not in text


def test_many_findings_between_forms_are_folded(tmp_path: Path) -> None:
    """A few stand open; many are counted by rule and folded, so that the forms below are in reach."""
    one = finding("B07")
    for count, folded in ((20, False), (21, True)):
        text = written(tmp_path, replace(batch(), findings=(one,) * count)).read_text("utf-8")
        part = text[text.index("全批的问题") : text.index("逐表结果")]
        assert f"{count}条。" in part
        assert (f"展开（共{count}条）" in part) is folded
        assert part.count("<tr>") == count + 1


def test_two_reports_are_equal(tmp_path: Path) -> None:
    """Made twice of the same, byte for byte the same: no order in it hangs on a hash."""
    tests = Path(__file__).resolve().parents[1]
    script = (
        "import sys; from batches import ABOUT, batch; from pathlib import Path;"
        "from perf_xlsx.report.html import html_parts;"
        "sys.stdout.buffer.writelines(html_parts(batch(), ABOUT, Path('报告.html')))"
    )
    made = set()
    for seed in ("1", "2"):
        paths = {"PYTHONPATH": f"{tests.parent}:{tests}", "PYTHONHASHSEED": seed}
        command = [sys.executable, "-X", "utf8", "-c", script]
        made.add(subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, env=paths).stdout)
    assert len(made) == 1
    assert b"</html>" in made.pop()
