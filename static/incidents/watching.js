/** The conversation of a page that shows incidents: how things stand, and what becomes of them. */

import { Features, keep } from "./features.js";

const LOOK_AGAIN = 300;

export class Watching {
  /** @param {{socket: import("../realtime/socket.js").Socket, changed: () => void, isVisible?: () => boolean}} parts */
  constructor({ socket, changed, isVisible = () => document.visibilityState === "visible" }) {
    Object.assign(this, { socket, changed, isVisible });
    this.features = new Features();
    /** Whether it was told how things stand, over the connection there is. */
    this.isLive = false;
    this.timer = null;
    /** What changed while an answer was awaited: it may be newer than that, or on its way before it. */
    this.meanwhile = null;
    this.#listen();
  }

  #listen() {
    const { socket } = this;
    socket.on("hello", () => this.look());
    socket.on("catch_up", () => this.look());
    socket.on("state", (state) => state !== "open" && this.#become(false));
    socket.on("incident.changed", ({ feature }) => this.#do(() => keep(this.features.incidents, feature)));
    socket.on("area.changed", ({ feature }) => this.#do(() => keep(this.features.areas, feature)));
    socket.on("incident.deleted", ({ feature }) => this.#do(() => this.features.incidents.delete(feature.id)));
    socket.on("area.deleted", ({ feature }) => this.#do(() => this.features.areas.delete(feature.id)));
  }

  #do(change) {
    this.meanwhile?.push(change);
    if (change()) this.changed();
  }

  /** Ask how things stand; now and then too, for the layer between processes may lose news. */
  async look() {
    if (this.meanwhile) return;
    this.meanwhile = [];
    try {
      this.features.replace(await this.socket.request("incidents.watch"));
      for (const change of this.meanwhile) change();
      this.#become(true);
    } catch ({ retry_after: after }) {
      if (after) this.socket.clock.after(after, () => this.look());
    }
    this.meanwhile = null;
    this.#lookLater();
  }

  #lookLater() {
    this.socket.clock.cancel(this.timer);
    this.timer = this.socket.clock.after(LOOK_AGAIN, () => (this.isVisible() && this.isLive ? this.look() : this.#lookLater()));
  }

  #become(isLive) {
    this.isLive = isLive;
    this.changed();
  }
}
