/** The keys of the list: one row is a tab stop, arrows move it, letters go to the filter. */

/**
 * Where a key leads, from a row. Pure.
 * @param {{page: number, total: number}} list rows on a screen, rows altogether
 * @returns {number | null} null: the key does not move
 */
export function rowAfter(key, row, { page, total }) {
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
  if (!(key in steps)) return null;
  return Math.min(Math.max(row + steps[key], 0), total - 1);
}

/** A space presses what is in focus, a question mark opens the sheet of shortcuts. */
const NO_NAME = new Set([" ", "?"]);

/** Whether a key is the beginning of a name. */
export function isLetter({ key, ctrlKey, metaKey, altKey, isComposing }) {
  return [...key].length === 1 && !NO_NAME.has(key) && !ctrlKey && !metaKey && !altKey && !isComposing;
}

/** @param {{list: Element, filter: HTMLInputElement, page: () => {page: number, total: number}, go: (row: number) => void}} parts */
export function tendKeys({ list, filter, page, go }) {
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-index]");
    const next = row && rowAfter(event.key, Number(row.dataset.index), page());
    // The letter itself goes into the field that has the focus by then.
    if (isLetter(event)) return filter.focus();
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(next);
  });
  filter.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || event.isComposing || !page().total) return;
    event.preventDefault();
    go(0);
  });
}
