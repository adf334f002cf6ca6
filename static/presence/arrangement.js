/** Who stands where on the screen, which may wait behind what is known. No page. */

/** Seconds after the last touch for which the order waits. */
export const PATIENCE = 60;

/** Whether somebody is about to choose from the list. Times in seconds, given by the caller. */
export class Hold {
  constructor(patience = PATIENCE) {
    this.patience = patience;
    this.reasons = new Map();
  }

  touch(reason, now) {
    this.reasons.set(reason, now + this.patience);
  }

  end(reason) {
    this.reasons.delete(reason);
  }

  isOn(now) {
    return [...this.reasons.values()].some((until) => now < until);
  }
}

export class Arrangement {
  constructor() {
    this.from = 0;
    this.groups = {};
    /** @type {import("./window.js").Entry[]} */
    this.users = [];
    /** Whether the order of late is another one. */
    this.isBehind = false;
  }

  /** Everybody takes their place. */
  adopt({ from, groups, users }) {
    Object.assign(this, { from, groups, users, isBehind: false });
  }

  /** Nobody moves; each is shown as of late, and who is elsewhere by now as `moved`. */
  refresh({ from, groups, users }) {
    const now = new Map(users.map((user) => [user.id, user]));
    const isSame = from === this.from && users.length === this.users.length && users.every((user, index) => user.id === this.users[index].id);
    this.isBehind = !isSame || Object.keys(groups).some((state) => groups[state] !== this.groups[state]);
    this.users = this.users.map((user) => now.get(user.id) ?? { ...user, moved: true });
  }

  at(index) {
    return this.users[index - this.from] ?? null;
  }

  /** @returns {number | null} where somebody stands; null where that is not known */
  indexOf(id) {
    const index = this.users.findIndex((user) => user.id === id);
    return index < 0 ? null : this.from + index;
  }
}
