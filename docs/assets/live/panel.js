// The panel under a figure, in which its example is edited, run, stopped, compared and checked.

import { controls } from "../controls.js";
import { button, make } from "../parts.js";
import { note } from "../progress.js";
import { sourceOf } from "../stepper.js";
import { editor } from "./editor.js";
import { Refused } from "./files.js";
import { codeOf, dropCode, keepCode } from "./kept.js";
import { figureOf } from "./own.js";
import * as python from "./python.js";
import { pack, unpack } from "./share.js";

const panels = new WeakMap();
const MEGA = 1e6;
const FRAME = 16; // ms
const SOLVED = "✓ 풀었습니다!";
const LOOKED = `${SOLVED} 다만 풀이를 펴 보았으므로 스스로 푼 것으로 세지는 않습니다.`;
let running = null; // the panel whose program runs

/** Open the panel of `figure`, to "run" or to "edit" its code; an exercise is there to be edited. */
export function open(figure, how) {
  const panel = panelOf(figure);
  if (how === "run") panel.run();
  if (how === "edit" || figure.dataset.check) panel.edit();
}

/** Show the code that an address has brought. It is not run. */
export async function show(figure, packed) {
  const panel = panelOf(figure);
  try {
    panel.bring(await unpack(packed));
  } catch {
    panel.say("주소에 담긴 코드를 읽을 수 없습니다.");
  }
  figure.scrollIntoView();
}

/** Another page is here: whatever runs for one that is gone ends. */
export function leave() {
  if (running && !running.box.isConnected) running.stop();
}

function panelOf(figure) {
  if (!panels.has(figure)) panels.set(figure, new Panel(figure));
  return panels.get(figure);
}

/** `text`, with what stands between backquotes as code. */
const marked = (text) => text.split("`").map((part, place) => (place % 2 ? make("code", {}, part) : part));

class Panel {
  constructor(figure) {
    this.figure = figure;
    this.name = figure.dataset.snippet;
    this.original = sourceOf(figure);
    this.code = codeOf(this.name) ?? this.original;
    this.answer = null; // of the last run of this code
    this.pieces = []; // of output, still to be drawn
    const { check } = figure.dataset;
    const act = (text, method, name) => button(text, () => this[method](), null, name);
    this.start = act("▶ 실행", "run", "run-start");
    this.halt = act("■ 멈춤", "stop", "run-stop");
    const edit = act("✎ 고쳐 보기", "edit", "run-edit");
    const reset = act("↺ 처음 코드로", "reset", "run-reset");
    this.buttons = make("span", { className: "run-controls" }, this.start, this.halt, edit, reset,
      act("복사", "copy", "run-copy"), act("공유", "share", "run-share"));
    if (check) this.buttons.append(act("✓ 확인", "check", "run-check"));
    this.status = make("span", { className: "run-live-said", role: "status" });
    this.clock = make("span", { className: "run-clock", ariaHidden: true });
    this.hint = make("p", { className: "run-hint", id: `${figure.id}-hint`, hidden: true },
      "Ctrl+Enter(⌘+Enter)로 실행합니다. Tab은 들여쓰기입니다. Esc를 누른 다음 Tab을 누르면 편집기에서 나갑니다.");
    this.said = make("ul", { className: "run-check-said", hidden: true, ariaLive: "polite" });
    this.result = make("div", { className: "run-result" });
    this.box = make("section", { className: "run-panel", ariaLabel: "직접 실행" },
      make("p", { className: "run-bar" }, this.buttons, this.clock), this.hint, this.status, this.said, this.result);
    this.halt.hidden = true;
    figure.after(this.box);
    this.solution = [...document.querySelectorAll("details")].find((part) =>
      part.querySelector(`figure[data-snippet="${check?.replace(".check", "")}"]`));
    this.solution?.addEventListener("toggle", () => (this.looked ||= this.solution.open));
    this.looked = this.solution?.open;
  }

  say(text) {
    this.status.textContent = text;
  }

  state(state, exit = "") {
    this.output.dataset.state = state;
    if (exit !== "") this.output.dataset.exit = exit;
    const busy = state === "loading" || state === "running";
    this.start.disabled = busy;
    this.halt.hidden = !busy;
    if (busy === Boolean(this.ticking)) return;
    const since = performance.now();
    const tick = () => (this.clock.textContent = `${((performance.now() - since) / 1000).toFixed(1)}초`);
    if (busy) this.ticking = setInterval(tick, 100);
    else this.ticking = clearInterval(this.ticking);
  }

  async edit() {
    this.edited ??= editor(this.code, this.hint.id, (code) => this.changed(code), () => this.run());
    try {
      const made = await this.edited;
      if (!made.box.isConnected) this.hint.after(made.box);
      this.hint.hidden = false;
      made.focus();
    } catch {
      this.edited = null;
      this.say("편집기를 내려받지 못했습니다. 연결을 확인하고 다시 눌러 주세요.");
    }
  }

  changed(code) {
    this.code = code;
    this.answer = null;
    if (code === this.original) dropCode(this.name);
    else keepCode(this.name, code);
  }

  async put(code) {
    this.changed(code);
    if (this.edited) (await this.edited).set(code);
  }

  async bring(code) {
    this.code = code; // not kept: it is somebody else's until it is edited
    if (this.edited) (await this.edited).set(code);
    await this.edit();
    this.say("주소에 담긴 코드입니다. 읽어 보고 ▶ 실행을 누르세요.");
  }

  reset() {
    this.put(this.original);
    dropCode(this.name);
    this.said.hidden = true;
    this.say("처음 코드로 되돌렸습니다.");
  }

  async copy() {
    await navigator.clipboard?.writeText(this.code).catch(() => {});
    this.say("코드를 복사했습니다.");
  }

  async share() {
    history.replaceState(history.state, "", `#code=${await pack(this.code)}~${this.figure.id}`);
    const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
    this.say(copied ? "이 코드가 담긴 주소를 복사했습니다." : "주소창의 주소에 이 코드가 담겨 있습니다.");
  }

  /** Run the code; the answer comes when it has ended, null if it was stopped. */
  run() {
    if (running) running.stop();
    running = this;
    this.answer = null;
    this.said.hidden = true;
    this.output = make("pre", { className: "run-output run-live-output", role: "log", tabIndex: 0, ariaLabel: "직접 실행한 출력" });
    this.result.replaceChildren(this.output);
    this.state("loading");
    this.say("파이썬을 준비하는 중…");
    const { trace, check } = this.figure.dataset;
    const order = {
      name: (this.name ?? "main.py").split("/").pop(),
      code: this.code,
      timeline: trace ? trace.split(",") : [],
      ident: `${this.figure.id}-own`,
      check: check ? `/live/checks/${check}` : null,
      recorded: [...this.figure.querySelectorAll(".line")].map((line) => line.textContent),
    };
    return new Promise((resolve) => {
      this.settle = resolve;
      const mine = this.output;
      const here = () => running === this && this.output === mine;
      const hear = ({ text, stream, answer, over, failed }) => {
        if (!here()) return;
        if (text) this.print(text, stream);
        else if (answer) this.done(JSON.parse(answer));
        else if (over) this.stop("출력이 64 KiB를 넘어 멈췄습니다.");
        else this.fail(new Error(failed));
      };
      python.run(order, (data) => hear(data), (got, all, transfer) => {
        if (here()) this.say(`파이썬을 내려받는 중… ${Math.floor((100 * got) / all)}% (처음 한 번, 약 ${(transfer / MEGA).toFixed(1)} MB)`);
      }).then(() => {
        if (here() && this.output.dataset.state === "loading") this.state("running");
        if (here() && running) this.say("실행 중…");
      }, (error) => here() && this.fail(error));
    });
  }

  /** The first piece shows at once; what comes in a flood after it, frame by frame. */
  print(text, stream) {
    if (this.output.dataset.state === "loading") this.state("running");
    const last = this.pieces.at(-1);
    if (last?.stream === stream) last.text += text;
    else this.pieces.push({ text, stream });
    if (this.drawing) return;
    this.draw();
    this.drawing = setTimeout(() => this.draw(), FRAME);
  }

  draw() {
    this.drawing = clearTimeout(this.drawing);
    for (const { text, stream } of this.pieces) {
      const last = this.output.lastChild;
      if (last?.dataset.stream === stream && !last.textContent.endsWith("\n")) last.append(text);
      else {
        const line = make("span", { className: "line" }, text);
        line.dataset.stream = stream;
        this.output.append(line);
      }
    }
    this.pieces = [];
  }

  ended(state, exit) {
    running = null;
    this.state(state, exit);
    this.settle(this.answer);
  }

  /** The program has ended by itself: its figure takes the place of what was printed so far. */
  done(answer) {
    this.answer = answer;
    this.draw();
    const { run, clean } = answer;
    const figure = figureOf(answer.figure);
    if (figure) {
      const printed = figure.querySelector(".run-output, .run-silent");
      printed.classList.add("run-live-output");
      printed.setAttribute("role", "log");
      const lines = figure.querySelectorAll(".line");
      for (const number of answer.differs) lines[number]?.classList.add("run-differs");
      const code = make("pre", {}, make("code", {}, this.code));
      this.result.replaceChildren(make("div", { className: "highlight", hidden: true }, code), figure);
      this.output = printed;
      controls(figure);
    }
    this.ended("done", run.exit_status);
    const end = run.exit_status ? `종료 상태 ${run.exit_status}로 끝났습니다` : "끝났습니다";
    const compared = this.code === this.original ? ` ${this.compared(answer)}` : "";
    this.say(`${end} (${run.seconds.toFixed(2)}초).${compared}`);
    if (!clean) python.stop(); // the next program gets a new worker
  }

  /** Of another Python's traceback what the example's own lines have to do with is compared, as in a snapshot. */
  compared({ differs, missing }) {
    const said = [
      differs.length && `기록과 다른 줄이 ${differs.length}개 있어 표시했습니다.`,
      missing && `기록된 줄 가운데 ${missing}개가 나오지 않았습니다.`,
    ].filter(Boolean);
    const apart = this.output.textContent.includes('File "…/') ? "시간과 추적 속 표준 라이브러리를" : "시간을";
    return said.join(" ") || `${apart} 빼면 기록된 출력과 같습니다.`;
  }

  stop(why = "멈췄습니다.") {
    if (running !== this) return;
    python.stop();
    this.draw();
    this.ended("stopped");
    this.say(why);
  }

  fail(error) {
    python.stop();
    this.ended("failed");
    const why = error instanceof Refused ? error.message
      : error instanceof TypeError ? "파일을 내려받지 못했습니다. 인터넷 연결을 확인하고 다시 눌러 주세요."
      : `실행기에 문제가 생겼습니다. 브라우저가 오래되었을 수 있습니다 (${error.message}).`;
    this.say(`실행하지 못했습니다: ${why} 위의 기록된 결과는 그대로 볼 수 있습니다.`);
  }

  async check() {
    const answer = this.answer ?? (await this.run());
    if (!answer) return;
    const { said } = answer;
    this.said.replaceChildren(...(said.length ? said : [this.looked ? LOOKED : SOLVED]).map((text) => make("li", {}, ...marked(text))));
    this.said.hidden = false;
    this.said.classList.toggle("run-right", !said.length);
    if (!said.length && !this.looked) note("exercises", this.figure.dataset.check.replace(".check.py", ""));
  }
}
