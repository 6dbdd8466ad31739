"""A list on many machines, simulated: machines that fail, one client that publishes, one network between them.

Events are taken in the order of their time. A book waits for a core; its archive goes out, it is built, its release comes
back; both go over the client's one link, one after the other, and the client writes one release at a time, as the program
does. A machine that fails loses what it builds, which is tried elsewhere.
"""

from __future__ import annotations

import heapq
import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """What is simulated. Times in seconds, sizes in bytes, ``link`` in bytes a second, of the client.

    ``seconds`` is the mean of a book on one core; single books are spread about it as a lognormal law of ``spread``.
    ``failures`` is the mean time between two failures of one machine, which is back after ``repair``. ``publish`` is what
    the client takes for one release.
    """

    books: int
    machines: int
    cores: int
    seconds: float
    spread: float
    sent: int
    received: int
    link: float
    publish: float
    failures: float
    repair: float


@dataclass
class Result:
    """What came of it: ``hours`` by the clock, the share of the cores that worked, and what failures cost."""

    hours: float
    busy: float
    retried: int
    given_up: int
    link_busy: float
    client_busy: float


def simulate(setting: Setting, seed: int = 1917) -> Result:
    """One run of a setting."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    free = [machine for machine in range(setting.machines) for _ in range(setting.cores)]
    epoch = [0] * setting.machines  # how often a machine has failed: what was begun before that is lost
    waiting = [(book, 1) for book in reversed(range(setting.books))]
    events: list[tuple[float, int, str, tuple[int, ...]]] = []
    count, now, link_free, client_free = 0, 0.0, 0.0, 0.0
    worked = link_used = client_used = 0.0
    retried = given_up = done = 0

    def at(time: float, kind: str, *values: int) -> None:
        nonlocal count
        count += 1
        heapq.heappush(events, (time, count, kind, values))

    def transfer(size: int) -> float:
        nonlocal link_free, link_used
        begun = max(now, link_free)
        link_free = begun + size / setting.link
        link_used += size / setting.link
        return link_free

    def start() -> None:
        nonlocal worked
        while waiting and free:
            machine = free.pop()
            book, attempt = waiting.pop()
            seconds = setting.seconds * chance.lognormvariate(-(setting.spread**2) / 2, setting.spread)
            at(transfer(setting.sent) + seconds, "built", machine, epoch[machine], book, attempt)
            worked += seconds

    for machine in range(setting.machines):
        at(chance.expovariate(1 / setting.failures), "fails", machine)
    start()
    while done + given_up < setting.books:
        now, _, kind, values = heapq.heappop(events)
        if kind == "fails":
            machine = values[0]
            epoch[machine] += 1
            free = [each for each in free if each != machine]  # its cores come back with it
            at(now + setting.repair, "back", machine)
            at(now + setting.repair + chance.expovariate(1 / setting.failures), "fails", machine)
        elif kind == "back":
            free += [values[0]] * setting.cores
        elif kind == "built":
            machine, then, book, attempt = values
            if then != epoch[machine]:
                if attempt < 2:
                    retried += 1
                    waiting.append((book, attempt + 1))
                else:
                    given_up += 1
            else:
                free.append(machine)
                client_free = max(transfer(setting.received), client_free) + setting.publish
                client_used += setting.publish
                at(client_free, "published")
        else:
            done += 1
        start()
    whole = now * setting.machines * setting.cores
    return Result(now / 3600, worked / whole, retried, given_up, link_used / now, client_used / now)
