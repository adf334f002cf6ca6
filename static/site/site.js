/** Opens the page's one socket, and lends it to the modules of the page. */

import { Socket, browserClock } from "../realtime/socket.js";
import { ConnectionDisplay } from "./connection.js";

const { socket: path, user, logIn } = document.body.dataset;

function address() {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

const isVisible = () => document.visibilityState === "visible";

function tendSocket(socket) {
  window.addEventListener("online", () => socket.wake());
  window.addEventListener("pageshow", ({ persisted }) => persisted && socket.wake());
  document.addEventListener("visibilitychange", () => isVisible() && socket.wake());
  socket.on("hello", (hello) => {
    if (String(hello.user.id) !== user) socket.stop("refused", "other_user");
  });
}

function showConnection(socket) {
  const here = location.pathname + location.search;
  new ConnectionDisplay(socket, {
    pill: document.getElementById("connection-pill"),
    banner: document.getElementById("connection-banner"),
    clock: browserClock,
    logIn: `${logIn}?next=${encodeURIComponent(here)}`,
  });
}

function open() {
  const socket = new Socket(address(), { visible: isVisible });
  tendSocket(socket);
  showConnection(socket);
  // Only then have all the page's modules put up their handlers, and miss nothing.
  document.addEventListener("DOMContentLoaded", () => socket.connect());
  return socket;
}

/** Null where nobody is signed in. */
export const socket = path ? open() : null;
