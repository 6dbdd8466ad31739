"""The engine: gives work to the workers of a Dask scheduler, one piece to each, and takes what they made as it comes.

Each piece goes to a worker that is named, so that it is known which one had it when it was lost, and the second attempt
is made elsewhere. Nothing is sent before a worker is free for it, and what has come is handed on before more is asked
for: the memory of this process does not grow with the number of pieces.
"""

from __future__ import annotations

import asyncio
import pickle
import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from distributed import Client, Future

from press.commands.cluster import worker
from press.commands.cluster.builder import pickled
from press.commands.cluster.fingerprint import difference, own_facts
from press.commands.cluster.worker import Answer
from press.core.failure import describe_failure

#: Seconds between two looks at which workers there are, for an answer of the scheduler, beyond a piece's own limit for
#: its worker to say that it ran out, and without any worker before the run gives up.
_LOOK, _ANSWER, _GRACE, _NO_WORKER = 0.5, 60.0, 30.0, 120.0
#: How often a piece is tried, each time on another worker where there is one.
_ATTEMPTS = 2


class ClusterError(OSError):
    """The scheduler cannot be reached, or has no worker that can be used; the message says which."""

    def __init__(self, message: str):
        super().__init__(message)
        self.strerror = message


@dataclass(frozen=True)
class Piece:
    """One piece of work: a name, and who makes its argument when its turn comes."""

    name: str
    argument: Callable[[], object]


@dataclass(frozen=True)
class Outcome:
    """What came of a piece: its value, or the exception that it raised, or else why there is none in ``lost``.

    ``seconds`` from when it was sent, on the worker at the address ``worker``; ``sent`` and ``received`` in bytes, of all
    attempts.
    """

    name: str
    value: Any = None
    error: BaseException | None = None
    details: str = ""
    lost: str = ""
    worker: str = ""
    seconds: float = 0
    attempts: int = 1
    sent: int = 0
    received: int = 0


@dataclass
class _Attempt:
    piece: Piece
    future: Future
    worker: str
    begun: float
    number: int
    sent: int


@dataclass
class Engine:
    """The workers of a client's scheduler. ``seconds`` is the limit of each piece; ``say`` gets a line for whom it concerns.

    ``revive`` is called while there are fewer than ``wanted`` workers.
    """

    client: Client
    seconds: float
    say: Callable[[str], None]
    wanted: int = 0
    revive: Callable[[], object] = int
    #: The free threads of each worker that can be used, by address.
    free: dict[str, int] = field(default_factory=dict)
    _running: dict[str, _Attempt] = field(default_factory=dict)
    _refused: set[str] = field(default_factory=set)
    _looked: float = 0

    @property
    def running(self) -> dict[str, tuple[str, float]]:
        """What is being made: the worker of each piece, and when it began (:func:`time.monotonic`)."""
        return {each.piece.name: (each.worker, each.begun) for each in self._running.values()}

    def map(self, function: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
        """The function of each item, in their order; raises what it raises, and :class:`ClusterError` for a lost one."""
        pieces = [Piece(str(number), lambda item=item: item) for number, item in enumerate(items)]  # type: ignore[misc]
        made: dict[str, Any] = {}
        for outcome in self.run(function, pieces):
            if outcome.error:
                raise outcome.error
            if outcome.lost:
                raise ClusterError(f"a part of the book was lost twice: it {outcome.lost}")
            made[outcome.name] = outcome.value
        yield from (made[piece.name] for piece in pieces)

    def run(self, function: Callable[[Any], Any], pieces: Iterable[Piece]) -> Iterator[Outcome]:
        """What comes of each piece, in the order in which it comes. Raises :class:`ClusterError`."""
        source, again = iter(pieces), deque[tuple[Piece, str]]()
        done: queue.SimpleQueue[Future] = queue.SimpleQueue()
        exhausted, alone_since = False, time.monotonic()
        try:
            while True:
                yield from self._look(again)
                while any(self.free.values()) and not (exhausted and not again):
                    piece, avoided = again.popleft() if again else (next(source, None), "")
                    if piece is None:
                        exhausted = True
                    else:
                        self._send(function, piece, avoided, done)
                if not self._running and exhausted and not again:
                    return
                alone_since = time.monotonic() if self.free else alone_since
                if time.monotonic() - alone_since > _NO_WORKER:
                    raise ClusterError("the scheduler has no worker that can be used")
                try:
                    yield from self._received(done.get(timeout=_LOOK), again)
                except queue.Empty:
                    continue
        finally:
            for attempt in self._running.values():
                attempt.future.cancel()
            self._running.clear()

    def _send(
        self, function: Callable[[Any], Any], piece: Piece, avoided: str, done: queue.SimpleQueue[Future]
    ) -> None:
        """Give a piece to a free worker; a second attempt not to the one that it is to avoid, if there is another."""
        places = [address for address, count in self.free.items() if count]
        place = next((address for address in places if address != avoided), places[0])
        work = pickled(function, piece.argument())
        future = self.client.submit(
            worker.make, work, self.seconds, workers=[place], allow_other_workers=False, pure=False, retries=0
        )
        self.free[place] -= 1
        number = 2 if avoided else 1
        self._running[future.key] = _Attempt(piece, future, place, time.monotonic(), number, len(work))
        future.add_done_callback(done.put)

    def _received(self, future: Future, again: deque[tuple[Piece, str]]) -> Iterator[Outcome]:
        """The outcome of a finished attempt, or nothing where the piece is tried again."""
        attempt = self._running.pop(future.key, None)
        if attempt is None:  # given up meanwhile
            return
        if attempt.worker in self.free:
            self.free[attempt.worker] += 1
        try:
            answer = future.result(timeout=_ANSWER)
        except (Exception, asyncio.CancelledError) as error:
            self._check()
            answer = Answer("killed", words=f"was lost with its worker ({describe_failure(error)[1]})")
        finally:
            future.release()
        yield from self._outcome(attempt, answer, again)

    def _outcome(self, attempt: _Attempt, answer: Answer, again: deque[tuple[Piece, str]]) -> Iterator[Outcome]:
        facts: dict[str, Any] = {
            "worker": attempt.worker,
            "seconds": time.monotonic() - attempt.begun,
            "attempts": attempt.number,
            "sent": attempt.sent,
            "received": len(answer.data),
        }
        name = attempt.piece.name
        if answer.kind == "value":
            yield Outcome(name, value=pickle.loads(answer.data), **facts)  # noqa: S301 - from our own program
        elif answer.kind == "raised":
            error, details = pickle.loads(answer.data)  # noqa: S301 - from our own program
            yield Outcome(name, error=error, details=details, **facts)
        elif attempt.number < _ATTEMPTS:
            self.say(f"{name}: {answer.words} on {attempt.worker}; tried again.")
            again.append((attempt.piece, attempt.worker))
        else:
            yield Outcome(name, lost=answer.words, **facts)

    def _look(self, again: deque[tuple[Piece, str]]) -> Iterator[Outcome]:
        """Take in which workers have come, gone or hang; give up what they had."""
        if time.monotonic() - self._looked < _LOOK:
            return
        present = self._check()
        self._looked = time.monotonic()
        if len(present) < self.wanted:
            self.revive()
        for address in [address for address in self.free if address not in present]:
            del self.free[address]
        self._admit({address: count for address, count in present.items() if address not in self.free})
        for key, attempt in list(self._running.items()):
            gone = attempt.worker not in present
            if not gone and self._looked - attempt.begun < self.seconds + _GRACE:
                continue
            del self._running[key]
            attempt.future.cancel()
            if not gone:  # it does not even say that the piece took too long
                self._refused.add(attempt.worker)
                self.free.pop(attempt.worker, None)
            words = "was lost with its worker" if gone else "had no answer"
            yield from self._outcome(attempt, Answer("killed", words=words), again)

    def _check(self) -> dict[str, int]:
        """The threads of each worker that the scheduler has, by address. Raises :class:`ClusterError` where it has gone."""
        try:
            if self.client.status != "running":
                raise OSError(self.client.status)
            found = self.client.sync(self._identity)
        except (OSError, asyncio.CancelledError, ValueError, RuntimeError) as error:
            raise ClusterError(
                "the scheduler has gone; what is done is done, the next run goes on from there"
            ) from error
        return {address: each["nthreads"] for address, each in found["workers"].items() if each["status"] == "running"}

    async def _identity(self) -> Any:
        return await asyncio.wait_for(self.client.scheduler.identity(n_workers=-1), _ANSWER)

    def _admit(self, arrived: dict[str, int]) -> None:
        """Use the workers that have come, but those whose program is another; each of these is named once."""
        asked = [address for address in arrived if address not in self._refused]
        if not asked:
            return
        try:
            facts = self.client.run(worker.facts, workers=asked, on_error="return")
        except (Exception, asyncio.CancelledError):  # one has gone again: the next look finds which
            self._check()
            return
        for address, theirs in facts.items():
            if isinstance(theirs, OSError):  # it has gone again
                continue
            if isinstance(theirs, BaseException):
                words = f"the program cannot be run there ({type(theirs).__name__}: {theirs})"
            else:
                words = difference(own_facts(), theirs)
            if words:
                self._refused.add(address)
                self.say(f"worker {address} is not used: {words}.")
            else:
                self.free[address] = arrived[address]
