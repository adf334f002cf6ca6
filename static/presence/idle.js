/** Tells the server when this tab falls idle and when it wakes; who is idle in every tab is away. */

import { socket } from "../site/site.js";
import { Idleness } from "./idleness.js";

const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "focus"];
const LOOK_EVERY = 15_000;

const now = () => Date.now() / 1000;
const idleness = new Idleness(now());

function tell() {
  socket.send("presence.idle", { idle: idleness.idle });
}

function touched() {
  if (idleness.touch(now())) tell();
}

for (const kind of TOUCHES) window.addEventListener(kind, touched, { passive: true, capture: true });
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && touched());
setInterval(() => idleness.check(now()) && tell(), LOOK_EVERY);
socket.on("state", (state) => state === "open" && idleness.idle && tell());
