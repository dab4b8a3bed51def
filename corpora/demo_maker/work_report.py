"""Work reports of governments: figures and work of the past year, problems, targets, tasks."""

from demo_maker.draft import HAN_ORDER, Draft, Meta
from demo_maker.reuse import take
from demo_maker.sources import read_table
from demo_maker.wording import han_number

ALWAYS = ("industry", "business", "rural", "green", "livelihood")
SOMETIMES = ("projects", "digital", "urban", "health", "culture", "safety", "open", "government")
LEAST_BLOCKS, SENTENCES = 7, 2
"""How many blocks a report has at least, and each of them sentences: reports of all years are of like length."""
REGIONS = ("东部", "中部", "西部")
FIGURES = {"culture": "tourism", "digital": "hightech", "rural": "grain", "green": "green", "livelihood": "school"}


def meta(draft: Draft) -> Meta:
    """Return the title, issuer and date of a work report."""
    place = draft.place
    # A report is delivered after that of the level above, from which it may take passages.
    month, first = {"province": ("01", 5), "prefecture": ("01", 17), "county": ("02", 5)}[place["level"]]
    day = first + (draft.year * 7 + int(place["adcode"]) // 100) % 11
    return Meta(
        title=f"{draft.year}年{place['place']}政府工作报告", issuer=f"{place['place']}人民政府", place=place["place"],
        adcode=place["adcode"], date=f"{draft.year}-{month}-{day:02d}", year=draft.year, review_year=draft.year - 1,
        doc_type="政府工作报告", doc_number=None, suffix=place["suffix"],
    )


def write(draft: Draft, about: Meta) -> None:
    """Write the report into the draft."""
    draft.words["issuer"] = about.issuer
    themes = _themes(draft)
    blocks = _blocks(draft, themes)
    _opening(draft, about)
    _review(draft, blocks, themes)
    _problems(draft)
    _goals(draft)
    _tasks(draft, blocks, themes)
    draft.add("paragraph", draft.one("closing"))


def _themes(draft: Draft) -> dict[str, list[tuple[str, int]]]:
    """The words whose course is planted, with the sentences due this year, by block."""
    themes: dict[str, list[tuple[str, int]]] = {}
    for row in read_table("words.tsv"):
        if count := int(row[str(draft.year)]):
            themes.setdefault(row["block"], []).append((row["word"], count))
    return themes


def _blocks(draft: Draft, themes: dict[str, list[tuple[str, int]]]) -> list[str]:
    """The blocks of this report in its own order: those in which something planted is due, and one or two more."""
    firsts = {block for block in (*ALWAYS, *SOMETIMES) for row in draft.policies_of(block) if draft.first_year(row) == draft.year}
    needed = [block for block in (*ALWAYS, *SOMETIMES) if block in themes or block in firsts]
    free = [block for block in (*ALWAYS, *SOMETIMES) if block not in needed]
    extra = draft.random.sample(free, max(LEAST_BLOCKS - len(needed), 0))
    return draft.shuffled([*needed, *extra])


def _opening(draft: Draft, about: Meta) -> None:
    draft.add("subtitle", f"——{about.day}在{draft.congress()}上")
    draft.add("paragraph", "各位代表：")
    draft.add("paragraph", draft.one("greeting"))


def _review(draft: Draft, blocks: list[str], themes: dict[str, list[tuple[str, int]]]) -> None:
    draft.add("heading", "一、", draft.one("review_heading"))
    draft.add("paragraph", draft.one("review_intro"), *draft.say("figures.gdp"), *draft.say("figures.industry"),
              *draft.say("figures.revenue"))
    middle = draft.random.choice(("figures.invest", "figures.retail", "figures.trade"))
    people = draft.random.choice(("figures.income", "figures.jobs", "figures.urban"))
    draft.add("paragraph", *(sentence for rule in (middle, people) for sentence in draft.say(rule)))
    _regional(draft)
    draft.add("paragraph", draft.one("bridge"))
    bodies = []
    for block in blocks:
        sentences = draft.policy_sentences(block, 1)
        for word, count in themes.get(block, []):
            sentences += draft.say(f"{word}.review", (count + 1) // 2)
        sentences += draft.say(f"review.{block}", max(SENTENCES - len(sentences), 0))
        sentences = draft.shuffled(sentences)
        if block in FIGURES:
            sentences[:0] = draft.say(f"figures.{FIGURES[block]}")
        bodies.append((draft.one(f"review.{block}.heading"), sentences))
    _sections(draft, bodies, draft.place["layout"])
    if draft.random.random() < 0.5:
        draft.add("paragraph", draft.one("thanks"))


def _regional(draft: Draft) -> None:
    """Work that is usual in the region of the place, much of it or little, and seldom a sentence of that of another."""
    region = draft.place["region"]
    sentences = draft.say(region, draft.random.randint(2, 5))
    if draft.random.random() < 0.25:
        sentences += draft.say(draft.random.choice([name for name in REGIONS if name != region]))
    draft.add("paragraph", *sentences)


def _problems(draft: Draft) -> None:
    for number, sentence in enumerate(draft.say("problem", 4), start=1):
        draft.words[f"problem{number}"] = sentence
    draft.add("paragraph", draft.one("problems"))


def _goals(draft: Draft) -> None:
    draft.add("heading", "二、", draft.one("goals_heading"))
    draft.add("paragraph", draft.one("goals_intro"))
    clauses = [sentence for rule in ("goals_gdp", "goals_money", "goals_people") for sentence in draft.say(rule)]
    clauses += draft.say("goals_green") if draft.random.random() < 0.4 else []
    take(draft, "principles")
    draft.add("paragraph", *draft.told.principles)
    draft.add("paragraph", draft.one("goals_open"), draft.random.choice(("，", "；")).join(clauses), "。", draft.one("goals_close"))


def _tasks(draft: Draft, blocks: list[str], themes: dict[str, list[tuple[str, int]]]) -> None:
    draft.add("heading", "三、", draft.one("tasks_heading"))
    draft.add("paragraph", draft.one("tasks_bridge"))
    take(draft, "projects")
    draft.add("paragraph", *draft.told.projects)
    bodies = []
    for block in draft.shuffled(blocks):
        sentences = [sentence for word, count in themes.get(block, []) for sentence in draft.say(f"{word}.tasks", count // 2)]
        sentences = sentences or draft.say(f"tasks.{block}")
        sentences = draft.shuffled(sentences)
        bodies.append((draft.one(f"tasks.{block}.heading"), sentences))
    layout = draft.random.choice(("inline", "numbered", draft.place["layout"]))
    _sections(draft, bodies, layout)


def _sections(draft: Draft, bodies: list[tuple[str, list[str]]], layout: str) -> None:
    """Set the blocks as this place numbers them."""
    for position, (heading, sentences) in enumerate(bodies):
        order = HAN_ORDER[position]
        if layout == "numbered":
            draft.add("subheading", f"（{order}）{heading}")
            draft.add("paragraph", *sentences)
        elif layout == "dashes":
            draft.add("paragraph", f"——{heading}。", *sentences)
        elif layout == "ordinals":
            draft.add("paragraph", f"{han_number(str(position + 1))}是{heading}。", *sentences)
        else:
            draft.add("paragraph", f"（{order}）{heading}。", *sentences)
