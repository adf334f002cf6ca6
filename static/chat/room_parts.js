/** The parts of a room's page, in the order they are made: each with what it needs of those the page holds already. */

import { records } from "../site/kept.js";
import { socket } from "../site/site.js";
import { RoomCache } from "./cache.js";
import { obeying } from "./commands.js";
import { sourcesOf, withoutCommands } from "./completion_sources.js";
import { Composer } from "./composer.js";
import { LogActs } from "./log_acts.js";
import { LogView } from "./log_view.js";
import { Marks } from "./marks.js";
import { outbox } from "./my_outbox.js";
import { Reader } from "./reader.js";
import { Replying } from "./replying.js";
import { RoomSession } from "./session.js";
import { Threads } from "./threads.js";
import { Typing } from "./typing.js";
import { LogWindow } from "./window.js";

const TEXT_LIMIT = 4000;

const byId = (id) => document.getElementById(id);
const { user, username, name } = document.body.dataset;
export const me = { id: Number(user), username, name };
const limit = () => socket.hello?.limits.text ?? TEXT_LIMIT;

export function makeView({ scroller, facts, standing }) {
  return new LogView({ scroller, list: byId("log"), url: facts.url, me, standing });
}

export function makeTyping({ room }) {
  return new Typing({ place: document.querySelector("[data-typing]"), tell: () => socket.send("room.typing", { room }) });
}

export function makeCache(page) {
  return new RoomCache({ records, user: me.id, room: page.room, clock: socket.clock, state: () => page.state() });
}

export function makeSession(page) {
  return new RoomSession({
    socket,
    outbox,
    room: page.room,
    me,
    ready: page.restored(),
    changed: () => page.changed(),
    arrived: (message) => page.arrived(message),
    opened: (opened) => page.opened(opened),
    lost: (reason) => page.lost(reason),
  });
}

export function makeWindow({ scroller, session, view, facts }) {
  return new LogWindow({ scroller, session, view, url: facts.url, isOnline: () => socket.state === "open" });
}

export function makeReader(page) {
  const { room, scroller, view, session, facts } = page;
  return new Reader({
    socket,
    room,
    url: facts.url,
    scroller,
    view,
    log: session.log,
    read: Number(facts.read),
    head: Number(facts.head),
    changed: () => page.changed(),
    moveTo: (position) => page.window.moveTo(position),
  });
}

export function makeMarks(page) {
  const { session, view, room, facts } = page;
  return new Marks({ socket, session, view, room, url: facts.url, me, known: facts.bookmarks, failed: (error) => page.acts.failed(error) });
}

export function makeSources({ room }) {
  const { kind } = document.querySelector("#room h1").dataset;
  return sourcesOf({ socket, room, isDirect: kind === "direct" });
}

export function makeThreads(page) {
  const { room, view, sources, standing, facts } = page;
  const obeys = (post) => obeying({ socket, room, post, say: (words) => page.notice.say(words) });
  const threads = new Threads({ socket, room, url: facts.url, me, standing, view, outbox, limit, sources, obeying: obeys, changed: () => page.changed() });
  view.unseen = (message) => threads.marks.unseen(message);
  return threads;
}

export function makeActs(page) {
  const { marks, threads, view, session, standing } = page;
  return new LogActs({
    marks,
    threads,
    scroller: document.querySelector(".room-layout"),
    view,
    session,
    me,
    limit,
    sources: withoutCommands(page.sources),
    standing,
    keepUnread: (position) => page.reader.keepUnread(position),
    reply: (message, row) => (threads.has(row) ? threads.panel.replying : page.replying).begin(message),
    say: (words) => page.notice.say(words),
    done: () => page.composer.focus(),
  });
}

export function makeComposer(page) {
  const post = (text) => page.post(text);
  return new Composer({
    form: byId("composer"),
    draftKey: `draft:${me.id}:${page.room}`,
    limit,
    sources: page.sources,
    post,
    obey: obeying({ socket, room: page.room, post, say: (words) => page.notice.say(words) }),
    typed: () => page.typing.typed(),
    editLast: () => page.acts.editLast(),
  });
}

export function makeReplying({ room, composer }) {
  return new Replying({ form: byId("composer"), key: `reply:${me.id}:${room}`, focus: () => composer.box.focus() });
}
