"""The command line: ``policy-toolkit``."""

import argparse
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module

from toolkit.cli.arguments import CommandLine, command_line
from toolkit.cli.exit_codes import FAILED, STOPPED
from toolkit.cli.settings import settings_of
from toolkit.errors import ToolkitError

__all__ = ["main"]

_MODULES = {name: f"toolkit.cli.{name}" for name in ("completion", "export", "init", "run", "verify")}


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``policy-toolkit`` and return its exit code.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; those of the process by default.

    Returns
    -------
    int
        0 if all is done, 1 if some sources could not be read (of ``verify``: if results differ), 2 if nothing could be done,
        130 if it was stopped by Ctrl-C.
    """
    try:
        arguments = _parsed(command_line(), argv)
        # Found when called, so that --help does not wait for numpy and matplotlib.
        module = import_module(_MODULES.get(arguments.command, "toolkit.cli.commands"))
        with _told(arguments):
            return int(getattr(module, arguments.command)(arguments))
    except BrokenPipeError:
        # The reader of standard output has gone (… | head): that is no fault, but nothing more can be written there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (ToolkitError, OSError) as error:
        print(f"policy-toolkit: error: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\npolicy-toolkit: stopped; the same command goes on from what is done", file=sys.stderr)
        return STOPPED


def _parsed(parsers: CommandLine, argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the arguments; of ``run``, those that are not given are taken from its file of settings."""
    arguments = parsers.top.parse_args(argv)
    if arguments.command != "run":
        return arguments
    run = parsers.commands["run"]
    if arguments.config is not None:
        run.set_defaults(**settings_of(arguments.config, run))
        arguments = parsers.top.parse_args(argv)
    needed = {"FOLDER": arguments.source, "--out": arguments.out}
    missing = [name for name, value in needed.items() if value is None]
    if missing:
        run.error(f"the following arguments are required: {', '.join(missing)} (or a file of settings: --config FILE)")
    return arguments


@contextmanager
def _told(arguments: argparse.Namespace) -> Iterator[None]:
    """Let the logger of the toolkit say on standard error as much as is asked for."""
    log = logging.getLogger("toolkit")
    before, handler = log.level, logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("policy-toolkit: %(message)s"))
    log.setLevel(logging.INFO if arguments.verbose else logging.ERROR if arguments.quiet else logging.WARNING)
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(before)
