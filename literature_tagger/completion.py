"""A script that completes commands and flags in bash, and in zsh after `bashcompinit`.

    literature-tagger completion > ~/.local/share/bash-completion/completions/literature-tagger

The script is made of the help of each command and holds all flags, since asking at each key would take seconds. The
packages argcomplete and shtab want the parser of every command at once, and Beam's are made while they parse.
"""

import contextlib
import io
import re
import sys
from importlib import import_module

from literature_tagger.command import available

_SCRIPT = """_literature_tagger() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} flags=""
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "{commands}" -- "$word"))
        return
    fi
    case "${{COMP_WORDS[1]}}" in
{cases}
    esac
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$flags" -- "$word"))
    fi
}}
complete -o default -F _literature_tagger literature-tagger
"""


def main(arguments: list[str] | None = None) -> int:
    """Prints the script."""
    if arguments:
        print(__doc__)
        return 0 if arguments[0] in ("-h", "--help") else 2
    flags = {name: flags_of(command.module) for name, command in available().items() if command.module != __name__}
    print(script(flags), end="")
    return 0


def script(flags: dict[str, list[str]]) -> str:
    """The script for commands and their flags."""
    cases = "\n".join(f'        {name}) flags="{" ".join(of)}" ;;' for name, of in flags.items())
    return _SCRIPT.format(commands=" ".join(flags), cases=cases)


def flags_of(module: str) -> list[str]:
    """The long flags that the help of a command names; none of a command whose extra is not installed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit, ImportError):
        import_module(module).main(["--help"])
    return sorted(set(re.findall(r"(?<![\w-])--[a-z][\w-]*", printed.getvalue())))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
