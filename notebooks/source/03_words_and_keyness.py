# %% [markdown] lang="en"
# # 3 Words and keyness
#
# **Question.** What do the reports of 2018–2024 talk about more than those before?
# %% [markdown] lang="zh"
# # 3 用词与关键性
#
# **问题。** 2018—2024 年的报告和以前相比，多说了什么？
# %%
from pathlib import Path

import toolkit as tk

ROOT = Path("../..")  # the project's folder, seen from this notebook
work = ROOT / "out" / "notebooks"
corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
reports = corpus.filter(doc_type="政府工作报告")
matrix = tk.count_terms(reports, min_df=3)
matrix
# %% [markdown] lang="en"
# A row a report, a column a word. Words in fewer than three reports are out, and so are words of the language (的, 和); words of
# the genre (加强, 落实) stay unless `stop_words="all"`. Look at words in their sentences before you count them:
# %% [markdown] lang="zh"
# 一行一篇报告，一列一个词。不到三篇报告用过的词不算，“的”“和”这样的词也不算；“加强”“落实”这样的套话留着，除非用
# `stop_words="all"`。数之前，先在句子里看看词：
# %%
tk.show(tk.concordance(reports, "营商环境"), rows=6)
# %% [markdown] lang="en"
# ## Each year's words
#
# Figures are labelled in Chinese; `lang="en"` labels them in English. Words that the neighbouring column has too are grey.
# %% [markdown] lang="zh"
# ## 各年的关键词
#
# 图中文字默认为中文，`lang="en"` 换成英文。相邻一栏也有的词是灰色的。
# %%
tk.plot_keywords(tk.rank_keywords(matrix, by="year", own_names=False), k=8);
# %% [markdown] lang="en"
# ## Two periods
#
# `keyness` compares. `z` ranks (log odds with a prior that holds rare words back); `p` comes from dealing whole *documents* out
# anew, because words come in heaps: a word used twenty times in one report is one report's word.
# %% [markdown] lang="zh"
# ## 两个时期
#
# `keyness` 作比较。`z` 用来排序（带先验的对数优势比，压住偶然出现的词）；`p` 由重新分派**文档**得出，因为词总是成堆出现：一篇报告
# 里用了二十次，仍只是一篇报告的词。
# %%
late, early = {"year": range(2018, 2025)}, {"year": range(2005, 2018)}
words = tk.keyness(matrix, target=late, reference=early, own_names=False)
words[["term", "n_target", "n_reference", "rate_target", "rate_reference", "log_ratio", "z", "p_adjusted"]].head(12)
# %%
tk.plot_keyness(words, labels=("2018–2024", "2005–2017"));
# %% [markdown] lang="en"
# ## Is it the period or something else?
#
# 数字经济 leads the list. In how many of the twelve places is it used more? A difference that one place makes would not be one of
# the period.
# %% [markdown] lang="zh"
# ## 真是时期的差别吗？
#
# “数字经济”排在最前。十二个地方里有几个用得多了？只由一个地方造成的差别，不是时期的差别。
# %%
uses = matrix.to_frame().query("term in ['数字经济', '乡镇企业']")
uses = uses.assign(period=uses["year"].ge(2018).map({False: "2005–2017", True: "2018–2024"}))
uses = uses.pivot_table(index="place", columns=["term", "period"], values="n", aggfunc="sum", fill_value=0)
(uses / [13, 7, 13, 7]).round(1)  # uses per report: thirteen reports before 2018, seven since
# %% [markdown] lang="en"
# ## Answer
#
# The late reports speak of 数字经济, 志愿服务, 营商环境, 脱贫攻坚 and 乡村振兴, the early ones of 乡镇企业 and 棚户区. In every
# place 数字经济 is used more and 乡镇企业 less, so that no single place makes the difference.
#
# **Beware.** 乡村振兴 does not occur at all before 2018: its `log_ratio` is then a matter of how zero is treated, and `z` ranks
# it below 数字经济 although its `p_adjusted` is the smallest. A word of a few years (脱贫攻坚, 疫情) becomes key for a whole
# period: see [trends](08_trends_breaks_bursts.ipynb). Words that say nothing by themselves (新, 打造, 实施) are key too, as a
# manner of speaking: `stop_words="all"` leaves most of them out. Reports of one place resemble each other; `keyness(…,
# cluster="place")` takes places for the units. With a few documents a side nothing can be told.
# %% [markdown] lang="zh"
# ## 回答
#
# 后期多说数字经济、志愿服务、营商环境、脱贫攻坚、乡村振兴，前期多说乡镇企业、棚户区。每个地方“数字经济”都用得多了、“乡镇企业”
# 都少了，不是某一个地方造成的。
#
# **注意。** “乡村振兴”2018 年以前一次也没有：这时 `log_ratio` 取决于怎样处理零，`z` 把它排在“数字经济”之后，虽然它的
# `p_adjusted` 最小。只用了几年的词（脱贫攻坚、疫情）也会成为整个时期的关键词，见[趋势](08_trends_breaks_bursts.ipynb)。本身没有内
# 容的词（新、打造、实施）作为一种文风也会出现： `stop_words="all"` 可去掉大部分。同一地方的报告彼此相似，`keyness(…,
# cluster="place")` 以地方为单位。每边只有几篇文档时，什么也说明不了。
