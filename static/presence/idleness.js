/** Whether the person has touched this page lately. Times in seconds, given by the caller. */

export const IDLE_AFTER = 10 * 60;

export class Idleness {
  constructor(now, after = IDLE_AFTER) {
    this.after = after;
    this.touchedAt = now;
    this.idle = false;
  }

  /** The person did something. @returns {boolean} whether that ended idleness */
  touch(now) {
    const ended = this.idle;
    this.touchedAt = now;
    this.idle = false;
    return ended;
  }

  /** Time has passed. @returns {boolean} whether the person just became idle */
  check(now) {
    const begins = !this.idle && now - this.touchedAt >= this.after;
    this.idle ||= begins;
    return begins;
  }
}
