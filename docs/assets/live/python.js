// The one worker of this tab: started, given programs, ended. It lives in a sandboxed frame of an origin of its
// own, whose policy allows no connection: a program reaches neither the page, nor what the site has stored, nor
// the network.

import { load } from "./files.js";

const POLICY = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob: data:; worker-src data:";
// A frame without an origin can't start a module worker from a blob, but from a data: address.
const START = `onmessage = ({ data, ports: [port, failed] }) => {
  const worker = new Worker("data:text/javascript," + encodeURIComponent(data), { type: "module" });
  worker.onerror = ({ message }) => failed.postMessage(message);
  worker.postMessage(0, [port]);
};`;
const SANDBOX = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}"><script>${START}</script>`;

let worker = null; // { frame, port, ready }
let hear = null; // told what the program that runs does

/** A worker that gets ready, if there is none. */
export function start(told = () => {}) {
  if (worker) return worker.ready;
  const mine = (worker = {});
  mine.ready = boot(mine, told).catch((error) => {
    if (worker === mine) end();
    throw error;
  });
  return mine.ready;
}

async function boot(mine, told) {
  const { worker: text, files, bundle } = await load(told);
  if (worker !== mine) return; // stopped meanwhile
  mine.frame = document.createElement("iframe");
  Object.assign(mine.frame, { hidden: true, title: "파이썬", sandbox: "allow-scripts", srcdoc: SANDBOX });
  document.body.append(mine.frame);
  await new Promise((resolve) => (mine.frame.onload = resolve));
  const [talk, failures] = [new MessageChannel(), new MessageChannel()];
  mine.port = talk.port1;
  mine.frame.contentWindow.postMessage(text, "*", [talk.port2, failures.port2]);
  await new Promise((resolve, reject) => {
    failures.port1.onmessage = ({ data }) => reject(new Error(data || "이 브라우저에서는 실행할 수 없습니다."));
    mine.port.onmessage = ({ data }) => (data.ready ? resolve() : reject(new Error(data.failed)));
    mine.port.postMessage({ files, bundle });
  });
  mine.port.onmessage = ({ data }) => worker === mine && hear?.(data);
  failures.port1.onmessage = ({ data }) => worker === mine && hear?.({ failed: data });
}

/** Run `order`; `on` hears {text, stream}, then {answer}, {over} or {failed}. */
export async function run(order, on, told) {
  await start(told);
  hear = on;
  worker?.port.postMessage({ order });
}

/** End whatever runs; what comes next begins in a new worker, which gets ready at once. */
export function stop() {
  end();
  start().catch(() => {});
}

function end() {
  worker?.frame?.remove(); // with it goes its worker, wherever it is stuck
  worker = hear = null;
}
