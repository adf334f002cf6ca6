/* Runs before the first paint, so that a chosen look never flashes the other one. */
(function () {
  "use strict";
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return window.localStorage.getItem("theme") || "auto";
    } catch (refused) {
      return "auto";
    }
  }

  function show() {
    const theme = chosen();
    root.dataset.bsTheme = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
  }

  root.classList.add("js");
  show();
  dark.addEventListener("change", show);
  window.addEventListener("storage", show);
  document.addEventListener("theme", show);
})();
