/** How a log is laid out: days, the line above what is new, and who speaks on. */

import { dayOf } from "../site/time.js";

const SPEAKS_ON = 5 * 60_000;

/**
 * Whether a message continues its author's previous one. A reply names what it answers, and so begins anew.
 * @param {number | null} root of the chain that is shown: what answers it does so without saying
 */
export function followsOn(previous, message, root = null) {
  if (!previous || previous.author.id !== message.author.id) return false;
  if (previous.deleted_at || message.deleted_at || previous.id === root) return false;
  if (message.reply_to && message.reply_to.id !== root) return false;
  return new Date(message.created_at) - new Date(previous.created_at) < SPEAKS_ON;
}

/**
 * The log's lines, each with a key that stays the same for the same thing.
 * @param {import("./log.js").Message[]} messages oldest first
 * @param {{me: number, newAfter: number | null, isMarked?: boolean, after?: import("./log.js").Message | null, root?: number | null}} reader `newAfter`: the last
 *   position seen before; `isMarked`: by hand, so that even my own message is new; `after`: what stands above
 * @returns {{key: string, kind: "day" | "new" | "message", message?: object, date?: Date, follows?: boolean}[]}
 */
export function layOut(messages, { me, newAfter, isMarked = false, after = null, root = null }) {
  const lines = [];
  let previous = after;
  let marked = newAfter === null;
  for (const message of messages) {
    const date = new Date(message.created_at);
    const opensDay = !previous || dayOf(new Date(previous.created_at)) !== dayOf(date);
    const opensNew = !marked && message.position > newAfter && (isMarked || message.author.id !== me);
    if (opensDay) lines.push({ key: `day:${dayOf(date)}`, kind: "day", date });
    if (opensNew) lines.push({ key: "new", kind: "new" });
    marked ||= opensNew;
    lines.push({ key: keyOf(message, me), kind: "message", message, follows: !opensDay && !opensNew && followsOn(previous, message, root) });
    previous = message;
  }
  return lines;
}

/** My own messages keep the key they had while they were on their way. */
export function keyOf(message, me) {
  return message.author.id === me ? `c:${message.client_id}` : `m:${message.id}`;
}
