"""The command line: one sub-command for each command, each with its own options and help."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from press.cli.parser import parser
from press.core.failure import report_failure
from press.core.problems import ManuscriptError
from press.core.stopping import stopped_by_signals
from press.core.temporary import temporary_folder


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status; ``arguments`` are those of the command line without the program."""
    _open_streams()
    given = sys.argv[1:] if arguments is None else arguments
    options = parser().parse_args(_with_command(given))
    with stopped_by_signals():
        try:
            with temporary_folder():
                return int(options.run(options))
        except ManuscriptError as error:
            for problem in error.problems:
                print(problem, file=sys.stderr)
            count = len(error.problems)
            print(f"{count} problem{'s' if count > 1 else ''}; nothing was written.", file=sys.stderr)
            return 2
        except Exception as error:  # whatever it is, an editor reads one line
            return report_failure(error)


def _open_streams() -> None:
    """Open what was closed of input, output and messages: a file of the build would get its number otherwise."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest free number
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - for as long as the process
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115 - for as long as the process


def _with_command(arguments: list[str]) -> list[str]:
    """The arguments, "all" put first where they name no command."""
    if arguments and (not arguments[0].startswith("-") or arguments[0] in ("-h", "--help", "--version")):
        return arguments
    return ["all", *arguments]
