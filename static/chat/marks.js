/** Reactions, pins and bookmarks of the room on the page: what is asked of the server, and shown. */

import { tendLongPresses } from "../site/long_press.js";
import { Bookmarks } from "./bookmarks.js";
import { openEmojiPicker } from "./emoji_picker.js";
import { Pins } from "./pins.js";
import { showReacted } from "./reacted.js";
import { hasReacted } from "./reactions.js";
import { show } from "./way_back.js";

const byId = (id) => document.getElementById(id);
const idOf = (chip) => Number(chip.closest(".message").dataset.id);

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
    this.tend(this.view.list, (id) => this.session.log.messages.get(id));
  }

  /** React where a chip is pressed, say who did where it is pressed long. @param {(id: number) => object} find a message of the list */
  tend(list, find) {
    list.addEventListener("click", (event) => this.#pressed(event, find));
    tendLongPresses(list, "[data-react]", (chip) => this.#try(() => this.who(find(idOf(chip)))));
  }

  show() {
    this.bookmarks.show(this.view.messageRows);
  }

  /** With this emoji, or with one that the person chooses now; the same again takes it back. */
  async react(message, emoji, anchor) {
    const chosen = emoji ?? (await openEmojiPicker(anchor));
    if (!chosen) return;
    const on = !hasReacted(message, chosen, this.me.id);
    await this.#change("message.react", { message: message.id, emoji: chosen, on });
  }

  who(message) {
    return showReacted(byId("reacted-dialog"), this.socket, message);
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
  #pressed(event, find) {
    const chip = event.target.closest("[data-react]");
    if (!chip || (this.socket.state !== "open" && chip.form)) return;
    event.preventDefault();
    const message = find(idOf(chip));
    this.#try(() => this.react(message, chip.dataset.react));
  }

  #jump(position) {
    const row = this.view.rowAt(position);
    if (row) show(row, this.view.scroller);
    return Boolean(row);
  }

  async #try(act) {
    try {
      await act();
    } catch (error) {
      this.failed(error);
    }
  }
}
