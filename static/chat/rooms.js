/** My rooms on every page: the list where there is one, and what is unread in all of them. */

import { keepOnlyRooms, keepOnlyRoomsOf } from "../site/kept.js";
import { patchChildren } from "../site/patching.js";
import { socket } from "../site/site.js";
import { gettext } from "../site/text.js";
import { RoomList, badge } from "./room_list.js";
import { showUnread } from "./unread_marks.js";
import "./my_outbox.js";

const { user } = document.body.dataset;
const rooms = new RoomList();
const collator = new Intl.Collator(document.documentElement.lang);
const panel = document.querySelector("[data-my-rooms]");
const here = Number(document.getElementById("room")?.dataset.room ?? 0);
const rows = new Map();

function adoptRows() {
  for (const link of panel?.querySelectorAll("a[data-room]") ?? []) {
    if (link.dataset.room) rows.set(Number(link.dataset.room), link.closest("li"));
  }
}

function fillUnread(row, count) {
  const place = row.querySelector("[data-unread]");
  place.hidden = count === 0;
  place.textContent = count ? badge(count) : "";
  row.querySelector("[data-unread-words]").textContent = count ? gettext("unread") : "";
  row.querySelector("a").toggleAttribute("data-has-unread", count > 0);
}

function fillRow(row, room) {
  const link = row.querySelector("a");
  link.dataset.kind = room.kind;
  const name = link.querySelector("[data-name]");
  if (name.textContent !== room.name) name.textContent = room.name;
  fillUnread(row, rooms.unread(room.id));
}

function makeRow(room) {
  const row = panel.querySelector("[data-row-template]").content.firstElementChild.cloneNode(true);
  const link = row.querySelector("a");
  link.dataset.room = room.id;
  link.href = link.getAttribute("href").replace("/0/", `/${room.id}/`);
  if (room.id === here) link.setAttribute("aria-current", "page");
  fillRow(row, room);
  return row;
}

function showList(name, list) {
  const place = panel.querySelector(`[data-rooms="${name}"]`);
  patchChildren(place, list, { key: (room) => room.id, rows, make: makeRow, fill: fillRow });
}

function showPanel() {
  showList("rooms", rooms.list(false, collator));
  showList("direct", rooms.list(true, collator));
  panel.querySelector("[data-rooms-empty]").hidden = rooms.rooms.size > 0;
  panel.querySelector("[data-read-all]").hidden = rooms.unreadTotal === 0;
  for (const id of rows.keys()) if (!rooms.rooms.has(id)) rows.delete(id);
}

function show() {
  if (panel) showPanel();
  showUnread(rooms.unreadTotal);
}

/** Each room's mark goes to its newest message, as far as this page knows. */
function readAll() {
  for (const { id, position } of rooms.withUnread()) socket.request("room.read", { room: id, position }).catch(() => {});
}

function tendReadAll() {
  panel?.querySelector("[data-read-all]").addEventListener("click", readAll);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.shiftKey && !event.isComposing) readAll();
  });
}

/** A conversation is called by the other one's name, which its facts do not carry. */
function changed({ room }) {
  const { name, ...facts } = room;
  rooms.put(name ? room : facts);
}

const CHANGES = {
  rooms: (event) => {
    rooms.replace(event.rooms);
    keepOnlyRooms(user, rooms.rooms.keys());
  },
  "room.added": ({ room }) => rooms.put(room),
  "room.changed": changed,
  "room.closed": ({ room }) => {
    rooms.remove(room);
    keepOnlyRooms(user, rooms.rooms.keys());
  },
  "room.activity": ({ room, position }) => rooms.advance(room, position),
  "room.opened": ({ room, position, read }) => {
    rooms.advance(room, position);
    rooms.mark(room, read);
  },
  message: ({ room, message }) => rooms.advance(room, message.position),
  read: ({ room, position }) => rooms.mark(room, position),
};

adoptRows();
tendReadAll();
socket.on("state", (state) => state === "signed_out" && keepOnlyRoomsOf(null));
for (const [type, change] of Object.entries(CHANGES)) {
  socket.on(type, (event) => {
    change(event);
    show();
  });
}
