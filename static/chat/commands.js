/** What is written to do something instead of saying it; the table of it came with the page. */

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

export function showCommands() {
  document.getElementById("commands-dialog").showModal();
}
