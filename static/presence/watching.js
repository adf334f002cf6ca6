/** The watch of one part of the user list: asks for it, follows its changes, moves along. No page. */

import { PresenceWindow, SIZE, holds, windowFor } from "./window.js";

/** Seconds between two questions, at least, however fast somebody scrolls. */
const ASK_EVERY = 0.1;

const isSame = (one, other) => one.from === other.from && one.limit === other.limit && one.query === other.query;

export class Watching {
  /**
   * @param {{socket: import("../realtime/socket.js").Socket, start: number, query: string, visible: () => boolean,
   *   changed: (answered: {from: number, query: string}) => void, counted: (counts: object) => void}} parts `counted`: while the page is hidden
   */
  constructor({ socket, start, query, visible, changed, counted }) {
    Object.assign(this, { socket, query, visible, changed, counted });
    this.from = windowFor({ first: start, end: start });
    this.window = new PresenceWindow();
    /** What is asked and not yet answered; what was answered last. */
    this.asked = null;
    this.answered = { from: null, limit: 0, query: null };
    socket.on("hello", () => this.ask());
    socket.on("presence.window", (window) => this.#take(window));
    socket.on("presence.changed", (changes) => this.#change(changes));
  }

  get #wanted() {
    return { from: this.from, limit: this.visible() ? SIZE : 0, query: this.query };
  }

  /** One question at a time: then it is plain which of them an answer belongs to. */
  async ask() {
    if (this.asked) return;
    const asked = (this.asked = this.#wanted);
    try {
      await this.socket.request("presence.watch", asked);
    } catch (error) {
      if (error.retry_after) this.socket.clock.after(error.retry_after, () => this.ask());
    } finally {
      this.asked = null;
    }
    if (this.answered === asked && !isSame(asked, this.#wanted)) this.ask();
  }

  #take(window) {
    if (window.id) this.answered = this.asked;
    // A hidden tab is told counts only; its list waits as it was.
    if (!this.answered.limit) return this.counted(window);
    this.window.replace(window);
    this.changed(this.answered);
  }

  #change(changes) {
    if (!this.answered.limit) this.counted(changes);
    else if (this.window.patch(changes)) this.changed(this.answered);
    else this.ask();
  }

  find(query) {
    Object.assign(this, { query, from: 0 });
    this.ask();
  }

  /** These rows are looked at: a few times a second at most, go where they are. */
  follow(seen, total) {
    this.seen = { seen, total };
    this.following ??= this.socket.clock.after(ASK_EVERY, () => this.#move());
  }

  #move() {
    this.following = undefined;
    const { seen, total } = this.seen;
    if (!seen.end || holds(this.from, seen, total)) return;
    this.from = windowFor(seen);
    this.ask();
  }
}
