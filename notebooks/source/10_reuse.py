# %% [markdown] lang="en"
# # 10 Reuse
#
# **Question.** How much of a report is copied from the place's own report of the year before, and how much from the level above?
# %% [markdown] lang="zh"
# # 10 文本重复
#
# **问题。** 一篇报告有多少抄自本地上一年的报告，有多少抄自上一级？
# %%
from pathlib import Path

import toolkit as tk

ROOT = Path("../..")  # the project's folder, seen from this notebook
work = ROOT / "out" / "notebooks"
corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
reports = corpus.filter(doc_type="政府工作报告")
own = tk.find_reuse(reports, pairs="own", lag=1)
own.groupby("kind").agg(passages=("n_chars", "size"), characters=("n_chars", "sum"), numbers_changed=("numbers_changed", "sum"))
# %% [markdown] lang="en"
# A passage is *copied* word for word (only figures may differ: `numbers_changed`) or *adapted*. Read some of each, side by side with their source:
# %% [markdown] lang="zh"
# 一段要么是**照抄**（copied，只有数字可以不同，见 `numbers_changed`），要么是**改写**（adapted）。各读几条，和来源对着看：
# %%
longest = own.sort_values(["n_chars", "target_doc_id"], ascending=[False, True]).groupby("kind").head(3)
tk.show(longest.sort_values("kind")[["kind", "similarity", "numbers_changed", "target_doc_id", "target_text", "source_text"]])
# %% [markdown] lang="en"
# ## Who copies from itself?
#
# Shares of the text, as means over the reports of a place, with intervals over reports.
# %% [markdown] lang="zh"
# ## 谁在抄自己？
#
# 占全文的比例，按一个地方各篇平均，区间由报告的重抽样得出。
# %%
shares = tk.reuse_shares(reports, own, by="place")
shares.sort_values("copied", ascending=False)[["place", "n_docs", "copied", "copied_low", "copied_high", "adapted", "new"]].round(3)
# %%
guizhou = tk.reuse_shares(reports, own, by=["place", "year"]).query("place == '贵州省'")
guizhou[["year", "copied", "adapted", "new"]].round(3).set_index("year").T
# %% [markdown] lang="en"
# ## What comes from above?
#
# `pairs="higher", lag=0` compares with the report of the same year of the next higher level: the county's with the prefecture's, the prefecture's with the province's.
# %% [markdown] lang="zh"
# ## 从上面来的有多少？
#
# `pairs="higher", lag=0` 与上一级同年的报告相比：县比市，市比省。
# %%
higher = tk.find_reuse(reports, pairs="higher", lag=0)
tk.reuse_shares(reports, higher, by="place")[["place", "n_docs", "copied", "copied_low", "copied_high", "adapted"]].round(3)
# %%
higher.query("kind == 'copied'").groupby(["target_place", "source_place"]).size().rename("passages").reset_index()
# %% [markdown] lang="en"
# ## New against before
# %% [markdown] lang="zh"
# ## 与以前相比有多新
# %%
new = tk.novelty(reports, same_place=True)
new.groupby("place")[["novelty", "resonance"]].mean().sort_values("novelty").round(3).head(4)
# %% [markdown] lang="en"
# ## Answer
# %% [markdown] lang="zh"
# ## 回答
