"""What became of each block of a book in its next edition: each change once, a move, a split and a merge as one.

Blocks that are the same stand fast (:mod:`difflib`); the same ones elsewhere have moved; the rest, between those that
stand fast, is aligned at the least cost, as translations are aligned by their sentences (Gale and Church, «A Program for
Aligning Sentences in Bilingual Corpora», 1993): one for one, none for one, or one for several.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from press.commands.changes.blocks import Block

#: What it costs to say that a block has gone or is new. A pair is worth its unlikeness, so that a likeness of next to
#: nothing is still one changed block in its place.
_ALONE = 0.48
#: The likeness from which one block has become several, and what it costs to say so of each.
_WHOLE, _PART = 0.6, 0.04
#: How much of a part's words must be those of the whole, and of how many parts a whole may be.
_CONTAINED, _PARTS = 0.7, 5
#: The likeness, and the words, from which a block has moved although it was changed too.
_MOVED, _WORDS = 0.6, 5
#: More blocks than these between two that stand fast are not aligned but by their places.
_ALIGNED = 150
#: Of how many that have gone, and that are new, it is asked whether one is the other.
_SOUGHT = 400
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


@dataclass(frozen=True)
class Change:
    """A change, with the blocks before and after.

    ``kind`` is inserted, deleted, changed, emphasis (of the same words), picture (with the same alternative text), moved,
    split or merged.
    """

    kind: str
    old: tuple[Block, ...]
    new: tuple[Block, ...]


#: What was found: the places before and after, and the kind of change.
_Found = tuple[tuple[int, ...], tuple[int, ...], str]


def compare(old: Sequence[Block], new: Sequence[Block]) -> list[Change]:
    """Every change from the blocks of one edition to those of another, in the order of the new one."""
    return _Comparison(old, new).changes()


class _Comparison:
    def __init__(self, old: Sequence[Block], new: Sequence[Block]):
        self.old, self.new = old, new
        self._found: list[_Found] = []
        before, after = ([block.identity for block in blocks] for blocks in (old, new))
        self._steps_between = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()

    def changes(self) -> list[Change]:
        gaps = [(list(range(a, b)), list(range(c, d))) for step, a, b, c, d in self._steps_between if step != "equal"]
        gone, come = self._moved(gaps)
        for before, after in gaps:
            self._align([i for i in before if i in gone], [j for j in after if j in come])
        self._moved_and_changed()
        return [self._change(*each) for each in self._joined(self._in_order())]

    def _change(self, before: tuple[int, ...], after: tuple[int, ...], kind: str) -> Change:
        old, new = tuple(self.old[i] for i in before), tuple(self.new[j] for j in after)
        if kind == "changed" and [(block.kind, block.text) for block in old] == [
            (each.kind, each.text) for each in new
        ]:
            kind = "picture" if old[0].kind == "picture" else "emphasis"
        return Change(kind, old, new)

    def _moved(self, gaps: Sequence[tuple[list[int], list[int]]]) -> tuple[set[int], set[int]]:
        """Find what stands elsewhere unchanged; the places that are left over."""
        gone, come = ({place for gap in gaps for place in gap[side]} for side in (0, 1))
        where = defaultdict(list)
        for place in sorted(come):
            where[self.new[place].identity].append(place)
        for place in sorted(gone):
            block = self.old[place]
            if where[block.identity] and (block.kind == "picture" or len(_words(block.text)) > 2):
                other = where[block.identity].pop(0)
                self._found.append(((place,), (other,), "moved"))
                gone.discard(place)
                come.discard(other)
        return gone, come

    def _align(self, before: list[int], after: list[int]) -> None:
        """Find what became of blocks between two that stand fast."""
        if len(before) * len(after) > _ALIGNED**2:  # another book: in the order of the places
            for i, j in zip(before, after, strict=False):
                self._found.append(((i,), (j,), "changed"))
            rest = (before[len(after) :], after[len(before) :])
            self._found += [((i,), (), "deleted") for i in rest[0]] + [((), (j,), "inserted") for j in rest[1]]
            return
        best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
        for i in range(len(before) + 1):
            for j in range(len(after) + 1):
                if (i, j) in best:
                    for m, n, cost in self._steps(before[i : i + _PARTS], after[j : j + _PARTS]):
                        whole = best[i, j][0] + cost
                        if (i + m, j + n) not in best or whole < best[i + m, j + n][0] - 1e-9:
                            best[i + m, j + n] = (whole, (m, n))
        place = (len(before), len(after))
        while place != (0, 0):
            m, n = best[place][1]
            i, j = place[0] - m, place[1] - n
            self._found.append((tuple(before[i : place[0]]), tuple(after[j : place[1]]), _named(m, n)))
            place = (i, j)

    def _steps(self, before: list[int], after: list[int]) -> Iterator[tuple[int, int, float]]:
        """(blocks before, blocks after, cost) of each way to go on."""
        if before:
            yield 1, 0, _ALONE
        if after:
            yield 0, 1, _ALONE
        if not (before and after):
            return
        old, new = self.old[before[0]], self.new[after[0]]
        if old.kind == new.kind or old.text == new.text:
            unlike = 1 - _likeness(old.text, new.text)
            yield 1, 1, min(unlike, 0.9 if old.id != new.id or not old.id else 0.3)
        for parts in range(2, _PARTS + 1):
            if len(after) >= parts and (cost := self._cost_of_parts(old, [self.new[j] for j in after[:parts]])) < 1:
                yield 1, parts, cost
            if len(before) >= parts and (cost := self._cost_of_parts(new, [self.old[i] for i in before[:parts]])) < 1:
                yield parts, 1, cost

    @staticmethod
    def _cost_of_parts(whole: Block, parts: Sequence[Block]) -> float:
        """What it costs to say that a block is the same as several; 1 where it is not."""
        if any(part.kind != whole.kind for part in parts) or whole.kind == "picture":
            return 1.0
        bag = _words(whole.text)
        if any((bag & _words(part.text)).total() < _CONTAINED * _words(part.text).total() for part in parts):
            return 1.0
        like = _likeness(whole.text, " ".join(part.text for part in parts))
        return 1 - like + _PART * len(parts) if like >= _WHOLE else 1.0

    def _moved_and_changed(self) -> None:
        """Make one change of a block that has gone and a new one elsewhere that has most of its words."""
        gone = [each for each in self._found if each[2] == "deleted"]
        come = [each for each in self._found if each[2] == "inserted"]
        likely = []
        for before in gone[:_SOUGHT]:
            old = self.old[before[0][0]]
            if _words(old.text).total() >= _WORDS:
                for after in come[:_SOUGHT]:
                    new = self.new[after[1][0]]
                    if old.kind == new.kind and (like := _likeness(old.text, new.text)) >= _MOVED:
                        likely.append((-like, before, after))
        for _, before, after in sorted(likely):
            if before in self._found and after in self._found:
                self._found.remove(before)
                self._found.remove(after)
                self._found.append((before[0], after[1], "moved"))

    def _in_order(self) -> list[_Found]:
        """What was found, in the order of the new edition; what has gone, where it was."""
        known = [(a + k, c + k) for step, a, b, c, _ in self._steps_between if step == "equal" for k in range(b - a)]
        known += [(before[0], after[0]) for before, after, kind in self._found if before and after and kind != "moved"]
        known.sort()

        def place(found: _Found) -> tuple[int, int, int]:
            before, after, _ = found
            if after:
                return after[0], 1, 0
            last = bisect(known, (before[0], -1))
            return (known[last - 1][1] + 1 if last else 0), 0, before[0]

        return sorted(self._found, key=place)

    def _joined(self, found: Sequence[_Found]) -> list[_Found]:
        """What belongs together as one: a paragraph and its notes, the parts of a figure, blocks moved side by side."""
        whole: list[_Found] = []
        for before, after, kind in found:
            if whole and self._belongs(whole[-1], (before, after, kind)):
                last = whole.pop()
                before, after = last[0] + before, last[1] + after
            whole.append((before, after, kind))
        return whole

    def _belongs(self, one: _Found, other: _Found) -> bool:
        if one[2] != other[2] or one[2] not in ("inserted", "deleted", "moved"):
            return False
        sides = [(self.old, one[0], other[0]), (self.new, one[1], other[1])]
        if not all(not after or (before and after[0] == before[-1] + 1) for _, before, after in sides):
            return False
        return one[2] == "moved" or all(
            blocks[before[-1]].unit == blocks[after[0]].unit for blocks, before, after in sides if after
        )


def _named(before: int, after: int) -> str:
    if not before:
        return "inserted"
    if not after:
        return "deleted"
    return "changed" if before == after == 1 else "split" if before == 1 else "merged"


@lru_cache(maxsize=4096)
def _words(text: str) -> Counter[str]:
    """The words of a text, each with how often it has it; signs of a script without spaces are words."""
    return Counter(_WORD.findall(text.casefold()))


def _likeness(one: str, other: str) -> float:
    """How much two texts have in common (0 to 1): twice the words of both, by those of each (Dice)."""
    mine, theirs = _words(one), _words(other)
    whole = mine.total() + theirs.total()
    return 2 * (mine & theirs).total() / whole if whole else float(one == other)
