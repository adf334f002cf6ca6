/** What helps to write, wherever a message is written. */

import { Completion } from "./completion.js";
import { tendFormatting } from "./formatting.js";

/** @param {HTMLTextAreaElement} box @param {import("./completion_sources.js").Sources} sources @returns {Completion} to be removed with the field */
export function helpToWrite(box, sources) {
  tendFormatting(box);
  return new Completion({ box, sources });
}
