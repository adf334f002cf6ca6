/** Reactions, pins and bookmarks of the room on the page: what is asked of the server, and shown. */

import { Bookmarks } from "./bookmarks.js";
import { openEmojiPicker } from "./emoji_picker.js";
import { Pins } from "./pins.js";
import { hasReacted } from "./reactions.js";

const byId = (id) => document.getElementById(id);

export class Marks {
  /**
   * @param {{socket: import("../realtime/socket.js").Socket, session: import("./session.js").RoomSession,
   *   view: import("./log_view.js").LogView, room: number, url: string, me: {id: number}, known: string,
   *   failed: (error: object) => void}} parts
   */
  constructor(parts) {
    Object.assign(this, parts);
    const { socket, room, url } = this;
    this.bookmarks = new Bookmarks({ socket, room, known: this.known, changed: () => this.show() });
    this.pins = new Pins({
      socket,
      room,
      url,
      link: byId("pins-link"),
      dialog: byId("pins-dialog"),
      jump: (position) => this.#jump(position),
      unpin: (message) => this.#try(() => this.pin(message, false)),
    });
    // Not only in the log: a chain of replies at its side has rows, too.
    document.addEventListener("click", (event) => this.#pressed(event));
  }

  show() {
    this.bookmarks.show(this.view.messageRows);
  }

  /** With this emoji, or with one that the person chooses now; the same again takes it back. */
  async react(message, emoji, anchor) {
    const chosen = emoji ?? (await openEmojiPicker(anchor));
    if (!chosen) return;
    await this.#react(message.id, chosen, !hasReacted(message, chosen, this.me.id));
  }

  #react(message, emoji, on) {
    return this.#change("message.react", { message, emoji, on });
  }

  pin(message, on) {
    return this.#change("message.pin", { message: message.id, on });
  }

  async bookmark(message, on) {
    await this.bookmarks.set(message.id, on);
  }

  async #change(type, fields) {
    this.session.take((await this.socket.request(type, fields)).message);
  }

  /** A chip is a button of a form: without a connection it is sent as one. */
  #pressed(event) {
    const chip = event.target.closest(".message [data-react]");
    if (!chip || (this.socket.state !== "open" && chip.form)) return;
    event.preventDefault();
    const message = Number(chip.closest(".message").dataset.id);
    const on = chip.getAttribute("aria-pressed") !== "true";
    this.#try(() => this.#react(message, chip.dataset.react, on));
  }

  #jump(position) {
    const row = this.view.rowAt(position);
    if (!row) return false;
    this.view.list.querySelector(".is-target")?.classList.remove("is-target");
    row.classList.add("is-target");
    row.scrollIntoView({ block: "center" });
    return true;
  }

  async #try(act) {
    try {
      await act();
    } catch (error) {
      this.failed(error);
    }
  }
}
