/** The marks on a message's row: chips of reactions, and who pinned it. */

import { patchChildren } from "../site/patching.js";
import { gettext, interpolate } from "../site/text.js";
import { isOf, whoReacted } from "./reactions.js";

/** The marks that a rendered row shows, as they stand in its message. */
export function readMarks({ dataset: { reactions, pinned } }) {
  return { ...(reactions && { reactions: JSON.parse(reactions) }), ...(pinned && { pinned: JSON.parse(pinned) }) };
}

/** @param {number} me whose reactions are pressed */
export function fillMarks(row, message, me) {
  fillPin(row, message);
  fillReactions(row.querySelector("[data-reactions-list]"), message.reactions ?? [], me);
}

export function fillPin(row, { pinned }) {
  const mark = row.querySelector("[data-pin-mark]");
  mark.hidden = !pinned;
  mark.querySelector("[data-pin-words]").textContent = pinnedBy(pinned);
}

function pinnedBy(pinned) {
  if (!pinned) return "";
  return pinned.by ? interpolate(gettext("Pinned by {name}"), { name: pinned.by.name }) : gettext("Pinned");
}

function fillReactions(list, reactions, me) {
  list.hidden = !reactions.length;
  const rows = new Map([...list.children].map((item) => [item.firstElementChild.dataset.react, item]));
  patchChildren(list, reactions, {
    key: ({ emoji }) => emoji,
    rows,
    make: (reaction) => fillChip(document.getElementById("reaction-template").content.firstElementChild.cloneNode(true), reaction, me),
    fill: (item, reaction) => fillChip(item, reaction, me),
  });
}

function fillChip(item, reaction, me) {
  const chip = item.firstElementChild;
  const words = whoReacted(reaction);
  chip.dataset.react = reaction.emoji;
  chip.title = words;
  chip.setAttribute("aria-label", words);
  chip.setAttribute("aria-pressed", String(isOf(reaction, me)));
  chip.querySelector(".reaction-emoji").textContent = reaction.emoji;
  chip.querySelector(".reaction-count").textContent = reaction.count;
  return item;
}
