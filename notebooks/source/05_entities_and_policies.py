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
# Three types: POLICY, PLACE, ORG. `name` is the canonical form, `id` the link (the code of a place in that year, the full title of a law), `text` what stands there. One
# report with its names:
# %% [markdown] lang="zh"
# 分三类：政策 POLICY、地方 PLACE、机构 ORG。`name` 是规范名称，`id` 是链接（当年的区划代码、法律全称），`text` 是原文的写法。看一篇报告里的名称：
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
chosen = ["中华人民共和国物权法", "中华人民共和国民法典", "“放管服”改革", "乡村振兴战略", "河长制", "林长制"]
tk.plot_trends(trends[trends["entity"].isin(chosen)], measure="n_docs");
# %% [markdown] lang="en"
# ## Laws in the version of their time
#
# The 环境保护法 was made anew in 2014. `citation_network` gives each citation the text that was in force when the report was delivered.
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
# %% [markdown] lang="zh"
# ## 回答
