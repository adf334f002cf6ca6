/** Who reacted to a message with what, and how that is said. No page. */

import { gettext, interpolate, ngettext } from "../site/text.js";

/** @typedef {{emoji: string, count: number, users: {id: number, name: string}[], others: number[]}} Reaction */

/** @param {Reaction} reaction */
export function isOf({ users, others }, me) {
  return users.some(({ id }) => id === me) || others.includes(me);
}

/** @param {{reactions?: Reaction[]}} message */
export function hasReacted({ reactions = [] }, emoji, me) {
  return reactions.some((reaction) => reaction.emoji === emoji && isOf(reaction, me));
}

/**
 * In the same words as chat/templatetags/marks.py.
 * @param {Reaction} reaction
 */
export function whoReacted({ emoji, count, users }) {
  const names = users.length ? users.map(({ name }) => name) : [gettext("Somebody")];
  const n = count - names.length;
  if (n > 0) {
    const words = ngettext("{names} and {n} other reacted with {emoji}", "{names} and {n} others reacted with {emoji}", n);
    return interpolate(words, { names: names.join(", "), n, emoji });
  }
  if (names.length === 1) return interpolate(gettext("{name} reacted with {emoji}"), { name: names[0], emoji });
  return interpolate(gettext("{names} and {last} reacted with {emoji}"), { names: names.slice(0, -1).join(", "), last: names.at(-1), emoji });
}
