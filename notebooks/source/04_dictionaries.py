# %% [markdown] lang="en"
# # 4 Dictionaries
#
# **Question.** How much of their text do governments give to the environment and to the economy, and has that changed? How do you
# count a notion of your own?
# %% [markdown] lang="zh"
# # 4 词典
#
# **问题。** 政府把多少篇幅给了环境，多少给了经济，有没有变化？自己的概念怎么数？
# %%
from pathlib import Path

import toolkit as tk

ROOT = Path("../..")  # the project's folder, seen from this notebook
work = ROOT / "out" / "notebooks"
corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
reports = corpus.filter(doc_type="政府工作报告")
tk.list_dictionaries()[["name", "n_categories", "n_entries", "description"]]
# %% [markdown] lang="en"
# ## A dictionary of the package
#
# `attention_fields` has ten fields. Each row is a document and a category: how often its words stand there (`n`), per 10,000
# characters (`rate`), and in which share of the sentences (`sentence_share`). The last is the most robust: a sentence counts
# once, however many words it has.
# %% [markdown] lang="zh"
# ## 自带的词典
#
# `attention_fields` 分十个领域。一行是一篇文档的一个类别：词出现几次（`n`）、每万字几次（`rate`）、占几成句子
# （`sentence_share`）。最后一个最稳：一句话不论有几个词都只算一次。
# %%
coded = tk.code_dictionary(reports, "attention_fields")
coded[["place", "year", "category", "n", "rate", "sentence_share", "found"]].head(4)
# %%
shares = coded.pivot_table(index="year", columns="category", values="sentence_share")
shares[["economy", "livelihood", "agriculture", "environment", "governance"]].iloc[[0, 5, 10, 15, 19]].round(3)
# %% [markdown] lang="en"
# A mean over twelve places moves by chance. `attention` gives intervals, by resampling documents; here for the same fields by
# year, as shares of the characters. We write the words of two fields down ourselves, to see what is counted.
# %% [markdown] lang="zh"
# 十二个地方的平均数会偶然波动。`attention` 用文档的重抽样给出区间，比例按字数算。这里自己写两个领域的词，看清楚数的是什么。
# %%
fields = {"green": ["湿地", "森林", "碳达峰", "污染", "水质", "空气质量", "生态"], "industry": ["工业", "产业", "制造业", "企业"]}
shares = tk.attention(reports, fields).shares.query("kind == 'all'")
shares[shares["year"].isin([2005, 2010, 2015, 2020, 2024])][["year", "category", "n_docs", "share", "low", "high"]].round(3)
# %%
figure_table = shares.rename(columns={"category": "term"})
tk.plot_trends(figure_table, measure="share", title="句子含该类词的篇幅占比");
# %% [markdown] lang="en"
# ## Look at what was counted
#
# A dictionary is only as good as its matches. `find_dictionary_matches` lists each with its sentence; negated ones are marked and
# not counted.
# %% [markdown] lang="zh"
# ## 看看数到了什么
#
# 词典好不好，要看它匹配到什么。`find_dictionary_matches` 逐条列出原句；被否定的会标明，不计入。
# %%
own = {"digital": ["数字*", "智慧*", "数据*"]}
matches = tk.find_dictionary_matches(reports, own)
matches["text"].value_counts().head(8)
# %%
matches["sentence"].str.extract("(数字.{2})")[0].value_counts().head(8)
# %% [markdown] lang="en"
# 数字* catches 数字经济, but also 数字安防, an industry of one province. A longer entry in a category of its own takes those out,
# since the longest match wins.
# %% [markdown] lang="zh"
# “数字*”匹配到了“数字经济”，也匹配到了“数字安防”，那是一个省的产业。把长的写法放进另一个类别就能排除，因为最长的匹配优先。
# %%
better = {"digital": ["数字*", "智慧*", "数据*"], "industry name": ["数字安防"]}
digital = tk.code_dictionary(reports, better)
digital.pivot_table(index="place", columns="category", values="n", aggfunc="sum")
# %% [markdown] lang="en"
# ## Answer
#
# Sentences with words of the environment fill a tenth of the text in 2024, against a sixteenth in 2005; the intervals of the two
# years do not touch. Industry keeps its share within its interval. The ten fields of the package say the same of `environment`,
# and a little less of `economy`.
#
# **Beware.** A dictionary counts words, not attention: here one word, 湿地, was planted three times as often from 2013 on, and
# makes much of the rise. Short words match inside longer ones (企业 in 乡镇企业); look at the matches before the shares. The
# agreement of the package's dictionaries with a reader is in [accuracy](../../docs/en/accuracy.md): good enough to compare groups
# for most fields, not to trust a single sentence.
# %% [markdown] lang="zh"
# ## 回答
#
# 含环境词的句子 2024 年占全文十分之一，2005 年只占十六分之一，两年的区间不重叠。产业的比例在区间之内没有变。自带的十个领域说法相
# 同： `environment` 上升，`economy` 略降。
#
# **注意。** 词典数的是词，不是重视程度：这里单是“湿地”一个词从 2013 年起就多埋了两倍，上升多半来自它。短词会匹配到长词里面（乡
# 镇企业里的“企业”）；先看匹配，再看比例。自带词典与人工标注的一致程度见[准确度](../../docs/zh/accuracy.md)：多数领域可用来比较
# 各组，不可据以判断单个句子。
