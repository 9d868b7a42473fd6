"""How long each of many visitors at once waits for a page, without browsers.

`python -m tests.bench.bench_visitors [TABLES] [--visitors 40] [--seconds 60]` opens so many
sessions on one server, each of which arrives, then opens a page of the menu every few seconds as a
reader would. It prints the time to the first full overview and of later pages (from the request
until the server has sent the last element), and the memory of the server. This process takes
processor time too, so a server of its own is a little quicker.
"""

import argparse
import asyncio
import random
import statistics
import time
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.bench_clicks import ROOT, memory, processor, served

PAGES = (  # as in addresses; the overview has none
    "compare",
    "article",
    "themes",
    "voices",
    "timeline",
    "sources",
    "methods",
    "",
)
READING = (5.0, 15.0)  # seconds that a reader stays on a page, at least and at most
ARRIVING = 20.0  # seconds in which all of them come
PATIENCE = 60.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="?", default=str(ROOT / "data" / "sample" / "tables"))
    parser.add_argument("--visitors", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=60)
    asked = parser.parse_args()
    with served(Path(asked.tables)) as (port, pid):
        before = processor(pid)
        began = time.perf_counter()
        first, later = asyncio.run(visits(port, asked.visitors, asked.seconds))
        busy = (processor(pid) - before) / (time.perf_counter() - began)
        print(f"{asked.visitors} visitors, {len(later)} pages after the first; busy {busy:.0%}")
        print(f"first overview: {spread(first)}")
        print(f"page of the menu: {spread(later)}")
        print(f"server {memory(pid)} MB, at most {memory(pid, 'VmHWM')} MB")


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"median {statistics.median(ordered):.2f} s, p95 {p95:.2f} s (n {len(ordered)})"


async def visits(port: int, n_visitors: int, seconds: float) -> tuple[list[float], list[float]]:
    """Seconds of every first overview and of every later page, of all visitors together."""
    first: list[float] = []
    later: list[float] = []
    seeds = range(n_visitors)
    await asyncio.gather(*(visit(port, seed, seconds, first, later) for seed in seeds))
    return first, later


async def visit(
    port: int, seed: int, seconds: float, first: list[float], later: list[float]
) -> None:
    """One visitor, who comes at a moment of her own and reads for so many seconds."""
    chance = random.Random(seed)
    await asyncio.sleep(chance.uniform(0, ARRIVING))
    async with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],
        origin=f"http://127.0.0.1:{port}",
        max_size=None,
    ) as line:
        first.append(await opened(line, ""))
        leaving = time.perf_counter() + seconds
        while time.perf_counter() < leaving:
            await asyncio.sleep(chance.uniform(*READING))
            later.append(await opened(line, chance.choice(PAGES)))


async def opened(line: ClientConnection, page: str) -> float:
    """Seconds until the server has sent the whole page."""
    began = time.perf_counter()
    asked = BackMsg()
    asked.rerun_script.page_name = page
    await line.send(asked.SerializeToString())
    async with asyncio.timeout(PATIENCE):
        async for data in line:
            told = ForwardMsg.FromString(data)
            if told.HasField("page_not_found"):
                raise SystemExit(f"the app has no page {page!r}")
            if told.WhichOneof("type") == "script_finished":
                if told.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    continue
                return time.perf_counter() - began
    raise SystemExit("the server hung up")


if __name__ == "__main__":
    main()
