/** Alt and an arrow go to the room above or below in the list; with Shift, to one with something unread. */

import { isTyping } from "../site/typing_place.js";

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

/**
 * The room a step away, around the ends. Pure.
 * @param {import("./room_list.js").Room[]} rooms in the order they are listed
 * @param {number} here the room I am in, or one that is not among them
 * @param {1 | -1} step
 * @param {(room: import("./room_list.js").Room) => boolean} wanted
 */
export function roomAfter(rooms, here, step, wanted = () => true) {
  const at = rooms.findIndex(({ id }) => id === here);
  const start = at < 0 && step < 0 ? rooms.length : at;
  const order = rooms.map((_, n) => rooms[(((start + step * (n + 1)) % rooms.length) + rooms.length) % rooms.length]);
  return order.find((room) => room.id !== here && wanted(room)) ?? null;
}

/** Arrows with Alt move about in a text; where nothing is written there is none. */
function isWritten(target) {
  return isTyping(target) && !(target instanceof HTMLTextAreaElement && target.value === "");
}

function stepOf({ key, altKey, ctrlKey, metaKey, isComposing, defaultPrevented, target }) {
  if (!altKey || ctrlKey || metaKey || isComposing || defaultPrevented) return 0;
  return isWritten(target) ? 0 : (STEPS[key] ?? 0);
}

/** @param {{listed: () => import("./room_list.js").Room[], unread: (id: number) => number, here: number}} parts */
export function tendRoomKeys({ listed, unread, here }) {
  document.addEventListener("keydown", (event) => {
    const step = stepOf(event);
    if (!step || document.querySelector("dialog:modal")) return;
    event.preventDefault();
    const wanted = event.shiftKey ? ({ id }) => unread(id) > 0 : undefined;
    const room = roomAfter(listed(), here, step, wanted);
    if (room) location.assign(`/rooms/${room.id}/`);
  });
}
