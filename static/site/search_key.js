/** Ctrl or Cmd + Shift + F: to the search, that of the room where there is one. */

/** @param {KeyboardEvent} event */
export function asksForSearch({ key, ctrlKey, metaKey, altKey, shiftKey, isComposing, defaultPrevented }) {
  return key.toLowerCase() === "f" && shiftKey && ctrlKey !== metaKey && !altKey && !isComposing && !defaultPrevented;
}

export function tendSearchKey() {
  document.addEventListener("keydown", (event) => {
    if (!asksForSearch(event) || document.querySelector("dialog:modal")) return;
    event.preventDefault();
    const field = document.querySelector("[data-search-field]");
    if (field) goTo(field);
    else location.assign("/search/");
  });
}

/** The field may be in a menu that is shut. */
function goTo(field) {
  const menu = field.closest("details");
  if (menu) menu.open = true;
  field.select();
}
