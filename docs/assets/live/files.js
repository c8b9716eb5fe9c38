// Pyodide's files and ours: fetched once with progress, checked against their hashes, kept for the next visit.

const here = (name) => new URL(name, import.meta.url).href;
const EDITOR = ["core-BIWFpCIO.js", "core-Dr0o9A-8.js", "patterns-DSInPV_c.js", "prism/languages/python.js", "layout.css"]
  .map((name) => here(`../vendor/prism-code-editor/${name}`));
let loading = null;

export class Refused extends Error {}

/** All files, as a worker wants them. `told` hears how much is there: (bytes so far, of all, to be transferred). */
export function load(told) {
  return (loading ??= gather(told).catch((error) => {
    loading = null; // the next click tries again
    throw error;
  }));
}

async function gather(told) {
  if (!crypto.subtle) throw new Refused("이 페이지를 https 주소로 열어야 실행할 수 있습니다.");
  const [{ pyodide, python }, worker] = await Promise.all([
    fetched("manifest.json", { cache: "no-cache" }).then((answer) => answer.json()),
    fetched("worker.js").then((answer) => answer.text()),
  ]);
  const address = new URL(pyodide.address, new URL("../../", import.meta.url)).href;
  const wanted = Object.entries(pyodide.files).map(([name, file]) => ({ name, url: address + name, ...file }));
  wanted.push({ name: "python.zip", url: `${here("python.zip")}?${encodeURIComponent(python.integrity)}`, ...python });
  const all = wanted.reduce((sum, file) => sum + file.size, 0);
  let got = 0;
  const more = (bytes) => told((got += bytes), all, pyodide.transfer);
  const cache = await caches.open("live").catch(() => null);
  const found = await Promise.all(wanted.map(async (file) => [file.name, await checked(file, cache, more)]));
  const { "python.zip": bundle, ...files } = Object.fromEntries(found);
  await forget(cache, wanted.map(({ url }) => url)).catch(() => {});
  keep().catch(() => {}); // it is only for later
  return { worker, files, bundle };
}

/** Builds before this one have left other versions of the files. */
async function forget(cache, wanted) {
  const kept = (await cache?.keys()) ?? [];
  await Promise.all(kept.map(({ url }) => wanted.includes(url) || cache.delete(url)));
}

async function fetched(name, options) {
  const answer = await fetch(here(name), options);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer;
}

/** The bytes of a file, from the cache or from its address: never others than those of its hash. */
async function checked({ name, url, integrity, size }, cache, more) {
  const kept = await cache?.match(url);
  const answer = kept ?? (await fetch(url, { credentials: "omit" }));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  const data = new Uint8Array(size);
  let at = 0;
  for (const reader = answer.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    if (at + value.length > size) throw await refuse(name, url, cache);
    data.set(value, at);
    at += value.length;
    more(value.length);
  }
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-384", data));
  if (at < size || `sha384-${btoa(String.fromCharCode(...hash))}` !== integrity) throw await refuse(name, url, cache);
  if (!kept) await cache?.put(url, new Response(data)).catch(() => {});
  return data.buffer;
}

async function refuse(name, url, cache) {
  await cache?.delete(url);
  return new Refused(`${name}의 내용이 예상과 달라 실행하지 않았습니다. 연결이 가로채졌거나 파일이 바뀌었을 수 있습니다.`);
}

/** From now on the visited pages can be opened without a network, too: this one with all that it can need. */
async function keep() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register(new URL("../../service-worker.js", import.meta.url));
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  active.postMessage([location.href.split("#")[0], ...loaded, ...EDITOR]);
}
