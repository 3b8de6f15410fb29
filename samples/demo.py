"""make demo: generate the six forms of fiscal year 2020, check the returned ones, show what was found."""

import shutil
import sys
from pathlib import Path

from perf_xlsx.api import Checking, check_paths, generate, load_template, read_projects
from perf_xlsx.batch_report import BatchReport
from perf_xlsx.finding import Severity
from perf_xlsx.report.text import form_text, summary_lines

ROOT = Path(__file__).resolve().parent.parent
PROJECTS, RETURNED, ISSUED = Path("samples/projects.xlsx"), Path("samples/returned"), Path("demo/issued")
TEMPLATE, FISCAL_YEAR = "national/project_self_evaluation", 2020
FOUND_ON_PURPOSE = 1


def heading(number: int, words: str) -> None:
    """Say what the next step is."""
    print(f"\n———— 第{number}步　{words} ————\n")


def generate_forms() -> int:
    """Write a form for each project of the list into a fresh folder; returns how many."""
    template = load_template(TEMPLATE, FISCAL_YEAR)
    projects = read_projects(ROOT / PROJECTS, template, FISCAL_YEAR)
    shutil.rmtree(ROOT / ISSUED, ignore_errors=True)
    issued = generate(template, projects, ROOT / ISSUED)
    print(f"模板：{template.id}　清单：{PROJECTS}（{len(projects)}个项目）")
    for one in issued:
        print(f"  {ISSUED / one.path}")
    print(f"  {ISSUED / 'register.csv'}（下发登记）")
    return len(issued)


def check_returned() -> BatchReport:
    """Check what came back and print every finding."""
    batch = check_paths([(ROOT / RETURNED)], Checking(fiscal_year=FISCAL_YEAR))
    for form in batch.forms:
        print(form_text(form).replace(f"{ROOT.as_posix()}/", ""), end="\n\n")
    return batch


def main() -> int:
    """Run the three steps; 0 when each did what it is there for: the samples hold faults on purpose."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console cannot show every sign
    heading(1, "按项目清单生成2020年度自评表")
    count = generate_forms()
    heading(2, "审核回收的自评表（内容取自公开的真实自评表）")
    batch = check_returned()
    heading(3, "结果")
    print(*summary_lines(batch), sep="\n")
    code = batch.exit_code(Severity.ERROR)
    print(f"\n样例里有应退回的问题，perf-xlsx check 此时的退出码是{code}；演示本身正常结束。")
    print(f"可用 Excel、WPS 或 LibreOffice 打开 {ISSUED} 里的表试填，再运行 perf-xlsx check {ISSUED}。")
    return int(count != len(batch.forms) or code != FOUND_ON_PURPOSE)


if __name__ == "__main__":
    sys.exit(main())
