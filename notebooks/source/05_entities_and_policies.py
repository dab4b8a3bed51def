# %% [markdown] lang="en"
# # 5 Entities, and policies over time
#
# **Question.** Which policies do the reports name, from when to when, and do they cite laws in the version of their time?
# %% [markdown] lang="zh"
# # 5 实体，以及政策的起落
#
# **问题。** 报告提到哪些政策，从哪年到哪年？引用法律时，用的是不是当时的版本？
# %%
from pathlib import Path

import toolkit as tk

ROOT = Path("../..")  # the project's folder, seen from this notebook
work = ROOT / "out" / "notebooks"
corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
reports = corpus.filter(doc_type="政府工作报告")
entities = reports.entities
entities.groupby(["type", "subtype"], dropna=False).agg(mentions=("text", "size"), names=("name", "nunique")).head(16)
# %% [markdown] lang="en"
# Three types: POLICY, PLACE, ORG. `name` is the canonical form, `id` the link (the code of a place in that year, the full title
# of a law), `text` what stands there. One report with its names:
# %% [markdown] lang="zh"
# 分三类：政策 POLICY、地方 PLACE、机构 ORG。`name` 是规范名称，`id` 是链接（当年的区划代码、法律全称），`text` 是原文的写法。看一
# 篇报告里的名称：
# %%
tk.show(reports.filter(place="清远市", year=2023).entities.query("type == 'POLICY'"), rows=10)
# %% [markdown] lang="en"
# ## Policies by year
#
# `entity_trends` counts documents, not mentions: a report that names a policy five times has named it.
# %% [markdown] lang="zh"
# ## 各年的政策
#
# `entity_trends` 数的是文档而不是次数：一篇报告提五次，也只是提到了。
# %%
trends = tk.entity_trends(reports, type="POLICY", min_docs=15)
spans = trends[trends["n_docs"] > 0].groupby("entity")["year"].agg(["min", "max", "size"])
spans.sort_values(["min", "max"])
# %%
table = trends.rename(columns={"entity": "name", "n_docs": "count"})
tk.plot_places(table, k=23, title="各年提到各项政策的报告数");
# %% [markdown] lang="en"
# ## Laws in the version of their time
#
# The 环境保护法 was made anew in 2014. `citation_network` gives each citation the text that was in force when the report was
# delivered.
# %% [markdown] lang="zh"
# ## 当时的版本
#
# 环境保护法 2014 年修订。`citation_network` 给每一次引用配上报告发表时有效的文本。
# %%
network = tk.citation_network(reports)
cited = network.table
cited[cited["found"].str.contains("环境保护法")].groupby("version")["year"].agg(["min", "max", "size"])
# %%
network.most_cited(by="decade", k=5)
# %% [markdown] lang="en"
# ## Answer
#
# Plans come and go with their five years (“十一五”规划 2006–2010 … “十四五”规划 2021–2024); 乡村振兴战略 stands in all
# twelve places in every year from 2018 on, at once: it came from above. 物权法 ends in 2020, and 民法典, which took it up, begins
# in 2021. Reports to 2014 are given the 环境保护法 of 1989, from 2015 on that of 2014.
#
# **Beware.** The series of a policy has few documents a year (twelve here): one report more is no trend. Many names of the demo
# corpus stand in all twelve reports of their first year and in few later ones: so it was made; real policies begin slowly.
# `version` is inferred from the date of the report, as the text seldom says it. `min_docs` hides rare policies; read names that
# are almost alike before you count them (“溪水长清”行动 with and without quotation marks is one `id`). Of the names about one
# in five is wrong or cut in real reports: [accuracy](../../docs/en/accuracy.md).
# %% [markdown] lang="zh"
# ## 回答
#
# 规划随五年而来去（“十一五”2006—2010 …… “十四五”2021—2024）；乡村振兴战略从 2018 年起每年十二个地方都提，一齐开始，是自上
# 而下的。物权法止于 2020 年，吸收了它的民法典始于 2021 年。2014 年以前的报告配的是 1989 年的环境保护法，2015 年起是 2014 年的修订
# 本。
#
# **注意。** 一项政策每年只有几篇文档（这里最多十二篇），多一篇不算趋势。演示语料里许多名称第一年十二篇全有、以后很少，是编写时如
# 此；真实的政策是慢慢多起来的。`version` 由报告日期推定，原文很少写明。`min_docs` 会略去少见的政策；计数之前先看看相近的名称
# （“溪水长清”行动有没有引号，`id` 是同一个）。真实报告里大约五个名称有一个不对或被截断，见[准确度](../../docs/zh/accuracy.md)。
