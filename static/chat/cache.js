/** A room as this browser last saw it, so that it opens with more than the page brings along. */

import { ROOMS, roomKey } from "../site/kept.js";

const HELD = 200;
const PAUSE = 1;

/** @typedef {{key: string, version: number, read: number, messages: import("./log.js").Message[]}} Snapshot */

export class RoomCache {
  /** @param {{records: Promise<object>, user: number, room: number, clock: object, state: () => {version: number, read: number, messages: object[]} | null}} parts */
  constructor({ records, user, room, clock, state }) {
    Object.assign(this, { records, clock, state });
    this.key = roomKey(user, room);
    this.isOpen = true;
    this.timer = null;
  }

  /** @returns {Promise<Snapshot | undefined>} */
  async load() {
    try {
      return await (await this.records).get(ROOMS, this.key);
    } catch {
      return undefined;
    }
  }

  /** Something has changed: keep it in a moment, once for many changes. */
  touch() {
    this.timer ??= this.clock.after(PAUSE, () => this.save());
  }

  /** Keep the newest messages, as far as nothing is missing in between. */
  async save() {
    this.clock.cancel(this.timer);
    this.timer = null;
    const state = this.isOpen && this.state();
    if (!state) return;
    const messages = state.messages.slice(-HELD);
    await (await this.records).put(ROOMS, { ...state, key: this.key, messages }).catch(() => this.close());
  }

  /** The person has logged out, or the browser keeps nothing: leave no trace from now on. */
  close() {
    this.isOpen = false;
  }

  /** The room is no longer theirs to read. */
  async forget() {
    this.close();
    await (await this.records).remove(ROOMS, this.key).catch(() => {});
  }
}
