// The editor: a textarea over highlighted code (prism-code-editor), with keys of ours. Its own would take the
// Enter that ends a Hangul syllable for a new line, and would not let a keyboard out.

import { make } from "../parts.js";

const VENDOR = "../vendor/prism-code-editor/";
const OPENS = /(:|[([{])\s*(#.*)?$/; // what the next line is indented after

/** An editor with `code`; `changed` hears of edits, `go` of Ctrl+Enter. */
export async function editor(code, hint, changed, go) {
  const [{ n: createEditor }] = await Promise.all([
    import(VENDOR + "core-BIWFpCIO.js"),
    import(VENDOR + "prism/languages/python.js"),
    styled(new URL(VENDOR + "layout.css", import.meta.url).href),
  ]);
  const box = make("div", { className: "run-editor" });
  const made = createEditor(box, { language: "python", value: code, tabSize: 4 });
  const area = made.textarea;
  let leaving = false; // after Esc, Tab leads out

  area.setAttribute("aria-label", "파이썬 코드");
  area.setAttribute("aria-describedby", hint);
  area.setAttribute("autocorrect", "off");
  area.setAttribute("enterkeyhint", "enter");
  area.addEventListener("input", () => changed(area.value));
  area.addEventListener("blur", () => (leaving = false));
  const insert = (text) => document.execCommand("insertText", false, text); // which can be undone
  const lineBefore = () => area.value.slice(0, area.selectionStart).split("\n").pop();

  const keys = {
    Escape() {
      leaving = true;
    },
    Tab(event) {
      if (leaving) return false;
      const line = lineBefore();
      if (!event.shiftKey) insert(" ".repeat(4 - (line.length % 4)));
      else {
        const away = Math.min(4, /^ */.exec(line)[0].length);
        const [at, start] = [area.selectionStart, area.selectionStart - line.length];
        area.setSelectionRange(start, start + away);
        if (away) document.execCommand("delete");
        area.setSelectionRange(at - away, at - away);
      }
      return true;
    },
    Enter(event) {
      if (event.ctrlKey || event.metaKey) return go(), true;
      const line = lineBefore();
      insert(`\n${/^ */.exec(line)[0]}${OPENS.test(line) ? "    " : ""}`);
      return true;
    },
  };
  for (const [name, act] of Object.entries(keys))
    made.keyCommandMap[name] = (event) => {
      if (event.isComposing || event.keyCode === 229) return false; // a syllable isn't finished yet
      return act(event);
    };
  area.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the theme's keys lead to other pages
    if (!["Escape", "Tab", "Shift"].includes(event.key)) leaving = false;
  });
  return {
    box,
    focus: () => area.focus(),
    set: (code) => made.setOptions({ value: code }),
  };
}

function styled(href) {
  if (document.querySelector(`link[href="${href}"]`)) return;
  return new Promise((resolve) => {
    document.head.append(make("link", { rel: "stylesheet", href, onload: resolve, onerror: resolve }));
  });
}
