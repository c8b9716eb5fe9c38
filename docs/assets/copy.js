// 복사: takes the code of an example. Its place is beside the name of the file, where it covers no code.

import { button } from "./parts.js";

const DRAWN = { contentVisibilityAuto: true };
const WHILE = 2000; // milliseconds for which the button says that it has been done

/** Only code that has to scroll is worth a stop of the Tab key. What isn't drawn yet has no size, and keeps its own. */
const sizes = new ResizeObserver((changes) => {
  for (const { target } of changes) {
    if (!target.checkVisibility(DRAWN)) continue;
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

export function copy(block) {
  const [name, code] = [block.querySelector(".filename"), block.querySelector("code")];
  if (!name || block.querySelector(".copy")) return;
  sizes.observe(code);
  if (!navigator.clipboard) return;
  const say = (word) => {
    take.textContent = word;
    take.ariaLabel = `${word}: ${name.textContent}`;
  };
  const take = button("", async () => {
    await navigator.clipboard.writeText(code.textContent);
    say("복사했습니다");
    setTimeout(say, WHILE, "복사");
  }, null, "copy");
  say("복사");
  name.after(take);
}
