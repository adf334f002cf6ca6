/** What a message says: put on the page once, and dressed with what only a page with scripts has. */

import { watchWidth } from "../site/overflowing.js";
import { dressCode } from "./code_blocks.js";
import { dressLong } from "./folding.js";

/** @type {WeakMap<Element, string>} the HTML from which a body was made */
const shown = new WeakMap();

function dress(body) {
  for (const block of body.querySelectorAll(".code")) dressCode(block);
  for (const table of body.querySelectorAll(".table-scroll")) watchWidth(table);
  for (const long of body.querySelectorAll(".long")) dressLong(long);
}

/** Take over what the server rendered. @returns {string} its HTML */
export function adoptBody(body) {
  const html = body.innerHTML;
  shown.set(body, html);
  dress(body);
  return html;
}

/** The server has rendered and cleaned this HTML; nothing else is ever put in as HTML. */
export function showBody(body, html) {
  if (shown.get(body) === html) return;
  body.classList.remove("is-plain");
  body.innerHTML = html;
  shown.set(body, html);
  dress(body);
}

/** What is on its way to the server is shown as it was typed. */
export function showPlain(body, text) {
  shown.delete(body);
  body.classList.add("is-plain");
  body.textContent = text;
}
