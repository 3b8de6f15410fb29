"""Native Excel charts in one look: quiet colours, Chinese fonts, no clutter."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook

from perf_xlsx.workbook.style import BODY_FONT, TITLE_FONT

COLOURS = {"退回修改": "#C5554A", "待核实": "#E3B04B", "通过": "#6BA583", "无法审核": "#9AA0A6"}
BLUE, PALE_LINE, INK = "#4A7BA6", "#D9D9D9", "#404040"


class Cells(NamedTuple):
    """A piece of one column of a sheet, counted from 0."""

    sheet: str
    column: int
    first: int
    last: int

    @property
    def reference(self) -> list[Any]:
        """The piece as XlsxWriter takes it."""
        return [self.sheet, self.first, self.column, self.last, self.column]


class Series(NamedTuple):
    """One series: its name, its values, its colour, where its axis ends unless by itself."""

    name: str
    values: Cells
    colour: str = BLUE
    most: float | None = None


def bars(book: Workbook, kind: str, title: str, categories: Cells, series: Sequence[Series]) -> Chart:
    """Make a chart of bars ("bar") or columns ("column"); several series are stacked."""
    many = len(series) > 1
    chart = book.add_chart({"type": kind, **({"subtype": "stacked"} if many else {})})
    for one in series:
        chart.add_series(
            {
                "name": one.name,
                "categories": categories.reference,
                "values": one.values.reference,
                "fill": {"color": one.colour},
                "border": {"none": True},
                "gap": 60,
                "data_labels": _inside() if many else {"value": True, "font": _font(9)},
            }
        )
    _dress(chart, title)
    names = {"num_font": _font(9), "line": {"color": PALE_LINE}, "major_tick_mark": "none"}
    values = {
        **names,
        "min": 0,
        "max": series[0].most,
        "num_format": "0",
        "major_gridlines": _grid(),
        "line": {"none": True},
    }
    if kind == "bar":  # the first line stands at the top
        chart.set_x_axis({**values, "visible": False, "major_gridlines": {"visible": False}})
        chart.set_y_axis({**names, "reverse": True, "interval_unit": 1, "major_gridlines": {"visible": False}})
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(values)
    chart.set_legend({"position": "top", "font": _font(9)} if many else {"none": True})
    return chart


def scatter(book: Workbook, title: str, points: tuple[Cells, Cells], names: Mapping[str, str], least: int = 0) -> Chart:
    """Make a chart of points from two columns; `names` are the titles of the axes x and y, y begins at `least`."""
    across, up = points
    chart = book.add_chart({"type": "scatter"})
    chart.add_series(
        {
            "name": title,
            "categories": across.reference,
            "values": up.reference,
            "marker": {"type": "circle", "size": 6, "fill": {"color": BLUE}, "border": {"color": "#FFFFFF"}},
        }
    )
    _dress(chart, title)
    axis = {"num_font": _font(9), "name_font": _font(9), "major_gridlines": _grid(), "line": {"color": PALE_LINE}}
    chart.set_x_axis({**axis, "name": names["x"], "num_format": "0%", "min": 0})
    chart.set_y_axis({**axis, "name": names["y"], "num_format": "0", "min": least, "max": 100})
    chart.set_legend({"none": True})
    return chart


def _dress(chart: Chart, title: str) -> None:
    heading = {"name": TITLE_FONT, "size": 11, "bold": False, "color": INK}
    chart.set_title({"name": title, "name_font": heading, "overlay": False})
    chart.set_chartarea({"border": {"color": PALE_LINE}, "fill": {"color": "#FFFFFF"}})
    chart.set_plotarea({"fill": {"none": True}})


def _inside() -> dict[str, Any]:
    """The numbers in the pieces of a stacked bar; a nought is not written."""
    return {"value": True, "num_format": "0;;", "font": {**_font(9), "color": "#FFFFFF"}}


def _font(size: int) -> dict[str, Any]:
    return {"name": BODY_FONT, "size": size, "color": INK}


def _grid() -> dict[str, Any]:
    return {"visible": True, "line": {"color": "#EEEEEE", "width": 0.75}}
