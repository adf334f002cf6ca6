/** The user list of the page, live: joins its parts to each other and to the socket. */

import { socket } from "../site/site.js";
import { ListHead, rememberPlace, tendFilter } from "./list_head.js";
import { tendKeys } from "./roving.js";
import { UserList } from "./user_list.js";
import { Watching } from "./watching.js";

/** Seconds between two looks at how long ago people were here. */
const REFRESH_EVERY = 60;
const REMEMBER_AFTER = 0.4;

const { clock } = socket;

/** While the pointer or the keyboard is in the list, its order waits. */
function tendHold(list, place) {
  place.addEventListener("pointermove", () => list.touch("pointer"), { passive: true });
  place.addEventListener("pointerleave", () => list.release("pointer"));
  place.addEventListener("keydown", () => list.touch("focus"));
  place.addEventListener("focusin", () => list.touch("focus"));
  place.addEventListener("focusout", ({ relatedTarget }) => place.contains(relatedTarget) || list.release("focus"));
}

function tendScrolling(list, watching) {
  let remembering;
  const remember = () => rememberPlace(watching.query, list.isScrolled ? list.reading : 0);
  window.addEventListener("resize", () => list.resized());
  window.addEventListener("scroll", () => {
    list.scrolled();
    clock.cancel(remembering);
    remembering = clock.after(REMEMBER_AFTER, () => list.isLive && remember());
  }, { passive: true });
}

function goLive(panel) {
  const { from, query } = panel.dataset;
  const form = panel.querySelector("[data-filter]");
  const head = new ListHead(panel, clock);
  const watching = new Watching({
    socket,
    start: Number(from),
    query,
    visible: () => document.visibilityState === "visible",
    changed: (answered) => list.arrange(answered),
    counted: (counts) => head.showCounts(counts),
  });
  const list = new UserList({ panel, watching, clock, shown: () => head.show(watching.window, watching.answered.query) });
  socket.on("presence.me", () => list.render());
  socket.on("state", (state) => head.connected(state));
  document.addEventListener("visibilitychange", () => watching.ask());
  setInterval(() => list.render(), REFRESH_EVERY * 1000);
  tendFilter(form, (words) => {
    watching.find(words);
    rememberPlace(words, 0);
    if (list.isScrolled) list.scrollTo(0);
  });
  tendKeys({ list: list.view.list, filter: form.elements.q, page: () => list.page, go: (row) => list.go(row) });
  tendHold(list, list.view.list);
  tendScrolling(list, watching);
}

goLive(document.getElementById("people"));
