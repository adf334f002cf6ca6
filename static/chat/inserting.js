/** Text put into a text field, such that the browser's "undo" takes it back. */

/** @param {HTMLTextAreaElement} box */
export function replaceRange(box, start, end, text) {
  box.focus({ preventScroll: true });
  box.setSelectionRange(start, end);
  // Deprecated, and the only way into the undo history; it tells of the input, too.
  const isDone = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (isDone) return;
  box.setRangeText(text, start, end, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
