/** Boxes whose content is wider or longer than they are: the first can be scrolled by key. */

const observer = globalThis.ResizeObserver && new ResizeObserver((entries) => entries.forEach(({ target }) => told.get(target)?.()));

/** @type {WeakMap<Element, () => void>} */
const told = new WeakMap();

/** Call ``changed`` whenever the element has another size, and once it has any. */
export function watchSize(element, changed) {
  told.set(element, changed);
  observer?.observe(element);
}

/** Let the element be focused, and so scrolled by key, while its content is wider than it is. */
export function watchWidth(element) {
  watchSize(element, () => {
    if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
    else element.removeAttribute("tabindex");
  });
}
