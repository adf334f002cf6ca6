/** Where arrow keys lead in rows of emoji that stand in several groups. Pure. */

const PAGE = 4;

/**
 * @param {string} key
 * @param {number} index of the one that has the focus, counted through all groups
 * @param {number[]} sizes how many each group has
 * @param {number} columns
 * @returns {number | null} null: the key does not move; -1: out at the top
 */
export function moved(key, index, sizes, columns) {
  const last = sizes.reduce((sum, size) => sum + size, 0) - 1;
  const within = (to) => Math.min(Math.max(to, 0), last);
  if (key === "ArrowRight") return within(index + 1);
  if (key === "ArrowLeft") return within(index - 1);
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key === "ArrowDown") return within(below(index, sizes, columns));
  if (key === "ArrowUp") return above(index, sizes, columns);
  if (key === "PageDown") return repeat((at) => within(below(at, sizes, columns)), index);
  if (key === "PageUp") return repeat((at) => Math.max(above(at, sizes, columns), 0), index);
  return null;
}

function repeat(step, index) {
  let at = index;
  for (let times = 0; times < PAGE; times += 1) at = step(at);
  return at;
}

/** @returns {{start: number, size: number}} the group in which an index lies */
function groupOf(index, sizes) {
  let start = 0;
  for (const size of sizes) {
    if (index < start + size) return { start, size };
    start += size;
  }
  return { start, size: 0 };
}

function below(index, sizes, columns) {
  const { start, size } = groupOf(index, sizes);
  const column = (index - start) % columns;
  const isLastRow = Math.floor((index - start) / columns) === Math.floor((size - 1) / columns);
  if (!isLastRow) return Math.min(index + columns, start + size - 1);
  const next = groupOf(start + size, sizes);
  return next.size ? start + size + Math.min(column, next.size - 1) : index;
}

function above(index, sizes, columns) {
  const { start } = groupOf(index, sizes);
  const column = (index - start) % columns;
  if (index - columns >= start) return index - columns;
  if (start === 0) return -1;
  const before = groupOf(start - 1, sizes);
  const lastRow = Math.floor((before.size - 1) / columns) * columns;
  return before.start + Math.min(lastRow + column, before.size - 1);
}
