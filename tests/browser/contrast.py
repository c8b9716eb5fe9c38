"""Measures contrast in a page, as WCAG defines it: 4.5:1 for text, 3:1 for shapes."""

WEAK = """([texts, shapes]) => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1});
  const context = canvas.getContext('2d', {willReadFrequently: true});
  const rgba = color => {
    context.clearRect(0, 0, 1, 1); context.fillStyle = color; context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const ground = element => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.unshift(rgba(getComputedStyle(e).backgroundColor));
    return layers.reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const linear = v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b);
  const contrast = (color, under) => {
    const [a, b] = [light(over(rgba(color), under)), light(under)].sort((x, y) => y - x);
    return (a + .05) / (b + .05);
  };
  const holder = element => element.namespaceURI.includes('svg') ? element.closest('div, figure') : element;
  const weak = [];
  for (const element of document.querySelectorAll(texts)) {
    const text = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!text || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const ratio = contrast(holder(element) === element ? style.color : style.fill, ground(holder(element)));
    if (ratio < 4.5) weak.push([ratio, element.className.baseVal ?? element.className, element.textContent]);
  }
  for (const shape of document.querySelectorAll(shapes)) {
    const ratio = contrast(getComputedStyle(shape).stroke, ground(holder(shape)));
    if (ratio < 3) weak.push([ratio, shape.getAttribute('class'), 'shape']);
  }
  return weak;
}"""
"""Takes two selectors; returns the ratio, class and text of whatever has too little contrast."""
