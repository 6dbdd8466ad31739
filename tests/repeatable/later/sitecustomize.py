"""Ten years later: Python reads this at its start from a folder of PYTHONPATH, and every clock of the process is ahead."""

import datetime
import time

_AHEAD = 3652 * 86400
_time, _time_ns, _localtime, _gmtime = time.time, time.time_ns, time.localtime, time.gmtime


class _Date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


class _Datetime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)


time.time = lambda: _time() + _AHEAD
time.time_ns = lambda: _time_ns() + _AHEAD * 10**9
time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)
datetime.date, datetime.datetime = _Date, _Datetime
