/** Which messages of a room I have bookmarked: the same in all my tabs. */

export class Bookmarks {
  /**
   * @param {{socket: import("../realtime/socket.js").Socket, room: number, known: string, changed: () => void}} parts
   *   `known`: the ids the page brought along
   */
  constructor({ socket, room, known, changed }) {
    Object.assign(this, { socket, room, changed });
    this.ids = new Set(known.split(" ").filter(Boolean).map(Number));
    this.isFresh = true;
    socket.on("bookmark", (event) => event.room === room && this.#heard(event));
    socket.on("hello", () => this.#refresh());
  }

  has(message) {
    return this.ids.has(message);
  }

  /** @returns {Promise<unknown>} rejected with the server's error */
  set(message, on) {
    return this.socket.request("message.bookmark", { message, on });
  }

  /** Put the mark on the rows it belongs to. @param {Iterable<HTMLElement>} rows */
  show(rows) {
    for (const row of rows) {
      const isKept = this.has(Number(row.dataset.id));
      if (isKept !== row.hasAttribute("data-bookmarked")) this.#mark(row, isKept);
    }
  }

  #mark(row, isKept) {
    row.toggleAttribute("data-bookmarked", isKept);
    row.querySelector("[data-bookmark-mark]").hidden = !isKept;
  }

  #heard({ message, on }) {
    if (on) this.ids.add(message);
    else this.ids.delete(message);
    this.changed();
  }

  /** What the page brought along is true until the connection was lost. */
  async #refresh() {
    if (this.isFresh) return (this.isFresh = false);
    try {
      const { messages } = await this.socket.request("room.bookmarks", { room: this.room });
      this.ids = new Set(messages);
      this.changed();
    } catch {
      // Lost again: the next connection asks anew.
    }
  }
}
