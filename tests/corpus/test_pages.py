"""Pages give their text whole, wherever they keep it, and nothing of what stands around it."""

import time

import pytest

import toolkit as tk
from toolkit.corpus.html import read_html
from toolkit.errors import ReadError
from toolkit.text import strip_furniture

LINKS = "".join(f'<li><a href="/{number}.html">频道{number}</a></li>' for number in range(30))
TOOLS = "<div>发布时间：2031-03-09 08:30　来源：桃源市茶业局　浏览次数：77　字号：[大 中 小] 打印</div>"
FOOT = "<div>分享到：微信 微博</div><div>版权所有：桃源市人民政府 湘ICP备00000001号</div>"
FULL = "".join(f"<p>{month}月，全市采茶{month}0吨，茶价平稳，茶农收入增加。</p>" for month in range(1, 9))


def page(inner: str, title: str = "桃源市关于采茶的通知") -> bytes:
    head = f"<html><head><title>{title}</title></head><body><div><ul>{LINKS}</ul></div>"
    return f"{head}<h1>{title}</h1>{TOOLS}{inner}{FOOT}</body></html>".encode()


def text_below_title(inner: str) -> list[str]:
    lines = strip_furniture(read_html(page(inner)).text)[0].split("\n")
    assert lines[0] == "桃源市关于采茶的通知"
    return lines[1:]


TABLE = "<table><tr><td>茶</td><td>吨</td></tr><tr><td>绿茶</td><td>12</td></tr></table>"
NAMES = "<ul><li>东乡茶场</li><li>西乡茶场</li></ul>"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<div><p>各乡镇：</p><p>自即日起开园采茶。</p><p>桃源市茶业局</p><p>2031年3月5日</p></div>",
         ["各乡镇：", "自即日起开园采茶。", "桃源市茶业局", "2031年3月5日"]),
        (f"<div>{TABLE}</div>", ["茶\t吨", "绿茶\t12"]),
        (f"<div>{FULL}</div><div>{TABLE}</div>", ["茶\t吨", "绿茶\t12"]),
        (f"<div>{FULL}</div><div>{NAMES}</div>", ["东乡茶场", "西乡茶场"]),
        (f"<div>{FULL}</div><div><p>桃源市茶业局</p><p>2031年3月5日</p></div>", ["桃源市茶业局", "2031年3月5日"]),
        (f"<div><div>{FULL}</div></div><p>附件：采茶名单</p>", ["附件：采茶名单"]),
        (f"<div>{TABLE}</div><div>{FULL}</div>", ["8月，全市采茶80吨，茶价平稳，茶农收入增加。"]),
        (f"<table><tr><td>桃源市采茶通报</td></tr><tr><td>{FULL}</td></tr></table>", ["8月，全市采茶80吨，茶价平稳，茶农收入增加。"]),
        (f"<div>{FULL}</div><div>大家都在看</div>", ["8月，全市采茶80吨，茶价平稳，茶农收入增加。"]),
        (f"<table><tr><td>{LINKS}</td><td><table><tr><td>{FULL}</td></tr></table></td></tr></table>",
         ["7月，全市采茶70吨，茶价平稳，茶农收入增加。", "8月，全市采茶80吨，茶价平稳，茶农收入增加。"]),
        ("<table><tr><td>导航</td></tr><tr><td><p>一、开园</p><p>茶园三月开园，四月封园。</p></td></tr></table>",
         ["一、开园", "茶园三月开园，四月封园。"]),
    ],
)  # fmt: skip
def test_what_belongs_to_the_text_is_kept_and_the_rest_is_not(inner, expected):
    found = text_below_title(inner)
    assert found[-len(expected) :] == expected
    assert not [line for line in found if "频道" in line or "分享" in line or "ICP" in line]


def test_a_table_before_the_text_is_kept_and_the_index_table_is_not():
    index = "<table><tr><td>索引号：</td><td>00-2031</td></tr><tr><td>发布机构：</td><td>桃源市茶业局</td></tr></table>"
    assert "绿茶\t12" in text_below_title(f"<div>{TABLE}</div><div>{FULL}</div>")
    assert not any("索引号" in line for line in text_below_title(f"{index}<div>{FULL}</div>"))


SENTENCE = "全市茶园经营良好，收成好于上年。"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"<h1>茶业简报</h1><p>{SENTENCE}</p>", ["茶业简报", SENTENCE]),
        ("<html><body><h1>茶业简报</h1><p>自即日起开园。</p></body></html>", ["茶业简报", "自即日起开园。"]),
        (f"<html><body>{SENTENCE}<br>完。</body></html>", [SENTENCE, "完。"]),
        ("<p><span>全市</span><span>采</span><b>茶</b><span>12吨，</span><span>茶价</span>平稳。</p>", ["全市采茶12吨，茶价平稳。"]),
        ("<html><body><pre>一、开园\n三月开园，四月封园。\n二、收成\n收成好于上年。</pre></body></html>",
         ["一、开园", "三月开园，四月封园。", "二、收成", "收成好于上年。"]),
        (f"<html><head></head><body></body></html><p>{SENTENCE}</p><p>完。</p>", [SENTENCE, "完。"]),
        (f"<html><body><div></div></body></html><html><body><p>{SENTENCE}</p></body></html>", [SENTENCE]),
    ],
)  # fmt: skip
def test_bodies_in_odd_places(source, expected):
    assert read_html(source.encode()).text.split("\n") == expected


LOCKED = (
    "<html><body><h1>桃源市2031年茶业统计公报</h1><div>发布于 2031-03-09</div><div>标签：桃源市</div><div>地址：茶市街1号</div>"
    "</body></html>"
)


@pytest.mark.parametrize("source", [LOCKED, "<html><frameset><frame src='a.html'></frameset></html>", "<html></html>", page("").decode()])
def test_a_page_without_text_is_told(source):
    with pytest.raises(ReadError, match="no running text"):
        read_html(source.encode())


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("登记人口<sup>3</sup>52.7万人，比上年增加。", "登记人口52.7万人，比上年增加。"),
        ("登记人口<sup>[</sup><sup>12</sup><sup>]</sup>52.7万人，比上年增加。", "登记人口52.7万人，比上年增加。"),
        ("登记人口<sup><a href='#n'>[3]</a></sup>52.7万人，比上年增加。", "登记人口52.7万人，比上年增加。"),
        ("登记人口<span style='vertical-align:super'>①</span>52.7万人，比上年增加。", "登记人口52.7万人，比上年增加。"),
        ("草地8万<span>m</span><sup>2</sup>，供水<b>6×10</b><sup>7</sup><span>m<sup>3</sup></span>。", "草地8万m²，供水6×10⁷m³。"),
    ],
)
def test_raised_marks_are_not_run_into_figures(inner, expected):
    assert read_html(f"<html><body><p>{inner}</p></body></html>".encode()).text == expected


def test_furniture_around_a_notice_becomes_metadata(tmp_path):
    (tmp_path / "a.html").write_bytes(page("<div><p>各乡镇：</p><p>自即日起开园采茶。</p></div>"))
    row = tk.build_corpus(tmp_path / "a.html").documents.iloc[0]
    assert (row["text"], row["date"]) == ("桃源市关于采茶的通知\n各乡镇：\n自即日起开园采茶。", "2031-03-09")


def test_headings_of_a_page_are_sections(tmp_path):
    inner = f"<div><h2>采茶</h2>{FULL}<h3>绿茶</h3><p>{SENTENCE}</p><h2>制茶</h2><p>{SENTENCE}</p></div>"
    (tmp_path / "a.html").write_bytes(page(inner))
    sections = tk.build_corpus(tmp_path / "a.html").sections
    assert sections[["level", "heading"]].values.tolist() == [[0, ""], [1, "采茶"], [2, "绿茶"], [1, "制茶"]]


def test_latin_words_in_cells_keep_their_blanks():
    table = "<table><tr><td>Gross  Domestic\nProduct</td><td>合 计</td></tr><tr><td>a</td><td>5 (t)</td></tr></table>"
    assert text_below_title(f"<div>{FULL}</div>{table}")[-2:] == ["Gross Domestic Product\t合计", "a\t5 (t)"]


@pytest.mark.parametrize("depth", [1_000, 2_000])
def test_elements_deep_in_one_another_are_read(depth):
    text = read_html(f"<html><body>{'<div>' * depth}{FULL}{'</div>' * depth}</body></html>".encode()).text
    assert text.count("茶农收入增加。") == 8


def test_what_lies_deeper_than_a_parser_goes_is_told():
    raw = read_html(f"<html><body>{FULL}{'<div>' * 3_000}{FULL}</body></html>".encode())
    assert raw.text.count("茶农收入增加。") == 8
    assert [(note.kind, "2,048 deep" in note.note) for note in raw.notes] == [("unread part", True)]
    with pytest.raises(ReadError, match="2,048 deep"):
        read_html(f"<html><body>{'<div>' * 100_000}{FULL}</body></html>".encode())


def test_a_page_made_to_take_the_square_of_time_is_refused_or_read_at_once():
    with pytest.raises(ReadError, match="more than 2,000 attributes"):
        read_html(f"<html><body {' '.join(f'a{at}=1' for at in range(200_000))}>{FULL}</body></html>".encode())
    picture = f'<img src="data:image/png;base64,{"A" * 100_000}" alt="采 茶">'
    assert "茶农收入增加。" in read_html(page(f"<div>{picture}{FULL}</div>")).text
    started = time.process_time()
    read_html(page(f"<div>{FULL}<p>全市采茶8吨{'<sup>1</sup>' * 30_000}，茶价平稳。</p></div>"))
    assert time.process_time() - started < 5
