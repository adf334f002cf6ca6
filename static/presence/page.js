/** What presence does on every page of somebody who is signed in. */

import { socket } from "../site/site.js";
import { BackNotices } from "./back.js";
import { PersonCard } from "./card.js";
import { mine } from "./mine.js";
import { MyState } from "./my_state.js";
import { StatusDialog } from "./status_dialog.js";
import "./idle.js";

const byId = (id) => document.getElementById(id);

/** The server asks once, by not knowing it: others see on my card what time it is here. */
function tellZone({ timezone }) {
  if (timezone === null) socket.send("presence.zone", { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone });
}

const myState = new MyState(document.querySelectorAll("[data-mine]"));
socket.on("state", () => myState.show(socket.state));
socket.on("presence.me", (said) => {
  mine.take(said);
  myState.show(socket.state);
  tellZone(said);
});

new PersonCard(byId("person-card"), socket);
new StatusDialog(byId("status-dialog"), socket);
new BackNotices(byId("notices"), socket);
