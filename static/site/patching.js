/** Keyed patching: what stays the same thing stays the same element. */

/**
 * Make `parent`'s children be the rows of `items`, in order, reusing rows by key.
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {{key: (item: T) => any, rows: Map<any, Element>, make: (item: T) => Element, fill: (row: Element, item: T) => void}} how
 */
export function patchChildren(parent, items, { key, rows, make, fill }) {
  const wanted = items.map((item) => keptRow(rows, key(item), item, { make, fill }));
  // First of all, or each row after a gone one would have to move, and lose the focus by that.
  removeOthers(parent, new Set(wanted));
  let place = parent.firstElementChild;
  for (const row of wanted) {
    if (row === place) place = place.nextElementSibling;
    else parent.insertBefore(row, place);
  }
}

function keptRow(rows, key, item, { make, fill }) {
  const kept = rows.get(key);
  if (kept) fill(kept, item);
  else rows.set(key, make(item));
  return rows.get(key);
}

function removeOthers(parent, wanted) {
  for (const row of [...parent.children]) if (!wanted.has(row)) row.remove();
}
