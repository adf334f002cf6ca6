/** How well a name fits some letters that were typed: all of them in their order, better together. */

import { fold } from "./folding.js";

const IN_ROW = 5;
const AT_WORD = 8;
const AT_START = 4;
const WHOLE = 12;
const GAP = 0.3;
const NEVER = -Infinity;

const isWordPart = (letter) => /[\p{L}\p{N}]/u.test(letter ?? "");

/** What a letter is worth where it stands in a name. */
function worth(letters, at) {
  if (at === 0) return 1 + AT_WORD + AT_START;
  return isWordPart(letters[at - 1]) ? 1 : 1 + AT_WORD;
}

/**
 * The best way to find the letters in the name, letter by letter.
 * @param {string[]} wanted @param {string[]} letters
 */
function best(wanted, letters) {
  let ends = letters.map(() => 0);
  for (const [number, letter] of wanted.entries()) {
    const next = letters.map(() => NEVER);
    let before = number === 0 ? 0 : NEVER;
    for (const [at, here] of letters.entries()) {
      if (number && at) before = Math.max(before - GAP, ends[at - 1]);
      if (here !== letter) continue;
      const inRow = number && at ? ends[at - 1] + IN_ROW : NEVER;
      next[at] = Math.max(before, inRow) + worth(letters, at);
    }
    ends = next;
  }
  return Math.max(NEVER, ...ends);
}

/**
 * @param {string} query
 * @param {string} name
 * @returns {number | null} the higher the better; null where a letter is missing
 */
export function fit(query, name) {
  const wanted = [...fold(query).replace(/\s+/g, "")];
  const letters = [...fold(name)];
  if (!wanted.length) return 0;
  const score = best(wanted, letters);
  if (score === NEVER) return null;
  const isWhole = letters.filter((letter) => letter.trim()).length === wanted.length;
  return score + (isWhole ? WHOLE : 0) - letters.length / 100;
}
