/** The log on the page: days, messages, what is on its way; rows keep their identity. */

import { patchChildren } from "../site/patching.js";
import { dayName } from "../site/time.js";
import { followsOn, keyOf, layOut } from "./grouping.js";
import { fillMessage, fillPost, fillTime, readRow } from "./message_row.js";
import { fillReplies } from "./replies_row.js";
import { Place } from "./scrolling.js";

const clone = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

const MAKERS = {
  day: () => clone("day-template"),
  new: () => clone("new-template"),
  message: () => clone("message-template"),
  post: () => clone("message-template"),
};

export class LogView {
  /**
   * @param {{scroller: Element, list: Element, url: string, me: {id: number, username: string, name: string},
   *   standing: {me: number, isOwner: boolean}, prefix?: string, root?: () => number | null}} parts
   *   `standing`: what the reader may see, as it is now; `prefix`: of the rows' ids, for a message may stand
   *   on the page twice; `root`: the first message of the chain whose replies these are
   */
  constructor({ scroller, list, url, me, standing, prefix = "m", root = () => null }) {
    Object.assign(this, { scroller, list, url, me, standing, prefix, root });
    /** How much is unseen of the chain a message begins; null where the list leads to none. @type {((message: object) => number) | null} */
    this.unseen = null;
    this.rows = new Map();
    this.place = new Place(scroller, list);
  }

  /** Take over the rows the server rendered. @returns {import("./log.js").Message[]} */
  adopt() {
    return [...this.list.querySelectorAll("li[data-id]")].map((row) => {
      const message = readRow(row);
      this.rows.set(keyOf(message, this.me.id), row);
      fillTime(row, message.created_at);
      return message;
    });
  }

  /**
   * @param {{newAfter: number | null, isMarked?: boolean, after?: object}} reader where the line "New" stands, and what went before
   * @param {boolean} isLatest whether the last of the messages is the newest there is
   */
  show(messages, posts, reader, isLatest = true) {
    const lines = layOut(messages, { me: this.me.id, root: this.root(), ...reader });
    lines.push(...this.#postLines(posts, messages.at(-1)));
    this.place.keep(() => this.#patch(lines), isLatest);
    this.#forgetTheGone(lines);
  }

  rowAt(position) {
    return this.list.querySelector(`[data-position="${position}"]`);
  }

  get messageRows() {
    return this.list.querySelectorAll("[data-position]");
  }

  get firstNew() {
    return this.list.querySelector(".log-new");
  }

  #postLines(posts, last) {
    return posts.map((post, index) => ({
      key: `c:${post.client_id}`,
      kind: "post",
      post,
      me: this.me,
      follows: followsOn(index > 0 ? this.#asMessage(posts[index - 1]) : last, this.#asMessage(post), this.root()),
    }));
  }

  #asMessage(post) {
    return { author: this.me, created_at: new Date(post.at * 1000).toISOString(), deleted_at: null, reply_to: post.reply_to };
  }

  #patch(lines) {
    patchChildren(this.list, lines, {
      key: (line) => line.key,
      rows: this.rows,
      make: (line) => this.#fill(MAKERS[line.kind](), line),
      fill: (row, line) => this.#fill(row, line),
    });
  }

  #fill(row, line) {
    if (line.kind === "message") this.#fillMessage(row, line);
    if (line.kind === "post") fillPost(row, line, this.url);
    if (line.kind === "day") row.querySelector("[data-day]").textContent = dayName(line.date);
    return row;
  }

  #fillMessage(row, line) {
    const { url, me, prefix, standing, unseen } = this;
    fillMessage(row, line, { url, me, prefix, standing });
    if (unseen) fillReplies(row, line.message, { url, unseen: unseen(line.message) });
  }

  #forgetTheGone(lines) {
    const shown = new Set(lines.map((line) => line.key));
    for (const key of this.rows.keys()) if (!shown.has(key)) this.rows.delete(key);
  }
}
