/** A window of the user list as the server last told it: state only, no page. */

/** @typedef {{id: number, username: string, name: string, state: string, status: object | null, last_seen: string | null}} Entry */

/** Beyond this many people the list comes in pages. */
export const ALL_AT_ONCE = 500;
export const PAGE = 100;

export class PresenceWindow {
  constructor() {
    this.version = null;
    this.as_of = null;
    this.counts = {};
    this.total = 0;
    this.from = 0;
    /** @type {Entry[]} */
    this.users = [];
  }

  /** A whole window: forget what was held. */
  replace({ version, as_of, counts, total, from, users }) {
    Object.assign(this, { version, as_of, counts, total, from, users });
  }

  /**
   * Some entries changed. False where something was missed in between: watch again.
   * @returns {boolean}
   */
  patch({ since, version, as_of, counts, users }) {
    if (since !== this.version) return false;
    const changed = new Map(users.map((user) => [user.id, user]));
    this.users = this.users.map((user) => changed.get(user.id) ?? user);
    Object.assign(this, { version, as_of, counts });
    return true;
  }

  /** The first person of the page before this one; null on the first page. */
  get previous() {
    return this.from > 0 ? Math.max(0, this.from - PAGE) : null;
  }

  /** The first person of the page after this one; null on the last page. */
  get next() {
    const end = this.from + this.users.length;
    return end < this.total ? end : null;
  }
}

/** How many to watch, for a list of this many. */
export function limitFor(total) {
  return total <= ALL_AT_ONCE ? ALL_AT_ONCE : PAGE;
}
