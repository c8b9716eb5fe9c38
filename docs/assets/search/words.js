// What a reader types, and what stands in a page, cut into pieces that meet: Latin words whole, Hangul by pairs
// of syllables, so that 제한 is found in 시간제한 and 이벤트루프 in 이벤트 루프. A classic script: a worker takes it in.

const HANGUL = /[가-힣]/;
const PARTICLES = "에서는 에서도 에서의 으로는 으로도 으로의 이라는 이라고 에서 에게 으로 부터 까지 처럼 보다 마다 이나 이란 라는 라고 하고 은 는 이 가 을 를 의 에 로 와 과 도 만 란 나".split(" ");
const LONE = new RegExp(`(?<![가-힣])([가-힣])(?:${PARTICLES.join("|")})?(?![가-힣])`, "g"); // 락, 락을: a syllable that is a word
const ENDINGS = ("했습니다 했는데 하려면 하였다 되었다 됩니다 합니다 입니다 시키는 시키기 시킨 하면서 하는데 하도록 되도록 하자 하던 하면 하는 하고 하기 하다 하지 하게 하여 한다 했다 했을 했더니 해야 해서 해도 " +
  "해요 하나요 하나 할까 할때 할 한 함 해 되면서 되면 되는 되고 되기 되다 되지 되어 된다 됐다 됐을 됐는데 되었을 돼요 되나 될까 될때 될 된 됨 돼 인가요 인지 인데 이면 인 " +
  "려면 으면 면서 는데 는지 나요 네요 어요 아요 지요 요 습니다 면 는 기 고 지 게 던 자 다 ㄴ").split(" ");

const plain = text => text.normalize("NFC").toLowerCase();

// Every piece under which a text is found: its pairs, and syllables that are a word.
const tokens = text => [...pairs(text), ...[...plain(text).matchAll(LONE)].map(match => match[1])];

// What of a text has to be found, if it is.
function pairs(text) {
  const found = [];
  const squeezed = plain(text).replace(/([가-힣])\s+(?=[가-힣])/g, "$1");
  for (const [word] of squeezed.matchAll(/[a-z0-9_]+\*?|[가-힣]+/g)) {
    if (HANGUL.test(word)) for (let i = 0; i + 1 < word.length; i++) found.push(word.slice(i, i + 2));
    else found.push(word, ...(/[_*]/.test(word) ? word.split(/[_*]+/).filter(Boolean) : []));
  }
  return found;
}

// A word as it was typed and without its particle or ending, the longest first.
function stems(word) {
  const found = new Set([word]);
  for (const ends of [PARTICLES, ENDINGS])
    for (const stem of [...found])
      for (const end of ends)
        if (stem.endsWith(end) && stem.length > end.length) {
          const rest = stem.slice(0, -end.length);
          if (rest.length > 1 || ends === PARTICLES) found.add(rest);
        }
  return [...found].sort((a, b) => b.length - a.length);
}

// The syllables that 티 may still become: 틱, 틴, 팀 … A lone consonant is the beginning of one not typed yet.
function becoming(syllable) {
  const code = syllable.charCodeAt(0) - 0xac00;
  if (!HANGUL.test(syllable) || code % 28) return [syllable];
  return Array.from({ length: 28 }, (_, i) => String.fromCharCode(0xac00 + code + i));
}

// The words of a query. A particle after a Latin word, `wait_for는`, is not one.
function words(query) {
  const found = [];
  for (const [, latin, hangul] of plain(query).matchAll(/([a-z0-9_]+\*?)|([가-힣]+)/g)) found.push(latin ?? hangul);
  const glued = new Set([...plain(query).matchAll(/[a-z0-9_*)\]"'`]([가-힣]+)/g)].map(match => match[1]));
  return found.filter(word => !(glued.has(word) && PARTICLES.includes(word)));
}

// Matches `text` where a page has it, however it is spaced there.
function pattern(text, unfinished = false) {
  const parts = [...plain(text).matchAll(/[a-z0-9_]+\*?|[가-힣]/g)].map(([part], i, all) => {
    if (!HANGUL.test(part)) return part.replace("*", "\\*");
    const last = unfinished && i === all.length - 1;
    return last ? `[${becoming(part).join("")}]` : part;
  });
  const alone = parts.length === 1 && text.length === 1 && HANGUL.test(text) ? "(?<![가-힣])" : "";
  const start = parts.length && !HANGUL.test(parts[0][0]) && parts[0][0] !== "[" ? "(?<![a-z0-9])" : alone;
  return start + parts.join("[^a-z0-9가-힣]*");
}
