/** What may complete the beginning of a name: people, rooms, emoji, commands. */

import { stateWord } from "../presence/words.js";
import { fold } from "../site/folding.js";
import { gettext } from "../site/text.js";
import { commandList } from "./commands.js";
import { emojiList, findEmoji } from "./emoji_data.js";
import { noteEmoji, recentEmoji } from "./recent_emoji.js";

export const MOST = 8;

/** @typedef {{text: string, label: string, detail?: string, state?: string, sign?: string, chosen?: () => void}} Choice
 *   `text` takes the token's place */
/** @typedef {Record<string, (query: string) => Promise<Choice[]>>} Sources by the token's kind */

/** @returns {Sources} @param {{socket: import("../realtime/socket.js").Socket, room: number, isDirect: boolean}} where */
export function sourcesOf({ socket, room, isDirect }) {
  return {
    "@": async (query) => withGroups(await people(socket, room, query), isDirect ? [] : groups(query)),
    "#": (query) => rooms(socket, query),
    ":": emoji,
    "/": async (query) => commands(commandList(), query),
  };
}

/** What completes where nothing is carried out. @param {Sources} sources @returns {Sources} */
export function withoutCommands({ "/": _commands, ...others }) {
  return others;
}

async function people(socket, room, query) {
  const { users } = await socket.request("people.complete", { room, query });
  return users.map(personChoice);
}

function personChoice({ username, name, state, is_member }) {
  const detail = [name === username ? "" : `@${username}`, is_member ? "" : gettext("not in this room")];
  return { text: `@${username} `, label: name, detail: detail.filter(Boolean).join(" · "), state, word: stateWord(state) };
}

function groups(query) {
  const all = [
    { name: "here", detail: gettext("everybody who is here now") },
    { name: "all", detail: gettext("everybody in this room") },
  ];
  const wanted = all.filter(({ name }) => name.startsWith(fold(query)));
  return wanted.map(({ name, detail }) => ({ text: `@${name} `, label: name, detail, sign: "@" }));
}

/** People first, and room for the groups that were asked for. */
export function withGroups(found, wanted) {
  return [...found.slice(0, MOST - wanted.length), ...wanted];
}

async function rooms(socket, query) {
  const { rooms: found } = await socket.request("rooms.complete", { query });
  return found.map(({ name, key }) => ({ text: `#${key} `, label: name, sign: "#" }));
}

async function emoji(query) {
  const found = findEmoji(await emojiList(), query, recentEmoji()).slice(0, MOST);
  return found.map((one) => emojiChoice(one, query));
}

/** Called by the name that was begun. @param {import("./emoji_data.js").Emoji} one @returns {Choice} */
export function emojiChoice({ sign, names, label }, query) {
  const name = names.find((each) => each.startsWith(query.toLowerCase())) ?? names[0];
  const isNamed = label === names[0].replaceAll("_", " ");
  return { text: sign, label: isNamed ? `:${name}:` : label, detail: isNamed ? "" : `:${name}:`, sign, chosen: () => noteEmoji(sign) };
}

/** @param {{name: string, argument: string, help: string}[]} list */
export function commands(list, query) {
  const found = list.filter(({ name }) => name.startsWith(query.toLowerCase())).slice(0, MOST);
  return found.map(({ name, argument, help }) => ({ text: `/${name} `, label: `/${name}`, argument, detail: help }));
}
