"""Figures as bytes and files: the same bytes for the same figure."""

import os
from io import BytesIO
from pathlib import Path
from typing import Literal

import matplotlib as mpl
from matplotlib.axes import Axes

__all__ = ["figure_bytes", "write_figure"]

# With these there is no date in a file of any format.
_METADATA: dict[str, dict[str, str | None]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


def figure_bytes(ax: Axes, format: Literal["svg", "png", "pdf"], *, dpi: float = 200) -> bytes:
    """Return the figure of some axes as a file of a format; text is drawn as outlines, so that no font is needed to show it."""
    buffer = BytesIO()
    # Without a salt the ids inside an SVG are random.
    with mpl.rc_context({"svg.hashsalt": "policy-toolkit", "svg.fonttype": "path"}):
        ax.get_figure(root=True).savefig(buffer, format=format, dpi=dpi, metadata=_METADATA[format], facecolor="white")  # type: ignore[union-attr]
    return buffer.getvalue()


def write_figure(ax: Axes, path: str | os.PathLike[str], *, dpi: float = 200) -> Path:
    """Write the figure of some axes to a ``.png``, ``.svg`` or ``.pdf`` file and return its path."""
    path = Path(path)
    path.write_bytes(figure_bytes(ax, path.suffix.removeprefix("."), dpi=dpi))  # type: ignore[arg-type]
    return path
