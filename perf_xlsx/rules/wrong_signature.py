"""T07."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.fixed import digest_now
from perf_xlsx.form.identity import same_signature, signature_of
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule


@rule("T07", "error", Scope.ISSUED)
def wrong_signature(form: FilledForm) -> Iterator[Result]:
    """签名不符

    做什么：审核时给了密钥文件（--key-file）的，用密钥按现在的固定内容重算签名，与表内的签名比较。
    为什么：没有密钥的人改了固定内容，算不出相符的签名；摘要可以重算，签名不能。
    依据：下发时的签名（HMAC-SHA256）
    通过：用生成时的同一个密钥审核，固定内容未动
    不通过：改了指标值，连同隐藏的摘要一起改
    怎么改：请用下发的原表重新填报；操作员请先核对密钥文件是否就是生成时用的那一个。
    """
    trust = form.trust
    if trust.evidence is None or not trust.key:
        yield Skipped("审核时没有给密钥文件（--key-file）")
        return
    if not trust.evidence.signatures:
        yield Found("表内没有下发签名，无法证实固定内容；请核对是否为带签名下发的表")
        return
    right = signature_of(digest_now(form), trust.key)
    if not all(same_signature(one, right) for one in trust.evidence.signatures):
        yield Found("下发签名不符，固定内容可能被改")
