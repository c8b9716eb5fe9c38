// ▶ 재생: the output appears again at the times it was printed while a cursor runs along the timeline.
// Without this script everything is visible; it only adds the buttons and never starts by itself.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let playing = null; // one figure at a time

  const make = (tag, attributes, text = "") =>
    Object.assign(document.createElement(tag), { textContent: text }, attributes);

  function setUp(figure) {
    if (figure.dataset.replay || !figure.querySelector(".line")) return;
    figure.dataset.replay = "ready";
    const lines = [...figure.querySelectorAll(".line")];
    const times = lines.map((line) => +line.dataset.t);
    const timeline = figure.querySelector(".run-timeline");
    const end = timeline ? +timeline.dataset.end : Math.max(+figure.dataset.seconds, ...times);
    let at = end, speed = 1, before = 0, shown = lines.length;

    const play = make("button", { type: "button", className: "run-play" }, "▶ 재생");
    const again = make("button", { type: "button", hidden: true }, "↺ 처음부터");
    const place = make("input", { type: "range", min: 0, max: end, step: 0.01, value: end, hidden: true });
    place.setAttribute("aria-label", "재생 위치(초)");
    const pace = make("select", { hidden: true });
    pace.setAttribute("aria-label", "재생 속도");
    for (const value of [0.5, 1, 2]) pace.append(make("option", { value, selected: value === 1 }, `${value}×`));
    const clock = make("span", { className: "run-clock", hidden: true });
    const spoken = make("div", { className: "run-spoken" });
    spoken.setAttribute("aria-live", "polite");
    const controls = make("span", { className: "run-controls" });
    controls.append(play, again, pace, place, clock);
    figure.querySelector("figcaption").append(controls);
    figure.append(spoken);

    const cursor = document.createElementNS(SVG, "line");
    cursor.setAttribute("class", "cursor");
    cursor.setAttribute("y2", "100%");

    function show(time, { aloud = false, moved = true } = {}) {
      at = Math.min(Math.max(time, 0), end);
      const due = times.filter((t) => t <= at).length;
      const news = due !== shown;
      if (aloud && due > shown)
        spoken.append(...lines.slice(shown, due).map((line) => make("p", {}, line.textContent)));
      shown = due;
      lines.forEach((line, index) => line.classList.toggle("run-later", index >= shown));
      if (!moved && !news && at < end) return; // reduced motion: move only when something happens
      place.value = at;
      place.setAttribute("aria-valuetext", `${at.toFixed(2)}초`);
      clock.textContent = `${at.toFixed(2)}초`;
      if (timeline) {
        const x = `${(100 * at) / timeline.dataset.domain}%`;
        cursor.setAttribute("x1", x);
        cursor.setAttribute("x2", x);
        if (at < end) timeline.append(cursor);
        else cursor.remove();
      }
    }

    function step(now) {
      if (playing !== pause) return;
      if (!figure.isConnected) return pause(); // another page was loaded
      show(at + ((now - before) / 1000) * speed, { aloud: true, moved: !calm.matches });
      before = now;
      if (at < end) requestAnimationFrame(step);
      else pause();
    }

    function pause() {
      if (playing === pause) playing = null;
      play.textContent = at < end ? "▶ 계속" : "▶ 재생";
      figure.dataset.replay = at < end ? "paused" : "ready";
    }

    function start(from) {
      if (playing) playing();
      for (const part of [again, pace, place, clock]) part.hidden = false;
      if (from !== undefined) {
        spoken.replaceChildren();
        shown = 0;
        show(from, { aloud: true });
      }
      play.textContent = "⏸ 멈춤";
      figure.dataset.replay = "playing";
      playing = pause;
      before = performance.now();
      requestAnimationFrame(step);
    }

    play.onclick = () => (playing === pause ? pause() : start(at < end ? undefined : 0));
    again.onclick = () => start(0);
    pace.onchange = () => (speed = +pace.value);
    place.oninput = () => {
      if (playing === pause) pause();
      show(+place.value);
      pause();
    };
    if (timeline)
      timeline.onclick = (event) => {
        const ground = timeline.querySelector(".ground").getBoundingClientRect();
        const running = playing === pause;
        for (const part of [again, pace, place, clock]) part.hidden = false;
        show(((event.clientX - ground.left) / ground.width) * timeline.dataset.domain);
        if (!running) pause();
      };
  }

  const init = () => {
    if (playing) playing();
    document.querySelectorAll("figure.run").forEach(setUp);
  };
  if (window.document$) window.document$.subscribe(init);
  else init();
})();
