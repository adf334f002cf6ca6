/** Tells screen readers what is new, politely, and never the whole history. */

import { plain } from "../site/plain.js";
import { interpolate, ngettext } from "../site/text.js";

const PAUSE = 1500;

export class Announcer {
  constructor(place) {
    this.place = place;
    this.waiting = [];
    this.timer = null;
  }

  /** @param {import("./log.js").Message} message */
  tell(message) {
    this.waiting.push(message);
    this.timer ??= setTimeout(() => this.#speak(), PAUSE);
  }

  #speak() {
    const [first, ...others] = this.waiting.splice(0);
    this.timer = null;
    const count = others.length + 1;
    const many = ngettext("{n} new message", "{n} new messages", count);
    this.place.textContent = others.length ? interpolate(many, { n: count }) : wordsOf(first);
  }
}

function wordsOf({ author, html }) {
  const text = new DOMParser().parseFromString(html ?? "", "text/html").body.textContent;
  return `${plain(author.name || author.username)}: ${text}`;
}
