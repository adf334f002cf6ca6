/* Runs before the first paint, so that a chosen look never flashes the other one.
   The account's choice comes with the page; this browser keeps it for pages without an account. */
(function () {
  "use strict";
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function kept() {
    try {
      return window.localStorage.getItem("theme") || "auto";
    } catch (refused) {
      return "auto";
    }
  }

  function keep(theme) {
    try {
      if (theme && theme !== kept()) window.localStorage.setItem("theme", theme);
    } catch (refused) {
      // The page says it again.
    }
  }

  function show() {
    const theme = root.dataset.theme || kept();
    root.dataset.bsTheme = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
  }

  /* Chosen in another tab. */
  function follow(event) {
    if (event.key === "theme" && event.newValue && root.dataset.theme) root.dataset.theme = event.newValue;
    show();
  }

  root.classList.add("js");
  keep(root.dataset.theme);
  show();
  dark.addEventListener("change", show);
  window.addEventListener("storage", follow);
  document.addEventListener("theme", show);
})();
