/** Keyed patching: what stays the same thing stays the same element. */

/**
 * Make `parent`'s children be the rows of `items`, in order, reusing rows by key.
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {{key: (item: T) => any, rows: Map<any, Element>, make: (item: T) => Element, fill: (row: Element, item: T) => void}} how
 */
export function patchChildren(parent, items, { key, rows, make, fill }) {
  let place = parent.firstElementChild;
  for (const item of items) {
    const row = keptRow(rows, key(item), item, { make, fill });
    if (row === place) place = place.nextElementSibling;
    else parent.insertBefore(row, place);
  }
  removeFrom(place);
}

function keptRow(rows, key, item, { make, fill }) {
  const kept = rows.get(key);
  if (kept) fill(kept, item);
  else rows.set(key, make(item));
  return rows.get(key);
}

function removeFrom(row) {
  while (row) {
    const next = row.nextElementSibling;
    row.remove();
    row = next;
  }
}
