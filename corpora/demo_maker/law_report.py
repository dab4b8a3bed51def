"""Annual reports on building a law-based government, of a bureau and of a county."""

from demo_maker.draft import HAN_ORDER, Draft, Meta


def meta(draft: Draft) -> Meta:
    """Return the title, issuer and date: a prefecture's report is its environment bureau's."""
    place, past = draft.place, draft.year - 1
    bureau = place["level"] == "prefecture"
    issuer = f"{place['place']}生态环境局" if bureau else f"{place['place']}人民政府"
    title = f"{issuer}{past}年度法治政府建设情况报告" if bureau else f"{place['place']}{past}年法治政府建设年度报告"
    date = f"{draft.year}-0{1 + draft.year % 3}-{12 + draft.year % 9}"
    return Meta(
        title=title, issuer=issuer, place=place["place"], adcode=place["adcode"], date=date, year=draft.year, review_year=past,
        doc_type="法治政府建设年度报告", doc_number=None, suffix=place["suffix"],
    )


def write(draft: Draft, about: Meta) -> None:
    """Write the report into the draft."""
    bureau = draft.place["level"] == "prefecture"
    draft.words["issuer"] = "我局" if bureau else f"{draft.words['we'][1]}政府"
    draft.add("paragraph", draft.one("opening"))
    draft.add("heading", "一、", draft.one("main_heading"))
    middle = draft.shuffled(["decision", "enforcement", "disputes", "openness"])
    blocks = ["leadership", "green" if bureau else "business", *(["business"] if bureau else []), *middle, "education"]
    for position, block in enumerate(blocks):
        _block(draft, block, f"（{HAN_ORDER[position]}）")
    draft.add("heading", "二、", draft.one("gaps_heading"))
    draft.add("paragraph", draft.one("gaps"))
    draft.add("heading", "三、", draft.one("plan_heading"))
    for number, sentence in enumerate(draft.say("plan", 5), start=1):
        draft.add("paragraph", f"{number}.", sentence)
    draft.add("paragraph", draft.one("finish"))
    draft.add("signature", about.issuer)
    draft.add("signature", about.day)


def _block(draft: Draft, block: str, number: str) -> None:
    """Figures that are planted open the block; the rest follows in the layout of the place."""
    sentences = draft.shuffled([*draft.say(block, draft.random.randint(4, 5)), *draft.policy_sentences(block, 3)])
    if f"{block}.figures" in draft.rules:
        sentences[:0] = draft.say(f"{block}.figures")
    heading = draft.one(f"{block}.heading")
    if draft.place["layout"] == "numbered":
        draft.add("subheading", number, heading)
        draft.add("paragraph", *sentences)
    elif draft.place["layout"] == "inline" and draft.random.random() < 0.5:
        listed = [f"{HAN_ORDER[order]}是{sentence}" for order, sentence in enumerate(sentences)]
        draft.add("paragraph", f"{number}{heading}。", *listed)
    else:
        draft.add("paragraph", f"{number}{heading}。", *sentences)
