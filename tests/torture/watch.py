"""Who reads somebody's own files, and who connects: seen from outside, whatever process or library it is."""

from __future__ import annotations

import ctypes
import os
import socket
import struct
from pathlib import Path

_IN_OPEN, _IN_ISDIR = 0x20, 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)


class OpenWatch:
    """Names the files of a folder that anybody opens (Linux's inotify; elsewhere it sees nothing)."""

    def __init__(self, folder: Path):
        self._fd = _libc.inotify_init1(os.O_NONBLOCK) if hasattr(_libc, "inotify_init1") else -1
        if self._fd >= 0:
            _libc.inotify_add_watch(self._fd, os.fsencode(folder), _IN_OPEN)

    def opened(self) -> set[str]:
        """The names of the files opened until now; ends the watch."""
        names: set[str] = set()
        if self._fd < 0:
            return names
        try:
            while data := os.read(self._fd, 65536):
                at = 0
                while at < len(data):
                    _, mask, _, length = struct.unpack_from("iIII", data, at)
                    if length and not mask & _IN_ISDIR:
                        names.add(os.fsdecode(data[at + 16 : at + 16 + length].rstrip(b"\0")))
                    at += 16 + length
        except BlockingIOError:
            pass
        os.close(self._fd)
        return names


class Listener:
    """An address of this machine that notes whether anybody connects."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/x"

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()

    def connected(self) -> bool:
        """Whether anybody has connected since the last question."""
        try:
            self._socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True
