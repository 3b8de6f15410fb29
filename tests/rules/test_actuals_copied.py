"""C05: actual values that repeat the targets."""

from collections.abc import Sequence

import pytest
from consistent import form_of, message, told

from perf_xlsx.rules.actuals_copied import actuals_copied

COPIED = [f"| 数量 | 任务{number} | {number}家 | {number}家 |" for number in range(2, 6)]
OTHER = "| 数量 | 任务九 | 9家 | 10家 |"


@pytest.mark.parametrize(
    "rows",
    [
        COPIED,
        [*COPIED[:3], OTHER, OTHER.replace("九", "十")],
        [*COPIED, "| 质量 | 合格率 | 100% | 100% |"],
        [*COPIED, "| 质量 | 完工率 | 100 | 100 |"],
        [*COPIED, "| 数量 | 任务六 | ＝6家 | ＝6家 |"],
        [*COPIED, "| 数量 | 任务六 | ≥6家 | 6家 |", OTHER],
        [*COPIED, "| 经济 | / | / | / |"],
        [*COPIED, "| 社会 | 服务能力 | 达成预期指标 | 达成预期指标 |"],
    ],
)
def test_silent(rows: Sequence[str]) -> None:
    """Four rows; three of five; rates of 100 %, =, rows that do not apply and grade words are not counted."""
    assert told(actuals_copied, form_of("\n".join(rows))) == []


def test_four_of_five() -> None:
    """Eight in ten of five rows, each of them named."""
    form = form_of("\n".join([*COPIED, OTHER]))
    assert told(actuals_copied, form) == [("indicators.1.actual", "warning")]
    assert message(actuals_copied, form) == ("5行中有4行的完成值与指标值一字不差：“任务2”、“任务3”、“任务4”、“任务5”")
