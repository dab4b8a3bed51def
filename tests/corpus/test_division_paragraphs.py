"""Paragraphs of a page written as divisions are kept, the short ones of a list too."""

from pathlib import Path

import toolkit as tk


def test_short_items_written_as_divisions_are_kept(tmp_path: Path) -> None:
    items = "".join(f"<div>{number}.云川区第{number}医院</div>" for number in range(1, 9))
    text = "经复核，下列医院达到要求，现予公布，请各单位继续改进服务。" * 4
    page = (
        "<html><body><ul><li><a href='/a'>首页栏目</a></li><li><a href='/b'>公开栏目</a></li></ul><h1>关于公布医院名单的通知</h1>"
        f"<div class='article'><div>{text}</div>{items}</div><div>版权所有：云川市人民政府</div></body></html>"
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "list.html").write_text(page, encoding="utf-8")
    read = tk.build_corpus(tmp_path / "in", tmp_path / "out").documents["text"].iloc[0]
    names = ("1.云川区第1医院", "8.云川区第8医院", "栏目", "版权")
    assert [name for name in names if name in read] == ["1.云川区第1医院", "8.云川区第8医院"]
