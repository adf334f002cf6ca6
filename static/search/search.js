/** The page of the search: "/" goes to its box. */

import { isTyping } from "../site/typing_place.js";

const box = document.querySelector(".search-form input");

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  event.preventDefault();
  box.select();
});
