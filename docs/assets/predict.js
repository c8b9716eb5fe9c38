// A prediction: what a run will show is asked before it is shown. Its key is the run itself.

import { playerOf, stepsOf } from "./controls.js";
import { button, make } from "./parts.js";

/** Ask what the figure of `box` will show. */
export function predict(box) {
  const figure = box.parentElement;
  const asked = JSON.parse(box.dataset.question);
  const { task, judge } = (asked.shuffled ? order : duration)(asked);
  const verdict = make("p", { className: "run-verdict", ariaLive: "polite" });
  const buttons = make("p", {}, button("▶ 실행해서 확인", check, null, "run-check"), button("바로 보기", skip));
  box.append(task, buttons, verdict);

  function skip() {
    figure.classList.remove("run-guessing");
    box.remove();
    figure.querySelector(".run-play").focus();
  }

  async function check() {
    const player = await playerOf(figure);
    if (!buttons.isConnected) return; // clicked at twice
    const found = judge(player);
    if (!found) return (verdict.textContent = "먼저 하나를 고르세요.");
    figure.classList.remove("run-guessing");
    buttons.remove();
    task.querySelector("p, legend").textContent = "나의 예상";
    verdict.textContent = "";
    player.watch((at) => {
      found.mark?.(at);
      if (verdict.textContent || at < found.time()) return false;
      verdict.append(found.words);
      verdict.classList.add(found.right ? "run-right" : "run-wrong");
      const look = button("🔍 그 순간 보기", async () => (await stepsOf(figure)).enterAt(found.time(), look));
      if (!found.right && figure.dataset.steps) verdict.append(" ", look);
      return true;
    });
    player.start(0);
    figure.querySelector(".run-play").focus();
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

  function judge({ times }) {
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
      time: () => times[line], // which the stepper, once it is there, knows better
      words: right
        ? "모두 맞았습니다!"
        : `${wrong ? `${wrong + 1}번째` : "첫"} 줄부터 다릅니다. 예상: ‘${guess[wrong]}’ · 실제: ‘${text}’`,
      mark: (at) => [...list.children].forEach((item, place) => {
        const out = times[lines[place][1]] <= at;
        item.classList.toggle("run-right", out && (right || place < wrong));
        item.classList.toggle("run-wrong", out && place === wrong);
      }),
    };
  }
  return { task, judge };
}

let radios = 0; // groups of them so far

/** Four durations, to choose one from. */
function duration({ choices, right }) {
  const name = `run-choice-${radios++}`;
  const inputs = choices.map((value) => make("input", { type: "radio", name, value }));
  const labels = inputs.map((input) => make("label", {}, input, ` ${input.value}`));
  const task = make("fieldset", {}, make("legend", {}, "몇 초 걸릴까요? 먼저 예상해 보세요."), ...labels);

  function judge({ end }) {
    const guess = inputs.findIndex((input) => input.checked);
    if (guess < 0) return null;
    task.disabled = true;
    return {
      right: guess === right,
      time: () => (guess < right ? parseFloat(choices[guess]) : end),
      words: guess === right
        ? `맞았습니다! ${choices[right]} 걸렸습니다.`
        : `예상은 ${choices[guess]}, 실제로는 ${choices[right]} 걸렸습니다.`,
    };
  }
  return { task, judge };
}
