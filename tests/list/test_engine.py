"""A worker that hangs, is lost or is another's program costs a book one attempt, and is named."""

from __future__ import annotations

import pickle

import pytest

pytestmark = pytest.mark.unit

GOOD, OTHER, SILENT = "tcp://10.0.0.1:1", "tcp://10.0.0.2:1", "tcp://10.0.0.3:1"


class Future:
    """What the scheduler gives for a piece of work: its answer, or nothing ever."""

    def __init__(self, key, answer):
        self.key, self._answer = key, answer

    def add_done_callback(self, callback):
        if self._answer is not None:
            callback(self)

    def result(self, timeout):
        return self._answer

    def cancel(self):
        self._answer = None

    release = cancel


class Client:
    """A scheduler whose workers make what they get, say nothing, or are gone once they have something."""

    status = "running"

    def __init__(self, workers, silent=(), lost=(), strange=()):
        self.workers, self.silent, self.lost, self.strange = list(workers), silent, lost, strange
        self.sent = []

    def sync(self, _):
        return {"workers": {address: {"nthreads": 1, "status": "running"} for address in self.workers}}

    def run(self, _, workers, on_error):
        return {address: {"weasyprint": "69.0"} if address in self.strange else {} for address in workers}

    def submit(self, _, work, seconds, workers, **options):
        from press.commands.cluster.worker import Answer

        (place,) = workers
        self.sent.append(place)
        if place in self.lost:
            self.workers.remove(place)
        function, argument = pickle.loads(work)  # noqa: S301 - made by the engine
        made = Answer("value", pickle.dumps(function(argument)))
        return Future(f"key-{len(self.sent)}", None if place in (*self.silent, *self.lost) else made)


@pytest.fixture
def built(monkeypatch):
    """What comes of books on the workers of a client, and what was said of the workers."""
    from press.commands.cluster import engine

    monkeypatch.setattr(engine, "own_facts", dict)
    monkeypatch.setattr(engine, "_LOOK", 0.01)
    monkeypatch.setattr(engine, "_GRACE", 0.05)
    monkeypatch.setattr(engine, "_NO_WORKER", 0.2)

    def build(client, names):
        said: list[str] = []
        pieces = [engine.Piece(name, lambda name=name: name) for name in names]
        outcomes = engine.Engine(client, 0.05, said.append).run(str.upper, pieces)
        return {each.name: each for each in outcomes}, said

    return build


@pytest.mark.slow
def test_a_worker_that_does_not_answer_loses_its_book_to_another_and_gets_no_more(built):
    client = Client([SILENT, GOOD], silent=[SILENT])
    outcomes, said = built(client, ["uno", "dos", "tres"])
    assert {name: each.value for name, each in outcomes.items()} == {"uno": "UNO", "dos": "DOS", "tres": "TRES"}
    assert client.sent.count(SILENT) == 1
    assert said == [f"uno: had no answer on {SILENT}; tried again."]
    assert (outcomes["uno"].attempts, outcomes["uno"].worker) == (2, GOOD)


def test_a_book_that_is_lost_twice_is_given_up_and_costs_no_other_book(built):
    client = Client([SILENT, OTHER, GOOD], lost=[SILENT, OTHER])
    outcomes, said = built(client, ["uno"])
    assert outcomes["uno"].lost == "was lost with its worker" and outcomes["uno"].attempts == 2
    assert said == [f"uno: was lost with its worker on {SILENT}; tried again."]
    outcomes, _ = built(Client([SILENT, GOOD], lost=[SILENT]), ["uno", "dos"])
    assert [each.lost for each in outcomes.values()] == ["", ""]


def test_a_worker_with_another_program_is_named_and_gets_nothing(built):
    client = Client([OTHER, GOOD], strange=[OTHER])
    outcomes, said = built(client, ["uno", "dos"])
    assert {each.worker for each in outcomes.values()} == {GOOD} == set(client.sent)
    assert said == [f"worker {OTHER} is not used: weasyprint 69.0 instead of none."]


def test_without_a_worker_that_can_be_used_the_run_ends(built):
    from press.commands.cluster.engine import ClusterError

    with pytest.raises(ClusterError, match="no worker that can be used"):
        built(Client([OTHER], strange=[OTHER]), ["uno"])
