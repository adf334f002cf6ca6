/** What this browser keeps of the site: unsent posts, and rooms as they were last seen. */

import { openRecords } from "./records.js";

/** Record stores: POSTS are what a person wrote and outlive a log-out, ROOMS are what they read and do not. */
export const POSTS = "posts";
export const ROOMS = "rooms";

export const records = openRecords("rollcall", [POSTS, ROOMS]);

export const roomKey = (user, room) => `${user}:${room}`;

/** Forget the rooms of everybody else; of everybody, where nobody is signed in. */
export function keepOnlyRoomsOf(user) {
  return forgetUnless((key) => user && key.startsWith(roomKey(user, "")));
}

/** Forget what is no longer that person's to read. @param {Iterable<number>} rooms */
export function keepOnlyRooms(user, rooms) {
  const theirs = new Set([...rooms].map((room) => roomKey(user, room)));
  return forgetUnless((key) => theirs.has(key));
}

async function forgetUnless(isKept) {
  try {
    const kept = await records;
    const others = (await kept.keys(ROOMS)).filter((key) => !isKept(key));
    await Promise.all(others.map((key) => kept.remove(ROOMS, key)));
  } catch {
    // Where the browser lets nothing be read, it lets nobody else read it either.
  }
}
