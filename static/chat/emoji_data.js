/** The list of emoji, fetched when it is first wanted, and finding in it. */

import { fold } from "../site/folding.js";

/** @typedef {{sign: string, name: string, names: string[], group: number, label: string, words: string[]}} Emoji */

const BY_NAME = 0;
const BEGINS = 1;
const PART_BEGINS = 2;
const WORD_BEGINS = 3;
const WORD_HAS = 4;

let reading = null;

/** @returns {Promise<Emoji[]>} in the order of the list; rejected where it cannot be had now */
export function emojiList() {
  reading ??= read().catch((error) => {
    reading = null;
    throw error;
  });
  return reading;
}

async function read() {
  const answer = await fetch(document.getElementById("emoji-picker").dataset.list);
  if (!answer.ok) throw new Error(answer.statusText);
  return adopt(await answer.json(), document.documentElement.lang);
}

/** @returns {Emoji[]} */
export function adopt({ emoji }, language = "en") {
  const isChinese = language.startsWith("zh");
  return emoji.map(([sign, names, group, english, chinese]) => entry({ sign, names: names.split(" "), group, english, chinese }, isChinese));
}

function entry({ sign, names, group, english, chinese }, isChinese) {
  const words = `${fold(english)} ${fold(chinese)}`.split(" ");
  const label = (isChinese && chinese.split(" ")[0]) || names[0].replaceAll("_", " ");
  return { sign, name: names[0], names, group, label, words };
}

/**
 * Those that a query finds, the nearest first; in the list's order where they are equally near.
 * @param {Emoji[]} list
 * @param {string[]} recent signs used lately, which come first among equals
 */
export function findEmoji(list, query, recent = []) {
  const terms = fold(query).split(/[\s_]+/).filter(Boolean);
  const found = [];
  for (const emoji of list) {
    const far = distance(emoji, terms);
    if (far !== null) found.push({ emoji, far: far - (recent.includes(emoji.sign) ? 0.5 : 0) });
  }
  return found.sort((one, other) => one.far - other.far).map(({ emoji }) => emoji);
}

function distance(emoji, terms) {
  const whole = terms.join("_");
  if (emoji.names.includes(whole)) return BY_NAME;
  if (emoji.names.some((name) => name.startsWith(whole))) return BEGINS;
  const all = terms.map((term) => distanceOf(emoji, term));
  return all.includes(null) ? null : Math.max(PART_BEGINS, ...all);
}

function distanceOf({ names, words }, term) {
  if (names.some((name) => `_${name}`.includes(`_${term}`))) return PART_BEGINS;
  if (words.some((word) => word.startsWith(term))) return WORD_BEGINS;
  // Chinese words are not told apart by spaces.
  return term > "~" && words.some((word) => word.includes(term)) ? WORD_HAS : null;
}
