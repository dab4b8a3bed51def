"""Statistical bulletins: sections of figures, a table, notes."""

from dataclasses import replace

from demo_maker.draft import HAN_ORDER, Draft, Meta

SECTIONS = ("综合", "农业", "工业和建筑业", "固定资产投资", "国内贸易和旅游", "对外经济", "财政和金融", "教育、科技和卫生",
            "人民生活和社会保障", "资源、环境和安全")
TABLE = (("地区生产总值", "gdp"), ("一般公共预算收入", "revenue"), ("社会消费品零售总额", "retail"), ("进出口总额", "trade"))
REVISED_PLACE, REVISED_YEAR, REVISION = "清远市", 2021, 0.4
"""The bulletin of this place tells a revised growth of GDP, so that two sources differ."""


def meta(draft: Draft) -> Meta:
    """Return the title, issuer and date of a bulletin."""
    place, past = draft.place, draft.year - 1
    return Meta(
        title=f"{past}年{place['place']}国民经济和社会发展统计公报", issuer=f"{place['place']}统计局", place=place["place"],
        adcode=place["adcode"], date=f"{draft.year}-0{3 + draft.year % 2}-{11 + draft.year % 17}", year=draft.year, review_year=past,
        doc_type="统计公报", doc_number=None, suffix="html" if place["place"] == "吉安市" or draft.year % 2 else "txt",
    )


def write(draft: Draft, about: Meta) -> None:
    """Write the bulletin into the draft."""
    draft.words["issuer"] = about.issuer
    if (draft.place["place"], draft.year - 1) == (REVISED_PLACE, REVISED_YEAR):
        _revise(draft)
    first = draft.random.uniform(7, 18)
    second = draft.random.uniform(34, 46)
    draft.words["ratio"] = f"{first:.1f}:{second:.1f}:{100 - round(first, 1) - round(second, 1):.1f}"
    gdp, people = (draft.series.levels[key, draft.year - 1] for key in ("gdp", "population"))
    draft.words["per_head"] = f"{gdp * 1e4 / people:.0f}"
    draft.add("byline", about.issuer)
    draft.add("byline", about.day)
    draft.add("paragraph", draft.one("intro"))
    for position, section in enumerate(SECTIONS):
        draft.add("heading", f"{HAN_ORDER[position]}、{section}")
        part = 1
        while f"{section}.{part}" in draft.rules:
            # The second part of a section is the one without planted figures: several of its sentences may stand together.
            draft.add("paragraph", *draft.say(f"{section}.{part}", 3 if part == 2 else 1))
            part += 1
    _table(draft)
    draft.add("paragraph", "注：")
    for number, note in enumerate(draft.say("notes", 3), start=1):
        draft.add("paragraph", f"{number}.{note}")


def _revise(draft: Draft) -> None:
    changes = dict(draft.series.changes)
    changes["gdp", REVISED_YEAR] = round(changes["gdp", REVISED_YEAR] + REVISION, 1)
    draft.figures.series = replace(draft.series, changes=changes)


def _table(draft: Draft) -> None:
    """A small table of the year's figures, as bulletins carry them."""
    draft.add("paragraph", f"表1 {draft.year - 1}年主要指标")
    draft.add("table", "指标\t单位\t绝对数\t比上年增长（%）")
    series = draft.figures.series
    for name, key in TABLE:
        indicator = series.indicators[key]
        level, change = series.levels[key, draft.year - 1], series.changes[key, draft.year - 1]
        draft.add("table", f"{name}\t{indicator.unit}\t{level:.{indicator.decimals}f}\t{change:.1f}")
