"""Digits that assert nothing: dates, document and section numbers, codes and names with digits."""

import re

__all__ = ["DATE", "NOISE", "is_name", "is_period"]

_D = "[0-9０-９]"
_C = "[零〇○Ｏ一二三四五六七八九]"
_YEAR = f"(?:(?:19|20|１９|２０){_D}{{2}}|[一二]{_C}{{3}})"
_PART = "(?:份|底|末|初|中旬|上旬|下旬)?"
_CALENDAR = "[一二三四五六七八九十]{1,3}"

DATE = "|".join(
    [
        f"{_YEAR}[ 　\n]?年?[ 　\n]?(?:[-－–—~～至到]{{1,2}}|[至到])[ 　\n]?{_YEAR}[ 　\n]?(?:学年|年度|年)",
        f"{_YEAR}[ 　\n]?年[ 　\n]?{_D}{{1,2}}[ 　\n]?月{_PART}(?:[ 　\n]?{_D}{{1,2}}[ 　\n]?[日号])?",
        f"{_YEAR}[ 　\n]?年(?:{_CALENDAR}月(?:{_CALENDAR}日|份|底|末|初)?|末|底|初|度|代)?",
        f"{_YEAR}[-－–—~～至到]{{1,2}}{_YEAR}(?!{_D})",
        f"{_D}{{2,4}}年代|{_D}{{4}}年",
        f"{_D}{{1,2}}(?:[-－–—~～至到、]{{1,2}}{_D}{{1,2}})?[ 　\n]?月{_PART}(?:{_D}{{1,2}}[ 　\n]?[日号](?!内))?(?!龄)",
        f"{_D}{{4}}[-/.．]{_D}{{1,2}}[-/.．]{_D}{{1,2}}",
        "(?<![0-9.:：])(?:[01]?[0-9]|2[0-3])[:：](?:[0-5][0-9](?=[-—至到前后])|00|15|30|45)(?![0-9.．:：])",
        f"{_D}{{1,2}}世纪(?:{_D}{{2}}年代)?",
        f"{_CALENDAR}月{_CALENDAR}日",
    ]
)

_OTHER = "|".join(
    [
        f"[〔\\[（(【［]{_D}{{4}}[〕\\]）)】］][ 　\n]?第?{_D}{{1,5}}[ 　\n]?号",
        f"第?{_D}{{1,6}}号(?!线)",
        f"(?<![^\\n 　\t（(]){_D}{{1,3}}(?:\\.{_D}{{1,2}}){{0,2}}[）)、.．](?![0-9０-９])",
        f"[（(]{_D}{{1,3}}[）)]",
        f"[“\"'‘「『]{_D}{{1,6}}[A-Za-z]?[条项点号句]?[+＋]?[”\"'’」』]",
        "[“\"‘「『][一二三四五六七八九十百千万亿]{1,5}[”\"’」』]",
        f"{_D}{{1,4}}(?:[+＋]{_D}{{0,4}}[A-Za-zＮＸ]?)+",
        f"{_D}{{1,3}}[×xX*]{_D}{{1,3}}(?:小时)?",
        "[A-Za-zＡ-Ｚ](?:[A-Za-z]{0,11}[-－.·—]?[0-9０-９]{1,6}[.．]?)(?:[0-9A-Za-z]{0,12}(?:-[0-9A-Za-z]{1,6})?)",
        f"{_D}{{3,4}}-{_D}{{7,8}}|[0-9]{{11}}(?![0-9.．])",
        "[一二三四五六七八九十]{2,3}五(?=[”\"]|规划|时期|期间|末|以来|计划|开局|收官)",
        "(?:两个)?一百年(?=奋斗|目标)|千方百计|百年|万一|一千零一夜",
    ]
)
NOISE = f"{DATE}|{_OTHER}"

_PERIOD_AFTER = re.compile(
    "[来间里前后初末底级期制共再每增新]|以来|[之以][前后]|期间|时期|内(?!完成)|中[，国全]|左右?的?时间|的?时间|一遇|一次|累计|平均"
    "|行动|计划|规划|攻坚|目标|任务|实践|奋斗|发展|建设|历程|成就"
)
_PERIOD_BEFORE = re.compile(
    "(?:过去|最近|近|前|后|头|这|今后|未来|第|几|上|下|本|新|那|用|经过|历时|早|晚|的|十四五|时隔|往后|利用)的?$"
)
_AMOUNT_BEFORE = re.compile(
    "(?:连续|为期|满|达到?|期限|有效期|缩短|压[减缩]|提高|延长|增加|期为|不少于|不超过|至少|最长|超过?|约|近|到|为|龄|寿命|[^，。；：、\n]限)"
    "(?:至|到|了|为|近|约)*$"
)
_CLAUSE_START = re.compile("(?:^|[，,。；;：:、！？\n 　—“（(])$")
_LIVING = "生活|服务|健身|文化|阅读|交通|经济|就业|养老|消费|通勤|都市|城市|医保|品质|便民|美好|社区|出行"
_NAME_AFTER = re.compile(f"(?:{_LIVING})*圈|吨级|不间断|热线|自助|值守|在线|全天候|行动")


def is_period(text: str, start: int, end: int) -> bool:
    """Whether a number of years, months or days names a stretch of time (近5年, 3年行动, 20日) and not an amount of it."""
    if _AMOUNT_BEFORE.search(text, max(0, start - 8), start):
        return _PERIOD_AFTER.match(text, end) is not None and text[end : end + 1] in tuple("来间前后期")
    if text[end - 1] == "日":
        return not text.startswith(("内", "以内", "之内", "前", "游"), end)
    if _PERIOD_BEFORE.search(text, max(0, start - 4), start) or _PERIOD_AFTER.match(text, end):
        return True
    return _CLAUSE_START.search(text, max(0, start - 1), start) is not None and text[end : end + 1] not in tuple("以。；")


def is_name(text: str, start: int, end: int) -> bool:
    """Whether the number belongs to a name or a fixed phrase (15分钟生活圈, 前100名, 24小时值守, 每10万人)."""
    before = text[start - 1 : start]
    if before and before in "前每第几图表":
        return True
    if before in ("“", "‘") and text[end : end + 1] in ("”", "’"):
        return True
    return _NAME_AFTER.match(text, end) is not None
