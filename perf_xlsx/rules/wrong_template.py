"""T01."""

from collections.abc import Iterator

from perf_xlsx.rules.base import Found, Scope, StampFacts, rule


@rule("T01", "error", Scope.STAMP, silences=("A02",))
def wrong_template(stamp: StampFacts) -> Iterator[Found]:
    """模板或年度不符

    做什么：下发表所用的模板必须是本程序认识的，年度必须是本批的年度。
    为什么：用旧年度的表报送，指标和分值都对不上。
    依据：各年度自评通知
    通过：本批审核2020年度，报来2020年度的表
    不通过：本批审核2020年度，报来2019年度的表
    怎么改：请用本年度下发的表重新填报；模板改过的，请操作员用原来的模板目录（--templates）审核。
    """
    identity = stamp.identity
    name = f"{identity.template}（{identity.fiscal_year}年度）"
    if not stamp.known:
        yield Found(f"本表为{name}，程序没有这个模板", value=identity.template)
    elif stamp.batch_year is not None and identity.fiscal_year != stamp.batch_year:
        yield Found(
            f"本表为{identity.fiscal_year}年度，本批应报{stamp.batch_year}年度",
            value=str(identity.fiscal_year),
            expected=str(stamp.batch_year),
        )
    elif not stamp.same_definition:
        yield Found(f"本表为{name}，模板内容与下发时不一致", value=identity.template_digest)
