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
# One row a policy and place: the first report that names it, with its sentence. *observed* means that the report of the year before does not name it, so that
# the year is sure. A mention is not yet an adoption: read the sentences, and correct the table where one only speaks of the policy elsewhere.
# %% [markdown] lang="zh"
# 一行是一项政策在一个地方：最早提到它的报告，连同原句。*observed* 指上一年的报告没有提，所以年份是确定的。
# 提到不等于采纳：要读原句，只是讲别处的就改表。
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
order.pivot(index="policy", columns="level", values="median_year")[["province", "prefecture", "county"]]
# %% [markdown] lang="en"
# ## Do neighbours matter?
#
# `event_table` makes a row of each year in which a place could still take up the policy; neighbours are provinces with a common border, prefectures of one province,
# counties of one prefecture. `hazard_model` compares, within the same year and policy, places with many and few neighbours that already have it.
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
# The policy that came from above in one year should show no neighbours at work, and the one that went over borders should:
# %% [markdown] lang="zh"
# 同一年由上面推开的那项不该显出邻居的作用，越过省界传开的那项应该显出：
# %%
spread = {name: tk.hazard_model(events[events["policy"] == name], ["neighbours_share"], time="log") for name in ("溪水长清行动", "一章办结改革")}
for name, fitted in spread.items():
    print(name, fitted)
# %% [markdown] lang="en"
# ## Answer
# %% [markdown] lang="zh"
# ## 回答
