"""Small programs do in the page what they do in a process, where a learner would notice a difference."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from execution.model import Run
from execution.snapshots import snapshot
from tests.browser.differences import WITHOUT_STACKS
from tests.browser.live import order_of, run_in, serve_pyodide, take_stacks
from tests.support import a_block, execute

PROGRAMS = {
    "a blocking call blocks": """
        import asyncio, time
        async def work(name):
            time.sleep(0.1)
            print(name)
        async def main():
            start = time.perf_counter()
            await asyncio.gather(*map(work, "ABC"))
            print(time.perf_counter() - start >= 0.3)
        asyncio.run(main())
        """,
    "what is left is cancelled": """
        import asyncio
        async def left():
            try:
                await asyncio.sleep(9)
            finally:
                print("cleaned up")
        async def main():
            asyncio.create_task(left())
            await asyncio.sleep(0)
        asyncio.run(main())
        print("end")
        """,
    "run() within run()": """
        import asyncio
        async def main():
            work = asyncio.sleep(0)
            try:
                asyncio.run(work)
            except RuntimeError as error:
                print(error)
            work.close()
        asyncio.run(main())
        """,
    "a runner": """
        import asyncio
        with asyncio.Runner() as runner:
            print(runner.run(asyncio.sleep(0, 1)), runner.run(asyncio.sleep(0, 2)))
        """,
    "a time limit around a thread": """
        import asyncio, time
        async def main():
            try:
                await asyncio.wait_for(asyncio.to_thread(time.sleep, 0.4), 0.1)
            except TimeoutError:
                print("too late")
        start = time.perf_counter()
        asyncio.run(main())
        print(time.perf_counter() - start >= 0.39)
        """,
    "threads, locks, conditions": """
        import threading, queue, time
        items, lock, total = queue.Queue(2), threading.Lock(), []
        def producer():
            for number in range(5):
                items.put(number)
            items.put(None)
        def consumer():
            while (item := items.get()) is not None:
                with lock:
                    total.append(item)
        threads = [threading.Thread(target=producer, name="p"), threading.Thread(target=consumer)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(total, threads[0].name, threading.active_count(), threading.current_thread().name)
        event = threading.Event()
        threading.Timer(0.1, event.set).start()
        print(event.wait(0.01), event.wait(5))
        local = threading.local()
        local.x = 1
        threading.Thread(target=lambda: print(hasattr(local, "x"))).start()
        """,
    "an executor": """
        from concurrent.futures import ThreadPoolExecutor
        import time
        with ThreadPoolExecutor(3) as pool:
            start = time.perf_counter()
            print(list(pool.map(lambda n: time.sleep(0.3) or n, range(6))), time.perf_counter() - start < 1.5)
        """,
    "a signal": """
        import asyncio, signal
        async def main():
            loop = asyncio.get_running_loop()
            got = asyncio.Event()
            loop.add_signal_handler(signal.SIGTERM, got.set)
            loop.call_later(0.05, signal.raise_signal, signal.SIGTERM)
            await got.wait()
            print("got it", loop.remove_signal_handler(signal.SIGTERM))
        asyncio.run(main())
        """,
    "a connection": """
        import asyncio
        async def serve(reader, writer):
            async for line in reader:
                writer.write(line.upper())
                await writer.drain()
            writer.close()
        async def main():
            server = await asyncio.start_server(serve, "localhost", 0)
            port = server.sockets[0].getsockname()[1]
            reader, writer = await asyncio.open_connection("localhost", port)
            writer.write(b"a\\nb\\n")
            writer.write_eof()
            print(await reader.read())
            writer.close()
            server.close()
            await server.wait_closed()
            try:
                await asyncio.open_connection("127.0.0.1", port)
            except OSError as error:
                print(type(error).__name__)
        asyncio.run(main())
        """,
    "an exception": """
        import asyncio
        async def 실패(): raise ValueError("한글 메시지")
        asyncio.run(실패())
        """,
    "an exception group": """
        import asyncio
        async def fail(n): raise ValueError(n)
        async def main():
            async with asyncio.TaskGroup() as group:
                group.create_task(fail(1))
                group.create_task(fail(2))
        asyncio.run(main())
        """,
    "no syntax": "print(1\n",
    "an exit status": "import sys\nprint('a', end='')\nprint('b', file=sys.stderr)\nsys.exit(3)\n",
    "an exit message": "raise SystemExit('끝')\n",
    "atexit, and what is deleted at the end": """
        import atexit
        class Last:
            def __del__(self): print("deleted")
        kept = Last()
        atexit.register(print, "at exit")
        print("end")
        """,
    "never awaited": """
        import asyncio
        async def work(): ...
        def main(): work()
        main()
        """,
    "names of tasks": """
        import asyncio
        async def main():
            print(asyncio.current_task().get_name(), asyncio.create_task(asyncio.sleep(0)).get_name())
        asyncio.run(main())
        print(type(asyncio.new_event_loop()).__name__)
        """,
    "files": """
        import os, pathlib, tempfile
        pathlib.Path("a.txt").write_text("가나다", encoding="utf-8")
        print(os.listdir(), pathlib.Path(__file__).name, __name__)
        with tempfile.TemporaryDirectory() as folder: print(os.path.isdir(folder))
        """,
}
WITHOUT_A_THREAD = {
    "all wait": """
        import asyncio
        async def main():
            rung = asyncio.Event()
            loop = asyncio.get_running_loop()
            ringing = asyncio.create_task(asyncio.to_thread(loop.call_soon_threadsafe, rung.set))
            await rung.wait()
        asyncio.run(main())
        """,
    "another task goes on": """
        import asyncio
        async def main():
            rung = asyncio.Event()
            loop = asyncio.get_running_loop()
            ringing = asyncio.create_task(asyncio.to_thread(loop.call_soon_threadsafe, rung.set))
            while not rung.is_set():
                await asyncio.sleep(0.01)
        asyncio.run(main())
        """,
    "so does what cleans up": """
        import asyncio
        async def main():
            rung = asyncio.Event()
            ringing = asyncio.create_task(asyncio.to_thread(rung.set))
            try:
                await rung.wait()
            finally:
                await rung.wait()
        asyncio.run(main())
        """,
    "the program has caught that": """
        import contextlib, threading
        done = threading.Event()
        with contextlib.suppress(RuntimeError):
            threading.Thread(target=done.set).start()
        done.wait()
        """,
}
"""What would never end where no thread can be started, if the refusal were said just once."""
SPOILING = """
import asyncio, logging, os, random, sys, time, warnings
asyncio.sleep = time.sleep = print = None
os.environ["LEFT"] = "behind"
sys.path.append("/nowhere")
logging.basicConfig(level=logging.DEBUG)
logging.getLogger("asyncio").addHandler(logging.StreamHandler())
warnings.simplefilter("ignore")
sys.setrecursionlimit(500)
left = 1
open("left.txt", "w").close()
"""
ASKING = """
import asyncio, logging, os, sys, time
print("left" in globals(), os.environ.get("LEFT"), "/nowhere" in sys.path, os.listdir())
print(sys.getrecursionlimit())
print(logging.root.handlers, logging.getLogger("asyncio").handlers, logging.root.level)
async def forgotten(): await asyncio.sleep(0)
time.sleep(0)
asyncio.run(forgotten())
forgotten()
"""


@contextmanager
def empty_page(chromium: Browser, address: str, *, stacks: bool) -> Iterator[Page]:
    """A page with no example, whose worker runs whatever it is given."""
    context = chromium.new_context()
    serve_pyodide(context)
    if not stacks:
        take_stacks(context)
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{address}404.html")
    yield page
    context.close()


@pytest.fixture(scope="module")
def bare(chromium: Browser, address: str) -> Iterator[Page]:
    with empty_page(chromium, address, stacks=True) as page:
        yield page


@pytest.fixture(scope="module")
def stackless(chromium: Browser, address: str) -> Iterator[Page]:
    with empty_page(chromium, address, stacks=False) as page:
        yield page


def said(run: Run) -> list[str]:
    """What was printed but for the words in which versions of Python differ: those between the frames."""
    return [line for line in snapshot(run).splitlines() if not line.startswith(("2>     ", "2>   |     "))]


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_does_what_it_does_in_a_process(bare: Page, address: str, name: str) -> None:
    block = a_block(textwrap.dedent(PROGRAMS[name]))
    run = run_in(bare, address, order_of(block, check=None))["run"]
    expected = execute(block)
    assert said(run) == said(expected)
    assert (run.exit_status, run.finished) == (expected.exit_status, expected.finished)


def test_a_program_leaves_nothing_to_the_next_one(bare: Page, address: str) -> None:
    run_in(bare, address, order_of(a_block(SPOILING)))
    asking = a_block(ASKING)
    run = run_in(bare, address, order_of(asking))["run"]
    assert said(run) == said(execute(asking))
    assert run.exit_status == 0


@pytest.mark.parametrize("name", WITHOUT_A_THREAD)
def test_a_program_that_gets_no_thread_says_so_and_ends(stackless: Page, address: str, name: str) -> None:
    block = a_block(textwrap.dedent(WITHOUT_A_THREAD[name]))
    run = run_in(stackless, address, order_of(block, check=None))["run"]
    assert WITHOUT_STACKS in run.output
    assert run.exit_status == 1


def test_the_program_after_one_that_got_no_thread_may_wait(stackless: Page, address: str) -> None:
    run_in(stackless, address, order_of(a_block("import threading\nthreading.Thread().start()"), check=None))
    waiting = a_block("import time\ntime.sleep(0.01)\nprint('waited')")
    assert run_in(stackless, address, order_of(waiting, check=None))["run"].output == "waited\n"


def test_no_input_is_waited_for(bare: Page, address: str) -> None:
    run = run_in(bare, address, order_of(a_block("input('이름: ')")))["run"]
    assert "input()을 쓸 수 없습니다" in run.output
    assert run.exit_status == 1
