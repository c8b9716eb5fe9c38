// What stays in this browser: edits, under "async-chapter.code:EXAMPLE" until they are reset, and progress, under
// "async-chapter.progress": {"core/queues/exercise_drop": {"solved": "2026-11-25", "alone": true}}. `alone` says
// that it was solved before its solution was opened.

const CODE = "async-chapter.code:";
const PROGRESS = "async-chapter.progress";

function safely(act) {
  try {
    return act();
  } catch {
    return null; // no storage here, or it is full
  }
}

export const codeOf = (name) => safely(() => localStorage.getItem(CODE + name));

export const keepCode = (name, code) => safely(() => localStorage.setItem(CODE + name, code));

export const dropCode = (name) => safely(() => localStorage.removeItem(CODE + name));

export const progress = () => safely(() => JSON.parse(localStorage.getItem(PROGRESS))) ?? {};

export function solved(exercise, alone) {
  const all = progress();
  all[exercise] ??= { solved: new Date().toISOString().slice(0, 10), alone };
  safely(() => localStorage.setItem(PROGRESS, JSON.stringify(all)));
  document.dispatchEvent(new CustomEvent("chapter-progress", { detail: all }));
}
