/** The keys of the log: from message to message, and what is done with the one in focus. */

/** What a key does with a message: the first of these that may be done with it. */
export const ROW_KEYS = {
  r: ["reply"],
  t: ["thread"],
  "+": ["react"],
  w: ["reacted"],
  e: ["edit"],
  p: ["pin", "unpin"],
  b: ["bookmark", "unbookmark"],
  u: ["unread"],
  c: ["link"],
  h: ["history"],
  Delete: ["delete"],
};

const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
const TYPING = "input, textarea, select, [contenteditable]";

/** @param {string[]} allowed @returns {string | undefined} */
export function actionOf(key, allowed) {
  return ROW_KEYS[key]?.find((action) => allowed.includes(action));
}

/**
 * Which of so many rows a key leads to; null where it leads nowhere.
 * @param {number} at the row in focus, -1 where none is: there letters begin with the newest, and arrows scroll
 */
export function rowAfter(key, at, count) {
  if (!(key in STEPS) || count === 0) return null;
  if (at < 0) return key.length === 1 ? count - 1 : null;
  const next = at + STEPS[key];
  return next >= 0 && next < count ? next : null;
}

/** @param {{scroller: Element, actionsOf: (row: Element) => string[], chosen: (action: string, row: Element) => void}} parts */
export function tendRowKeys({ scroller, actionsOf, chosen }) {
  scroller.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest(TYPING)) return;
    const row = event.target.closest(".message[data-id]");
    if (moves(event, scroller, row) || acts(event, row)) event.preventDefault();
  });

  function acts({ key, target }, row) {
    if (!row) return false;
    const action = actionOf(key, actionsOf(row));
    if (action) chosen(action, row);
    else if (key === "Enter" && target === row) row.querySelector("[data-menu]").click();
    return Boolean(action) || (key === "Enter" && target === row);
  }
}

function moves({ key }, scroller, row) {
  const rows = [...scroller.querySelectorAll(".message[data-id]")];
  const next = rowAfter(key, rows.indexOf(row), rows.length);
  if (next === null) return false;
  rows[next].tabIndex = -1;
  rows[next].focus();
  rows[next].scrollIntoView({ block: "nearest" });
  return true;
}
