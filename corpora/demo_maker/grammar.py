"""A small grammar: rules of alternative sentences, with inline choices ``(a|b)`` and slots ``{…}``."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
SLOT = re.compile(r"\{([^{}]+)\}")
CONDITION = re.compile(r"\?(\w+)([+-]) ")


@dataclass
class Speaker:
    """Says sentences of the rules, never the same template twice in one document."""

    rules: Mapping[str, tuple[str, ...]]
    random: Random
    fill: Callable[[str], str]
    """What stands in a slot."""
    holds: Callable[[str, str], bool]
    """Whether an indicator rose (``+``) or fell (``-``), or the report is from a year on (``2018+``) or until a year (``2018-``)."""
    finish: Callable[[str], str]
    """What is done to a text whose slots are filled."""
    said: set[str] = field(default_factory=set)

    def expand(self, template: str) -> str:
        """Return the template with its choices made, from the inside out, and its slots filled, from left to right."""
        text = CONDITION.sub("", template)
        while CHOICE.search(text):
            text = CHOICE.sub(lambda match: self.random.choice(match[1].split("|")), text)
        return self.finish(SLOT.sub(lambda match: self.fill(match[1]), text))

    def say(self, rule: str, count: int = 1) -> list[str]:
        """Return up to ``count`` sentences of a rule whose conditions hold."""
        free = [line for line in self.rules[rule] if line not in self.said and self._allowed(line)]
        chosen = self.random.sample(free, min(count, len(free)))
        self.said.update(chosen)
        return [self.expand(line) for line in chosen]

    def one(self, rule: str) -> str:
        """Return one sentence of a rule, also when all of them have been said."""
        allowed = [line for line in self.rules[rule] if self._allowed(line)]
        return self.expand(self.random.choice(allowed))

    def _allowed(self, line: str) -> bool:
        return all(self.holds(key, sign) for key, sign in CONDITION.findall(line))
