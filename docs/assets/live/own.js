// The figure of the reader's own run. A worker has drawn it, in which anything may have run: so only what a
// figure consists of gets into the page.

const TAGS = new Set(("figure figcaption pre p span svg g rect text title line path details summary ol li code i b"
  ).split(" "));
const ATTRIBUTES = /^(class|id|role|aria-[a-z]+|data-[a-z-]+|tabindex|x|y|x1|x2|y1|y2|dx|dy|d|width|height|transform|text-anchor)$/;
const STYLE = /^(--(lane|lanes|label|task):[\w()-]+;?)+$/;

/** The element that `html` describes, without anything that could act. */
export function figureOf(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const element of [...body.querySelectorAll("*")]) {
    if (!TAGS.has(element.localName)) element.remove();
    for (const { name, value } of [...element.attributes])
      if (!ATTRIBUTES.test(name) && !(name === "style" && STYLE.test(value))) element.removeAttribute(name);
  }
  return body.firstElementChild;
}
