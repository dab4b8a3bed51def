"""The command line: ``policy-toolkit``."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from toolkit.cli.arguments import parser
from toolkit.cli.exit_codes import FAILED
from toolkit.errors import ToolkitError

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``policy-toolkit`` and return its exit code.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; those of the process by default.

    Returns
    -------
    int
        0 if all is done, 1 if some sources could not be read, 2 if nothing could be done.
    """
    arguments = parser().parse_args(argv)
    # Found when called, so that --help does not wait for numpy and matplotlib.
    module = import_module("toolkit.cli.run" if arguments.command == "run" else "toolkit.cli.commands")
    try:
        return int(getattr(module, arguments.command)(arguments))
    except BrokenPipeError:
        # The reader of standard output has gone (… | head): that is no fault, but nothing more can be written there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (ToolkitError, OSError) as error:
        print(f"policy-toolkit: error: {error}", file=sys.stderr)
        return FAILED
