/** The log's scrolling. Its box counts from the bottom, so what grows above moves nothing. */

const NEAR = 100;

/** Pixels between what is seen and the newest message. */
export function distanceFromEnd(scroller) {
  return Math.abs(scroller.scrollTop);
}

export function isNearEnd(scroller) {
  return distanceFromEnd(scroller) < NEAR;
}

export function toEnd(scroller) {
  scroller.scrollTop = 0;
}

function firstSeen(scroller, rows) {
  const top = scroller.getBoundingClientRect().top;
  return [...rows].find((row) => row.getBoundingClientRect().bottom > top);
}

/**
 * Change the log while the reader's place stays put; at its end they go with what is new.
 * @param {Iterable<Element>} rows those whose place in the log is their own: a day's line moves up
 */
export function keepingPlace(scroller, rows, change) {
  const anchor = isNearEnd(scroller) ? null : firstSeen(scroller, rows);
  const before = anchor?.getBoundingClientRect().top;
  change();
  if (anchor?.isConnected) scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  else if (!anchor) toEnd(scroller);
}

/** Whether this has been scrolled past, upwards. */
export function isAbove(scroller, element) {
  return element.getBoundingClientRect().bottom < scroller.getBoundingClientRect().top;
}
