# %% [markdown] lang="en"
# # 8 Trends, breaks and bursts
#
# **Question.** Which words rise or fall over twenty years, which jump to another level in one year, and which come and go?
# %% [markdown] lang="zh"
# # 8 趋势、断点与突发
#
# **问题。** 二十年里哪些词逐年升降，哪些在某一年换了水平，哪些一阵风来了又去？
# %%
from pathlib import Path

import toolkit as tk

ROOT = Path("../..")  # the project's folder, seen from this notebook
work = ROOT / "out" / "notebooks"
corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
reports = corpus.filter(doc_type="政府工作报告")
matrix = tk.count_terms(reports, min_df=3)
words = ["志愿服务", "乡镇企业", "湿地", "乡村振兴", "金融危机", "疫情"]
trends = tk.term_trends(matrix, words)
trends.pivot_table(index="term", columns="year", values="rate").round(0).astype(int)
# %% [markdown] lang="en"
# Uses per 10,000 words. Three things can be asked of such a series, and each has its test.
# %% [markdown] lang="zh"
# 表里是每万词出现的次数。对这样的序列可以问三个问题，各有各的检验。
# %% [markdown] lang="en"
# ## 1. Does it rise or fall?
#
# Mann–Kendall, corrected for years that resemble each other. `shape` says what the course looks like: a word that appeared in
# one year "rises" too, and is no trend.
# %% [markdown] lang="zh"
# ## 1. 是升是降？
#
# 用 Mann–Kendall 检验，并校正相邻年份的相似。`shape` 说明走势的样子：某一年才出现的词也算“升”，但那不是逐年的趋势。
# %%
tk.trend_summary(trends)[["term", "first", "last", "tau", "slope", "p_adjusted", "trend", "shape", "turn"]].round(3)
# %%
tk.plot_trends(trends[trends["term"].isin(["志愿服务", "乡镇企业"])]);
# %% [markdown] lang="en"
# ## 2. Does it break?
# %% [markdown] lang="zh"
# ## 2. 有没有断点？
# %%
breaks = tk.find_change_points(trends)
breaks[["term", "year", "low", "high", "before", "after", "p_adjusted"]].round(3)
# %%
shown = ["湿地", "乡村振兴"]
tk.plot_trends(trends[trends["term"].isin(shown)], breaks=breaks[breaks["term"].isin(shown)]);
# %% [markdown] lang="en"
# ## 3. Does it come and go?
#
# `detect_bursts` looks for runs of years at a multiple of the usual rate, and keeps those heavier than in shuffled years. All
# words of the matrix are searched.
# %% [markdown] lang="zh"
# ## 3. 是不是一阵风？
#
# `detect_bursts` 找出连续几年高出平常数倍的时段，并与打乱年份后的结果比较。这里搜的是全部的词。
# %%
bursts = tk.detect_bursts(matrix)
len(matrix.terms), bursts["kind"].value_counts().to_dict()
# %%
bursts.query("kind == 'burst'")[["term", "start", "end", "n", "rate", "base_rate", "weight", "p"]].head(10).round(2)
# %%
tk.plot_bursts(bursts.query("weight > 20"), k=18);
# %% [markdown] lang="en"
# ## All words at once
# %% [markdown] lang="zh"
# ## 一次看全部的词
# %%
frequent = matrix.trim(min_df=100)
everything = tk.trend_summary(tk.term_trends(frequent))
everything["trend"].value_counts().to_dict(), everything.sort_values("p")[["term", "tau", "p", "p_adjusted", "shape"]].head(6).round(4)
# %% [markdown] lang="en"
# ## Answer
#
# 志愿服务 rises and 乡镇企业 falls over the whole time. 湿地 (2013) and 乡村振兴 (2018) jump and stay: breaks, no trends. 金融危
# 机 (2009–2011), 疫情 (2021–2023), 去产能 and 脱贫攻坚 come and go: bursts. One word may answer to two questions (the slow fall
# of 乡镇企业 also has a "break" in 2016, with an interval of 2014–2021: so wide a year is no event).
#
# **Beware.** *Ask one question a word, and ask it before you look.* Of all 255 frequent words none is significant after
# correction, not even the two planted ones: twenty yearly values carry little. Words that stand once in every report (审议, 人民
# 代表大会) seem to fall with a tiny slope because reports grow longer: look at `n` beside `rate`. Among more than 3,300 words
# each at level .05, some 170 "bursts" are expected by chance; trust the heavy ones and read their sentences. `level shift` and
# `ongoing` are no bursts that ended.
# %% [markdown] lang="zh"
# ## 回答
#
# “志愿服务”一直在升，“乡镇企业”一直在降。“湿地”（2013）和“乡村振兴”（2018）一步跳到新水平并保持：是断点，不是趋势。“金融
# 危机”（2009—2011）、“疫情”（2021—2023）、“去产能”“脱贫攻坚”来了又去：是突发。一个词可能同时回答两个问题：“乡镇企业”是
# 缓慢下降，也在 2016 年有一个“断点”，但年份区间是 2014—2021，这么宽就不是一个事件。
#
# **注意。** **一个词只问一个问题，而且先想好再看。** 255 个常用词一起检验，校正后没有一个显著，连埋进去的两个也不显著：二十个年度
# 数值的信息很少。每篇都只出现一次的词（审议、人民代表大会）因为报告变长，看上去在略微下降：把 `n` 和 `rate` 放在一起看。三千三百
# 多个词各按 .05 检验，碰巧也会有约 170 个“突发”；只信分量重的，并去读原句。`level shift` 和 `ongoing` 不是已经结束的突发。
