/** One chain's conversation with the server: its first message and the replies held of it. No page. */

import { quoteOf, requote } from "./quotes.js";

const LOST = new Set(["not_found", "forbidden"]);

/** @typedef {import("./log.js").Message} Message */

export class ThreadSession {
  /** @param {{socket: import("../realtime/socket.js").Socket, changed: () => void, opened: (opened: object) => void, lost: () => void}} parts */
  constructor(parts) {
    Object.assign(this, parts);
    /** @type {Message | null} the first message */
    this.root = null;
    /** @type {Map<number, Message>} */
    this.messages = new Map();
    this.more = false;
    /** Whether the replies held are those the server has. */
    this.isLoaded = false;
    this.socket.on("message", ({ message }) => this.take(message));
  }

  /** Show what is held already, and ask for the rest. @param {Message} root @param {Message[]} replies */
  async open(root, replies = [], more = false) {
    this.root = root;
    this.messages = new Map(replies.map((reply) => [reply.id, reply]));
    this.more = more;
    this.isLoaded = false;
    this.changed();
    await this.reopen();
  }

  /** After a time without a connection: what is held may be old. */
  async reopen() {
    const { root } = this;
    if (!root) return;
    try {
      const opened = await this.#ask({});
      if (this.root?.id !== root.id) return;
      this.#replace(opened);
    } catch (error) {
      if (LOST.has(error.code) && this.root?.id === root.id) this.lost();
    }
  }

  #replace({ message, replies, more, seen }) {
    const earlier = replies.length ? this.replies.filter(({ position }) => position < replies[0].position) : [];
    const joins = earlier.length > 0 && this.messages.has(replies[0].id);
    this.messages = new Map([...(joins ? earlier : []), ...replies].map((reply) => [reply.id, reply]));
    this.more = joins ? this.more : more;
    this.isLoaded = true;
    this.take(message);
    this.opened({ seen });
    this.changed();
  }

  async earlier() {
    const before = this.replies[0]?.position;
    const { replies, more } = await this.#ask({ before });
    for (const reply of replies) this.messages.set(reply.id, reply);
    this.more = more;
    this.changed();
  }

  #ask(fields) {
    return this.socket.request("thread.open", { message: this.root.id, ...fields });
  }

  close() {
    this.root = null;
    this.messages = new Map();
  }

  /** Oldest first. @returns {Message[]} */
  get replies() {
    return [...this.messages.values()].sort((a, b) => a.position - b.position);
  }

  find(id) {
    return this.root?.id === id ? this.root : this.messages.get(id);
  }

  /** @param {Message} message in its present state */
  take(message) {
    if (!this.root || !this.#isOurs(message) || message.version < (this.find(message.id)?.version ?? 0)) return;
    requote(this.messages, message);
    if (message.id === this.root.id) this.root = message;
    else this.messages.set(message.id, message);
    this.changed();
  }

  #isOurs({ id, thread, position }) {
    const isReply = thread === this.root.id;
    const first = this.replies[0]?.position ?? 0;
    return id === this.root.id || (isReply && (!this.more || position >= first));
  }

  /** What I wrote here and the server has not shown yet. */
  posts(outbox, room) {
    const shown = new Set(this.replies.map(({ client_id }) => client_id));
    return outbox.list(room).filter(({ reply_to, client_id }) => reply_to?.thread === this.root?.id && !shown.has(client_id));
  }

  /** What an answer here answers; null where all is deleted. @returns {(import("./quotes.js").Quote & {thread: number}) | null} */
  get target() {
    const there = [this.root, ...this.replies.reverse()].find(({ deleted_at }) => !deleted_at);
    return there ? { ...quoteOf(there), thread: this.root.id } : null;
  }
}
