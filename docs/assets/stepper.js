// 🔍 한 걸음씩: forward and back through what the event loop did, as it was recorded.
// Where the stepper stands is the moment of the replay: a step's end, or any time that was clicked at.

import { button, make } from "./parts.js";
import { draw, replay } from "./replay.js";

const FIELDS = "begin end kind task line stop waits until outcome wakes ready printed".split(" ");
const COLOURS = 8; // of tasks, in the style sheet
const MARKS = 5; // tasks marked on one line of code; of more the number is told
const LISTS = [["running", "실행 중", "active"], ["ready", "준비됨", "ready"], ["waiting", "기다림", "waiting"]];
const IDLE = ["모두 기다리는 중이라 이벤트 루프도 쉬고 있습니다.", "지금 이벤트 루프에는 태스크가 없습니다."];
const ENDS = { returned: "끝남", raised: "예외로 끝남", cancelled: "취소됨" };

const steppers = new WeakMap(); // by figure

const pane = (name, ...content) => make("div", { className: `run-${name}` }, ...content);

/** What was recorded, with who is suspended after each step; `times` of lines get into their steps. */
function read(figure, times) {
  const { tasks, steps } = JSON.parse(figure.querySelector(".run-words").dataset.record);
  let before = { printed: 0, end: 0, suspended: new Map() };
  const after = (line) => Math.max(times[line], before.end + 1e-6);
  const read = steps.map((values) => {
    const step = Object.fromEntries(FIELDS.map((name, place) => [name, values[place]]));
    before.end = Math.min(before.end, step.begin - 1e-7); // one moment belongs to one step
    step.suspended = new Map(before.suspended).set(step.task, step);
    if (step.outcome || step.kind !== "task") step.suspended.delete(step.task);
    // Lines were timed when they arrived, which is a little after they were printed.
    for (let line = before.printed; line < step.printed; line++) times[line] = Math.min(after(line), step.end);
    return (before = step);
  });
  for (let line = before.printed; line < times.length; line++) times[line] = after(line);
  return { tasks, steps: read };
}

/** The code of `figure`, which stands above it, below it, or in another tab: a copy without the theme's extras. */
function codeOf(figure) {
  const beside = [figure.previousElementSibling, figure.nextElementSibling];
  const block = beside.find((place) => place?.matches(".highlight")) ?? figure.closest(".tabbed-set");
  const code = block?.querySelector(".highlight code").cloneNode(true);
  code?.querySelectorAll("nav, button, a").forEach((extra) => extra.remove());
  return code;
}

/** That code as text. */
export const sourceOf = (figure) => `${codeOf(figure)?.textContent.replace(/^\n+|\n+$/g, "") ?? ""}\n`;

/** Its lines, to be marked. */
function rows(figure) {
  const code = codeOf(figure);
  const lines = code?.innerHTML.replace(/\n((?:<\/span>)+)/g, "$1\n").trimEnd().split("\n") ?? [];
  return lines.map((innerHTML) => make("span", { className: "run-row" }, make("span", { innerHTML })));
}

/** What goes through the steps of `figure`. */
export function stepper(figure) {
  if (!steppers.has(figure)) steppers.set(figure, stepperOf(figure, replay(figure)));
  return steppers.get(figure);
}

function stepperOf(figure, player) {
  const { tasks, steps } = read(figure, player.times);
  const words = figure.querySelectorAll(".run-words li");
  const leftOut = figure.querySelector(".run-words > p")?.textContent; // what is said of steps not recorded
  const timeline = figure.querySelector(".run-timeline");
  player.watch(look);

  let dialog, code, opener;
  let borrowed = []; // what the dialog has of the page, and what holds its place there
  let current = 0; // the last step that has begun
  let within = true; // whether it is still going on, or the loop is idle since
  let shown = ""; // both, as they were shown last

  const count = steps.length;
  const go = (step) => player.jump(steps[Math.min(Math.max(step, 0), count - 1)].end);
  const first = () => go(0);
  const back = () => go(within ? current - 1 : current);
  const on = () => go(current + 1);
  const last = () => go(count);

  const lists = {};
  const where = make("span", { className: "run-where" });
  const said = make("p", { className: "run-said", ariaLive: "polite" });
  const slider = make("input", { type: "range", min: 1, max: count, ariaLabel: "걸음" });
  const next = button("→", on, "다음 걸음");
  const [picture, printed, foot] = ["picture", "printed", "foot"].map((name) => pane(name));
  const source = make("pre", { className: "run-code highlight", tabIndex: 0, ariaLabel: "코드" });

  function build() {
    const title = figure.dataset.snippet?.split("/").pop() ?? "";
    const parts = LISTS.map(([name, word, look]) => {
      lists[name] = make("ol", { className: `run-${name}`, ariaLabel: word });
      const key = make("i", { className: `run-key ${look}` });
      return pane("state", make("b", { ariaHidden: true }, key, ` ${word}`), lists[name]);
    });
    slider.oninput = () => go(slider.value - 1);
    code = rows(figure);
    source.append(make("code", {}, ...code));
    foot.append(button("⇤", first, "첫 걸음"), button("←", back, "이전 걸음"), slider, next);
    foot.append(button("⇥", last, "마지막 걸음"));
    dialog = make("dialog", { className: "run-steps", ariaLabel: `한 걸음씩 ${title}`, onclose: leave },
      pane("head", make("b", {}, title), where, button("✕ 닫기", leave)),
      source,
      said,
      pane("view", pane("lists", ...parts), picture, printed),
      foot,
    );
    dialog.onkeydown = (event) => {
      event.stopPropagation(); // the theme's keys lead to other pages
      const to = { ArrowLeft: back, ArrowRight: on, Home: first, End: last }[event.key];
      if (!to || event.altKey || event.ctrlKey || event.metaKey || event.target.matches("select")) return;
      event.preventDefault();
      to();
    };
    new ResizeObserver(arrows).observe(picture);
    figure.append(dialog);
  }

  function borrow(element, place) {
    if (!element) return;
    const mark = new Comment();
    element.replaceWith(mark);
    place.append(element);
    borrowed.push([element, mark]);
  }

  /** Open at `step`, else where the replay stands, else where the stepper was left. */
  function enter(step, from = player.controls.querySelector(".run-step-open")) {
    if (!dialog) build();
    opener = from;
    for (let part = figure; (part = part.parentElement); ) if ("open" in part) part.open = true; // a folded solution
    figure.style.minHeight = `${figure.offsetHeight}px`; // the page keeps its place
    borrow(timeline, picture);
    borrow(figure.querySelector(".run-legend"), picture);
    borrow(figure.querySelector(".run-output"), printed);
    borrow(player.controls, foot);
    dialog.showModal();
    document.documentElement.classList.add("run-stepping"); // the page behind it stays where it is
    next.focus();
    shown = "";
    if (step === undefined && figure.dataset.replay !== "ready") player.jump(player.at());
    else go(step ?? current);
  }

  function leave() {
    if (!borrowed.length) return;
    for (const [element, mark] of borrowed) mark.replaceWith(element);
    borrowed = [];
    arrows();
    dialog.close();
    document.documentElement.classList.remove("run-stepping");
    figure.style.minHeight = "";
    player.jump(Infinity); // the page is whole again
    opener.focus();
  }

  /** Show the moment `at` of the replay; say whether that is news. */
  function look(at) {
    if (!borrowed.length) return false;
    current = steps.findLastIndex((step) => step.begin <= at);
    const step = steps[current];
    within = at <= step?.end;
    if (shown === (shown = `${current} ${within}`)) return false;
    const suspended = step?.suspended ?? new Map();
    const ready = step?.ready ?? [];
    const running = within && step.task >= 0 ? [step.task] : [];
    const waiting = [...suspended.keys()].filter((task) => ![...ready, ...running].includes(task));
    where.textContent = `걸음 ${current + 1}/${count}`;
    slider.value = current + 1;
    if (within || ready.length) said.innerHTML = words[current].innerHTML;
    else said.textContent = (current === count - 1 && leftOut) || IDLE[waiting.length ? 0 : 1];
    for (const row of code) {
      row.className = "run-row";
      row.querySelector(".run-dots")?.remove();
    }
    list("running", running, "run-now", () => step.line || step.stop, () => {
      const goal = step.outcome ? ENDS[step.outcome] : step.stop ? `${step.stop}번째 줄` : "";
      return `${step.line || step.stop}번째 줄 → ${goal}`;
    });
    list("ready", ready, "run-due", (task) => suspended.get(task)?.stop, () => "");
    list("waiting", waiting, "run-waits", (task) => suspended.get(task).stop, (task) => {
      const { waits, until } = suspended.get(task);
      return until === null ? waits : `${waits} · ${until.toFixed(2)}초까지`;
    });
    if (within && !running.length) lists.running.append(make("li", {}, "이벤트 루프"));
    keepInView(code.find((row) => row.matches(".run-now")) ?? code.find((row) => row.matches(".run-due")));
    arrows();
    return true;
  }

  /** Fill one of the lists, and mark the lines of code where its tasks stand. */
  function list(name, which, look, lineOf, detail) {
    lists[name].replaceChildren();
    for (const task of which) {
      const dot = make("i", { className: "run-dot", title: tasks[task], ariaHidden: true }, task + 1);
      dot.dataset.state = name;
      dot.style.setProperty("--task", `var(--run-task-${task % COLOURS})`);
      lists[name].append(make("li", {}, dot, make("code", {}, tasks[task]), make("small", {}, detail(task))));
      const row = code[lineOf(task) - 1];
      if (!row) continue;
      row.classList.add(look);
      const dots = row.querySelector(".run-dots") ?? row.appendChild(make("span", { className: "run-dots" }));
      if (dots.childElementCount < MARKS) dots.append(dot.cloneNode(true));
      else dots.dataset.more = +(dots.dataset.more ?? 0) + 1;
    }
  }

  function keepInView(row) {
    if (!row) return;
    const { scrollTop, clientHeight } = source;
    const [top, height] = [row.offsetTop, row.offsetHeight];
    if (top < scrollTop + height || top > scrollTop + clientHeight - 2 * height)
      source.scrollTop = top - clientHeight / 2;
  }

  /** Draw who woke whom. The clock is the axis; tasks without a lane are somewhere above. */
  function arrows() {
    timeline?.querySelector(".arrows")?.remove();
    if (!timeline || !within || !borrowed.length) return;
    const { task, end, wakes } = steps[current];
    const ground = timeline.querySelector(".ground").getBoundingClientRect();
    const x = (ground.width * end) / timeline.dataset.domain;
    const bow = x > ground.width - 20 ? -16 : 16;
    const height = (task) => {
      const bar = laneOf(task, end)?.querySelector("rect").getBoundingClientRect();
      return bar ? bar.top + bar.height / 2 - ground.top : task < 0 ? ground.height - 16 : -4;
    };
    const from = height(task);
    const group = draw("g", { class: "arrows" });
    for (const to of wakes.map(([woken]) => height(woken))) {
      if (to === from) continue;
      const [dx, dy] = [bow / 2, to < from ? 7 : -7];
      const d = `M${x} ${from}Q${x + bow} ${(from + to) / 2} ${x} ${to}m${dx} ${dy / 3}l${-dx} ${-dy / 3} 0 ${dy}`;
      group.append(draw("path", { d }));
    }
    timeline.append(group);
  }

  /** The lane that shows `task` at `time`: the innermost call then, else the nearest one. */
  function laneOf(task, time) {
    const away = ({ dataset: { start, end } }) => Math.max(start - time, time - end, 0);
    const lanes = [...timeline.querySelectorAll(`.lane[data-task="${task}"]`)];
    return lanes.reverse().sort((one, other) => away(one) - away(other))[0];
  }

  function enterAt(time, from) {
    const step = steps.findLastIndex((step) => step.begin <= time);
    enter(step, from);
    if (time > steps[step]?.end) player.jump(time); // between two steps
  }

  return { enter, enterAt };
}

// What the stepper has borrowed is printed in its place.
addEventListener("beforeprint", () => document.querySelector(".run-steps[open]")?.onclose());
