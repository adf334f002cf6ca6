/** The rooms I was in lately, as this browser remembers. */

import { recall, remember } from "./storage.js";
import { visited } from "./switcher_choices.js";

const key = (user) => `recent-rooms:${user}`;

/** @returns {number[]} the latest first */
export function recentRooms(user) {
  try {
    const kept = JSON.parse(recall(key(user)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(Number.isInteger) : [];
  } catch {
    return [];
  }
}

export function noteVisit(user, room) {
  remember(key(user), JSON.stringify(visited(recentRooms(user), room)));
}
