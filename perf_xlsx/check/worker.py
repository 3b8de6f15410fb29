"""A process that checks files for another one: settings in, then paths in, the reports of each file out.

It is started as a plain program, so that it needs nothing of the program that uses this library; it ends when that
program is gone. A frame is its length in eight bytes and a pickle: what travels are our own values between our own
processes, never anything a returned file holds.
"""

import pickle
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

LENGTH = 8


def send(stream: BinaryIO, value: object) -> None:
    """Write one frame."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(LENGTH, "big") + data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read one frame; raises EOFError when there is none, or half of one."""
    size = int.from_bytes(_exactly(stream, LENGTH), "big")
    return pickle.loads(_exactly(stream, size))  # noqa: S301 - see the head of this module


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Check what is asked for until nobody asks any more; a mistake of the operator's is an answer, too."""
    sys.path[:] = receive(orders)
    from perf_xlsx.check.engine import check_file  # noqa: PLC0415 - only now it is known where it is
    from perf_xlsx.errors import PerfXlsxError  # noqa: PLC0415 - likewise

    checking = receive(orders)
    send(answers, None)
    while True:
        for file in receive(orders):
            try:
                send(answers, check_file(Path(file), Path(file).as_posix(), checking))
            except PerfXlsxError as error:
                send(answers, error)


def main() -> None:
    """Serve on the standard streams; Ctrl-C is the parent's business, and nothing else may write to its pipe."""
    import signal  # noqa: PLC0415 - the parent, which imports this module for its frames, needs none of this

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    with suppress(EOFError, OSError):
        serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
