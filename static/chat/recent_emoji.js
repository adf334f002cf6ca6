/** The emoji this browser's people used lately. */

import { recall, remember } from "../site/storage.js";

const KEY = "emoji:recent";
const MOST = 24;

/** @returns {string[]} the latest first */
export function recentEmoji() {
  return (recall(KEY) ?? "").split(" ").filter(Boolean);
}

export function noteEmoji(sign) {
  remember(KEY, bumped(recentEmoji(), sign).join(" "));
}

/** @param {string[]} signs */
export function bumped(signs, sign) {
  return [sign, ...signs.filter((other) => other !== sign)].slice(0, MOST);
}
