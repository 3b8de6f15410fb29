"""Forms of 项目支出绩效自评: generated as locked workbooks, checked when they come back."""
