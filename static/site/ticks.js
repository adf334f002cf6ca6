/** Boxes to tick whose state is kept in the browser. */

/**
 * Show what was kept, unless somebody has pressed the box before this ran: that counts as if it came now.
 * @param {HTMLInputElement} box whose "change" is heard already
 * @param {boolean} kept
 */
export function takeUpTick(box, kept) {
  const isPressed = box.checked !== box.defaultChecked && !box.disabled;
  if (isPressed) box.dispatchEvent(new Event("change"));
  else box.checked = kept;
}
