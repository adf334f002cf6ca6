/** How much I have seen of the chains I take part in. No page. */

const MOST = 500;

export class ThreadMarks {
  /** @param {{me: number, ask: (messages: number[]) => Promise<{marks: Object<string, number>}>, changed: () => void}} parts */
  constructor({ me, ask, changed }) {
    Object.assign(this, { me, ask, changed });
    /** @type {Map<number, number>} seen replies, by a chain's first message */
    this.seen = new Map();
    this.known = new Set();
  }

  /** Told by the server, here or in another tab: a mark goes only forward. */
  take(root, seen) {
    if (seen <= (this.seen.get(root) ?? -1)) return;
    this.seen.set(root, seen);
    this.changed();
  }

  /** Replies of the chain this message begins that I, who take part in it, have not seen. @param {import("./log.js").Message} message */
  unseen({ id, author, replies }) {
    const seen = this.seen.get(id) ?? (author.id === this.me ? 0 : null);
    return seen === null || !replies ? 0 : Math.max(0, replies.count - seen);
  }

  /** Not connected for a while: what was known may be old. */
  forget() {
    this.known.clear();
  }

  /** Learn the marks of chains that came into view. @param {import("./log.js").Message[]} messages */
  async learn(messages) {
    const roots = messages.filter(({ id, replies }) => replies && !this.known.has(id)).map(({ id }) => id);
    if (!roots.length) return;
    const some = roots.slice(-MOST);
    for (const id of some) this.known.add(id);
    try {
      const { marks } = await this.ask(some);
      for (const [root, seen] of Object.entries(marks)) this.take(Number(root), seen);
    } catch {
      for (const id of some) this.known.delete(id);
    }
  }
}
