// What the scripts of this site make elements with.

/** A new element: make("p", { className: "run-said" }, "text or elements"). */
export function make(tag, attributes = {}, ...content) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...content);
  return made;
}

/** A new button; `label` is for those whose text is only a sign. */
export const button = (text, onclick, label = null, className = "") =>
  make("button", { type: "button", onclick, ariaLabel: label, className }, text);
