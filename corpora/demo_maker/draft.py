"""A document in the making: its facts, its speaker and its lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from demo_maker.figures import Figures, Planted
from demo_maker.grammar import Speaker
from demo_maker.series import Goal, Series
from demo_maker.sources import read_table
from demo_maker.wording import han_integer, position, quantity, settle_percents, words_before

COINED_FIRST = "云松石柳青枫白竹桐梅荷芦槐棠杉兰溪岩沙霞鹤鹭雁鹿麦稻茶橘菱莲"
COINED_SECOND = "坪岭渡湾塘埠冲坳浦洲屏崖庄坊桥陂墩峪港岗畔谷墟浜垄坞"
"""Two characters make an invented name."""
HAN_ORDER = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四")


@dataclass(frozen=True)
class Meta:
    """What a document says about itself."""

    title: str
    issuer: str
    place: str
    adcode: str
    date: str
    year: int
    review_year: int | None
    doc_type: str
    doc_number: str | None
    suffix: str


    @property
    def day(self) -> str:
        """The date as documents write it: 2023年3月5日."""
        year, month, day = (int(part) for part in self.date.split("-"))
        return f"{year}年{month}月{day}日"


@dataclass(frozen=True)
class Line:
    """A heading, a paragraph, or a table whose cells are separated by tabs."""

    kind: str
    text: str


@dataclass(frozen=True)
class Passages:
    """Sentences of a work report that others repeat."""

    file: str = ""
    projects: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """A sentence that a report took over."""

    source: str
    relation: str
    kind: str
    text: str


@dataclass
class Draft:
    """Says sentences about one place in one year, and collects lines and planted figures."""

    place: Mapping[str, str]
    year: int
    rules: Mapping[str, tuple[str, ...]]
    series: Series
    random: Random
    numerals: str = "digits"
    lines: list[Line] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    policies: dict[str, str] = field(default_factory=dict)
    """Names by key, of the policies that this document names."""
    own: Passages = field(default_factory=Passages)
    """The passages of the place's own last report."""
    above: Passages = field(default_factory=Passages)
    """The passages of this year's report of the level above."""
    told: Passages = field(default_factory=Passages)
    """What later reports and those of lower levels may take over."""
    taken: list[Taken] = field(default_factory=list)
    """What this document took over."""

    def __post_init__(self) -> None:
        self.figures = Figures(self.series, self.year - 1, self.numerals, self.planted)
        self.words = self._words()
        self.speaker = Speaker(self.rules, self.random, self._fill, self.figures.holds, self._finish)

    def _words(self) -> dict[str, str]:
        """The words that a report uses for its own place."""
        place, name = self.place, self.place["place"]
        plan = next(row["plan"] for row in read_table("years.tsv") if row["year"] == str(self.year))
        own, upper = {"province": ("省", "全国"), "prefecture": ("市", "全省")}.get(place["level"], (name[-1], "全省"))
        short = "连南" if name.endswith("自治县") else name.rstrip("省市县")
        return {
            "place": name, "short": short, "all": f"全{own}", "we": f"我{own}", "party": f"{own}委", "gov": f"{own}人民政府",
            "people": f"{own}人大会议", "river": place["river"], "crop": place["crop"], "crop2": place["crop2"],
            "crop_unit": "羽" if place["crop"].endswith("鸡") else "亩",
            "ind": place["industry"], "ind2": place["industry2"], "park": place["park"], "town": place["town"],
            "town2": place["town2"], "scenic": place["scenic"], "year": str(self.year), "past": str(self.year - 1), "plan": plan,
            "own": own, "upper": upper, "issuer": f"{own}政府",
        }

    def congress(self) -> str:
        """The session of the congress that hears a report: five sessions a term, counted back from the term of 2024."""
        first = 2023 if self.place["level"] == "province" else 2022
        terms, session = divmod(self.year - first, 5)
        term = next(number for number in range(1, 40) if han_integer(number) == self.place["term"])
        return f"{self.place['place']}第{han_integer(term + terms)}届人民代表大会第{han_integer(session + 1)}次会议"

    def _fill(self, slot: str) -> str:
        if "." in slot and " " not in slot:
            return self.figures.fill(slot)
        word, *options = slot.split(" ")
        if word == "n":
            return quantity(str(self.random.randint(*map(int, options))), "", self.numerals)
        if word == "d":
            return self._decimal(*options)
        if word == "near":
            return self._near(*options)
        if word == "fix":
            return self._fixed(*options)
        if word == "policy":
            return self.name_policy(options[0])
        if word == "hard":
            return self.speaker.one(f"hard.{self.year}")
        if word == "coined":
            return self.random.choice(COINED_FIRST) + self.random.choice(COINED_SECOND)
        return self.words[word]

    def _finish(self, text: str) -> str:
        """Settle the numerals of new text, and note what stands before each figure in it."""
        settled = settle_percents(text, self.numerals)
        end = 0
        for index, planted in enumerate(self.planted):
            if not planted.settled:
                start = position(settled, planted.text, end)
                end = start + len(planted.text)
                self.planted[index] = replace(planted, before=words_before(settled, start), settled=True)
        return settled

    def _decimal(self, low: str, high: str) -> str:
        decimals = len(low.partition(".")[2])
        text = f"{self.random.uniform(float(low), float(high)):.{decimals}f}"
        return quantity(text, "", self.numerals)

    def _near(self, key: str, low: str, high: str) -> str:
        """A growth close to that of an indicator, of which this is a part."""
        growth = self.series.changes[key, self.year - 1] + self.random.uniform(float(low), float(high))
        return quantity(f"{max(growth, 0.2):.1f}", "", self.numerals)

    def _fixed(self, key: str, role: str, modality: str, year: str, value: str, bound: str) -> str:
        return self.figures.goal(key, Goal(bound, float(value)), int(year), role=role, modality=modality)

    def name_policy(self, key: str) -> str:
        """Return the name of a policy and note that this document names it."""
        self.policies[key] = next(row["name"] for row in read_table("policies.tsv") if row["key"] == key)
        return self.policies[key]

    def say(self, rule: str, count: int = 1) -> list[str]:
        """Return up to ``count`` sentences of a rule."""
        return self.speaker.say(rule, count)

    def one(self, rule: str) -> str:
        """Return one sentence of a rule."""
        return self.speaker.one(rule)

    def written_out(self, paragraph: str) -> str:
        """Return a paragraph with its slots filled."""
        return self.speaker.expand(paragraph)

    def add(self, kind: str, *sentences: str) -> None:
        """Add a line of these sentences."""
        self.lines.append(Line(kind, "".join(sentences)))

    def first_year(self, policy: Mapping[str, str]) -> int:
        """Return the year from which this place names a policy; 9999 where it never does."""
        if policy["scope"] == "spread":
            named = ((row["key"], row["place"]) for row in read_table("diffusion.tsv"))
            years = (int(row["first"]) for row in read_table("diffusion.tsv"))
            return dict(zip(named, years, strict=True)).get((policy["key"], self.place["place"]), 9999)
        near = policy["scope"] in ("all", self.place["province"], self.place["place"])
        return int(policy["first"]) if near else 9999

    def policies_of(self, block: str) -> list[Mapping[str, str]]:
        """Return the policies that this place may name this year in a block."""
        return [row for row in read_table("policies.tsv")
                if block in row["block"].split() and self.first_year(row) <= self.year <= int(row["last"])]

    def policy_sentences(self, block: str, limit: int = 2) -> list[str]:
        """Return sentences on policies of a block: those new to the place and its own always, laws every other year, others by chance."""
        rows = self.policies_of(block)
        new = [row for row in rows if self.first_year(row) == self.year or (row["local"] == "yes" and row["scope"] != "spread")]
        new += [row for row in rows if row not in new and row["kind"] == "law" and self.random.random() < 0.5]
        old = [row for row in rows if row not in new and row["kind"] != "law"]
        free = max(limit - len(new), 0)
        chosen = new + self.random.sample(old, min(free, len(old)))
        return [self._policy_sentence(row) for row in chosen]

    def _policy_sentence(self, row: Mapping[str, str]) -> str:
        self.words["name"] = self.name_policy(row["key"])
        return self.one(row["key"])

    def shuffled(self, items: Sequence[str]) -> list[str]:
        """Return the items in an order of this document's own."""
        return self.random.sample(list(items), len(items))
