/** The switches of a room that are mine alone: favourite, its place, muted. */

import { socket } from "../site/site.js";

const REQUESTS = {
  favourite: { type: "room.favourite", on: true },
  unfavourite: { type: "room.favourite", on: false },
  mute: { type: "room.mute", on: true },
  unmute: { type: "room.mute", on: false },
  up: { type: "room.move", by: -1 },
  down: { type: "room.move", by: 1 },
};

/** @param {number} room @param {keyof typeof REQUESTS} what */
export function askMine(room, what) {
  const { type, ...fields } = REQUESTS[what];
  return socket.request(type, { room, ...fields }).catch(() => {});
}

/** Without a connection the form is sent as it is. */
function submitted(event) {
  const form = event.target.closest("form[data-of-room]");
  if (!form || socket.state !== "open") return;
  event.preventDefault();
  askMine(Number(form.dataset.ofRoom), event.submitter.value);
}

export function tendMine() {
  document.addEventListener("submit", submitted);
}

function turn(form, name, isOn, [on, off]) {
  const button = form.querySelector(`[data-switch="${name}"]`);
  button.setAttribute("aria-pressed", String(isOn));
  button.value = isOn ? off : on;
}

/** @param {HTMLFormElement} form @param {import("./room_list.js").Room} room */
export function fillMine(form, { favourite, muted }) {
  turn(form, "favourite", Boolean(favourite), ["favourite", "unfavourite"]);
  turn(form, "muted", muted, ["mute", "unmute"]);
}
