// The worker that runs readers' programs: Pyodide, and under it what stands in for an operating system.
// It is made from this text within a sandbox, has no address, and can fetch nothing: all files are given to it.

const LIMIT = 64 * 1024; // bytes of output, as in the build
const cell = new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer);
const now = () => performance.now() / 1000;
let port, run;
let pieces = []; // what was written: when, to which stream, the bytes
let size = 0, over = false, sleepers = [];

const kernel = {
  hasStacks: "Suspending" in WebAssembly,
  /** The worker sleeps. */
  block: (ms) => void Atomics.wait(cell, 0, 0, ms),
  /** Only the stack that asks is put aside: until `wake`, or for so long. */
  pause: (ms) => new Promise((resolve) => {
    if (ms <= 0) return void turn(resolve);
    const timer = ms < Infinity && setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      sleepers = sleepers.filter((sleeper) => sleeper !== done);
      resolve();
    }
    sleepers.push(done);
  }),
  wake: () => sleepers.slice().forEach((sleeper) => sleeper()),
  soon: (start) => queueMicrotask(start),
  begin: () => ((pieces = []), (size = 0), (over = false)),
  end: () => pieces.map(([t, stream, bytes]) => [t + kernel.ahead, stream, bytes]),
  ahead: 0, // of our clock is Python's
};

/** Call `next` once whatever waits in the event loop has had its turn; timers would come late. */
function turn(next) {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => (port2.close(), next());
  port1.postMessage(0);
}

function written(stream) {
  const decoder = new TextDecoder();
  return { isatty: false, write(bytes) {
    const room = LIMIT - size;
    if (room <= 0 && !over) port.postMessage({ over: (over = true) });
    if (room > 0) {
      size += bytes.length;
      pieces.push([now(), stream, bytes.slice()]);
      port.postMessage({ text: decoder.decode(bytes, { stream: true }), stream });
    }
    return bytes.length;
  } };
}

async function module(data) {
  const address = URL.createObjectURL(new Blob([data], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function boot({ files, bundle }) {
  const types = { wasm: "application/wasm", json: "application/json" };
  self.fetch = async (address) => {
    const name = String(address.url ?? address).split("/").pop();
    if (!files[name]) throw new TypeError(`no such file: ${name}`);
    return new Response(files[name], { headers: { "content-type": types[name.split(".").pop()] ?? "" } });
  };
  const [{ loadPyodide }, { default: createPyodideModule }] =
    await Promise.all([module(files["pyodide.mjs"]), module(files["pyodide.asm.mjs"])]);
  const python = await loadPyodide({ indexURL: "https://files.invalid/", createPyodideModule, fullStdLib: false });
  python.setStdout(written("stdout"));
  python.setStderr(written("stderr"));
  python.registerJsModule("kernel", kernel);
  python.unpackArchive(bundle, "zip", { extractDir: "/live" });
  kernel.ahead = python.runPython("import sys, time; sys.path.append('/live'); time.monotonic()") - now();
  run = python.runPython("from execution.browser import program; program.run");
  files = bundle = null;
  for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "Worker", "importScripts",
    "indexedDB", "caches", "BroadcastChannel", "cookieStore"]) // which the sandbox refuses anyway
    Object.defineProperty(self, name, { value: undefined });
}

async function handle({ data }) {
  try {
    if (data.files) await boot(data);
    if (data.files) return port.postMessage({ ready: true });
    const order = JSON.stringify(data.order);
    port.postMessage({ answer: await (kernel.hasStacks ? run.callPromising(order) : run(order)) });
  } catch (error) {
    port.postMessage({ failed: String(error?.message ?? error) });
  }
}

self.onmessage = ({ ports }) => {
  port = ports[0];
  port.onmessage = handle;
};
