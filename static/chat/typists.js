/** Who is typing. Times in seconds, given by the caller. */

import { plain } from "../site/plain.js";
import { gettext, interpolate } from "../site/text.js";

export const SHOWN_FOR = 5;
export const TOLD_EVERY = 3;

export class Typists {
  constructor() {
    this.seen = new Map();
  }

  add(user, now) {
    this.seen.set(user.id, { name: plain(user.name || user.username), until: now + SHOWN_FOR });
  }

  /** Somebody's message has come: they are done. */
  remove(id) {
    this.seen.delete(id);
  }

  names(now) {
    for (const [id, { until }] of this.seen) if (until <= now) this.seen.delete(id);
    return [...this.seen.values()].map(({ name }) => name);
  }
}

export function typingWords([first, second, third]) {
  if (!first) return "";
  if (!second) return interpolate(gettext("{name} is typing…"), { name: first });
  if (!third) return interpolate(gettext("{first} and {second} are typing…"), { first, second });
  return gettext("Several people are typing…");
}
