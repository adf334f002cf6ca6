/** Long messages, folded by CSS from the first moment; a button shows all of them. */

import { watchSize } from "../site/overflowing.js";

const SLACK = 8; // pixels that are not worth a button

/** The nearest element that scrolls. */
function scrollerOf(element) {
  const box = element.parentElement;
  if (!box) return document.scrollingElement;
  return /auto|scroll/.test(getComputedStyle(box).overflowY) ? box : scrollerOf(box);
}

/** Change the page while ``element`` stays where it is seen. */
function keeping(element, change) {
  const scroller = scrollerOf(element);
  const before = element.getBoundingClientRect().top;
  change();
  scroller.scrollTop += element.getBoundingClientRect().top - before;
}

/** Give a long message its button. Pages without the button's template show all. */
export function dressLong(long) {
  const template = document.getElementById("fold-template");
  if (!template) return long.classList.add("is-open");
  const button = template.content.firstElementChild.cloneNode(true);
  const set = (isOpen) => {
    long.classList.toggle("is-open", isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
  };
  // Opened, it is read on from where it began; folded, what follows is read on.
  button.addEventListener("click", () => (isOpen(long) ? keeping(button, () => set(false)) : keeping(long, () => set(true))));
  // A link that is folded away is not reached by key without being seen.
  long.addEventListener("focusin", ({ target }) => isBelow(target, long) && keeping(long, () => set(true)));
  watchSize(long, () => long.classList.toggle("is-whole", isWhole(long)));
  long.after(button);
}

const isOpen = (long) => long.classList.contains("is-open");
const isBelow = (target, long) => target.getBoundingClientRect().bottom > long.getBoundingClientRect().bottom;

/** Whether it fits without being folded, on this screen. */
function isWhole(long) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const height = parseFloat(getComputedStyle(long).getPropertyValue("--fold"));
  return !isOpen(long) && long.scrollHeight <= height * rem + SLACK;
}
