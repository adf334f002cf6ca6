/** The outbox of who is signed in, the same on every page: what was written in any room goes out. */

import { browserClock } from "../realtime/socket.js";
import { POSTS, records } from "../site/kept.js";
import { socket } from "../site/site.js";
import { Tabs } from "../site/tabs.js";
import { Outbox } from "./outbox.js";

const user = Number(document.body.dataset.user);

export const outbox = new Outbox({
  user,
  records,
  tabs: new Tabs(`${POSTS}:${user}`),
  clock: browserClock,
  send: ({ room, client_id, text, reply_to }) => socket.request("message.post", { room, client_id, text, reply_to: reply_to?.id }),
});

socket.on("hello", () => outbox.flush());
