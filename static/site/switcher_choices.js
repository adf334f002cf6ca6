/** What the switcher offers, in which order. Pure. */

import { otherIn } from "../chat/room_list.js";
import { fit } from "./fuzzy.js";

export const MOST = 12;

/**
 * @typedef {{kind: string, id: number, name: string, unread?: number, username?: string, state?: string, people?: number[]}} Choice
 *   `kind`: "public", "private", "direct"; "person"; "words", which are looked for in messages
 */

/** Where I was lately first, then where something is unread, then by name. */
export function atFirst(rooms, recent, here, collator) {
  const place = ({ id }) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  const order = (a, b) => place(a) - place(b) || (b.unread > 0) - (a.unread > 0) || collator.compare(a.name, b.name);
  return rooms.filter(({ id }) => id !== here).sort(order).slice(0, MOST);
}

/** A person fits by either name; whom the server found for other reasons comes last. */
function fitOf(query, { name, username = "" }) {
  return Math.max(fit(query, name) ?? -1, username ? (fit(query, username) ?? -1) : -1);
}

/** Somebody I talk with already is there once: as our conversation, which knows who they are. */
function together(rooms, people, me) {
  const found = new Map(people.map((person) => [person.id, person]));
  const known = rooms.map((room) => {
    const person = found.get(otherIn(room, me));
    if (person) found.delete(person.id);
    return person ? { ...room, username: person.username, state: person.state } : room;
  });
  return [...known, ...found.values()];
}

/**
 * Whatever fits, the best first; a room before a person where they fit alike.
 * @param {Choice[]} rooms @param {Choice[]} people @param {number} me @returns {Choice[]}
 */
export function matching(query, rooms, people, recent, me) {
  const bonus = ({ kind, id }) => (kind !== "person" && recent.includes(id) ? 2 : 0);
  const scored = together(rooms, people, me).map((choice) => ({ choice, score: fitOf(query, choice) }));
  const fitting = scored.filter(({ choice, score }) => score >= 0 || choice.username);
  const worth = ({ choice, score }) => score + bonus(choice);
  fitting.sort((a, b) => worth(b) - worth(a));
  return fitting.slice(0, MOST - 1).map(({ choice }) => choice);
}

/** Where what was chosen stands among other choices; the first where it is not, or nothing was. */
export function placeOf(kept, choices) {
  const place = choices.findIndex(({ kind, id }) => kind === kept?.kind && id === kept.id);
  return Math.max(0, place);
}

/** Put a room before all others I was in lately. @param {number[]} recent */
export function visited(recent, room) {
  return [room, ...recent.filter((id) => id !== room)].slice(0, MOST);
}

/** Which choice an arrow or a page's end leads to, around the ends; null where the key leads nowhere. */
export function choiceAfter(key, at, count) {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: count - 1, PageUp: 0 }[key];
  return to === undefined || !count ? null : (to + count) % count;
}
