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
# A claim is one figure: what it measures, level or change or rank, promised or achieved, for which year. `claims_panel` sets the
# target of the report of 2019 for 2019 beside the result that the report of 2020 tells.
# %% [markdown] lang="zh"
# 一条数据是一个数字：说的是什么，是水平、变化还是位次，是目标还是结果，是哪一年的。`claims_panel` 把 2019 年报告为 2019 年定的目
# 标和 2020 年报告讲的结果放在一行。
# %%
panel = tk.claims_panel(corpus.claims, indicator="地区生产总值").query("measure == 'change'")
tk.show(panel.query("place == '清远市'"), rows=20)
# %% [markdown] lang="en"
# Two sources differ on one year (`conflict`). The panel does not average; `panel_sources` shows both sentences, and you decide.
# %% [markdown] lang="zh"
# 有一年两处说法不同（`conflict`）。面板不取平均；`panel_sources` 把两句都列出来，由你决定。
# %%
differing = panel.loc[panel["conflict"].astype(bool), ["place", "year", "measure"]]
sources = tk.panel_sources(corpus.claims, indicator="地区生产总值").merge(differing)
sources[["doc_id", "modality", "value", "used", "agrees", "sentence"]]
# %%
tk.plot_panel_by_place(panel[panel["place"] != "吉安市"]);  # of 吉安市 there are bulletins alone, which set no targets
# %% [markdown] lang="en"
# ## Hit or missed
# %% [markdown] lang="zh"
# ## 完成与否
# %%
outcomes = tk.target_outcomes(panel)
tk.plot_outcomes(outcomes.outcomes, indicator="地区生产总值");
# %% [markdown] lang="en"
# ## The regression
#
# Target of this year on last year's target and margin (result less target), with effects of places and years, errors clustered by
# place. Once with statsmodels, to see every term, and once as the toolkit does it.
# %% [markdown] lang="zh"
# ## 回归
#
# 今年的目标，对去年的目标和去年的差额（结果减目标）回归，带地方和年份固定效应，标准误按地方聚类。先用 statsmodels 写明每一项，再
# 看工具自带的结果。
# %%
before = outcomes.outcomes[["place", "year", "target", "margin"]].rename(columns={"target": "last_target", "margin": "last_margin"})
before["year"] += 1
data = panel[["place", "year", "target"]].merge(before, on=["place", "year"]).dropna().astype({"year": "int64"})
groups = data["place"].astype("category").cat.codes
model = smf.ols("target ~ last_target + last_margin + C(place) + C(year)", data=data)
fit = model.fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
fit.params.to_frame("coefficient").assign(se=fit.bse, p=fit.pvalues).loc[["last_target", "last_margin"]].round(3)
# %%
outcomes.ratchet[["indicator", "n", "n_places", "carry", "ratchet", "ratchet_low", "ratchet_high", "ratchet_p"]].round(3)
# %% [markdown] lang="en"
# ## A frame with words beside figures
#
# `research_panel` gives one balanced row a place and year, with words, figures and your own tables, and writes it for Stata with
# labels and a codebook.
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
#
# Yes: of each point by which last year's result beat the target, about 0.4 go into the next target, [0.28, 0.49]; 0.4 was
# planted. `statsmodels` and the toolkit give the same coefficients and intervals. All places missed in 2008, 2020 and 2022, so
# that effects of years are needed.
#
# **Beware.** Twelve places are few clusters: the interval uses t with 11 degrees of freedom, not the normal. With effects of
# places and a lagged target on the right the coefficient of the last target (`carry`) is biased downwards in short panels
# (Nickell); 0.3 was planted, 0.22 is found. `approx` targets (左右) count as attained from a little below. 2021 in 清远市 has two
# results: the panel took the bulletin's. A target of 6%–6.5% enters with its lower end. Check a sample of the figures before the
# regression ([notebook 2](02_build_and_check.ipynb)).
# %% [markdown] lang="zh"
# ## 回答
#
# 会：去年结果每超出目标一个百分点，今年的目标约提高 0.4 个百分点，[0.28, 0.49]；埋的就是 0.4。`statsmodels` 与工具给出的系数和区
# 间相同。 2008、2020、2022 年各地都没有完成，所以年份固定效应少不了。
#
# **注意。** 十二个地方，聚类太少：区间用的是自由度 11 的 t 分布而不是正态。带地方固定效应又有滞后目标的短面板，上年目标的系数
# （`carry`）会偏低（Nickell 偏误）；埋的是 0.3，得出 0.22。“左右”的目标略低一点也算完成。清远市 2021 年有两个结果，面板取了公报
# 的。6%—6.5% 这样的目标按下限计。回归之前先抽查数字（[第 2 篇](02_build_and_check.ipynb)）。
