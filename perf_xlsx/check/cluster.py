"""The same check on an existing Dask scheduler: the bytes of the files travel out, reports come back in their order.

Bytes and not paths: the machines of a cluster need not see the operator's folders.
"""

import asyncio
import logging
import socket
import ssl
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from distributed import Client, KilledWorker, Security
from distributed.comm import connect, parse_address, parse_host_port

from perf_xlsx.check.bench import Bench, Sent, checked, pack, ready
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file, refused_report
from perf_xlsx.check.pool import DIED
from perf_xlsx.errors import PerfXlsxError, UsageError
from perf_xlsx.finding import FormReport

CONNECT_SECONDS, WORKERS_SECONDS, GONE_SECONDS, LOOK_SECONDS = 10, 30, 60, 5
TASK_FILES, TASK_BYTES = 16, 4 * 1024 * 1024
# So many tasks a thread of the cluster are under way: enough to keep it busy, few enough to fit in memory here.
AHEAD = 3
WITHOUT_PROGRAM = "集群的机器上用不了 perf-xlsx（{why}），请在每台机器上装同一版本"
NO_SCHEDULER = "请核对地址，并确认 dask scheduler 在运行"
NO_CERTIFICATE = (
    "请核对地址，并确认 Dask 的设置里写了证书："
    "distributed.comm.tls 的 ca-file 和 client 的 cert、key，与 scheduler 的一致"
)
# The first that fits an error.
UNREACHED: Mapping[type[BaseException], str] = {
    ssl.SSLError: "证书没有通过",
    ConnectionRefusedError: "那台机器的这个端口上没有程序在等",
    socket.gaierror: "找不到这个名字的机器",
    OSError: f"{CONNECT_SECONDS}秒内没有应答",
    TypeError: "没有证书的设置",
    ValueError: "地址的写法不对，应如 tcp://10.0.0.5:8786",
}
NOBODY = "集群 {address} 上没有在运行的工作进程，请先启动 dask worker"
LOST = "与集群 {address} 的连接断了（{why}），没有审完；用了 --ledger 的，再运行一次接着审"


@dataclass(slots=True)
class _Turn:
    """Files that travel together and what will come of them; `ready` is what needed no travelling."""

    files: list[Sent] = field(default_factory=list)
    future: Any = None
    ready: list[FormReport] | None = None


def check_on_cluster(files: Sequence[Path], checking: Checking, address: str) -> Iterator[list[FormReport]]:
    """Check files on a cluster, yielding the reports of each in their order.

    A file whose process dies or takes too long is one finding, as without a cluster; a machine that is lost has its
    files checked by another. Raises UsageError when the cluster cannot be used or is lost altogether.
    """
    with _quiet(), _connected(address) as client:
        yield from _Run(client, address, checking).over(files)


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    try:
        # A client that cannot connect is Dask's to clear away, and it does so in twenty seconds and ten lines.
        with ThreadPoolExecutor(1) as beside:
            beside.submit(asyncio.run, _knock(address)).result()
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except Exception as error:  # whatever is wrong with an address or a scheduler is the operator's to mend
        told = NO_CERTIFICATE if address.startswith("tls:") else NO_SCHEDULER
        raise UsageError(f"连不上集群 {address}（{_unreached(address, error)}），{told}") from error
    try:
        yield client
    finally:
        client.close(timeout=LOOK_SECONDS)


async def _knock(address: str) -> None:
    """Connect and leave; raises what keeps anybody from connecting."""
    way = await connect(address, timeout=CONNECT_SECONDS, **Security().get_connection_args("client"))
    await way.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask's own remarks about lost machines would stand in between the results; what matters is said by us."""
    logger = logging.getLogger("distributed")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


class _Run:
    """One check on one cluster."""

    def __init__(self, client: Any, address: str, checking: Checking) -> None:
        self._client, self._address, self._checking = client, address, checking
        self._bench: Any = None

    def over(self, files: Sequence[Path]) -> Iterator[list[FormReport]]:
        """The reports of each file."""
        most = AHEAD * self._threads()
        self._bench = self._client.submit(Bench, pack(self._checking), pure=False)
        self._answer(self._client.submit(ready, self._bench, pure=False), WITHOUT_PROGRAM)
        under_way: deque[_Turn] = deque()
        for turn in self._turns(files):
            under_way.append(turn)
            if len(under_way) >= most:
                yield from self._done(under_way.popleft())
        while under_way:
            yield from self._done(under_way.popleft())

    def _threads(self) -> int:
        try:
            self._client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        except TimeoutError as error:
            raise UsageError(NOBODY.format(address=self._address)) from error
        threads: int = sum(self._client.nthreads().values())
        return max(2, threads)

    def _turns(self, files: Sequence[Path]) -> Iterator[_Turn]:
        """The files in order, some together; what cannot be sent is reported from here."""
        turn, size = _Turn(), 0
        for file in files:
            data = self._bytes(file)
            if turn.files and (data is None or len(turn.files) == TASK_FILES or size + len(data) > TASK_BYTES):
                yield self._sent(turn)
                turn, size = _Turn(), 0
            if data is None:
                yield _Turn(ready=check_file(file, file.as_posix(), self._checking))
            else:
                turn.files.append(Sent(file.as_posix(), data))
                size += len(data)
        if turn.files:
            yield self._sent(turn)

    def _bytes(self, file: Path) -> bytes | None:
        """What is sent; None for a file that cannot be read, or that is refused for its size without being opened."""
        try:
            return file.read_bytes() if file.stat().st_size <= self._checking.limits.file_bytes else None
        except OSError:
            return None

    def _sent(self, turn: _Turn) -> _Turn:
        turn.future = self._client.submit(checked, self._bench, turn.files, pure=False)
        return turn

    def _done(self, turn: _Turn) -> Iterator[list[FormReport]]:
        if turn.ready is not None:
            yield turn.ready
            return
        try:
            yield from self._answer(turn.future, LOST)
        except KilledWorker:
            # Several machines were lost over these files: each is tried by itself, and one that is lost again blamed.
            for file in turn.files:
                yield self._alone(file) if len(turn.files) > 1 else self._blamed(file)

    def _alone(self, file: Sent) -> list[FormReport]:
        try:
            [reports] = self._answer(self._sent(_Turn([file])).future, LOST)
        except KilledWorker:
            return self._blamed(file)
        found: list[FormReport] = reports
        return found

    def _blamed(self, file: Sent) -> list[FormReport]:
        return [refused_report(file.shown, DIED, self._checking)]

    def _answer(self, future: Any, otherwise: str) -> Any:
        """What a task gives; an error that is none of ours is said in these words."""
        alone_since = None
        while True:
            try:
                answer = future.result(timeout=LOOK_SECONDS)
            except TimeoutError:
                alone_since = self._still_alone(alone_since)
            except (PerfXlsxError, KilledWorker):
                raise
            except (Exception, CancelledError) as error:
                raise UsageError(otherwise.format(address=self._address, why=_why(error))) from error
            else:
                if isinstance(answer, PerfXlsxError):
                    raise answer
                return answer

    def _still_alone(self, since: float | None) -> float | None:
        """Since when no machine has been there; raises UsageError when that is too long."""
        try:
            if self._client.nthreads():
                return None
        except Exception as error:  # the scheduler is gone, however Dask says so
            raise UsageError(LOST.format(address=self._address, why=_why(error))) from error
        if since is not None and time.monotonic() - since > GONE_SECONDS:
            raise UsageError(LOST.format(address=self._address, why="没有工作进程了"))
        return since or time.monotonic()


def _unreached(address: str, error: BaseException) -> str:
    """Why a scheduler was not reached, in words: what a plain connection says, else Dask's error."""
    for one in (_plainly(address) if isinstance(error, OSError) else None, error):
        fitting = (words for kind, words in UNREACHED.items() if isinstance(one, kind))
        if told := next(fitting, ""):
            return told
    return _why(error)


def _plainly(address: str) -> OSError | None:
    """What keeps a plain connection from being made; Dask tries until its time is up, and forgets why."""
    try:
        where = parse_host_port(parse_address(address)[1])
        socket.create_connection(where, LOOK_SECONDS).close()
    except OSError as error:
        return error
    except ValueError:  # no address at all, as Dask's own error says
        return None
    return None


def _why(error: BaseException) -> str:
    """An error in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
