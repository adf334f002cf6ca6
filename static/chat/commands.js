/** What is written to do something instead of saying it; the table of it came with the page. */

import { chosenWords } from "../presence/words.js";

const COMMAND = /^\/\p{L}+(?!\S)/u;
const SAID = /^\/me\s+\S/i;
const ESCAPED = /^\/\/\p{L}+(?!\S)/u;

/** Whether a text is to be carried out, or refused as no command, and not to be said. */
export function isCommand(text) {
  return COMMAND.test(text) && !SAID.test(text);
}

/** What a text that is no command says: "//topic" says "/topic". */
export function unescaped(text) {
  return ESCAPED.test(text) ? text.slice(1) : text;
}

/** @returns {{name: string, argument: string, help: string}[]} */
export function commandList() {
  return [...document.querySelectorAll("#commands-dialog [data-command]")].map((row) => ({
    name: row.dataset.command,
    argument: row.querySelector("[data-argument]").textContent,
    help: row.querySelector("[data-help]").textContent,
  }));
}

/**
 * What carries commands out; rejected with the server's error.
 * @param {{socket: import("../realtime/socket.js").Socket, room: number, post: (text: string) => unknown, say: (words: string) => void}} parts
 *   `post`: in the room, `say`: to the writer alone
 * @returns {(text: string) => Promise<void>}
 */
export function obeying({ socket, room, post, say }) {
  return async (text) => {
    const done = await socket.request("room.command", { room, text });
    if (done.post) post(done.post);
    if (done.leads === "commands") document.getElementById("commands-dialog").showModal();
    say(done.status ? chosenWords(done.status) : done.words);
  };
}
