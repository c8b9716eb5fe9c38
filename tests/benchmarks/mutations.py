# ruff: noqa: E501 - a table: one mutation a line
"""Breaks execution/ in one place at a time, and looks whether the test that guards this place turns red.

    .venv/bin/python tests/benchmarks/mutations.py             # all of them: a quarter of an hour
    .venv/bin/python tests/benchmarks/mutations.py cache.py    # those of the files with this in their name

Works on a copy of the files that git knows. Exit status 1 if a mutation survives, or if the text that it
replaces is gone.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 240
"""A test that takes longer hangs, which is seen as well."""


class Mutation(NamedTuple):
    """In `file` of execution/, `new` in place of `old`, which is there once; `test` has to fail."""

    file: str
    old: str
    new: str
    test: str


BY_FILE: dict[str, list[tuple[str, str, str]]] = {
    "process/output.py": [
        ("JOIN_WITHIN = 0.005", "JOIN_WITHIN = 5.0", "process/test_launch.py::test_a_line_printed_in_pieces_keeps_the_time_of_each"),
        ('("stdout", "stderr")', '("stderr", "stdout")', "process/test_launch.py::test_output_of_all_kinds_comes_in_order_with_its_stream"),
        ("os.O_DIRECT | os.O_CLOEXEC", "os.O_CLOEXEC", "process/test_launch.py::test_lines_written_by_many_at_once_keep_their_order"),
        ('"backslashreplace"', '"replace"', "process/test_launch.py::test_bytes_that_are_no_utf8_are_written_out"),
        ("[: self.limit + 1 - self.size]", "", "process/test_launch.py::test_output_without_end_is_cut_visibly"),
        ('last["stream"] == stream and', "", "process/test_launch.py::test_a_line_interrupted_by_the_other_stream_is_not_put_together"),
    ],
    "process/tree.py": [
        ("found += self.children(pid)", "pass", "process/test_launch.py::test_more_processes_than_allowed_end_the_run"),
        ("_kill(os.kill, pid)", "pass", "process/test_launch.py::test_processes_left_behind_are_named_and_killed"),
        ("sum(map(_private_bytes, processes))", "max(map(_private_bytes, processes))", "process/test_launch.py::test_memory_of_all_processes_together_ends_the_run"),
        (".st_blocks * 512", ".st_blocks", "process/test_launch.py::test_disk_beyond_the_limit_ends_the_run"),
        ("usage.ru_utime + usage.ru_stime", "usage.ru_stime", "process/test_launch.py::test_a_run_counts_the_cpu_time_of_the_block_and_its_children"),
    ],
    "process/supervisor.py": [
        ("GRACE = 1.0", "GRACE = 0.0", "process/test_launch.py::test_a_child_that_ends_soon_after_the_block_is_no_fault"),
        ("self.output.size > self.output.limit", "self.output.size >= self.output.limit", "process/test_launch.py::test_output_just_within_the_limit_is_kept_whole"),
        ("resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))", "pass", "process/test_launch.py::test_a_file_without_end_is_stopped"),
        ("signal.signal(signum, signal.SIG_DFL)", "pass", "process/test_launch.py::test_a_block_hears_the_signals_that_its_build_ignores"),
        ('os.path.join(self.base, "home"),', 'os.path.expanduser("~"),', "process/test_launch.py::test_no_variable_outside_the_allowlist_is_found"),
        ("os.kill(self.tree.worker, signal.SIGPROF)", "pass", "process/test_launch.py::test_a_block_past_its_limit_is_killed_and_its_author_told_where_it_hung"),
        ('"finished": "end" in messages', '"finished": True', "process/test_launch.py::test_an_end_before_the_end_of_the_file_is_a_fault"),
        ("self.tree.ended - start - spent", "self.tree.ended - start", "process/test_tracer.py::test_reporting_takes_no_time_of_the_block"),
        ("if not os.path.islink(path):", "if True:", "process/test_launch.py::test_what_a_link_leads_to_is_left_alone"),
        ("os.chmod(base, 0o700)", "pass", "process/test_launch.py::test_a_directory_that_locks_its_owner_out_is_removed"),
    ],
    "process/launcher.py": [
        ("set(tree.children()) - self.runs.keys()", "set()", "process/test_launch.py::test_the_children_of_a_block_that_takes_its_supervisor_down_end_with_it"),
        ("if os.path.exists(base):", "if False:", "process/test_launch.py::test_a_block_that_takes_its_supervisor_down_is_an_error_and_leaves_nothing"),
        ("other.close()", "pass", "process/test_launch.py::test_a_block_that_takes_its_supervisors_group_down_harms_no_other_and_waits_for_none"),
        ("os.setsid()", "pass", "process/test_launch.py::test_a_block_that_takes_its_supervisors_group_down_harms_no_other_and_waits_for_none"),
    ],
    "process/launch.py": [
        ("{name: os.environ[name] for name in PASSED_ON if name in os.environ}", "dict(os.environ)", "process/test_launch.py::test_no_variable_outside_the_allowlist_is_found"),
        ('("PATH", "TZ", "LD_LIBRARY_PATH")', '("PATH", "LD_LIBRARY_PATH")', "test_cache.py::test_a_run_in_one_time_zone_is_not_shown_for_another"),
        ("                    started()", "                    pass", "process/test_launch.py::test_started_is_called_once_while_the_block_runs"),
        ('"shown_as": interpreter.shown_as', '"shown_as": {}', "process/test_launch.py::test_a_block_runs_as_a_file_does"),
        ("start_new_session=True", "start_new_session=False", "adapters/test_mkdocs_hook.py::test_ctrl_c_leaves_no_process_and_no_unfinished_file"),
    ],
    "process/sitecustomize.py": [
        ("if os.getpid() == _pid:", "if True:", "process/test_launch.py::test_only_the_block_itself_can_reach_its_end"),
        ("line_buffering=True", "line_buffering=False", "process/test_launch.py::test_a_child_prints_line_by_line_on_these_streams_and_not_into_a_pipe_of_its_own"),
        ("if not docstring and not", "if not", "process/test_launch.py::test_a_block_runs_as_a_file_does"),
        ("sys.path[:] = [entry", "[entry", "process/test_launch.py::test_a_block_runs_as_a_file_does"),
        ('_take("PYTHONPATH")', "pass", "process/test_launch.py::test_no_variable_outside_the_allowlist_is_found"),
    ],
    "process/tracer.py": [
        ("len(_trace.calls) < MAX_CALLS", "len(_trace.calls) <= MAX_CALLS", "process/test_tracer.py::test_calls_beyond_the_bound_are_counted"),
        ('kind.__name__ == "CancelledError"', "False", "process/test_tracer.py::test_how_a_call_ended_is_told"),
        ("if in_class and not static:", "if False:", "process/test_tracer.py::test_every_kind_of_function_gets_its_lane"),
        ("self.thread = threading.current_thread().name", "pass", "process/test_tracer.py::test_every_kind_of_function_gets_its_lane"),
        ("if begin - end >= shortest:", "if True:", "process/test_tracer.py::test_a_call_in_ever_so_many_pieces_stays_small_and_right"),
        ("(sized and len(value) > MAX_LABEL)", "False", "process/test_tracer.py::test_labels_look_at_no_more_than_they_show"),
    ],
    "process/recorder.py": [
        ("len(self.steps) >= MAX_STEPS", "len(self.steps) > MAX_STEPS", "process/test_steps.py::test_steps_beyond_the_bound_are_counted_and_lanes_stay_right"),
        ('"cancel" if turn.kind == "signal" else "shutdown"', '"shutdown"', "process/test_steps.py::test_a_signal_from_the_keyboard_wakes_the_main_task"),
        ("same[label] > 1", "same[label] > 2", "process/test_steps.py::test_equal_labels_are_told_apart_and_ids_used_again_are_not_taken_for_the_same"),
        ('"Semaphore.acquire": "released"', '"Semaphore.acquire": "set"', "process/test_steps.py::test_steps_are_told_in_a_learners_terms"),
        ("tracked.ready = now", "pass", "process/test_steps.py::test_steps_are_told_in_a_learners_terms"),
        ("self.loops.setdefault(loop, len(self.loops))", "0", "process/test_steps.py::test_loops_in_several_threads_are_kept_apart"),
        ('"ready": list(queue)', '"ready": []', "process/test_steps.py::test_steps_agree_with_what_the_program_saw_itself"),
        ("self.tasks: WeakKeyDictionary[Any, Tracked] = WeakKeyDictionary()", "self.tasks: Any = {}", "process/test_steps.py::test_nothing_is_kept_alive"),
    ],
    "process/recording.py": [
        ("if before < sent:", "if before <= sent:", "process/test_recording.py"),
        ('len(line["text"].encode("utf-8", "replace"))', 'len(line["text"])', "process/test_recording.py"),
    ],
    "cache.py": [
        ('{"python": interpreter.version, "shown_as": None}', '{"python": "", "shown_as": None}', "test_cache.py::test_another_interpreter_changes_every_key"),
        ("[SHAPE, self._fingerprint, order]", "[SHAPE, order]", "test_cache.py::test_another_version_of_a_package_changes_every_key"),
        ("(run.shape, run.digest) == (SHAPE, digest)", "run.shape == SHAPE", "test_cache.py::test_an_entry_that_cannot_be_used_is_run_again"),
        ("os.utime(path)", "pass", "test_cache.py::test_what_no_build_has_asked_for_in_a_month_is_removed"),
        ("if fingerprint() != self._fingerprint:", "if False:", "test_cache.py::test_a_run_made_while_the_source_was_another_is_not_kept"),
        ("Path(lock.lock_file).unlink(missing_ok=True)", "pass", "test_cache.py::test_a_kept_run_is_the_run_itself"),
        ("-entry[0].st_mtime", "entry[0].st_mtime", "test_cache.py::test_the_oldest_runs_go_when_all_are_too_much"),
    ],
    "runner.py": [
        ("start.callback(self._starting.release)", "pass", "test_runner.py::test_no_mixture_of_blocks_comes_to_a_standstill"),
        ("if run := self._kept(block):", "if run := None:", "test_cache.py::test_what_another_build_made_while_this_one_waited_is_used"),
        ("if judge(block, run) is None:", "if True:", "test_cache.py::test_a_run_that_failed_is_not_kept"),
        ("self._take(held)", "pass", "test_runner.py::test_nothing_starts_while_a_block_has_all_cores"),
        ("with self._next:", "if True:", "test_runner.py::test_blocks_with_cores_of_several_batches_do_not_wait_for_each_other"),
        ("-block.options.cores", "0", "test_runner.py::test_blocks_with_cores_run_one_after_another"),
        ("while held > block.options.cores:", "while False:", "test_runner.py::test_a_block_leaves_the_cores_that_it_does_not_need"),
        ("if not block.options.cores:", "if True:", "test_runner.py::test_nothing_starts_while_a_block_has_all_cores"),
    ],
    "interpreters.py": [
        ("return min(found", "return max(found", "test_interpreters.py::test_the_oldest_sufficient_one_is_taken_wherever_it_lies"),
        ("range(least[1], NEWEST)", "range(least[1] + 1, NEWEST)", "test_interpreters.py::test_the_very_version_that_is_required_is_enough"),
        ("if each and each.number >= least", "if each", "test_interpreters.py::test_the_oldest_sufficient_one_is_taken_wherever_it_lies"),
    ],
    "options.py": [
        ("> LONGEST:", ">= LONGEST:", "test_pages.py::test_the_longest_time_that_can_be_asked_for"),
        ('int(given.get("cores", 0))', "0", "test_pages.py::test_a_block_runs_as_its_options_say"),
        ("not re.fullmatch(form", "not re.match(form", "test_pages.py::test_a_wrong_option_is_told_at_the_line_of_its_fence"),
    ],
    "pages.py": [
        ("if fence.start + 1 > stray:", "if False:", "test_pages.py::test_nothing_is_told_after_the_first_stray_line_but_all_before_it"),
        ("if not fence.quoted and", "if", "test_pages.py::test_an_include_in_a_quotation_is_a_fault"),
        ('if "8<-" in code:', "if False:", "test_pages.py::test_code_that_mkdocs_would_show_otherwise_than_it_runs_is_a_fault"),
        ("enumerate(lines, fence.start + 2)", "enumerate(lines, fence.start + 1)", "test_pages.py::test_an_unknown_include_is_told_at_its_own_line"),
    ],
    "chapter.py": [
        ("left.remove(place)", "pass", "adapters/test_mkdocs_hook.py::test_a_snippet_shown_twice_has_two_ids_and_one_run"),
        ("{escape(report(faults))}", "{report(faults)}", "adapters/test_serve.py::test_a_page_with_a_bad_fence_shows_what_is_wrong_and_heals"),
        ("""if f'id="{place.ident}"' not in html and""", "if False and", "adapters/test_mkdocs_hook.py::test_a_fence_that_mkdocs_takes_for_indented_code_is_reported"),
        ("return sorted(found, key=lambda fault: (fault.page, fault.line))", "return found", "adapters/test_mkdocs_hook.py::test_all_faults_of_a_build_are_reported_at_once_in_page_order"),
        ("if os.environ.get(COMPLETE) else None", "if False else None", "adapters/test_mkdocs_hook.py::test_where_all_have_to_run_that_is_a_fault"),
    ],
    "verdict.py": [
        ("named[-1]", "named[0]", "test_verdict.py::test_the_snippet_is_named_with_the_line_of_its_deepest_frame"),
        ("if len(last) > LAST_LINES:", "if len(last) >= LAST_LINES:", "test_verdict.py::test_only_the_last_lines_of_output_are_quoted"),
        ("{re.escape(block.file_name)}", "{block.file_name}", "test_verdict.py::test_a_dot_in_the_file_name_is_only_a_dot"),
        ("if announced is None and not run.finished:", "if False:", "test_verdict.py::test_what_was_not_announced_is_said"),
        ("c if c.isprintable() else repr(c)[1:-1]", "c", "test_verdict.py::test_output_is_quoted_safely_for_a_terminal"),
    ],
    "snapshots.py": [
        ('text += "2> "', "pass", "test_snapshots.py::test_what_a_reader_sees_is_kept"),
        ("(?=[가-힣%]", "(?=[가-힣]", "test_snapshots.py::test_what_varies_is_the_same"),
        ("if update:", "if False:", "test_snapshots.py::test_a_change_is_a_difference_until_it_is_taken_over"),
        ('if kind == "delete"', 'if kind == "none"', "test_snapshots.py::test_lines_that_were_not_recorded_are_numbered_and_missing_ones_counted"),
        ("in (LIBRARY_FRAME, CARETS)", "in (CARETS,)", "test_snapshots.py::test_lines_that_were_not_recorded_are_numbered_and_missing_ones_counted"),
    ],
    "progress.py": [
        ("min(running", "max(running", "test_progress.py::test_on_a_terminal_a_line_that_goes_away_says_the_same"),
        ("done_now = len(runs) - len(left)", "done_now = len(left)", "test_progress.py::test_where_there_is_no_terminal_plain_lines_say_how_many_are_done_and_who_is_waited_for"),
    ],
    "project.py": [
        ("or int(jobs) == 0", "", "test_runner.py::test_what_is_no_number_of_jobs_is_told"),
    ],
    "show/figure.py": [
        ("{text_html(line.text)}", "{line.text}", "show/test_figure.py::test_any_text_printed_comes_back_as_the_same_text"),
        ('if run.limit == "output":', "if run.limit:", "show/test_figure.py::test_output_that_is_whole_has_no_mark"),
        ("| {127: 0x2421}", "", "show/test_figure.py::test_any_text_printed_comes_back_as_the_same_text"),
    ],
    "show/timeline.py": [
        ("rest = run.lanes[MAX_LANES:]", "rest = run.lanes[MAX_LANES + 1 :]", "show/test_timeline.py::test_what_is_not_drawn_is_told_in_words"),
        ("{escape(label)}", "{label}", "show/test_timeline.py::test_arguments_are_text"),
        ("start - merged[-1][1] < domain * MERGE", "False", "show/test_timeline.py::test_gaps_too_small_to_see_are_joined_and_others_are_not"),
        ("max(THIN, (end - start) / domain)", "(end - start) / domain", "show/test_timeline.py::test_no_bar_is_too_short_to_be_seen"),
        ("*(step.end for step in run.steps)", "", "show/test_timeline.py::test_the_axis_ends_where_the_steps_end"),
    ],
    "show/words.py": [
        ("if len(found) != 1:", "if not found:", "show/test_words.py::test_a_step_is_found_by_what_it_says"),
        ("""replace("'", "&#39;")""", """replace("'", "'")""", "show/test_words.py::test_any_label_comes_back_as_the_same_text"),
        ('tuple("LMNRlmnr013678")', 'tuple("LMNRlmnr13678")', "show/test_words.py::test_particles_follow_the_last_sound"),
    ],
    "show/links.py": [
        ("unescape(named[1])", "named[1]", "show/test_links.py::test_a_link_that_leads_nowhere_is_told_with_its_line"),
        ("if text in line and", "if", "show/test_links.py::test_a_link_that_leads_nowhere_is_told_with_its_line"),
    ],
    "show/predict.py": [
        ("if len(entries) > MOST_LINES:", "if len(entries) >= MOST_LINES:", "show/test_predict.py::test_as_many_lines_as_can_be_asked_for_are_asked"),
        ("while _is_right(entries, order):", "if _is_right(entries, order):", "show/test_predict.py::test_the_lines_are_shuffled_the_same_way_each_time_and_never_right"),
        ("APART * min(guess, other)", "min(guess, other)", "show/test_predict.py::test_four_durations_are_clearly_apart_and_one_is_right"),
        ('if line.stream == "stdout"', "", "show/test_predict.py::test_lines_are_whole_and_empty_ones_or_errors_are_not_asked"),
    ],
    "adapters/mkdocs_hook.py": [
        ("raise PluginError(message)", "pass", "adapters/test_mkdocs_hook.py::test_a_failing_snippet_fails_the_build_and_publishes_nothing"),
        ("log.removeHandler(handler)", "pass", "adapters/test_serve.py::test_a_site_that_is_faulty_from_the_start_is_served_and_heals"),
        ("figures, sorted(files.src_uris)", "figures", "adapters/test_mkdocs_hook.py::test_what_a_page_depends_on_has_it_rendered_again"),
        ("InclusionLevel.is_in_serve if _build.serving", "InclusionLevel.is_in_serve if False", "adapters/test_serve.py::test_a_draft_is_served_with_its_figures"),
    ],
    "adapters/mkdocs_memory.py": [
        ("if before != made_of:", "if not before:", "adapters/test_mkdocs_hook.py::test_what_a_page_depends_on_has_it_rendered_again"),
        ("and found.fingerprint == fingerprint", "", "adapters/test_mkdocs_hook.py::test_what_a_page_depends_on_has_it_rendered_again"),
        ("index.entries += sections", "pass", "adapters/test_mkdocs_hook.py::test_a_page_that_is_not_rendered_again_comes_out_the_same"),
    ],
    "adapters/markdown_extension.py": [
        ("os._exit(1)", "pass", "adapters/test_markdown_extension.py::test_a_fault_ends_the_build_without_a_page"),
        ("if name not in OURS", "", "adapters/test_markdown_extension.py::test_the_options_that_run_a_block_are_none_of_its_looks"),
    ],
    "adapters/pytest_plugin.py": [
        ("if fault := judge(block, run):", "if fault := None:", "../test_fences.py::test_broken_snippets_fail_their_fences_and_no_other"),
        ("update=self.update", "update=False", "../test_fences.py::test_a_renewed_snapshot_is_what_is_expected_from_then_on"),
        ("if os.environ.get(COMPLETE):", "if True:", "../test_fences.py::test_a_fence_for_a_newer_python_is_skipped_where_there_is_none"),
    ],
}  # fmt: skip
MUTATIONS = [Mutation(file, *rest) for file, mutations in BY_FILE.items() for rest in mutations]


def copy_of_project(folder: Path) -> None:
    """Copy to `folder` what git knows of the project, as it lies there now."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, names.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def run_tests(folder: Path, *tests: str) -> tuple[int | None, str]:
    """Exit status of pytest there, None if it hangs, and the first test that fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider"]
    nodes = [os.path.normpath(f"tests/execution/{test}") for test in tests]
    with subprocess.Popen(
        [*command, *nodes], cwd=folder, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as pytest:
        try:
            output, _ = pytest.communicate(timeout=SECONDS * len(tests))
        except subprocess.TimeoutExpired:
            os.killpg(pytest.pid, signal.SIGKILL)
            return None, "time limit"
    found = re.search(r"^(?:FAILED|ERROR) \S+?([^/]+\.py\S*)", output, re.MULTILINE)
    return pytest.returncode, found[1] if found else output.strip().rpartition("\n")[2]


def outcomes(folder: Path, mutations: list[Mutation]) -> Iterator[tuple[Mutation, bool, str]]:
    """Each mutation, applied to the copy in `folder`: whether it is caught, and by what."""
    for mutation in mutations:
        path = folder / "execution" / mutation.file
        source = path.read_text(encoding="utf-8")
        if source.count(mutation.old) != 1:
            yield mutation, False, f"GONE: there {source.count(mutation.old)} times"
            continue
        path.write_text(source.replace(mutation.old, mutation.new), encoding="utf-8")
        status, what = run_tests(folder, mutation.test)
        path.write_text(source, encoding="utf-8")
        caught = status in (1, None)
        yield mutation, caught, what if caught else f"SURVIVED {mutation.test} ({what})"


def main() -> None:
    wanted = [m for m in MUTATIONS if not sys.argv[1:] or any(name in m.file for name in sys.argv[1:])]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        copy_of_project(folder)
        status, what = run_tests(folder, *dict.fromkeys(m.test for m in wanted))
        if status != 0:
            sys.exit(f"without any mutation: {what}")
        missed = 0
        for mutation, caught, what in outcomes(folder, wanted):
            missed += not caught
            print(f"{mutation.file}: {mutation.old} → {mutation.new or '∅'}\n    {what}", flush=True)
    print(f"{len(wanted)} mutations, {len(wanted) - missed} caught")
    sys.exit(missed > 0)


if __name__ == "__main__":
    main()
