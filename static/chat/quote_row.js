/** The line above a message that says what it answers. */

import { gettext } from "../site/text.js";

const line = () => document.getElementById("quote-template").content.firstElementChild.cloneNode(true);

/** What a rendered row answers. @returns {import("./quotes.js").Quote | undefined} */
export function readQuote(row) {
  const place = row.querySelector("[data-quote]");
  if (!place) return undefined;
  const { of, at, author, username, name, gone } = place.dataset;
  const quote = { id: Number(of), position: Number(at), author: { id: Number(author), username, name } };
  return gone === undefined ? { ...quote, text: place.querySelector("[data-quote-text]").textContent } : quote;
}

/** The chain that a rendered row is in. @returns {number | undefined} */
export function readThread(row) {
  const place = row.querySelector("[data-quote]");
  return place ? Number(place.dataset.thread) : undefined;
}

/** Put a quote's words into a place that has room for them. @param {import("./quotes.js").Quote} quote */
export function fillQuoteWords(place, { author, text }) {
  place.querySelector("[data-quote-author]").textContent = author.name || author.username;
  place.querySelector("[data-quote-text]").textContent = text ?? gettext("Message deleted");
}

/** @param {{position?: number, reply_to?: import("./quotes.js").Quote}} message what is on its way has no position */
export function fillQuote(row, { position, reply_to }, url) {
  const held = row.querySelector("[data-quote]");
  if (!reply_to) return held?.remove();
  const place = held ?? line();
  if (!held) row.querySelector("[data-body]").before(place);
  const { id, position: at, author, text } = reply_to;
  Object.assign(place.dataset, { of: id, at, author: author.id, username: author.username, name: author.name ?? "" });
  place.toggleAttribute("data-gone", text === undefined);
  place.href = `${url}${at}/${position ? `?from=${position}` : ""}`;
  fillQuoteWords(place, reply_to);
}
