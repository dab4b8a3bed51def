# %% [markdown] lang="en"
# # 9 Diffusion
#
# **Question.** How do policies spread from place to place: from neighbour to neighbour, down the levels, or up?
#
# Six made-up policies were planted, each with a course of its own.
# %% [markdown] lang="zh"
# # 9 扩散
#
# **问题。** 政策怎样从一地传到另一地：邻居学邻居，自上而下，还是自下而上？
#
# 语料里埋了六项虚构的政策，各有各的走法。
# %%
from pathlib import Path

import toolkit as tk

ROOT = Path("../..")  # the project's folder, seen from this notebook
work = ROOT / "out" / "notebooks"
corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
reports = corpus.filter(doc_type="政府工作报告")
policies = {
    "溪水长清行动": "溪水长清", "一章办结改革": "一章办结", "田园课堂工程": "田园课堂",
    "绿色账本制度": "绿色账本", "邻里食堂计划": "邻里食堂", "晚归班车工程": "晚归班车",
}  # fmt: skip
first = tk.first_mentions(reports, policies)
first["status"].value_counts()
# %% [markdown] lang="en"
# One row a policy and place: the first report that names it, with its sentence. *observed* means that the report of the year
# before does not name it, so that the year is sure. A mention is not yet an adoption: read the sentences, and correct the table
# where one only speaks of the policy elsewhere.
# %% [markdown] lang="zh"
# 一行是一项政策在一个地方：最早提到它的报告，连同原句。*observed* 指上一年的报告没有提，所以年份是确定的。提到不等于采纳：要读原
# 句，只是讲别处的就改表。
# %%
first.query("policy == '溪水长清行动'").sort_values("first_year")[["place", "level", "first_year", "status", "sentence"]]
# %%
tk.plot_first_mentions(first, policy="溪水长清行动");
# %% [markdown] lang="en"
# ## How fast, and how far
# %% [markdown] lang="zh"
# ## 多快，多远
# %%
curve = tk.adoption_curve(first)
curve[curve["year"] == 2024][["policy", "n_places", "share", "low", "high", "n_unknown"]].round(2)
# %%
tk.plot_adoption(curve);
# %% [markdown] lang="en"
# ## Up or down?
# %% [markdown] lang="zh"
# ## 自上而下还是自下而上
# %%
order = tk.adoption_order(first, by="level")
order.pivot(index="policy", columns="group", values="median_year")[["province", "prefecture", "county"]]
# %% [markdown] lang="en"
# ## Do neighbours matter?
#
# `event_table` makes a row of each year in which a place could still take up the policy; neighbours are provinces with a common
# border, prefectures of one province, counties of one prefecture. `hazard_model` compares, within the same year and policy,
# places with many and few neighbours that already have it.
# %% [markdown] lang="zh"
# ## 邻居起作用吗？
#
# `event_table` 把一个地方还没有采纳的每一年列成一行；邻居指接壤的省、同省的市、同市的县。`hazard_model` 在同一年、同一政策之内，
# 比较邻居已采纳得多与少的地方。
# %%
events = tk.event_table(first)
events[["policy", "place", "year", "time", "event", "neighbours_share", "others_share", "province_adopted"]].head(6).round(2)
# %%
model = tk.hazard_model(events, ["neighbours_share"])
model.coefficients.query("not baseline")[["term", "coefficient", "se", "p", "ratio", "ratio_low", "ratio_high"]].round(3)
# %%
model.summary[["n_rows", "n_events", "n_places", "n_policies", "n_clusters"]]
# %% [markdown] lang="en"
# How time is taken into account matters. `year` compares within the same year only; `log` has a smooth course of time; `none`
# takes all years alike:
# %% [markdown] lang="zh"
# 时间怎样控制很要紧。`year` 只在同一年之内比较；`log` 用一条平滑的时间曲线；`none` 把各年一样看待：
# %%
for time in ("year", "log", "none"):
    row = tk.hazard_model(events, ["neighbours_share"], time=time).coefficients.set_index("term").loc["neighbours_share"]
    print(f"{time:5} coefficient {row.coefficient:.2f} [{row.low:.2f}, {row.high:.2f}]")
# %% [markdown] lang="en"
# And the level above? For prefectures and counties the table says whether their province has the policy.
# %% [markdown] lang="zh"
# 上级呢？对于市、县，表中有所在省是否已采纳。
# %%
below = events[events["province_adopted"].notna()].astype({"province_adopted": "float64"})
below.groupby("province_adopted")["event"].agg(["mean", "sum", "size"]).round(2)
# %% [markdown] lang="en"
# ## Answer
#
# 一章办结改革 went down: all provinces in 2011, prefectures two years later, counties from 2015. 田园课堂工程 went up, from a
# county in 2009 to the last province in 2020. The others went from place to place: in the same year and policy, a place all of
# whose neighbours have the policy takes it up nine times as readily as one of which none has, [1.8, 46]. Below the provinces
# hardly any place moved before its own province.
#
# **Beware.** The interval is wide: twelve places. Compared within years the effect is clear, with a smooth course of time it is
# not: here the campaign of 2011 blurs it, and in other corpora it would feign it. The neighbours of counties and of provinces are
# pooled. The share that has "adopted" is the share that *says so* in a report; where reports are missing, the year is an interval
# (`status`). `diffusion_network`, who follows whom, needs thirty policies: with six it rightly finds nothing.
# %% [markdown] lang="zh"
# ## 回答
#
# “一章办结”改革自上而下：2011 年各省一齐推行，两年后到市，2015 年起到县。“田园课堂”工程自下而上，2009 年从一个县开始，2020 年
# 到最后一个省。其余几项一地传一地：在同一年、同一政策之内，邻居全部采纳的地方比邻居都没有采纳的地方，采纳的可能是九倍，[1.8,
# 46]。省以下几乎没有地方走在本省前面。
#
# **注意。** 区间很宽，因为只有十二个地方。按年份比较，效应清楚；用平滑的时间曲线就不清楚：这里是 2011 年的一齐推行冲淡了它，换一
# 个语料也可能凭空造出它。县的邻居和省的邻居合在一起估计。“采纳”的比例其实是报告里**说了**的比例；缺报告时年份是一个区间（见
# `status`）。 `diffusion_network`（谁跟着谁）需要三十项政策，六项时它什么也找不到，这是对的。
