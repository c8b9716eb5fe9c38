// The reader's edits stay in this browser, under "async-chapter.code:EXAMPLE", until they are reset.

const CODE = "async-chapter.code:";

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
