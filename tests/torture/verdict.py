"""Holds a run against what its case expects."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture import scan
from tests.torture.case import CANARY, OUTSIDE, Case, lay_out
from tests.torture.child import Run, run
from tests.torture.watch import Listener, OpenWatch

#: The kinds of fault, gravest first.
FAULTS = ("traceback", "lost", "leaked", "not in time", "wrong", "no line", "litter")
_PROBLEM = re.compile(r"^(?P<file>[^\s:][^:]*)(?::(?P<line>\d+))?: (?P<code>[A-Z]\d{3}) (?P<words>.*)$")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
#: What a status of the command line can be; anything else is an accident.
STATUSES = (0, 1, 2, 3, 4, 129, 130, 143)
#: How the program says that the error is its own: no input may come to that.
OWN_ERROR = "error of the program"


@dataclass
class Verdict:
    """What came of a case: no faults, or each as (kind of fault, words)."""

    name: str
    faults: list[tuple[str, str]] = field(default_factory=list)
    refused: bool = False
    said: str = ""
    messages: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, fault: str, words: str) -> None:
        """Note a fault of one of the :data:`FAULTS`."""
        if fault not in FAULTS:
            raise ValueError(fault)
        self.faults.append((fault, words))


@dataclass(frozen=True)
class Message:
    """A problem as printed."""

    file: str
    line: str
    code: str
    words: str

    @property
    def says(self) -> str:
        """Its code and words."""
        return f"{self.code} {self.words}"

    def __str__(self) -> str:
        return f"{self.file}{':' if self.line else ''}{self.line}: {self.says}"


def messages(said: str) -> list[Message]:
    """The problems that a run printed."""
    found = (_PROBLEM.match(line) for line in said.splitlines())
    return [Message(match["file"], match["line"] or "", match["code"], match["words"]) for match in found if match]


def judge_input(case: Case, work: Path, cache: Path, listener: Listener) -> Verdict:
    """Write the book of a case into ``work``, run the command, and say what fell short.

    ``cache`` is that of the small book as it is; the run has a copy of it.
    """
    prepare(work, cache)
    places = {"outside": str(work / "outside"), "url": listener.url}
    lay_out(case.write, work / "book", places)
    before = contents(work / "book")
    watch = OpenWatch(work / "outside")
    ran = run(command_line(case.command), work)
    verdict = Verdict(case.name, said=ran.said, seconds=ran.seconds)
    for name in sorted(watch.opened()):
        verdict.add("leaked", f"read outside the book: {name}")
    if listener.connected():
        verdict.add("leaked", "it connected")
    accidents(ran, verdict)
    if contents(work / "book") != before:
        verdict.add("lost", "the folder of the book is changed")
    if litter := left_in(work):
        verdict.add("litter", ", ".join(litter))
    judge_outcome(case, work, ran, verdict, places)
    return verdict


def prepare(work: Path, cache: Path | None = None) -> None:
    """The folder of a run: somebody's own files beside the book, a home, a place for temporary files, a cache."""
    for name in ("book", "home", "tmp"):
        (work / name).mkdir(parents=True)
    if cache:
        shutil.copytree(cache, work / "cache", copy_function=os.link)
    lay_out(OUTSIDE, work / "outside", {})


def command_line(command: list[str]) -> list[str]:
    """The arguments of a case, with those that every run needs and the case does not give."""
    given = list(command)
    if given and given[0] in ("epub", "screen", "print", "records", "all", "review"):
        if "--book" not in given:
            given += ["--book", "book"]
        if "--out" not in given and given[0] != "review":
            given += ["--out", "dist"]
        if "--cache" not in given and "--no-cache" not in given:
            given += ["--cache", "cache"]
        if "--jobs" not in given:
            given += ["--jobs", "1"]
    return given


def accidents(ran: Run, verdict: Verdict) -> None:
    """What no run may end in, whatever it was given."""
    if not ran.in_time:
        verdict.add("not in time", f"not done after {ran.seconds:.0f} s")
    elif "Traceback (most recent call last)" in ran.said or "Fatal Python error" in ran.said:
        last = [line for line in ran.err.splitlines() if line.strip()][-1]
        verdict.add("traceback", last[:200])
    elif ran.status not in STATUSES or OWN_ERROR in ran.said:
        verdict.add("traceback", f"status {ran.status}: {_details(ran)}")
    for line in ran.audit[:3]:
        verdict.add("leaked", line)
    if CANARY in ran.said:
        verdict.add("leaked", "text of a file outside the book in the messages")
    if match := _CONTROLS.search(ran.said):
        verdict.add("wrong", f"a control character in the terminal: {match[0]!r}")
    if ran.left:
        verdict.add("litter", f"processes are left: {', '.join(ran.left)}")


def _details(ran: Run) -> str:
    """The end of the traceback that the program wrote into a file."""
    if (named := re.search(r"details in (\S+press-error-\S+\.txt)", ran.said)) and Path(named[1]).is_file():
        text = Path(named[1]).read_text("utf-8")
        Path(named[1]).unlink()
        frames = re.findall(r'File "([^"]+)", line (\d+)', text)
        place = ", ".join(f"{Path(file).name}:{line}" for file, line in frames[-3:])
        return f"{place}: {text.strip().splitlines()[-1][:200]}"
    return ran.said.strip()[-200:]


def contents(folder: Path) -> dict[str, str]:
    """The names in a folder, each with a digest of what it is."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = os.fsencode(path.relative_to(folder)).decode("utf-8", "backslashreplace")
        if path.is_symlink():
            found[name] = f"link {os.readlink(path)}"  # noqa: PTH115
        elif path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        else:
            found[name] = "folder" if path.is_dir() else "other"
    return found


def left_in(work: Path) -> list[str]:
    """Temporary files that a run left behind."""
    left = [f"tmp/{path.name}" for path in (work / "tmp").glob("*")] if (work / "tmp").is_dir() else []
    left += [path.name for path in work.glob(".*")]
    return sorted(left)


def judge_outcome(case: Case, work: Path, ran: Run, verdict: Verdict, places: dict[str, str]) -> None:
    """Hold what the run said, or made, against the case; a good alternative is as good."""
    tried = []
    for expected in case.outcomes(places):
        faults = list(_accepted(case, work, ran) if expected == ["accepted"] else _refused(expected, work, ran))
        if not faults:
            tried = []
            break
        tried = tried or faults
    dead = {fault for fault, _ in verdict.faults} & {"traceback", "not in time"}
    verdict.refused = ran.status == 2 and not dead
    verdict.messages = [str(message) for message in messages(ran.said)] if verdict.refused else []
    published = work / "dist"
    if ran.status == 0 and published.is_dir():
        for fault in scan.release(published):
            verdict.add("leaked", f"published: {fault}")
        text = scan.words(published)
        for word in case.never:
            if word in text:
                verdict.add("leaked", f"published: {word}")
    if not dead:
        for fault, words in tried:
            verdict.add(fault, words)


def _accepted(case: Case, work: Path, ran: Run) -> Iterator[tuple[str, str]]:
    if ran.status != 0:
        yield "wrong", f"refused: {_first(ran)}"
        return
    if case.command[0] in ("review", "--help"):
        return
    text = scan.words(work / "dist")
    for word in case.keeps:
        if " ".join(word.split()) not in text:
            yield "lost", f"{word!r} is in the manuscript and not in the book"


def _refused(expected: list[str], work: Path, ran: Run) -> Iterator[tuple[str, str]]:
    if ran.status == 0:
        yield "wrong", f"accepted, not refused at {'; '.join(expected)}"
        return
    if (work / "dist").exists() and "dist" not in expected[0]:
        yield "lost", "refused, and yet dist/ was written"
    said = messages(ran.said)
    plain = [entry.removeprefix("says: ") for entry in expected if entry.startswith("says: ")]
    for words in plain:
        if words not in ran.said:
            yield "no line", f"does not say {words!r}: {_first(ran)}"
    places = [entry for entry in expected if not entry.startswith("says: ")]
    left = list(said)
    for entry in places:
        placed = [message for message in left if _placed(message, entry)]
        if not placed:
            yield "no line", f"wanted {entry}; found {'; '.join(map(str, left)) or _first(ran)}"
            return
        words = entry.partition(": ")[2]
        fitting = next((message for message in placed if message.says.startswith(words)), None)
        if fitting is None:
            yield "wrong", f"wanted {entry}; it says {placed[0].says}"
        left.remove(fitting or placed[0])
    found = {(message.file, message.line) for message in said if message not in left}
    left = [message for message in left if (message.file, message.line) not in found]
    if left and places:
        yield "wrong", f"one mistake, another message as well: {'; '.join(map(str, left))}"


def _placed(message: Message, entry: str) -> bool:
    """Whether a message has the file, line and code (if it asks for one) of an expected one."""
    where, _, words = entry.partition(": ")
    file, _, line = where.rpartition(":")
    if not line.isdigit():
        file, line = where, ""
    placed = message.line == line and message.file in (f"book/{file}", file)
    return placed and message.code.startswith(words[:4])


def _first(ran: Run) -> str:
    lines = [line for line in ran.said.splitlines() if line.strip()]
    return f"status {ran.status}: {lines[0][:160] if lines else 'not a word'}"
