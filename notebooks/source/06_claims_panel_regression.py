# %% [markdown] lang="en"
# # 6 From claims to a panel to a regression
#
# **Question.** Do governments that beat their growth target set a higher one next year (a ratchet)?
# %% [markdown] lang="zh"
# # 6 从数字到面板，再到回归
#
# **问题。** 超额完成增长目标的政府，下一年会不会提高目标（棘轮效应）？
# %%
from pathlib import Path

import statsmodels.formula.api as smf

import toolkit as tk

ROOT = Path("../..")  # the project's folder, seen from this notebook
work = ROOT / "out" / "notebooks"
corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
corpus.claims.groupby(["modality", "role"]).size().unstack(fill_value=0)
# %% [markdown] lang="en"
# A claim is one figure: what it measures, level or change or rank, promised or achieved, for which year. `claims_panel` sets the target of the report
# of 2019 for 2019 beside the result that the report of 2020 tells.
# %% [markdown] lang="zh"
# 一条数据是一个数字：说的是什么，是水平、变化还是位次，是目标还是结果，是哪一年的。`claims_panel` 把 2019 年报告为 2019 年定的目标和 2020 年报告讲的结果放在一行。
# %%
panel = tk.claims_panel(corpus.claims, indicator="地区生产总值").query("measure == 'change'")
tk.show(panel.query("place == '清远市'"), rows=20)
# %% [markdown] lang="en"
# Two sources differ on one year (`conflict`). The panel does not average; `panel_sources` shows both sentences, and you decide.
# %% [markdown] lang="zh"
# 有一年两处说法不同（`conflict`）。面板不取平均；`panel_sources` 把两句都列出来，由你决定。
# %%
differing = panel[panel["conflict"].astype(bool)]
sources = tk.panel_sources(corpus.claims, indicator="地区生产总值").query("place == '清远市' and year == 2021 and measure == 'change'")
sources[["doc_id", "modality", "value", "used", "agrees", "sentence"]]
# %%
tk.plot_panel_by_place(panel);
# %% [markdown] lang="en"
# ## Hit or missed
# %% [markdown] lang="zh"
# ## 完成与否
# %%
outcomes = tk.target_outcomes(panel)
outcomes.outcomes.groupby("year")["outcome"].value_counts().unstack(fill_value=0).T
# %% [markdown] lang="en"
# ## The regression
#
# Target of this year on last year's target and margin (result less target), with effects of places and years, errors clustered by place. Once with
# statsmodels, to see every term, and once as the toolkit does it.
# %% [markdown] lang="zh"
# ## 回归
#
# 今年的目标，对去年的目标和去年的差额（结果减目标）回归，带地方和年份固定效应，标准误按地方聚类。先用 statsmodels 写明每一项，再看工具自带的结果。
# %%
frame = outcomes.outcomes[["place", "year", "target", "margin"]].sort_values(["place", "year"])
before = frame.assign(year=frame["year"] + 1).rename(columns={"target": "last_target", "margin": "last_margin"})
data = frame.merge(before, on=["place", "year"]).assign(group=lambda table: table["place"].astype("category").cat.codes)
data = data.astype({"year": "int64"})
fit = smf.ols("target ~ last_target + last_margin + C(place) + C(year)", data=data).fit(cov_type="cluster", cov_kwds={"groups": data["group"]})
fit.summary2().tables[1].loc[["last_target", "last_margin"]].round(3)
# %%
outcomes.ratchet[["indicator", "n", "n_places", "carry", "ratchet", "ratchet_low", "ratchet_high", "ratchet_p"]].round(3)
# %% [markdown] lang="en"
# ## A frame with words beside figures
#
# `research_panel` gives one balanced row a place and year, with words, figures and your own tables, and writes it for Stata with labels and a codebook.
# %% [markdown] lang="zh"
# ## 把用词和数字放在一起
#
# `research_panel` 给出平衡面板，一行一个地方、一年，含用词、数字和你自己的表，并写成带标签和编码簿的 Stata 文件。
# %%
reports = corpus.filter(doc_type="政府工作报告")
research = tk.research_panel(reports, terms=["困难", "营商环境"], indicators=["地区生产总值"])
research.codebook[["name", "meaning", "unit", "n", "n_missing", "mean"]].iloc[7:].round(2)
# %%
[path.name for path in research.write(work / "stata", name="growth")]
# %% [markdown] lang="en"
# ## Answer
# %% [markdown] lang="zh"
# ## 回答
