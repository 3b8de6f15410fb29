"""Quality rows that repeat quantity rows."""

from consistent import form_of
from tools import national

from perf_xlsx.form.copies import repeated_rows
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.template.judgement import judgement_of


def test_each_with_the_row_most_like_it() -> None:
    """Two quality rows, each beside its own quantity row; a pass rate repeats none."""
    form = form_of(
        "| 数量 | 拍摄专题片数量 | 2部 | 2部 |\n| 数量 | 建设信息平台 | 1个 | 0 |\n"
        "| 质量 | 信息平台建设率 | 50% | 20% |\n| 质量 | 专题片完成率 | 100% | 100% |\n"
        "| 质量 | 专题片合格率 | 90% | 95% |"
    )
    pairs = list(repeated_rows(indicators_of(form), judgement_of(national())))
    assert [(one.quality.row, one.quantity.row, one.contradicts) for one in pairs] == [
        ("3", "2", True),
        ("4", "1", False),
    ]
