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
# A passage is *copied* word for word (95 % of the characters and all figures are the same) or *adapted*. Read some of each, side
# by side with their source:
# %% [markdown] lang="zh"
# 一段要么是**照抄**（copied，95% 以上的字相同，数字全同），要么是**改写**（adapted）。各读几条，和来源对着看：
# %%
one = own.query("target_place == '贵州省' and target_year == 2020").sort_values(["kind", "target_start"], ascending=[False, True])
tk.show(one[["kind", "similarity", "numbers_changed", "target_text", "source_text"]])
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
# `pairs="higher", lag=0` compares with the report of the same year of the next higher level: the county's with the prefecture's,
# the prefecture's with the province's.
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
#
# Most places copy 2 % of a report word for word from their last one; 贵州省 does so with 5 %, and its years show since when: 2 %
# to 2012, 7 % after (planted from 2013 on). 连南瑶族自治县 copies from itself, but hardly from above (1 %), where 清远市 and 英德
# 市 take 6 % from the province and the prefecture. `novelty`, made in quite another way, puts the same two places last.
#
# **Beware.** *Adapted* is not borrowing: most of those passages are stock sentences with this year's figures (719 of 839 with
# `numbers_changed`). The 1 % of 连南 are set phrases and names of campaigns; read the passages of a low share before you speak
# of copying. Direction is known only from dates: two reports may copy the same third text. A county is compared with its
# prefecture *and* its province, and a principle handed down twice is found in both.
# %% [markdown] lang="zh"
# ## 回答
#
# 多数地方的报告约有 2% 照抄自己上一年的；贵州省是 5%，逐年看得出从何时开始：2012 年以前 2%，以后 7%（埋在 2013 年起）。连南瑶族自
# 治县多抄自己，几乎不抄上级（1%），而清远市、英德市有 6% 抄自省和市。用完全不同的方法算出的 `novelty`，排在最后的也是这两个地方。
#
# **注意。** **改写**不等于借用：那些段落大多是套话换上今年的数字（839 段中 719 段 `numbers_changed`）。连南的 1% 是套话和工程名称的
# 短句；比例低时先读段落，再谈抄袭。谁抄谁只能由日期推断：两篇也可能都抄自第三篇。县同时与市**和**省比较，逐级传下来的同一段会在两
# 处都找到。
