"""What a sentence has been speaking of: the subject that is passed on from figure to figure."""

from typing import NamedTuple

__all__ = ["Subject"]


class Subject(NamedTuple):
    """The indicator named last, and what completes one that is not named in full."""

    name: str = ""
    """The indicator that a figure without one of its own takes over."""
    members: tuple[str, ...] = ()
    """The members of a coordinated subject, one for each figure of 分别增长5%和7.5%."""
    place: int = 0
    """Which of the members the last figure was of."""
    levels: tuple[str, ...] = ()
    """The indicators of the levels just stated, which 分别增长5%和7.5% goes through again."""
    thing: str = ""
    """The noun of the indicator, without the verb of an action: what 清理12件 cleared."""
    unit: str = ""
    """The unit in which that noun was counted."""
    listing: bool = False
    """Whether its parts are being named (其中)."""
    account: str = ""
    """The account of a budget that is spoken of (政府性基金预算)."""
    owner: str = ""
    """What a noun that cannot stand alone belongs to at the beginning of a sentence: the last indicator of the paragraph."""

    def named(self, name: str, members: tuple[str, ...] = (), *, thing: str = "", unit: str = "") -> "Subject":
        """The subject after an indicator is named."""
        return Subject(name, members, 0, self.levels, thing or name, unit, self.listing, self.account, self.owner)

    def in_account(self, account: str) -> "Subject":
        """The subject after an account of a budget is named."""
        return self._replace(account=account) if account and account != self.account else self

    def with_levels(self, levels: tuple[str, ...]) -> "Subject":
        """The subject after a figure is read."""
        if levels == self.levels:
            return self
        return Subject(
            self.name, self.members, self.place, levels, self.thing, self.unit, self.listing, self.account, self.owner
        )  # fmt: skip

    def next_member(self) -> "Subject":
        """The subject after one more figure that is coordinated with the last."""
        return self._replace(place=self.place + 1)

    def at_sentence(self, *, continued: bool) -> "Subject":
        """What is left of it where the next sentence of the paragraph begins, or the next part of one (after ；)."""
        listing = continued and self.listing
        return Subject(thing=self.thing, unit=self.unit, listing=listing, account=self.account, owner=self.name or self.owner)
