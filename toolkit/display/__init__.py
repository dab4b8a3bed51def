"""How values and tables show themselves in Jupyter: small pieces of HTML, everything from a text escaped."""

from toolkit.display.marked import Mark, marked_text
from toolkit.display.pieces import card, facts, table_html
from toolkit.display.shown import Shown, show

__all__ = ["Mark", "Shown", "card", "facts", "marked_text", "show", "table_html"]
