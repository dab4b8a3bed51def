# %% [markdown] lang="en"
# # 1 Your own data from a spreadsheet
#
# **Question.** Your documents lie in an Excel file, one a row. What must you do before you can analyse them, and was everything
# read as you meant it?
#
# The file here is one of the demo corpus: twelve short documents of 韶关市. *All texts of the demo corpus are made up, and so are
# their figures.*
# %% [markdown] lang="zh"
# # 1 从自己的表格开始
#
# **问题。** 文件都在一张 Excel 表里，一行一篇。分析之前要做什么？读进来的是不是你想要的？
#
# 这里用的是演示语料中的一张表：韶关市的十二篇短文件。**演示语料全是模拟文本，数字为虚构。**
# %%
from pathlib import Path

import pandas as pd

import toolkit as tk

ROOT = Path("../..")  # the project's folder, seen from this notebook
work = ROOT / "out" / "notebooks"
sheet = ROOT / "corpora" / "demo" / "韶关市文件汇编.xlsx"
pd.read_excel(sheet, engine="calamine").head(4)
# %% [markdown] lang="en"
# ## Build a corpus of it
#
# `build_corpus` takes the path of the table (a folder of files, or a DataFrame, do as well). Usual names of columns (标题, 正文,
# 地区, 发布日期 …) are recognised; where yours are unusual, name them: `columns={"text": "content", "place": "area"}`. The
# second argument is a folder for the corpus; a second run reads only what changed.
# %% [markdown] lang="zh"
# ## 建成语料库
#
# `build_corpus` 的第一个参数是这张表的路径（也可以是文件夹或 DataFrame）。常见的列名（标题、正文、地区、发布日期等）会自动认出；
# 列名特殊时自己指明：`columns={"text": "content", "place": "area"}`。第二个参数是存放语料库的文件夹；再次运行时只读改动过的文件。
# %%
corpus = tk.build_corpus(sheet, work / "own")
corpus.documents[["title", "place", "adcode", "date", "year", "doc_type", "doc_number", "说明"]]
# %% [markdown] lang="en"
# Columns that the toolkit does not know (说明) stay with the documents, to filter and group by. `year` was taken from the date:
# nobody had to type it. Where each fact came from is told by `provenance`; look there first when a place or a year is wrong.
# %% [markdown] lang="zh"
# 工具不认识的列（说明）跟着文档保留，可以用来筛选和分组。`year` 由日期得出，不用自己填。每项信息从哪里来，`provenance` 说得清楚；
# 地方或年份不对时，先看这里。
# %%
corpus.provenance.query("doc_id == @corpus.documents.doc_id[0]")
# %% [markdown] lang="en"
# ## What was not read
#
# What cannot be read is a row of `errors`, and what is odd about a text (very short, lost characters, a duplicate) a row of
# `notes`. Both are empty here. To see them at work, we add two bad rows to the table.
# %% [markdown] lang="zh"
# ## 哪些没有读进来
#
# 读不了的是 `errors` 表的一行；读进来但有些异样的（过短、乱码、重复）是 `notes` 表的一行。这里两张表都空着。为了看到它们的样子，
# 在表里加上两行有问题的。
# %%
table = pd.read_excel(sheet, engine="calamine")
bad = table.iloc[[0, 1]].assign(标题=["缺正文的一篇", "重复的一篇"], 正文=["", table["正文"][1]])
damaged = tk.build_corpus(pd.concat([table, bad], ignore_index=True))
len(table) + len(bad), len(damaged.documents)
# %%
damaged.errors
# %%
damaged.notes[["doc_id", "kind", "note"]]
# %% [markdown] lang="en"
# ## Take the figures out
#
# `annotate` finds names and figures. Each figure comes with its sentence, and `tk.show` marks it there.
# %% [markdown] lang="zh"
# ## 取出数字
#
# `annotate` 找出名称和数字。每个数字都带着它的原句，`tk.show` 把它在句中标出来。
# %%
corpus.annotate()
tk.show(corpus.claims, rows=6)
# %% [markdown] lang="en"
# For other programs: CSV opens in Excel without garbled characters; `.dta`, `.parquet` and `.xlsx` work the same way.
# %% [markdown] lang="zh"
# 交给别的软件：CSV 用 Excel 打开不会乱码；`.dta`、`.parquet`、`.xlsx` 也这样写。
# %%
columns = ["place", "report_year", "indicator", "value", "unit", "bound", "modality", "year", "sentence"]
path = tk.write_table(corpus.claims[columns], work / "own_figures.csv")
len(pd.read_csv(path))
# %% [markdown] lang="en"
# ## Answer
#
# All twelve rows were read, with place, date, year and kind of document from the columns of the table; nothing had to be
# prepared. Of the two bad rows, the empty one was left out and told, and the repeated one was kept and noted:
# `drop_duplicates=True` would leave it out.
#
# **Beware.** A place that no gazetteer of 1981–2025 has stays empty, and its documents have no row in a panel. A column of dates
# that Excel has turned into numbers, or a text cut at 32,767 characters (the most that a cell of Excel holds), is an error of the
# file: compare lengths with your source before anything else.
# %% [markdown] lang="zh"
# ## 回答
#
# 十二行全部读入，地方、日期、年份、文种都来自表中的列，不需要事先整理。两行有问题的：空的一篇没有读入并有说明，重复的一篇留下并作
# 了提示；用 `drop_duplicates=True` 则不读入。
#
# **注意。** 1981—2025 年区划表里没有的地方，`place` 空着，这些文档不会出现在面板里。被 Excel 变成数字的日期、在 32,767 字处被截
# 断的正文（Excel 一格最多容纳这么多字）是文件本身的错误：先拿字数和原文对一对。
