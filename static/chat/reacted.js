/** Who reacted to a message, by name: a window that changes nothing. */

import { interpolate, ngettext } from "../site/text.js";

/** @param {{id: number, reactions?: import("./reactions.js").Reaction[]}} message */
export async function showReacted(dialog, socket, message) {
  fill(dialog, await whoReactedTo(socket, message));
  if (!dialog.open) dialog.showModal();
}

/**
 * Everybody; without a connection those the message names itself.
 * @returns {Promise<import("./reactions.js").Reaction[]>}
 */
export async function whoReactedTo(socket, { id, reactions = [] }) {
  if (socket.state !== "open") return reactions;
  return (await socket.request("message.reactions", { message: id })).reactions;
}

function fill(dialog, reactions) {
  const [group, person] = dialog.querySelectorAll("template");
  const rows = reactions.map((reaction) => fillGroup(group.content.firstElementChild.cloneNode(true), reaction, person));
  dialog.querySelector("[data-reacted]").replaceChildren(...rows);
}

function fillGroup(place, { emoji, count, users, others }, person) {
  const find = (name) => place.querySelector(`[data-${name}]`);
  find("emoji").textContent = emoji;
  find("count").textContent = count;
  find("people").append(...users.map((user) => fillPerson(person.content.firstElementChild.cloneNode(true), user)));
  find("others").hidden = !others.length;
  const words = ngettext("and {n} other", "and {n} others", others.length);
  find("others").textContent = others.length ? interpolate(words, { n: others.length }) : "";
  return place;
}

function fillPerson(row, { id, username, name }) {
  const avatar = row.querySelector("[data-avatar]");
  avatar.className = avatar.className.replace(/hue-\d?/, `hue-${id % 10}`);
  row.querySelector("[data-initial]").textContent = [...name][0]?.toUpperCase() ?? "";
  row.querySelector("[data-shown]").textContent = name;
  row.querySelector("[data-username]").textContent = `@${username}`;
  return row;
}
