"""What learners ask most, each answered under a heading that one would search for."""

from __future__ import annotations

import re

import pytest

from execution.project import DOCS

ANSWERED = {
    "why did my coroutine not run": "mistakes.md#never-awaited basics/async-await.md#forgotten-await",
    "does await coro() hand over control": (
        "basics/event-loop.md#await-without-yield basics/how-await-works.md#hand-over"
    ),
    "why does one call freeze everything": "advanced/blocking-code.md#why-it-freezes mistakes.md#blocking",
    "why did my background task vanish": "advanced/debugging.md#vanished-task mistakes.md#vanished-task",
    "where did the exception go": "advanced/errors-and-recovery.md#where-exceptions-go",
    "gather, TaskGroup or wait": "core/concurrency-patterns.md#choose",
    "one failed: what of the rest": "advanced/errors-and-recovery.md#the-rest mistakes.md#siblings",
    "how do I cancel correctly": "core/cancellation.md#request core/cancellation.md#clean-up",
    "timeout or wait_for": "core/concurrency-patterns.md#timeout",
    "nesting time limits": "core/cancellation.md#nesting",
    "cannot be called from a running event loop": "mistakes.md#running-loop",
    "limiting 1,000 requests": "mistakes.md#too-many-open-files practice/web-crawler.md#limits",
    "semaphores limit work, not tasks": "io/synchronization.md#waiting-tasks",
    "races on one thread": "io/synchronization.md#lost-update",
    "sync from async": "advanced/blocking-code.md#executors",
    "async from sync": "advanced/blocking-code.md#sync-to-async",
    "the run_coroutine_threadsafe deadlock": "advanced/blocking-code.md#deadlock",
    "except*": "core/task-groups.md#except-star mistakes.md#group-error",
    "nested groups": "core/task-groups.md#nested advanced/errors-and-recovery.md#exception-groups",
    "SIGTERM and clean shutdown": "mistakes.md#sigterm practice/background-tasks.md#sigterm",
    "stopping consumers, sentinel or Queue.shutdown": "core/queues.md#shutdown core/queues.md#queue-shutdown",
    "clean-up that awaits": "core/cancellation.md#cancelled-clean-up core/context-managers.md#interrupted",
    "async generators, aclosing": (
        "core/context-managers.md#aclosing advanced/async-generators.md#who-closes"
    ),
    "retries, backoff": "advanced/errors-and-recovery.md#retry",
    "429": "practice/api-client.md#retry-after",
    "reusing and closing sessions": "practice/api-client.md#one-session",
    "finding what hangs": "advanced/debugging.md#finding-what-hangs",
    "testing, virtual time": "advanced/testing.md#isolated advanced/testing.md#virtual-time",
    "streams, drain": "io/networking.md#server io/networking.md#drain",
    "wait_closed": "io/networking.md#wait-closed",
    "the pipe deadlock": "io/subprocesses.md#pipe-deadlock",
    "porting old code": "mistakes.md#old-code",
    "contextvars": "advanced/blocking-code.md#contextvars",
}
"""Question, and the places that answer it."""


@pytest.mark.parametrize(("question", "places"), ANSWERED.items(), ids=ANSWERED)
def test_a_heading_answers_what_learners_ask(question: str, places: str) -> None:
    for place in places.split():
        page, anchor = place.split("#")
        text = (DOCS / page).read_text(encoding="utf-8")
        assert re.search(rf"^#+ .+ \{{ #{anchor} \}}$", text, re.MULTILINE), place
