/** Code that can be copied with a button, and scrolled by key. */

import { watchWidth } from "../site/overflowing.js";
import { gettext } from "../site/text.js";

const SAID_FOR = 3000;

/** Put the button into a block of code. Pages without the button's template have none. */
export function dressCode(block) {
  watchWidth(block.querySelector("pre"));
  const template = document.getElementById("copy-template");
  if (!template) return;
  const tools = template.content.firstElementChild.cloneNode(true);
  tools.querySelector("button").addEventListener("click", () => copy(block.querySelector("code"), tools));
  tools.querySelector("[data-language]").textContent = block.dataset.language ?? "";
  block.prepend(tools);
}

async function copy(code, tools) {
  say(tools, (await isCopied(code)) ? gettext("Copied") : gettext("Press Ctrl+C"));
}

async function isCopied(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return true;
  } catch {
    // Without a secure address there is no clipboard: the code is selected for Ctrl+C.
    getSelection().selectAllChildren(code);
    return false;
  }
}

function say(tools, words) {
  const said = tools.querySelector("[data-said]");
  said.textContent = words;
  clearTimeout(tools.due);
  tools.due = setTimeout(() => (said.textContent = ""), SAID_FOR);
}
