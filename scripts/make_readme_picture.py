"""Write docs/img/report.png, the picture of the READMEs: the report page of the demo corpus, and a figure of it opened to its sentence.

    python scripts/make_readme_picture.py out/demo/report.html

after ``make demo``, in the environment of ``make test`` and with Chromium. Two windows stand side by side, in few colours, so that the
file stays small.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "img" / "report.png"
WIDTH, HEIGHT = 900, 760
COLOURS = 96
WINDOWS = (
    "location.hash = 'names'",
    "location.hash = [...document.querySelectorAll('#panel td a')].find(a => a.textContent === '地区生产总值').hash; "
    "setTimeout(() => [...document.querySelectorAll('#view tr')].find(row => row.textContent.includes('清远市2021'))"
    ".querySelectorAll('button')[1].click(), 300)",
)
"""What is shown in each: scripts that run in the page."""


def main() -> None:
    """Take the pictures and put them side by side."""
    sys.path.insert(0, str(ROOT / "tests" / "report"))
    from browser import Browser

    with tempfile.TemporaryDirectory() as folder:
        browser = Browser(folder)
        browser.call("Emulation.setScrollbarsHidden", hidden=True)
        whole = Image.new("RGB", (len(WINDOWS) * WIDTH, HEIGHT), "white")
        for at, script in enumerate(WINDOWS):
            browser.open(Path(sys.argv[1]).resolve(), WIDTH, HEIGHT)
            browser.run(f"new Promise(done => {{ {script}; setTimeout(done, 1500) }})")
            browser.picture(Path(folder) / "shot.png")
            whole.paste(Image.open(Path(folder) / "shot.png"), (at * WIDTH, 0))
        browser.close()
    TARGET.parent.mkdir(exist_ok=True)
    whole.quantize(COLOURS, dither=Image.Dither.NONE).save(TARGET, optimize=True)
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
