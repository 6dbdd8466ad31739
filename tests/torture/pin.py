"""``python -m tests.torture.pin FILE``: write the messages of ``--messages FILE`` into the cases, as what they expect.

For use when the words of messages have changed: read the difference before you commit it.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from tests.torture.case import INPUTS, read_case


def main() -> None:
    """Pin the messages of each case that expects messages and got them at the right place."""
    for name, messages in json.loads(Path(sys.argv[1]).read_text("utf-8")).items():
        path = INPUTS / f"{name}.yaml"
        if not path.is_file() or any(entry.startswith("says: ") for entry in read_case(path).expect):
            continue
        text = path.read_text("utf-8")
        text = re.sub(r"^(expect|or):.*\n(?:  - .*\n)*", "", text, flags=re.M)
        listed = "".join(f"  - {json.dumps(_general(message), ensure_ascii=False)}\n" for message in messages)
        path.write_text(f"{text}expect:\n{listed}", "utf-8")


def _general(message: str) -> str:
    """A message without what is of one run only: the folder and the port."""
    message = re.sub(r"^book/", "", message)
    message = re.sub(r"/(?:[^\s\"'(/]+/)*torture-\w+/\w+/outside", "{outside}", message)
    message = re.sub(r"http://127\.0\.0\.1:\d+/x", "{url}", message)
    return re.split(r"\S*torture-\w+/| at 0x|http://127", message)[0]  # a cut address: what comes before it


if __name__ == "__main__":
    main()
