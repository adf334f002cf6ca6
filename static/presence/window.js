/** A window of the user list as the server last told it: state only, no page. */

/** @typedef {{id: number, username: string, name: string, state: string, status: object | null, last_seen: string | null}} Entry */

export const STATES = ["online", "away", "busy", "offline"];
/** A window has so many rows, */
export const SIZE = 100;
/** and begins at a multiple of this: viewers of about the same part share one. */
const STEP = 25;
/** Rows around what is seen that a window must hold too. */
const MARGIN = 10;

export class PresenceWindow {
  constructor() {
    this.version = null;
    this.as_of = null;
    this.counts = {};
    this.groups = {};
    this.total = 0;
    this.from = 0;
    /** @type {Entry[]} */
    this.users = [];
  }

  /** A whole window: forget what was held. */
  replace({ version, as_of, counts, groups, total, from, users }) {
    Object.assign(this, { version, as_of, counts, groups, total, from, users });
  }

  /**
   * Some entries changed. False where something was missed in between: watch again.
   * @returns {boolean}
   */
  patch({ since, version, as_of, counts, groups, users }) {
    if (since !== this.version) return false;
    const changed = new Map(users.map((user) => [user.id, user]));
    this.users = this.users.map((user) => changed.get(user.id) ?? user);
    Object.assign(this, { version, as_of, counts, groups });
    return true;
  }
}

/** Whether a window from there on holds the rows `first` to `end`, and some around them. */
export function holds(from, { first, end }, total) {
  return from <= Math.max(0, first - MARGIN) && from + SIZE >= Math.min(total, end + MARGIN);
}

/** Where a window begins that has the rows `first` to `end` in its middle. */
export function windowFor({ first, end }) {
  const start = (first + end) / 2 - SIZE / 2;
  return Math.max(0, Math.round(start / STEP) * STEP);
}
