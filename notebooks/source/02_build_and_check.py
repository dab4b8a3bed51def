# %% [markdown] lang="en"
# # 2 Build a corpus and check it
#
# **Question.** A folder holds some 270 files of twenty years. Is the corpus complete, and how many of the figures read from it
# are right?
#
# No result is better than what was read. This notebook looks at the corpus as a whole; the next ones use it. *Demo texts are made
# up.*
# %% [markdown] lang="zh"
# # 2 建库，并且检查
#
# **问题。** 一个文件夹里有二十年的 270 多个文件。语料库完整吗？从中读出的数字有多少是对的？
#
# 读得不对，后面的结果都靠不住。这一篇先把整个语料库看一遍，以后各篇都用它。**演示语料是模拟文本，数字为虚构。**
# %%
from pathlib import Path

import toolkit as tk

ROOT = Path("../..")  # the project's folder, seen from this notebook
work = ROOT / "out" / "notebooks"
corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
corpus
# %% [markdown] lang="en"
# ## Is it complete?
#
# Kinds of document by year first. A kind that begins late is a trap: words of that genre then seem to rise.
# %% [markdown] lang="zh"
# ## 完整吗？
#
# 先看各年、各文种的篇数。某个文种开始得晚就是一个陷阱：那种文献的用词看上去会像是在“增多”。
# %%
documents = corpus.documents
documents.assign(period=(documents["year"] // 5 * 5).astype(str) + "–").pivot_table(
    index="doc_type", columns="period", values="doc_id", aggfunc="count", fill_value=0
)
# %% [markdown] lang="en"
# Work reports are even over time, the rest is not. So we go on with the work reports alone: twelve places, one report a year?
# %% [markdown] lang="zh"
# 政府工作报告每个时期都齐，其余不齐。因此以下只用政府工作报告：是不是十二个地方、每年一篇？
# %%
reports = corpus.filter(doc_type="政府工作报告")
reports.documents.groupby("place")["year"].agg(["min", "max", "nunique", "size"])
# %%
len(corpus.errors), len(corpus.notes), int(reports.documents["place"].isna().sum())
# %% [markdown] lang="en"
# Nothing is missing, nothing is double, every report has its place. Lengths tell of texts that were cut off:
# %% [markdown] lang="zh"
# 没有缺的，没有重复的，每篇都有地方。再看长度，有没有被截断的正文：
# %%
reports.documents["n_chars"].astype(int).describe().round()
# %% [markdown] lang="en"
# ## Read one
#
# `corpus.document` gives one text; in Jupyter its names and figures are marked, with their fields when the pointer rests on them.
# Here are its parts: `kind` says whether a section looks back, sets targets or assigns tasks, and that decides whether a figure
# is a result or a promise.
# %% [markdown] lang="zh"
# ## 读一篇
#
# `corpus.document` 取出一篇；在 Jupyter 里，名称和数字会标出颜色，指针停在上面就显示各字段。下面是它的章节：`kind` 说明这一节是回
# 顾、目标还是任务，数字是“已做到”还是“计划做到”要看它。
# %%
one = corpus.filter(place="清远市", year=2020, doc_type="政府工作报告")
one.sections[["number", "heading", "kind", "start", "end"]].head(10)
# %%
tk.show(one.claims, rows=8)
# %% [markdown] lang="en"
# ## How many are right? Check a sample
#
# `sample_for_review` draws figures and names at random, each in its sentence between 【 】. Write the sheet to a file, fill in
# `right` (1 or 0), and let `score_review` count. Here twenty of each.
# %% [markdown] lang="zh"
# ## 有多少是对的？抽查
#
# `sample_for_review` 随机抽出数字和名称，各在原句中用【】标出。写成文件，填好 `right`（1 或 0），再由 `score_review` 计算。这里各
# 抽二十条。
# %%
sheet = reports.sample_for_review(n_figures=20, n_names=20, seed=1)
tk.show(sheet[["kind", "sentence", "indicator_id", "value", "modality", "type", "name"]].iloc[[0, 1, 2, 20, 21, 22]])
# %% [markdown] lang="en"
# We read all forty and put down our verdict: say that one figure had the wrong year. (Invented: fill it in yourself.)
# %% [markdown] lang="zh"
# 读完四十条，填上判断：假设有一个数字的年份读错了。（这是举例，请自己填。）
# %%
sheet["right"] = 1
sheet.loc[3, "right"] = 0
tk.score_review(sheet)[["kind", "type", "n", "right", "precision", "low", "high"]].round(3)
# %% [markdown] lang="en"
# ## Answer
#
# 240 work reports of twelve places, 2005–2024, one a place and year, none unread. Other kinds of document are few before 2019,
# so that courses over time are to be told from work reports alone. Of a sample of twenty, nineteen right would be a precision of
# .95, but with an interval down to about .76: **twenty are too few**. With 200 (the default) it would be .95 [.91, .97].
#
# **Beware.** Precision says nothing of what was *missed*: read a few pages and count the figures that have no row. A random
# sample of figures has few of your indicator: draw from what you use (`corpus.filter(…)`), and from each of the groups that you
# compare. The demo corpus is read nearly without error because it is regular; real reports are harder.
# %% [markdown] lang="zh"
# ## 回答
#
# 政府工作报告 240 篇，十二个地方，2005—2024 年，每地每年一篇，没有读不了的。别的文种 2019 年以前很少，所以讲变化只用政府工作报
# 告。抽二十条、对十九条，准确率是 .95，但区间低到约 .76：**二十条太少**。抽 200 条（默认）时区间是 .95 [.91, .97]。
#
# **注意。** 准确率不说明**漏掉**了多少：找几页读一读，数一数没有对应行的数字。随机抽样里你要用的指标不多：从要用的部分抽
# （`corpus.filter(…)`），要比较的各组分别抽。演示语料行文整齐，几乎读不错；真实的报告难得多。
