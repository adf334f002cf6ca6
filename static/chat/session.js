/** One room's conversation with the server: opening, catching up, history, changes. No page. */

import { MessageLog } from "./log.js";

const HOLE_PATIENCE = 0.5;
const FAR = 2 ** 53;
const LOST = new Set(["not_found", "forbidden"]);

export class RoomSession {
  /**
   * @param {{socket: import("../realtime/socket.js").Socket, room: number, me: {id: number},
   *   outbox: import("./outbox.js").Outbox, ready: Promise<unknown>, changed: () => void,
   *   arrived: (message: object) => void, opened: (opened: object) => void, lost: (reason: string) => void}} parts
   *   `ready`: when what was kept of the room has been put into the log
   */
  constructor(parts) {
    Object.assign(this, parts);
    this.log = new MessageLog();
    /** The newest version the server has told of. */
    this.told = 0;
    /** The page of history that is on its way. */
    this.loading = null;
    this.#listen();
  }

  #listen() {
    const { socket } = this;
    socket.on("hello", () => this.open());
    this.#hear("message", ({ message }) => this.take(message));
    this.#hear("room.closed", ({ reason }) => this.lost(reason));
    this.#hear("room.added", () => this.open());
    socket.on("catch_up", ({ rooms }) => rooms.includes(this.room) && this.open());
    socket.on("pong", ({ rooms }) => this.#compare(rooms[this.room]));
    this.outbox.subscribe({ changed: this.changed, confirmed: (message) => this.#isHere(message) && this.take(message) });
  }

  #hear(type, handler) {
    this.socket.on(type, (event) => {
      if ((event.room.id ?? event.room) === this.room) handler(event);
    });
  }

  #ask(type, fields = {}) {
    return this.socket.request(type, { room: this.room, ...fields });
  }

  #isHere(message) {
    return message.room === this.room;
  }

  /** What I wrote here and the log does not show yet. */
  posts() {
    const posts = this.outbox.list(this.room);
    const mine = new Set(this.log.list().filter(({ author }) => author.id === this.me.id).map((message) => message.client_id));
    for (const { client_id } of posts) if (mine.has(client_id)) this.outbox.drop(client_id);
    return posts.filter((post) => !mine.has(post.client_id));
  }

  /** Follow the room from the version held. */
  async open() {
    await this.ready;
    try {
      await this.#opened(await this.#ask("room.open", { since: this.log.version || null }));
    } catch (error) {
      if (LOST.has(error.code)) this.lost("removed");
      else if (error.retry_after) this.socket.clock.after(error.retry_after, () => this.open());
    }
  }

  /**
   * What was kept of the room comes late: it is put in together with what has changed since, for by
   * now what it holds may be deleted. Where nobody can be asked yet, `open` will ask.
   * @param {import("./cache.js").Snapshot} kept
   */
  async restore(kept) {
    const opened = this.socket.state === "open" ? await this.#changesSince(kept) : null;
    if (opened?.complete === false || !this.log.restore(kept)) return;
    if (opened) await this.#opened(opened);
    this.changed();
  }

  #changesSince({ version }) {
    return this.#ask("room.open", { since: version }).catch(() => ({ complete: false }));
  }

  async #opened(opened) {
    this.told = opened.version;
    this.log.head = Math.max(this.log.head, opened.position);
    if (!opened.complete || !this.log.version) await this.#replace(opened);
    for (const message of opened.messages) this.take(message);
    this.log.caughtUp(opened.version);
    this.#mindHoles();
    this.opened(opened);
    this.changed();
  }

  /** Too far back to be told what changed: forget what was held; who reads in the past stays there. */
  async #replace({ messages, version }) {
    if (this.log.attached) return this.log.replace(messages, version);
    const page = await this.#ask("room.history", { after: this.log.lowest - 1, limit: 100 });
    this.log.replace(page.messages, version);
    this.log.attached = !page.more;
  }

  take(message) {
    const news = this.log.apply(message);
    if (message.author.id === this.me.id) this.outbox.drop(message.client_id);
    if (news === "new" || news === "beyond") this.arrived(message);
    if (news) this.changed();
    this.#mindHoles();
  }

  #compare(version = 0) {
    this.told = Math.max(this.told, version);
    this.#mindHoles();
  }

  get #isBehind() {
    return this.log.hasHole || this.told > this.log.version;
  }

  /** Events are already on their way: only what is still missing in a moment is asked for. */
  #mindHoles() {
    if (!this.#isBehind) return;
    this.checking ??= this.socket.clock.after(HOLE_PATIENCE, () => {
      this.checking = undefined;
      if (this.#isBehind) this.open();
    });
  }

  async edit({ id }, text) {
    this.take((await this.socket.request("message.edit", { message: id, text })).message);
  }

  async delete({ id }) {
    this.take((await this.socket.request("message.delete", { message: id })).message);
  }

  /** What a message said before it was edited. @returns {Promise<{text: string, at: string}[]>} */
  async historyOf({ id }) {
    return (await this.socket.request("message.history", { message: id })).revisions;
  }

  /** A message's source: what the server renders into a page has none. */
  async textOf({ position }) {
    const { messages } = await this.#ask("room.history", { around: position, limit: 1 });
    return messages.find((message) => message.position === position)?.text ?? "";
  }

  older() {
    const before = this.log.lowest;
    return this.#page({ before }, ({ messages, more }) => this.log.lowest === before && this.log.prepend(messages, more));
  }

  newer() {
    const after = this.log.highest;
    return this.#page({ after }, ({ messages, more }) => this.log.highest === after && this.log.append(messages, more));
  }

  /** Hold what is around a position instead, or the newest where none is named. */
  moveTo(position) {
    const where = position ? { around: position } : { before: FAR };
    return this.#load(where, ({ messages }) => this.log.moveTo(messages));
  }

  async #page(where, take) {
    if (!this.loading) await this.#load(where, take);
  }

  /** What was asked for before and has not come is no longer wanted: it would not join on. */
  async #load(where, take) {
    const mine = (this.loading = {});
    try {
      const page = await this.#ask("room.history", { ...where, limit: 50 });
      if (this.loading !== mine) return;
      take(page);
      this.changed();
    } catch {
      // Not connected: scrolling on asks again.
    } finally {
      if (this.loading === mine) this.loading = null;
    }
  }
}
