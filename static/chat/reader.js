/** The reader of a room: what they have seen, where it goes on being new, and the ways there. */

import { Jumps } from "./jumps.js";
import { ReadMark } from "./reading.js";
import { isNearEnd, isAbove, toEnd } from "./scrolling.js";
import { Sight, isLooking } from "./sight.js";

const byId = (id) => document.getElementById(id);

export class Reader {
  /**
   * @param {{socket: object, room: number, url: string, read: number, head: number, scroller: Element,
   *   view: import("./log_view.js").LogView, log: import("./log.js").MessageLog, changed: () => void,
   *   moveTo: (position?: number) => Promise<void>}} parts
   */
  constructor(parts) {
    Object.assign(this, parts);
    const { socket, room, read } = parts;
    const tell = (position, unread) => socket.request("room.read", { room, position, unread });
    this.mark = new ReadMark({ read, clock: socket.clock, tell });
    this.sight = new Sight({ scroller: this.scroller, changed: () => this.look() });
    this.jumps = new Jumps({ first: byId("jump-first"), latest: byId("jump"), toFirst: () => this.toFirst(), toLatest: () => this.#toLatest() });
    /** The last position before the line "New"; null where there is none. */
    this.newAfter = read < this.head ? read : null;
    this.hasFoundNew = false;
    this.#listen();
  }

  #listen() {
    const { socket, room } = this;
    socket.on("read", (event) => event.room === room && this.#moved(event.position));
    window.addEventListener("focus", () => this.#returned());
    window.addEventListener("blur", () => this.#left());
    document.addEventListener("visibilitychange", () => this.look());
  }

  /** What is new is told from what was seen the same way everywhere. */
  get unread() {
    return Math.max(0, Math.max(this.head, this.log.highest) - this.mark.read);
  }

  /** The log on the page is another one now. */
  show(rows) {
    this.sight.watch(rows);
    this.look();
  }

  look() {
    const { log, sight, mark, scroller } = this;
    mark.see(sight.highest);
    const isLatestBelow = !log.attached || !isNearEnd(scroller);
    this.jumps.show({ isFirstAbove: this.#isFirstAbove(), isLatestBelow, unread: this.unread });
  }

  arrived({ position, author }, me) {
    this.head = Math.max(this.head, position);
    if (author.id !== me && !isLooking()) this.#beginNew(this.mark.seen);
  }

  opened({ read, position }) {
    this.head = Math.max(this.head, position);
    this.mark.moved(read);
  }

  /** Who writes has read. */
  posted() {
    this.newAfter = null;
    this.mark.release();
  }

  async keepUnread(position) {
    this.newAfter = position - 1;
    this.hasFoundNew = true;
    const told = this.mark.keepUnread(position);
    this.changed();
    await told;
  }

  toFirst() {
    this.hasFoundNew = true;
    if (this.newAfter < this.log.lowest - 1) return this.moveTo(this.newAfter + 1);
    this.view.firstNew?.scrollIntoView({ block: "center" });
    this.look();
  }

  #toLatest() {
    this.mark.release();
    if (this.log.attached) toEnd(this.scroller);
    else this.moveTo();
    this.look();
  }

  #beginNew(after) {
    if (this.newAfter !== null) return;
    this.newAfter = after;
    this.hasFoundNew = false;
  }

  #moved(position) {
    if (position < this.mark.read) this.newAfter = position;
    this.mark.moved(position);
    this.changed();
  }

  #returned() {
    this.mark.release();
    this.look();
  }

  /** Who goes with everything read finds the line above what came meanwhile. */
  #left() {
    if (this.mark.seen >= this.head) this.newAfter = null;
  }

  #isFirstAbove() {
    if (this.newAfter === null || this.hasFoundNew) return false;
    if (this.newAfter < this.log.lowest - 1) return true;
    const line = this.view.firstNew;
    const isInSight = !line || !isAbove(this.scroller, line);
    // On a screen that nobody looks at nothing is found.
    this.hasFoundNew = isInSight && isLooking();
    return !isInSight;
  }
}
