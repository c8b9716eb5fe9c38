// ▶ 재생: the output appears again at the times it was printed while a cursor runs along the timeline.
// Nothing ever starts by itself.

import { button, make } from "./parts.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const players = new WeakMap(); // by figure
let playing = null; // pauses the one replay that plays

/** A new element of SVG. */
export function draw(tag, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  return made;
}

/** What replays `figure`, for its buttons and for others who move the replay or want to know where it is. */
export function replay(figure) {
  if (!players.has(figure)) players.set(figure, player(figure));
  return players.get(figure);
}

function player(figure) {
  const lines = [...figure.querySelectorAll(".line")];
  const timeline = figure.querySelector(".run-timeline");
  const times = lines.map((line) => +line.dataset.t);
  const end = timeline ? +timeline.dataset.end : Math.max(+figure.dataset.seconds, ...times);
  const watchers = []; // called with the time; say whether it brings news
  let at = end, speed = 1, before = 0, shown = lines.length;

  const controls = figure.querySelector(".run-controls");
  const play = controls.querySelector(".run-play");
  const spoken = figure.querySelector(":scope > .run-spoken");
  const again = button("↺ 처음부터", () => start(0), null, "run-again");
  const most = Math.ceil(end * 100) / 100; // a slider goes in whole steps, and has to reach the end
  const place = make("input", { type: "range", max: most, step: 0.01, value: most, ariaLabel: "재생 위치(초)" });
  const pace = make("select", { ariaLabel: "재생 속도" });
  for (const value of [0.5, 1, 2]) pace.append(new Option(`${value}×`, value, value === 1, value === 1));
  const clock = make("span", { className: "run-clock" });
  const cursor = draw("line", { class: "cursor", y2: "100%" });
  controls.append(again, pace, place, clock);

  function show(time, { aloud = false, moved = true } = {}) {
    at = Math.min(Math.max(time, 0), end);
    const due = times.filter((t) => t <= at).length;
    let news = due !== shown || at >= end;
    if (aloud && due > shown)
      spoken.append(...lines.slice(shown, due).map((line) => make("p", {}, line.textContent)));
    shown = due;
    lines.forEach((line, number) => line.classList.toggle("run-later", number >= shown));
    for (const watch of watchers) news = watch(at) || news;
    if (!moved && !news) return; // reduced motion: move only when something happens
    place.value = at;
    clock.textContent = place.ariaValueText = `${at.toFixed(2)}초`;
    if (!timeline) return;
    const x = `${(100 * at) / timeline.dataset.domain}%`;
    cursor.setAttribute("x1", x);
    cursor.setAttribute("x2", x);
    if (at < end) timeline.append(cursor);
    else cursor.remove();
  }

  function tick(now) {
    if (playing !== pause) return;
    if (!figure.isConnected) return pause(); // another page was loaded
    show(at + ((now - before) / 1000) * speed, { aloud: true, moved: !calm.matches });
    before = now;
    if (at < end) requestAnimationFrame(tick);
    else pause();
  }

  function pause() {
    if (playing === pause) playing = null;
    play.textContent = at < end ? "▶ 계속" : "▶ 재생";
    figure.dataset.replay = at < end ? "paused" : "ready";
  }

  /** Play from `time` on. */
  function start(time) {
    playing?.();
    if (time !== at) {
      spoken.replaceChildren();
      shown = 0;
      show(time, { aloud: true });
    }
    play.textContent = "⏸ 멈춤";
    figure.dataset.replay = "playing";
    playing = pause;
    before = performance.now();
    requestAnimationFrame(tick);
  }

  /** Stand still at `time`. */
  function jump(time) {
    show(time);
    pause();
  }

  /** Play, or stop playing. */
  function toggle() {
    if (playing === pause) pause();
    else start(at < end ? at : 0);
  }

  /** Go to the moment in the timeline where `event` happened. */
  function point(event) {
    const ground = timeline.querySelector(".ground").getBoundingClientRect();
    const running = playing === pause;
    jump(((event.clientX - ground.left) / ground.width) * timeline.dataset.domain);
    if (running) start(at);
  }

  pace.onchange = () => (speed = +pace.value);
  place.oninput = () => jump(+place.value);
  const watch = (watcher) => watchers.push(watcher);
  return { controls, times, end, start, toggle, jump, point, at: () => at, watch };
}
