/** More of the log as the reader comes near the end of what is held, in either direction. */

const WITHIN = 300;

/** @param {{scroller: Element, session: import("./session.js").RoomSession}} parts */
export function loadMore({ scroller, session }) {
  const { log } = session;
  const { scrollHeight, clientHeight, scrollTop } = scroller;
  const above = scrollHeight - clientHeight - Math.abs(scrollTop);
  if (log.more && above < WITHIN) session.older();
  if (!log.attached && Math.abs(scrollTop) < WITHIN) session.newer();
}
