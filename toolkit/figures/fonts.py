"""The Chinese font that comes with the package: for figures, and the part of it that a page needs for its text.

The font is a subset of Noto Sans CJK SC, made by ``scripts/make_font.py``; its licence (SIL Open Font License) lies beside it.
"""

import base64
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from matplotlib import font_manager

__all__ = ["FONT_FILE", "PAGE_FAMILY", "font_family", "page_font"]

FONT_FILE = Path(__file__).parent.parent / "data" / "fonts" / "PolicyToolkitSansSC.otf"
PAGE_FAMILY = "Policy Toolkit Sans SC"
"""The name of the font, for the style of a page."""
_OWN_FAMILY = f"{PAGE_FAMILY} of this package"


@cache
def font_family() -> str:
    """Return the name of a font with Chinese glyphs, made known to matplotlib for this process."""
    known = font_manager.fontManager
    known.addfont(FONT_FILE)
    # A font of the machine may have the same name and other glyphs: ours is found under a name that no font has.
    own = next(entry for entry in known.ttflist if entry.fname == str(FONT_FILE))
    known.ttflist.append(replace(own, name=_OWN_FAMILY))
    return _OWN_FAMILY


def page_font(text: str) -> str:
    """Return a font with the characters of a text as WOFF2 in base64, to be embedded in a page.

    Characters that the font lacks are left to the reader's machine. The same characters give the same bytes.

    Parameters
    ----------
    text : str
        All text that the page shows in this font.

    Examples
    --------
    >>> page_font("治水").startswith("d09GMk")  # wOF2
    True
    >>> page_font("治水") == page_font("水治水")
    True
    """
    font = TTFont(FONT_FILE, recalcTimestamp=False, recalcBBoxes=False)
    options = subset.Options(flavor="woff2", layout_features=["kern"], hinting=False, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=set(map(ord, text)))
    subsetter.subset(font)
    font.flavor = "woff2"
    made = BytesIO()
    font.save(made)
    return base64.b64encode(made.getvalue()).decode("ascii")
