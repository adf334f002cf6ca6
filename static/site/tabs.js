/** The same person's other tabs: what is told among them, and which of them is gone. */

import { newId } from "./ids.js";

const forever = () => new Promise(() => {});

export class Tabs {
  /** @param {string} name shared by all tabs that belong together */
  constructor(name, { locks = globalThis.navigator?.locks, Channel = globalThis.BroadcastChannel } = {}) {
    Object.assign(this, { name, locks });
    this.id = newId();
    this.awaited = new Set();
    this.channel = Channel ? new Channel(name) : null;
    // A tab holds its lock until the browser takes it away, however the tab ends.
    locks?.request(this.#lock(this.id), forever).catch(() => {});
  }

  tell(news) {
    this.channel?.postMessage(news);
  }

  hear(handler) {
    if (this.channel) this.channel.onmessage = ({ data }) => handler(data);
  }

  /** Whether the end of another tab is noticed: plain http has no locks. */
  get seesEndings() {
    return Boolean(this.locks);
  }

  /** Call once that tab is gone. */
  whenGone(id, call) {
    if (!this.locks || id === this.id || this.awaited.has(id)) return;
    this.awaited.add(id);
    const gone = () => this.awaited.delete(id) && call();
    this.locks.request(this.#lock(id), async () => gone()).catch(() => {});
  }

  #lock(id) {
    return `${this.name}:${id}`;
  }
}
