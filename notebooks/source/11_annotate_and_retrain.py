# %% [markdown] lang="en"
# # 11 Annotate, correct, retrain
#
# **Question.** The toolkit finds policies, places and organisations. You need the *industries* that reports name. How do you teach it, and does it work on places it has not seen?
# %% [markdown] lang="zh"
# # 11 标注、改正、再训练
#
# **问题。** 工具认得政策、地方和机构，而你要的是报告里的**产业**。怎样教会它？对没见过的地方管用吗？
# %%
from pathlib import Path

import pandas as pd

import toolkit as tk

ROOT = Path("../..")  # the project's folder, seen from this notebook
work = ROOT / "out" / "notebooks"
corpus = tk.build_corpus(ROOT / "corpora" / "demo", work / "demo").annotate()
taught = ["浙江省", "广东省", "江西省", "贵州省", "云南省", "清远市", "瑞金市"]
unseen = ["福建省", "湖南省", "赣州市", "英德市"]
reports = corpus.filter(doc_type="政府工作报告", place=taught, year=range(2015, 2021))
# %% [markdown] lang="en"
# ## 1. Export
#
# The documents go out with what was found in them, to be corrected in Label Studio, doccano or BRAT: correcting is quicker than starting from nothing.
# %% [markdown] lang="zh"
# ## 1. 导出
#
# 文档连同已经找到的名称一起导出，到 Label Studio、doccano 或 BRAT 里改：改比从头标快。
# %%
path = reports.export_annotations(work / "to_correct.json", form="label_studio")
exported = tk.read_annotations(path)
len(exported), sum(len(record["entities"]) for record in exported), sorted({item["type"] for record in exported for item in record["entities"]})
# %% [markdown] lang="en"
# ## 2. Correct
#
# In life a reader does this, an hour or two. So that this notebook runs alone, we play the reader, who knows the two industries and two crops of each place, and mark them
# wherever they stand. Any name of a type will do.
# %% [markdown] lang="zh"
# ## 2. 改正
#
# 现实中由人来做，一两个小时。为了能独立运行，这里由程序扮演标注者：他知道每个地方的两个产业和两种作物，见到就标。类型的名称可以随意起。
# %%
known = {
    "浙江省": ["数字安防", "现代纺织", "茶叶", "杨梅"], "广东省": ["智能家电", "新能源汽车", "荔枝", "岭南水果"],
    "江西省": ["有色金属", "航空制造", "双季稻", "脐橙"], "贵州省": ["酱香白酒", "磷化工", "刺梨", "辣椒"],
    "云南省": ["绿色铝", "生物医药", "花卉", "咖啡"], "清远市": ["有色金属", "先进陶瓷", "麻鸡", "丝苗米"],
    "瑞金市": ["电气机械", "绿色食品", "设施蔬菜", "脐橙"], "福建省": ["电子信息", "石油化工", "乌龙茶", "琯溪蜜柚"],
    "湖南省": ["工程机械", "轨道交通装备", "双季稻", "油茶"], "赣州市": ["稀土新材料", "现代家居", "脐橙", "油茶"],
    "英德市": ["新型建材", "装备制造", "红茶", "西牛麻竹笋"],
}  # fmt: skip


def marked(text, place):
    """The spans of the industries of a place."""
    spans = [(start, start + len(name)) for name in known[place] for start in range(len(text)) if text.startswith(name, start)]
    return [{"start": start, "end": end, "type": "INDUSTRY"} for start, end in spans]


corrected = [{**record, "entities": record["entities"] + marked(record["text"], record["place"])} for record in exported]
tk.write_annotations(corrected, work / "corrected.json", form="label_studio")
sum(item["type"] == "INDUSTRY" for record in corrected for item in record["entities"])
# %% [markdown] lang="en"
# ## 3. Train
#
# A tagger over what the rules say; some seconds for forty reports. The same annotations and seed give the same model.
# %% [markdown] lang="zh"
# ## 3. 训练
#
# 训练的是在规则之上作判断的小模型，四十来篇只要几秒。同样的标注和种子得到同样的模型。
# %%
annotations = reports.read_annotations(work / "corrected.json")
recognizer = tk.train_recognizer(annotations, work / "industries")
text = "我市着力培育低碳胶粘剂、精密轴承两个主导产业，做优高山白茶。"
[(entity.text, entity.type, round(entity.score, 2)) for entity in tk.extract_entities(text, model=work / "industries")]
# %% [markdown] lang="en"
# ## 4. Measure, on places that it has not seen
#
# Reports of four other places, whose industries the model never saw (apart from 双季稻 and 脐橙). A name counts only with the exact span.
# %% [markdown] lang="zh"
# ## 4. 在没见过的地方上测量
#
# 另外四个地方的报告，它们的产业（除双季稻、脐橙外）模型没有见过。位置完全一致才算对。
# %%
rows = []
for place in unseen:
    for row in corpus.filter(doc_type="政府工作报告", place=place, year=range(2021, 2025)).documents.itertuples():
        right = {(item["start"], item["end"]) for item in marked(row.text, place)}
        found = tk.extract_entities(row.text, place=place, year=row.year, model=work / "industries")
        spans = {(entity.start, entity.end): entity.text for entity in found if entity.type == "INDUSTRY"}
        rows += [(place, row.text[start:end], True, (start, end) in spans) for start, end in sorted(right)]
        rows += [(place, text, False, True) for span, text in sorted(spans.items()) if span not in right]
told = pd.DataFrame(rows, columns=["place", "name", "annotated", "found"])
both = (told["annotated"] & told["found"]).sum()
print(f"precision {both / told['found'].sum():.2f}, recall {both / told['annotated'].sum():.2f}, {told['annotated'].sum()} names annotated")
# %%
told.groupby(["place", "name"]).agg(annotated=("annotated", "sum"), found=("found", "sum"))
# %% [markdown] lang="en"
# ## 5. Use it
#
# `annotate(model=…)` puts the new names into the corpus, beside the old types. We do so in a corpus of its own.
# %% [markdown] lang="zh"
# ## 5. 用起来
#
# `annotate(model=…)` 把新类型写进语料库，原有的类型仍在。这里用一个单独的语料库。
# %%
table = corpus.filter(doc_type="政府工作报告", year=2024).documents[["title", "text", "place", "year"]]
fresh = tk.build_corpus(table).annotate(claims=False, model=work / "industries")
fresh.entities.query("type == 'INDUSTRY'").groupby("place")["text"].unique().str.join("、")
# %% [markdown] lang="en"
# ## Answer
# %% [markdown] lang="zh"
# ## 回答
