/** What is pinned to the room: how much, and the list of it. */

import { fillKeptTime } from "./kept_times.js";
import { showBody } from "./message_body.js";
import { fillPin } from "./row_marks.js";

export class Pins {
  /**
   * @param {{socket: import("../realtime/socket.js").Socket, room: number, url: string, link: HTMLElement,
   *   dialog: HTMLDialogElement, jump: (position: number) => boolean, unpin: (message: object) => Promise<unknown>}} parts
   *   `jump`: whether the message is on the page; `unpin`: rejected with the server's error
   */
  constructor(parts) {
    Object.assign(this, parts);
    this.list = this.dialog.querySelector("[data-pins]");
    this.socket.on("pins", ({ room, count }) => room === this.room && this.count(count));
    this.link.addEventListener("click", (event) => this.#pressed(event));
    this.list.addEventListener("click", (event) => this.#chosen(event));
  }

  count(count) {
    this.link.hidden = !count && !this.dialog.open;
    this.link.querySelector("[data-pins-count]").textContent = count;
    if (this.dialog.open) this.#load();
  }

  /** Without a connection the link leads to the page of pins. */
  #pressed(event) {
    if (this.socket.state !== "open") return;
    event.preventDefault();
    this.#open();
  }

  async #open() {
    try {
      await this.#load();
      this.dialog.showModal();
    } catch {
      location.assign(this.link.href);
    }
  }

  async #load() {
    const { messages } = await this.socket.request("room.pins", { room: this.room });
    this.messages = new Map(messages.map((message) => [message.id, message]));
    this.list.replaceChildren(...messages.map((message) => this.#row(message)));
    this.dialog.querySelector("[data-pins-empty]").hidden = messages.length > 0;
  }

  #row(message) {
    const row = this.dialog.querySelector("template").content.firstElementChild.cloneNode(true);
    const find = (name) => row.querySelector(`[data-${name}]`);
    row.dataset.id = message.id;
    find("avatar").className = find("avatar").className.replace(/hue-\d?/, `hue-${message.author.id % 10}`);
    find("initial").textContent = [...message.author.name][0]?.toUpperCase() ?? "";
    find("shown").textContent = message.author.name;
    fillKeptTime(find("time"), message.created_at);
    showBody(find("body"), message.html);
    find("body").dataset.by = message.author.name;
    find("jump").href = `${this.url}${message.position}/`;
    fillPin(row, message);
    return row;
  }

  #chosen(event) {
    const message = this.messages?.get(Number(event.target.closest("[data-id]")?.dataset.id));
    if (message && event.target.closest("[data-unpin]")) this.unpin(message);
    if (!message || !event.target.closest("[data-jump]")) return;
    // First: a window that closes gives the focus back to where it was.
    this.dialog.close();
    if (this.jump(message.position)) event.preventDefault();
  }
}
