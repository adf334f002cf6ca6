/** My read mark in one room: it follows what I have seen, and goes back when I say so. No page. */

const EVERY = 1;

export class ReadMark {
  /** @param {{read: number, clock: object, tell: (position: number, unread: boolean) => Promise<unknown>}} parts */
  constructor({ read, clock, tell }) {
    Object.assign(this, { read, clock, tell });
    /** The highest position seen, told or about to be told. */
    this.seen = read;
    this.toldAt = -Infinity;
    this.timer = null;
    /** Whether something was marked unread, so that looking at it does not undo that at once. */
    this.isHeld = false;
  }

  /** I have this position before my eyes. */
  see(position) {
    if (this.isHeld || position <= this.seen) return;
    this.seen = position;
    this.timer ??= this.clock.after(Math.max(0, this.toldAt + EVERY - this.clock.now()), () => this.#send());
  }

  /** Everything from this position on is to be read later. */
  async keepUnread(position) {
    this.#hold(position - 1);
    await this.tell(position - 1, true);
  }

  /** I turn to the room again: what I see counts from now on. */
  release() {
    this.isHeld = false;
    this.seen = this.read;
  }

  /** The server says where the mark is: moved here, in another tab, or on another device. */
  moved(position) {
    if (position < this.read) this.#hold(position);
    else if (position > this.read) this.isHeld = false;
    this.read = position;
    this.seen = Math.max(this.seen, position);
  }

  #hold(position) {
    this.clock.cancel(this.timer);
    this.timer = null;
    this.isHeld = true;
    this.read = position;
    this.seen = position;
  }

  async #send() {
    this.timer = null;
    this.toldAt = this.clock.now();
    try {
      await this.tell(this.seen, false);
    } catch {
      // Not connected: seen again after the room has been opened again.
      this.seen = this.read;
      this.toldAt = -Infinity;
    }
  }
}
