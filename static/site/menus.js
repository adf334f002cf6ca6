/** Menus are plain <details>: they open without JavaScript; with it they close like menus do. */

const OPEN = "details.menu[open]";

function closeAll(except) {
  for (const menu of document.querySelectorAll(OPEN)) {
    if (!menu.contains(except)) menu.open = false;
  }
}

function closeByKey(event) {
  const menu = event.key === "Escape" && document.querySelector(OPEN);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

export function tendMenus() {
  document.addEventListener("click", (event) => closeAll(event.target));
  document.addEventListener("focusin", (event) => closeAll(event.target));
  document.addEventListener("keydown", closeByKey);
}
