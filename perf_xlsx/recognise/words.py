"""The words of a form by meaning: what the label of a column, a row or a field stands for.

Labels are compared bare: without blanks, brackets, ordinals and stars. The first pattern that fits a label whole
decides, so that the narrow ones stand above the wide ones.
"""

import re
from functools import lru_cache

from perf_xlsx.recognise.grid import bare

# A label is short; a longer text is content, however it begins.
LONGEST_LABEL, LONGEST_SPACED = 40, 200

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_OPENING = frozenset("()[【〔")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[、.](?![0-9])|第[一二三四五六七八九十]部分)")
# Labels are no sentences: what is set off by such signs is content that happens to end like a label.
_SENTENCE = re.compile(r"[,;:，；。][^,;:，；。]")
_STARS = "★☆*▲△●■□◆"
_DECORATION = re.compile(r"[★☆*▲△●■□◆:;。、_]+")

_WHEN = (
    "(?:年度|年初|全年|本年度?|当年|年末|预期|预定|计划|设定|既定|申报|批复|调整后?"
    "|绩效|项目|单项|考核|评价|自评|指标|的)*"
)


def label(text: str) -> str:
    """A label as it is looked up: bare, without brackets, ordinals and decoration; "" for a text that is no label."""
    return _label(text) if len(text) <= LONGEST_SPACED else ""


@lru_cache(maxsize=8192)
def _label(text: str) -> str:
    whole = bare(text)
    if not whole or len(whole) > LONGEST_LABEL:
        return ""
    inner = _unbracketed(whole).removeprefix("其中").removeprefix(":")
    if _SENTENCE.search(inner):
        return ""
    plain = _DECORATION.sub("", _ORDINAL.sub("", inner.lstrip(_STARS)))
    return plain or _DECORATION.sub("", whole.replace("(", "").replace(")", ""))


def _unbracketed(text: str) -> str:
    if _OPENING.isdisjoint(text):
        return text
    while (shorter := _BRACKETS.sub("", text)) != text:
        text = shorter
    return re.sub(r"[()]", "", text)


class Vocabulary:
    """A table of labels: what each stands for."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self._keys = [key for key, _ in pairs]
        # One expression, a group a label: a sheet of thousands of texts asks this of each of them. No pattern may
        # have a group of its own.
        self._any = re.compile("|".join(f"({pattern})\\Z" for _, pattern in pairs))

    def of(self, text: str) -> str:
        """What a label stands for; "" where it is none of these."""
        return _look_up(self, text) if len(text) <= LONGEST_SPACED else ""

    def find(self, name: str) -> str:
        """Look a bare label up."""
        found = self._any.match(name)
        return self._keys[found.lastindex - 1] if found and found.lastindex else ""


@lru_cache(maxsize=8192)
def _look_up(table: Vocabulary, text: str) -> str:
    name = _label(text)
    return table.find(name) if name else ""


# ---- columns of the indicators -----------------------------------------------------------------------------------
INDICATOR_COLUMNS = Vocabulary(
    ("points_score", rf"{_WHEN}(?:分值|权重|满分)[/及和与]?(?:自评)?得分"),
    ("score_points", rf"{_WHEN}得分[/及和与]?(?:分值|权重|满分)"),
    ("level1", r"(?:绩效)?(?:一级|1级|第一级|Ⅰ级)(?:绩效)?(?:指标)?(?:名称|类别)?|指标类别|指标类型"),
    ("level2", r"(?:绩效)?(?:二级|2级|第二级|Ⅱ级)(?:绩效)?(?:指标)?(?:名称|类别)?"),
    ("level3", r"(?:绩效)?(?:三级|3级|第三级|Ⅲ级)(?:绩效)?(?:指标)?(?:名称|内容)?"),
    ("level3", r"目标指标|指标名(?:称)?|具体指标(?:名称)?"),
    ("content", r"指标内容|绩效指标|考核指标|评价指标|(?:四级|4级)指标|指标"),
    ("comparator", rf"{_WHEN}(?:性质|属性|方向|方向性|符号|比较符号?|运算符号?|计算符号?|逻辑符号?)"),
    ("measure_unit", rf"{_WHEN}(?:度量|计量)?单位"),
    ("method", r".*(?:计分|评分|得分|赋分|扣分|计算)(?:计算)?(?:标准|方法|办法|规则|公式|依据|说明|细则)"),
    ("explanation", r".*(?:原因|措施|偏差分析|偏差说明|偏差情况|未完成说明|情况说明).*"),
    ("deviation", r".*偏(?:差|离)(?:率|度|值|系数|程度)?"),
    ("description", r".*(?:描述|解释|含义|释义)|指标说明|绩效标准"),
    ("completion_rate", rf"(?:{_WHEN})(?:实际)?(?:完成|实现|达成)(?:率|比例|比率|程度|进度|百分比)"),
    ("review_score", r".*(?:复核|抽查|主管部门|财政|第三方|专家|审核|核定|评审|评价组).*(?:得分|评分|分数|打分)"),
    ("adjusted_score", r"自评调整得分"),
    ("converted_score", rf"{_WHEN}(?:折算|加权|最终|实际|综合)(?:后)?(?:得分|分数)"),
    ("score", rf"{_WHEN}(?:单位)?(?:得分|评分|自评分|打分|实得分|自评分数)(?:情况)?|{_WHEN}得分值"),
    ("points", rf"{_WHEN}(?:标准|参考)?(?:分值|权重|分数|满分|标准分)(?:占比|值|设置|系数)?"),
    ("actual", rf"{_WHEN}(?:实际|截至年底)?(?:完成|实现|达成|执行|业绩|实际)(?:指标)?(?:值|结果|数|数值|水平)"),
    ("status", rf"{_WHEN}(?:实际)?(?:完成|实现|达成)(?:情况|状态|与否)?|{_WHEN}实际"),
    ("target", rf"{_WHEN}(?:目标|标准|计划|预期|任务|设定)?(?:值|目标值|指标值|目标|数值|任务数|计划数)"),
    ("target", rf"{_WHEN}(?:目标|标准|计划|预期)指标值?"),
    ("number", r"序号|编号|行次|项目序号|No\.?"),
    ("remark", r"备注|说明|附注"),
)  # fmt: skip
# Below a header cell that reaches over several columns the short names are enough.
SUB_COLUMNS = Vocabulary(
    ("target", r"值|数值|指标值|目标值|数量|内容|指标"),
    ("comparator", r"性质|方向|符号|运算符|比较符"),
    ("measure_unit", r"单位|计量单位|度量单位"),
)

# ---- the funds block ---------------------------------------------------------------------------------------------
FUNDS_COLUMNS = Vocabulary(
    ("number", r"序号|行次|编号"),
    ("execution_rate", r".*(?:执行|支出|支付|使用|拨付)(?:完成)?(?:率|进度|比例|比率)"),
    ("arrival_rate", r".*到位率"),
    ("points_score", r".*(?:分值|权重|满分)[/及和与]?(?:自评)?得分"),
    ("score_points", r".*得分[/及和与]?(?:分值|权重|满分)"),
    ("points", r".*(?:分值|权重|满分|标准分)(?:占比)?"),
    ("method", r".*(?:得分|计分|评分)(?:计算)?(?:方法|办法|标准|公式|说明)"),
    ("score", r".*(?:得分|自评分|评分)"),
    ("explanation", r".*(?:原因|说明|措施).*"),
    ("remark", r"备注"),
    ("balance", r".*(?:结余|结转结余|剩余|未执行|未支出)(?:资金|数|金额|额)?"),
    ("adjustment", r".*(?:调整|追加|追减|调增|调减|核减|增减|变动)(?:金额|数|额|情况|预算资金|预算)?"),
    ("arrived", r".*到位(?:资金|数|金额|情况|额)?"),
    ("annual_spending", r".*(?:执行|支出|支付|使用|完成)(?:资金|预算)?(?:数|金额|总额|情况|额)?|实际数|决算数"),
    ("initial_budget", r".*(?:年初|期初|批复)(?:部门|批复)?(?:预算|预算安排|安排|批复)?(?:资金|数|金额|额|总额)?"),
    ("annual_budget", r".*(?:预算|下达|安排|调整后|计划)(?:资金|数|金额|情况|额|总额|规模)?(?:安排|下达)?"),
    ("annual_budget", r"预期投入|.*年度总?金额"),
    ("own_total", r"项目资金|资金总额|金额|总额|合计"),
)  # fmt: skip

# Sources of money, as rows or, in a matrix, as columns; the last ones are parts of 财政资金.
FUNDS_SOURCES = Vocabulary(
    ("carryover", r".*结转.*"),
    ("special_account", r".*专户.*"),
    ("own", r".*(?:单位资金|自有资金|自筹资金|自筹|单位自有|事业收入|经营收入)"),
    ("other", r".*(?:其他|其它|社会投入|社会资本|银行贷款|债务|债券).*"),
    ("central", r".*(?:中央|国家).*"),
    ("province", r".*(?:省|自治区|直辖市|区级财政|上级|兵团).*"),
    ("city", r".*(?:市县|市|州|地区|盟|师).*"),
    ("county", r".*(?:县|旗|区县|区级|乡镇|本级|地方|同级|团场).*"),
    ("subtotal", r"(?:.*/)?小计|财政资金小计|财政小计"),
    ("total", r".*(?:总额|合计|总计|总金额|总资金|资金总量).*|预算数/到位数/执行数|总数"),
    ("appropriation", r".*(?:财政|拨款|一般公共预算|政府性基金|国有资本|基本支出|项目支出|当年|本年).*"),
)

# ---- fields ------------------------------------------------------------------------------------------------------
HEAD_FIELDS = Vocabulary(
    ("project_code", r"项目(?:编码|代码|编号)"),
    ("fiscal_year", r"年度|预算年度|自评年度|评价年度|财政年度|所属年度|年份"),
    ("filled_on", r"(?:填报|填表|制表|编制)(?:日期|时间)|日期"),
    ("filled_by", r"填报人|填表人|经办人|制表人"),
    ("phone", r".*(?:联系电话|电话|联系方式).*"),
    ("money_unit", r"(?:金额|货币|计量)单位|单位:?(?:万元|元)"),
    ("level1", r"一级指标(?:名称)?"),
    ("department_alone", r"部门|部门名称|预算部门|一级预算(?:部门|单位)|填报部门|部门全称"),
    ("department_upper", r".*(?:中央|自治区|省级?|市级?)主管(?:部门|单位)"),
    ("supervising_department", r"(?:项目|预算|地方|业务|市县|区县|区级?|县级?)?主管(?:预算)?(?:部门|单位)(?:名称)?"),
    ("implementing_unit", r"(?:项目|具体)?(?:实施|执行|承担|建设|使用|申报|用款)(?:单位|部门)(?:名称)?(?:/.*)?"),
    ("implementing_unit", r"(?:资金使用|项目|预算|基层预算)单位(?:名称)?"),
    ("unit_alone", r"单位|单位名称|填报单位(?:名称)?|填表单位|编报单位|自评单位|被评价单位"),
    ("project_name", r"(?:转移支付|专项(?:资金)?|资金|二级|一级|政策|项目/政策)?(?:项目)?(?:支出)?名称"),
    ("project_name", r"(?:专项(?:资金)?|子)?项目(?:全称)?"),
    ("total_score", r"(?:项目)?(?:自评)?(?:总得分|总分|得分)|自评(?:总)?得分"),
    ("total_grade", r"(?:项目|自评|评价|绩效|综合)*(?:结果|结论)?(?:等级|等次|级别)|(?:自评|评价)结果"),
    ("aside", r"项目(?:类别|类型|属性|性质|负责人|起止时间|周期|期限|实施期|地点|概况)|是否.*|专项实施期|实施期.*"),
    ("aside", r".*财政部门|.*负责人|表号|报表编号|编号|资金(?:来源|类型|性质|用途)|预算规模.*|附件[0-9]*|起止时间"),
)  # fmt: skip

GOAL_BLOCK = re.compile(r"(?:年度)?(?:总体|绩效|工作|项目)*目标(?:完成情况|及完成情况)?|.*目标完成情况")
GOALS = Vocabulary(
    ("aside", r".*(?:概述|过程|实施内容|完成率.*)"),
    ("aside", r".*(?:预算|资金|经费)(?:安排|到位|执行|使用|支出|投入|及|和)+情况"),
    ("achieved", r".*(?:完成|实现|达成|执行|落实)(?:的)?(?:情况|结果|效果|成效)?(?:综述|概述|说明|描述)?"),
    (
        "expected",
        r".*(?:预期|设定|总体|年度|年初|绩效|计划|既定|批复)*目标(?:设定|内容|描述|任务)?|目标内容|预期(?:效果|结果)",
    ),
)

TOTAL_ROW = re.compile(
    r"(?:绩效|项目|自评|评价|指标|绩效自评)*(?:总分|合计|总计|总得分|得分合计|总分值|合计得分|得分总计|总评分)(?:值|数)?"
    r"|(?:单位|自评|评价|最终|综合|绩效)+(?:得分|评分|分数)|(?i:total)"
)
SUBTOTAL_ROW = re.compile(r".*小计|(?:.{0,8}指标|产出|效益|满意度|成本)?合计")

REMARKS = Vocabulary(
    ("conclusion", r"(?:自评|评价|综合评价|自评价?)?(?:结论|结果|等级|总结)|评价结论"),
    ("reasons", r".*(?:偏差|未完成|未实现|扣分).*(?:原因|分析).*"),
    ("problems", r".*(?:存在|主要)(?:的)?(?:主要)?(?:问题|不足).*|问题(?:及原因(?:分析)?)?"),
    ("improvements", r".*(?:改进|整改|下一步).*(?:措施|方案|建议|意见|打算|安排|工作)?|.*结果应用.*"),
    ("other_matters", r"其他(?:需要|需)?说明.*|其他(?:事项|说明|情况)|说明的问题|需要说明的(?:问题|事项)"),
    ("note", r"(?:备注|注|说明|填表说明|填报说明|注释|备注说明|附注)[0-9]*"),
    ("signature", r".*(?:负责人|填报人|填表人|联系人|联系电话|填报日期|填表日期|经办人).*"),
    ("signature", r".*(?:盖章|签字|签章|审核人|制表人|评价人员).*"),
    ("opinion", r".*(?:审核|审查|复核|评审)意见.*"),
)  # fmt: skip
GRADES = {"优": "优", "良": "良", "中": "中", "差": "差", "优秀": "优", "良好": "良", "合格": "中", "不合格": "差"}
