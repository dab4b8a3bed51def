"""The report page in a browser: search, sort and filter, numbers that lead to their sentences, and nothing that runs but its own script."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from browser import PROGRAM, Browser

import toolkit as tk
from toolkit.report import analyse, render_page

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine")

HOSTILE = "</script><script>window.hit=1</script><img src=x onerror=\"window.hit=2\">\"'><b onclick='window.hit=3'>javascript:window.hit=4"
TEXT = """{year}年{place}政府工作报告
一、{past}年工作回顾
全{level}地区生产总值增长{result}%，粮食产量{grain}万吨。贯彻《中华人民共和国环境保护法》，落实“放管服”改革。
二、{year}年主要目标
地区生产总值增长{aim}%左右。
"""


@pytest.fixture(scope="module")
def analysis():
    rows = []
    for place in ("广东省", "云南省", "福建省"):
        for year in range(2019, 2024):
            facts = {"year": year, "past": year - 1, "place": place, "level": "省", "aim": 5 + year % 2 / 2, "grain": 100 + year % 7}
            text = TEXT.format(**facts, result=4 + year % 4 + len(rows) % 3 / 10)
            rows.append({"text": text, "title": f"{year}年{place}政府工作报告", "place": place, "year": year, "review_year": year - 1})
    rows[0] |= {"title": HOSTILE, "text": rows[0]["text"].split("\n", 1)[1]}
    rows[1]["text"] += HOSTILE + "全省地区生产总值增长9%。"
    return analyse(tk.build_corpus(pd.DataFrame(rows)).annotate())


def written(analysis, folder):
    path = folder / "report.html"
    path.write_text(render_page(analysis, {}, title='A "page" <b>'), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def report(analysis, tmp_path_factory):
    return written(analysis, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    started = Browser(tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


@pytest.fixture
def page(browser, report):
    browser.open(report)
    yield browser
    assert browser.messages == []
    assert browser.run("window.hit") is None


def shown_rows(page, section, column):
    script = f"[...document.querySelectorAll('#{section} tbody tr')].filter(row => !row.hidden).map(row => row.cells[{column}].textContent)"
    return page.run(script)


def test_a_table_is_searched_as_one_types(page):
    page.run("document.querySelector('#documents input').focus()")
    page.type("云南 2021年")
    assert shown_rows(page, "documents", 0) == ["2021年云南省政府工作报告"]
    assert page.run("document.querySelector('#documents output').textContent") == "1 / 15 行"
    page.press("Escape")
    assert len(shown_rows(page, "documents", 0)) == 15


def test_a_table_is_sorted_by_keyboard_and_says_so(page):
    years = "document.querySelectorAll('#documents th button.sort')[2]"
    page.run(f"{years}.focus()")
    page.press("Enter", "\r")
    page.press("Enter", "\r")
    assert shown_rows(page, "documents", 2) == [str(year) for year in range(2023, 2018, -1) for _ in range(3)]
    assert page.run(f"{years}.parentElement.getAttribute('aria-sort')") == "descending"


def test_numbers_are_sorted_as_numbers(page):
    page.run("location.hash = document.querySelector('#panel td a[href^=\"#indicator\"]').hash")
    page.run("new Promise(done => setTimeout(done, 50))")
    page.run("[...document.querySelectorAll('#view th')].find(head => head.textContent === '结果').querySelector('button').click()")
    column = page.run("[...document.querySelectorAll('#view th')].findIndex(head => head.textContent === '结果')")
    values = [value for value in shown_rows(page, "view", column) if value != "—"]
    assert values == sorted(values, key=lambda value: float(value.rstrip("%万吨")))
    assert len(values) > 10


def test_a_table_is_filtered_by_a_column(page):
    page.run("var choice = document.querySelector('#documents select'); choice.value = '福建省'; "
             "choice.dispatchEvent(new Event('input', {bubbles: true}))")  # fmt: skip
    assert set(shown_rows(page, "documents", 1)) == {"福建省"}


def test_a_figure_leads_to_its_sentence_and_on_to_the_document(page):
    figures = "[...document.querySelectorAll('#panel td button')]"
    page.run(f"{figures}.find(button => button.textContent.startsWith('5.5%')).focus()")
    page.press("Enter", "\r")
    assert page.run("document.querySelector('dialog').open")
    assert page.run("document.querySelector('dialog mark').textContent") == "5.5%左右"
    assert page.run("document.querySelector('dialog h2').textContent") == "福建省 2019 增长：5.5%左右"
    origin = page.run("document.querySelector('dialog blockquote footer').textContent")
    assert "政府工作报告" in origin
    assert "主要目标" in origin
    page.run("document.querySelector('dialog blockquote footer a').click()")
    page.run("new Promise(done => setTimeout(done, 100))")
    assert not page.run("document.querySelector('dialog').open")
    assert "地区生产总值增长5.5%左右" in page.run("document.querySelector('.text .here').textContent")
    assert page.run("document.querySelectorAll('.text mark.POLICY').length") == 2
    assert page.run("document.querySelectorAll('aside li').length") >= 3
    page.run("history.back()")
    page.run("new Promise(done => setTimeout(done, 100))")
    assert page.run("document.getElementById('view').hidden")


def test_escape_closes_the_sentences_and_gives_the_number_back_the_focus(page):
    page.run("document.querySelector('#names td button').focus()")
    page.press("Enter", "\r")
    assert page.run("document.querySelector('dialog').open")
    page.press("Escape")
    assert not page.run("document.querySelector('dialog').open")
    assert page.run("document.activeElement.closest('#names') !== null")


def test_counts_say_how_many_sentences_there_are(page):
    rows = "[...document.querySelectorAll('#names tr')]"
    page.run(f"{rows}.find(row => row.textContent.includes('环境保护法')).querySelector('button').click()")
    assert page.run("document.querySelector('dialog .note').textContent") == "共 15 处，此处列出 5 句。"
    assert page.run("document.querySelectorAll('dialog blockquote').length") == 5


def test_the_sentences_of_a_number_say_of_what_it_is(page):
    page.run("[...document.querySelectorAll('.facts button')].at(-1).click()")
    title = page.run("document.querySelector('dialog h2').textContent")
    assert re.fullmatch("[0-9]+ 个数字论断", title)


def test_figures_that_differ_open_the_sentences_of_all_sources(page):
    page.run("document.querySelector('#panel button.flag').click()")
    assert page.run("document.querySelector('dialog h2').textContent").endswith("：有出入")
    marked = page.run("[...document.querySelectorAll('dialog mark')].map(mark => mark.textContent)")
    assert "9%" in marked
    assert len(set(marked)) == 2


def test_the_navigation_of_an_english_page_fits_a_window_and_hides_no_heading(browser, analysis, tmp_path):
    (tmp_path / "report.html").write_text(render_page(analysis, {}, lang="en"), encoding="utf-8")
    browser.open(tmp_path / "report.html")
    assert browser.run("document.querySelector('nav ul').scrollWidth <= document.querySelector('nav ul').clientWidth")
    browser.run("location.hash = 'panel'")
    browser.run("new Promise(done => setTimeout(done, 50))")
    nav, heading = (browser.run(f"document.querySelector('{part}').getBoundingClientRect().{end}") for part, end in
                    (("nav", "bottom"), ("#panel h2", "top")))  # fmt: skip
    assert nav <= heading


def test_on_paper_every_column_has_room_and_its_head(browser, report):
    browser.open(report, 680)
    browser.call("Emulation.setEmulatedMedia", media="print")
    try:
        assert browser.run("[...document.querySelectorAll('.scroll')].filter(part => part.scrollWidth > 680).length") == 0
        assert browser.run("getComputedStyle(document.querySelector('#documents th button')).display") == "contents"
    finally:
        browser.call("Emulation.setEmulatedMedia", media="")


@pytest.mark.parametrize("kind", ["place", "policy", "indicator", "read"])
def test_every_page_of_facts_opens(page, kind):
    for anchor in page.run(f"[...document.querySelectorAll('[id^=\"{kind}-\"]')].map(part => part.id)"):
        page.run(f"location.hash = '{anchor}'")
        page.run("new Promise(done => setTimeout(done, 20))")
        assert page.run("!document.getElementById('view').hidden && document.querySelector('#view h2').textContent.length > 0")


def test_markup_in_titles_and_texts_is_shown_and_does_nothing(page):
    assert page.run("document.querySelector('#documents tbody').textContent").count("window.hit=1") == 1
    page.run("[...document.querySelectorAll('#documents td a[href^=\"#read\"]')].forEach(link => link.click())")
    assert page.run("document.querySelectorAll('#view img, #view script, a[href^=javascript]').length") == 0
    assert page.run("document.querySelector('h1').textContent") == 'A "page" <b>'


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(browser, report, width):
    browser.open(report, width)
    for anchor in ("summary", "panel", "place-0", "policy-0", "indicator-0", "read-0"):
        browser.run(f"location.hash = '{anchor}'")
        browser.run("new Promise(done => setTimeout(done, 20))")
        assert browser.run("document.documentElement.scrollWidth") <= width
    assert browser.run("[...document.querySelectorAll('figure')].every(figure => figure.scrollWidth <= figure.clientWidth)")
    assert browser.messages == []


def test_controls_have_names_for_those_who_do_not_see_them(page):
    controls = "[...document.querySelectorAll('button, input, select, a, img')]"
    nameless = f"{controls}.filter(part => !(part.textContent || part.alt || part.ariaLabel).trim())"
    assert page.run(f"{nameless}.map(part => part.outerHTML)") == []
    assert page.run("[...document.querySelectorAll('.scroll')].every(part => part.getAttribute('aria-label'))")


def test_a_thousand_documents_open_in_two_seconds(browser, analysis, tmp_path):
    once = analysis.documents
    copies = [once.assign(doc_id=once["doc_id"] + f"#{n}", place=f"第{n % 60}县") for n in range(1_000 // len(once))]
    many = pd.concat([once, *copies], ignore_index=True)
    # Of the browser's own time: what else runs on the machine does not count.
    seconds = browser.seconds_to_open(written(replace(analysis, documents=many), tmp_path))
    assert browser.run("document.querySelectorAll('#documents tbody tr').length") == len(many) > 1_000
    assert seconds < 2
