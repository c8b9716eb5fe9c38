// 복사: takes the code of an example. Its place is beside the name of the file, where it covers no code.

import { button } from "./parts.js";

const DRAWN = { contentVisibilityAuto: true };
const WHILE = 2000; // milliseconds for which the button says that it has been done

/** The theme measures which code has to scroll. Code that isn't drawn yet seems not to; it is asked again then. */
function focusable(code) {
  const keep = () => code.hasAttribute("tabindex") || code.checkVisibility(DRAWN) || (code.tabIndex = 0);
  new MutationObserver(keep).observe(code, { attributeFilter: ["tabindex"] });
  keep();
}

export function copy(block) {
  const [name, code] = [block.querySelector(".filename"), block.querySelector("code")];
  if (!name || block.querySelector(".copy")) return;
  focusable(code);
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
