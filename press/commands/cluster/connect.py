"""How a run comes by its workers: a cluster of its own on this machine, or that of a scheduler that is running."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec

import dask

# Before Dask's own packages are read in, which set their loggers up by it; the processes that they begin get it too.
os.environ.setdefault("DASK_LOGGING__DISTRIBUTED", "critical")
dask.config.refresh()

from distributed import Client, LocalCluster, Nanny  # noqa: E402

from press.commands.cluster.engine import ClusterError, Engine  # noqa: E402

#: The local cluster is for this machine alone: whoever reaches a scheduler can have its workers run anything.
_HOST = "127.0.0.1"
#: Seconds to wait for a scheduler.
_CONNECT = 5
#: Seconds within which a worker that was killed is there again; else the cluster makes another.
_RESTART = 60


@contextmanager
def local_engine(workers: int, seconds: float, say: Callable[[str], None]) -> Iterator[Engine]:
    """An engine with so many workers on this machine, which end with the block."""
    _silence()
    # A nanny begins a worker again that was killed; on a busy machine the cluster must not give both up meanwhile.
    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": _RESTART}),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            worker_class=Nanny,
            host=_HOST,
            dashboard_address=f"{_HOST}:0",  # without bokeh a health check alone; on a port that is free
            memory_limit=0,  # what takes memory are the builders, which the system bounds
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        if cluster.dashboard_link and find_spec("bokeh"):
            say(f"The dashboard is at {cluster.dashboard_link}")
        with Client(cluster) as client:
            yield Engine(client, seconds, say, workers, lambda: cluster.scale(workers))


@contextmanager
def engine_of(address: str, seconds: float, say: Callable[[str], None]) -> Iterator[Engine]:
    """An engine with the workers of the scheduler at an address. Raises :class:`ClusterError` where there is none."""
    _silence()
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"there is no scheduler at {address}") from error
    try:
        yield Engine(client, seconds, say)
    finally:
        with suppress(Exception):  # the scheduler may have gone
            client.close(timeout=2)


def _silence() -> None:
    """Leave to the engine what there is to say: Dask prints a traceback where a scheduler has gone."""
    for name in ("distributed", "tornado", *logging.root.manager.loggerDict):
        if name.startswith(("distributed", "tornado")):
            logging.getLogger(name).setLevel(logging.CRITICAL)
