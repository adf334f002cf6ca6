/** Bold, italic, code and struck out by key: the marks of Markdown around what is selected. */

import { replaceRange } from "./inserting.js";

const MARKS = { b: "**", i: "*", e: "`" };
const MARKS_WITH_SHIFT = { x: "~~" };
const FENCE = "```";

/** @typedef {{start: number, end: number, text: string, from: number, to: number}} Change
 *   `text` for what stands from `start` to `end`; then `from` to `to` is selected */

/** @param {KeyboardEvent} event @returns {string | null} the mark that a key sets */
export function markOf(event, isMac) {
  const isCommand = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!isCommand || event.altKey || event.isComposing) return null;
  return (event.shiftKey ? MARKS_WITH_SHIFT : MARKS)[event.key.toLowerCase()] ?? null;
}

/** @returns {Change} which sets the mark around a selection, or takes it off where it is */
export function marked(value, selectionStart, selectionEnd, mark) {
  const chosen = value.slice(selectionStart, selectionEnd);
  const start = selectionStart + (chosen.length - chosen.trimStart().length);
  const end = Math.max(start, selectionEnd - (chosen.length - chosen.trimEnd().length));
  const inner = value.slice(start, end);
  if (mark === "`" && inner.includes("\n")) return fenced(start, end, inner);
  return without(value, start, end, mark) ?? around(start, end, inner, mark);
}

function around(start, end, inner, mark) {
  const from = start + mark.length;
  return { start, end, text: mark + inner + mark, from, to: from + inner.length };
}

function fenced(start, end, inner) {
  const from = start + FENCE.length + 1;
  return { start, end, text: `${FENCE}\n${inner}\n${FENCE}`, from, to: from + inner.length };
}

/** @returns {Change | null} null where the mark does not stand around it */
function without(value, start, end, mark) {
  const { length } = mark;
  const isAround = endsIn(value.slice(0, start), mark) && endsIn(reversed(value.slice(end)), mark);
  if (!isAround) return null;
  const inner = value.slice(start, end);
  return { start: start - length, end: end + length, text: inner, from: start - length, to: end - length };
}

/** One star is italic and two are bold: of a run of stars, which are meant? */
function endsIn(text, mark) {
  const run = text.length - trimmed(text, mark[0]).length;
  if (mark === "*") return run % 2 === 1;
  return run >= mark.length;
}

function trimmed(text, sign) {
  let end = text.length;
  while (end > 0 && text[end - 1] === sign) end -= 1;
  return text.slice(0, end);
}

const reversed = (text) => [...text].reverse().join("");

/** @param {HTMLTextAreaElement} box */
export function tendFormatting(box) {
  const isMac = /Mac|iP(hone|ad|od)/.test(navigator.platform);
  box.addEventListener("keydown", (event) => {
    const mark = markOf(event, isMac);
    if (!mark || box.readOnly) return;
    event.preventDefault();
    const { start, end, text, from, to } = marked(box.value, box.selectionStart, box.selectionEnd, mark);
    replaceRange(box, start, end, text);
    box.setSelectionRange(from, to);
  });
}
