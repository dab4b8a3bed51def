"""``completion``: what makes a shell complete commands, options and their values, written from the parsers themselves."""

import argparse
from collections.abc import Iterator, Mapping

from toolkit.cli.arguments import command_line
from toolkit.cli.exit_codes import FINE

__all__ = ["completion"]

_BASH = """\
# Completion of policy-toolkit for bash, made by: policy-toolkit completion bash
_policy_toolkit() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}" words=""
    if [ "$COMP_CWORD" -eq 1 ]; then
        words="{commands}"
    else
        case "${{COMP_WORDS[1]}} $before" in
{values}
        *) [[ "$word" == -* ]] && case "${{COMP_WORDS[1]}}" in
{options}
            esac ;;
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o default -F _policy_toolkit policy-toolkit
"""
_ZSH = """\
#compdef policy-toolkit
# Completion of policy-toolkit for zsh, made by: policy-toolkit completion zsh
local before="${{words[CURRENT-1]}}"
if (( CURRENT == 2 )); then
    local -a commands=({described})
    _describe command commands
    return
fi
case "${{words[2]}} $before" in
{values}
*)
    if [[ "$PREFIX" == -* ]]; then
        case "${{words[2]}}" in
{options}
        esac
    else
        _files
    fi ;;
esac
"""


def completion(arguments: argparse.Namespace) -> int:
    """Print the script of a shell."""
    # Standard output is the script itself, however quiet the command is.
    print(_bash() if arguments.shell == "bash" else _zsh(), end="")
    return FINE


def _bash() -> str:
    commands = command_line().commands
    options = [f'            {name}) words="{" ".join(_options(command))}" ;;' for name, command in commands.items()]
    values = _values(commands, '        {0}) words="{1}" ;;')
    return _BASH.format(commands=" ".join(commands), values="\n".join(values), options="\n".join(options))


def _zsh() -> str:
    commands = command_line().commands
    described = " ".join(f"'{name}:{_quoted(command.description or '')}'" for name, command in commands.items())
    options = [f"        {name}) compadd -- {' '.join(_options(command))} ;;" for name, command in commands.items()]
    return _ZSH.format(described=described, values="\n".join(_values(commands, "{0}) compadd -- {1} ;;")), options="\n".join(options))


def _quoted(text: str) -> str:
    """A description between quotation marks, its colons marked as part of it."""
    return text.replace("'", "’").replace(":", "\\:")


def _options(command: argparse.ArgumentParser) -> list[str]:
    return [name for action in command._actions for name in action.option_strings if name.startswith("--")]


def _values(commands: Mapping[str, argparse.ArgumentParser], form: str) -> Iterator[str]:
    """One line for each option that takes one of a few values, and for each first argument that does."""
    for name, command in commands.items():
        for action in command._actions:
            if action.choices:
                befores = action.option_strings or [name]
                yield form.format("|".join(f'"{name} {before}"' for before in befores), " ".join(map(str, action.choices)))
