/** Which part of the room the page holds: what one scrolls to is loaded, what is far is let go of. */

import { toEnd } from "./scrolling.js";

const MOST = 300;
const KEPT = 250;
const LOAD_WITHIN = 500;

/** Pixels from what is seen to both ends of the log. */
function distances({ scrollHeight, clientHeight, scrollTop }) {
  const below = Math.abs(scrollTop);
  return { below, above: scrollHeight - clientHeight - below };
}

export class LogWindow {
  /**
   * @param {{scroller: Element, session: import("./session.js").RoomSession, view: import("./log_view.js").LogView,
   *   url: string, isOnline: () => boolean}} parts
   */
  constructor(parts) {
    Object.assign(this, parts);
  }

  /** Load what comes next, where the reader is about to reach it. */
  look() {
    const { session } = this;
    const { above, below } = distances(this.scroller);
    if (session.log.more && above < LOAD_WITHIN) session.older();
    if (!session.log.attached && below < LOAD_WITHIN) session.newer();
  }

  /** Let go of the end that is farther from the reader. */
  trim() {
    const { log } = this.session;
    if (log.messages.size <= MOST) return;
    const { above, below } = distances(this.scroller);
    if (below <= above) log.trim(KEPT);
    else log.trimEnd(KEPT);
  }

  /** Show the room around a position, or its newest messages; without a connection as a page of its own. */
  async moveTo(position = null) {
    if (!this.isOnline()) return location.assign(position ? `${this.url}${position}/` : this.url);
    await this.session.moveTo(position);
    const row = position && this.view.rowAt(position);
    if (row) row.scrollIntoView({ block: "center" });
    else toEnd(this.scroller);
  }
}
