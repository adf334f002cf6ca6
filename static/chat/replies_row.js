/** The line below a chain's first message that leads to its replies. */

import { interpolate, ngettext } from "../site/text.js";
import { clockTime, fullTime } from "../site/time.js";

const find = (place, name) => place.querySelector(`[data-replies-${name}]`);
const line = () => document.getElementById("replies-template").content.firstElementChild.cloneNode(true);

/** @param {number} n @returns {string} */
export const countWords = (n) => interpolate(ngettext("{n} reply", "{n} replies", n), { n });

const newWords = (n) => interpolate(ngettext("{n} new", "{n} new", n), { n });

/** What a rendered row says of its replies. @returns {{count: number, last_at: string} | undefined} */
export function readReplies(row) {
  const place = row.querySelector("[data-replies]");
  return place ? { count: Number(place.dataset.count), last_at: place.dataset.last } : undefined;
}

/** How much of each chain the server's rows say I have seen. @returns {[number, number][]} */
export function readSeen(list) {
  return [...list.querySelectorAll("[data-replies][data-seen]")].map((place) => [Number(place.closest("[data-id]").dataset.id), Number(place.dataset.seen)]);
}

/** @param {import("./log.js").Message} message */
export function fillReplies(row, { position, replies }, { url, unseen }) {
  const held = row.querySelector("[data-replies]");
  if (!replies) return held?.remove();
  const place = held ?? line();
  if (!held) row.querySelector("[data-reactions-list]").after(place);
  place.href = `${url}${position}/thread/`;
  place.toggleAttribute("data-unseen", unseen > 0);
  say(find(place, "count"), countWords(replies.count));
  say(find(place, "new"), unseen ? newWords(unseen) : "");
  find(place, "new").hidden = !unseen;
  fillLast(find(place, "last"), new Date(replies.last_at));
}

function fillLast(place, at) {
  say(place, clockTime(at));
  place.dateTime = at.toISOString();
  place.title = fullTime(at);
}

function say(place, words) {
  if (place.textContent !== words) place.textContent = words;
}
