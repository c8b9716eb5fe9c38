// A prediction: what a run will show is asked before it is shown. Its key is the run itself.

import { button, make } from "./replay.js";

/** Ask, if `figure` has a question; `steps` is its stepper, if it has one. */
export function predict(figure, player, steps) {
  const box = figure.querySelector(".run-predict");
  if (!box) return;
  const asked = JSON.parse(box.dataset.question);
  const { task, judge } = (asked.shuffled ? order : duration)(asked, player.end);
  const verdict = make("p", { className: "run-verdict", ariaLive: "polite" });
  const buttons = make("p", {}, button("▶ 실행해서 확인", check), button("바로 보기", skip));
  box.append(task, buttons, verdict);
  box.hidden = false;
  figure.classList.add("run-guessing");

  function skip() {
    figure.classList.remove("run-guessing");
    box.remove();
    player.play.focus();
  }

  function check() {
    const found = judge();
    if (!found) return (verdict.textContent = "먼저 하나를 고르세요.");
    figure.classList.remove("run-guessing");
    buttons.remove();
    verdict.textContent = "";
    player.watch((at, shown) => {
      found.mark?.(shown);
      if (verdict.textContent || !found.known(at, shown)) return false;
      verdict.append(found.words);
      verdict.classList.add(found.right ? "run-right" : "run-wrong");
      if (!found.right && steps) verdict.append(" ", button("🔍 그 순간 보기", (event) => found.open(steps, event.target)));
      return true;
    });
    player.start(0);
    player.play.focus();
  }
}

/** The shuffled lines, to be put in order. */
function order({ lines, shuffled }) {
  const spoken = make("div", { className: "run-spoken", ariaLive: "polite" });
  const items = lines.map(([text]) => {
    const arrow = (sign, label, move) =>
      button(sign, ({ target }) => {
        move();
        target.focus(); // which moving takes away
        spoken.textContent = `${[...list.children].indexOf(item) + 1}번째`;
      }, `${label}: ${text}`);
    const up = arrow("↑", "위로", () => item.previousElementSibling?.before(item));
    const down = arrow("↓", "아래로", () => item.nextElementSibling?.after(item));
    const item = make("li", {}, up, down, make("span", {}, text));
    return item;
  });
  const list = make("ol", {}, ...shuffled.map((number) => items[number]));
  const task = make("div", {}, make("p", {}, "어떤 순서로 출력될까요? 먼저 예상해 보세요."), list, spoken);

  function judge() {
    list.querySelectorAll("button").forEach((arrow) => arrow.remove());
    const guess = [...list.children].map((item) => item.textContent);
    const rest = {}; // what each group has still to print, in any order
    for (const [text, , group] of lines) (rest[group] ??= []).push(text);
    const wrong = guess.findIndex((text, place) => {
      const texts = rest[lines[place][2]];
      const found = texts.indexOf(text);
      texts.splice(found, 1);
      return found < 0;
    });
    const right = wrong < 0;
    const [text, line] = lines.at(wrong);
    return {
      right,
      words: right
        ? "모두 맞았습니다!"
        : `${wrong ? `${wrong + 1}번째` : "첫"} 줄부터 다릅니다. 예상: ‘${guess[wrong]}’ · 실제: ‘${text}’`,
      known: (at, shown) => shown > line,
      mark: (shown) => [...list.children].forEach((item, place) => {
        const out = lines[place][1] < shown;
        item.classList.toggle("run-right", out && (right || place < wrong));
        item.classList.toggle("run-wrong", out && place === wrong);
      }),
      open: (steps, button) => steps.enterLine(line, button),
    };
  }
  return { task, judge };
}

let asked = 0;

/** Four durations, to choose one from. */
function duration({ choices, right }, end) {
  const name = `run-choice-${asked++}`;
  const inputs = choices.map((value) => make("input", { type: "radio", name, value }));
  const labels = inputs.map((input) => make("label", {}, input, ` ${input.value}`));
  const task = make("fieldset", {}, make("legend", {}, "몇 초 걸릴까요? 먼저 예상해 보세요."), ...labels);

  function judge() {
    const guess = inputs.findIndex((input) => input.checked);
    if (guess < 0) return null;
    task.disabled = true;
    const time = parseFloat(choices[guess]);
    return {
      right: guess === right,
      words: guess === right
        ? `맞았습니다! ${choices[right]} 걸렸습니다.`
        : `예상은 ${choices[guess]}, 실제로는 ${choices[right]} 걸렸습니다.`,
      known: (at) => at >= end || (guess < right && at >= time),
      open: (steps, button) => steps.enterAt(time, button),
    };
  }
  return { task, judge };
}
