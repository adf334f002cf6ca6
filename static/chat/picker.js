/** Choosing people for a conversation: those shown are filtered while one types, the chosen stay. */

import { gettext, interpolate } from "../site/text.js";

const form = document.querySelector("[data-picker]");
const filter = form.querySelector("[data-filter]");
const most = Number(form.dataset.most);
const rows = [...form.querySelectorAll("[data-people] li")];
const boxOf = (row) => row.querySelector("input");
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

function narrow() {
  const words = folded(filter.value).split(/\s+/);
  for (const row of rows) {
    const name = folded(row.querySelector("[data-words]").textContent);
    row.hidden = !boxOf(row).checked && !words.every((word) => name.includes(word));
  }
  form.querySelector("[data-nobody]").hidden = rows.some((row) => !row.hidden);
}

function count() {
  const chosen = rows.filter((row) => boxOf(row).checked).length;
  const isFull = chosen >= most;
  for (const row of rows) boxOf(row).disabled = isFull && !boxOf(row).checked;
  const words = gettext("{n} of {most} chosen");
  form.querySelector("[data-chosen]").textContent = chosen ? interpolate(words, { n: chosen, most }) : "";
}

filter.addEventListener("input", narrow);
form.addEventListener("change", count);
// After "Back" the browser restores the boxes without a word.
window.addEventListener("pageshow", count);
