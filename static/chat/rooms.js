/** My rooms on every page: the list where there is one, and what is unread in all of them. */

import { keepOnlyRooms, keepOnlyRoomsOf } from "../site/kept.js";
import { patchChildren } from "../site/patching.js";
import { socket } from "../site/site.js";
import { gettext, interpolate } from "../site/text.js";
import { askMine, fillMine, tendMine } from "./mine.js";
import { showFacts, showRole } from "./room_facts.js";
import { tendRoomKeys } from "./room_keys.js";
import { RoomList, badge, sectionOf, signOf } from "./room_list.js";
import { showUnread } from "./unread_marks.js";
import "./my_outbox.js";

const { user } = document.body.dataset;
export const rooms = new RoomList();
const collator = new Intl.Collator(document.documentElement.lang);
const panel = document.querySelector("[data-my-rooms]");
const here = Number(document.getElementById("room")?.dataset.room ?? 0);
const rows = new Map();
const LISTED = ["favourites", "rooms", "direct"];
const SECTIONS = [...LISTED, "archived"];

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
  link.dataset.kind = signOf(room);
  link.toggleAttribute("data-muted", room.muted);
  row.dataset.section = sectionOf(room);
  const name = link.querySelector("[data-name]");
  if (name.textContent !== room.name) name.textContent = room.name;
  fillUnread(row, rooms.unread(room.id));
  const form = row.querySelector("[data-of-room]");
  if (form) fillMine(form, room);
}

function makeRow(room) {
  const row = panel.querySelector("[data-row-template]").content.firstElementChild.cloneNode(true);
  const link = row.querySelector("a");
  link.dataset.room = room.id;
  link.href = link.getAttribute("href").replace("/0/", `/${room.id}/`);
  const form = row.querySelector("[data-of-room]");
  if (form) {
    form.dataset.ofRoom = room.id;
    form.action = form.action.replace("/0/", `/${room.id}/`);
  }
  if (room.id === here) link.setAttribute("aria-current", "page");
  fillRow(row, room);
  return row;
}

/** Those the page was asked for, where it was asked for some. */
function wanted(list) {
  const words = (panel.dataset.query ?? "").toLocaleLowerCase().split(" ");
  return list.filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word)));
}

function showSection(section) {
  const place = panel.querySelector(`[data-rooms="${section}"]`);
  const list = wanted(rooms.list(section, collator));
  patchChildren(place, list, { key: (room) => room.id, rows, make: makeRow, fill: fillRow });
}

function showPanel() {
  const focused = document.activeElement;
  SECTIONS.forEach(showSection);
  // A row that was moved has lost the focus.
  if (panel.contains(focused)) focused.focus();
  panel.querySelector("[data-rooms-empty]").hidden = rooms.rooms.size > 0;
  panel.querySelector("[data-read-all]").hidden = rooms.unreadTotal === 0;
  for (const id of rows.keys()) if (!rooms.rooms.has(id)) rows.delete(id);
}

function showHere() {
  const room = rooms.rooms.get(here);
  for (const form of document.querySelectorAll(`.room-tools form[data-of-room]`)) if (room) fillMine(form, room);
}

function show() {
  if (panel) showPanel();
  showHere();
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

/** Alt+Shift and an arrow move the favourite that has the focus. */
function tendMoving() {
  panel?.addEventListener("keydown", (event) => {
    const what = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    const link = event.target.closest('[data-section="favourites"] a[data-room]');
    if (!what || !link || !event.altKey || !event.shiftKey) return;
    event.preventDefault();
    askMine(Number(link.dataset.room), what);
  });
}

/** A conversation is called by the others' names, which its facts do not carry. */
function changed({ room }) {
  const { name, ...facts } = room;
  rooms.change(name ? room : facts);
  showFacts(room);
}

/** Said aloud where a favourite was moved by hand. */
function tellPlace(id) {
  const favourites = rooms.list("favourites");
  const place = favourites.findIndex((room) => room.id === id) + 1;
  const isFocused = rows.get(id)?.contains(document.activeElement);
  if (!place || !isFocused) return;
  const words = gettext("{name}: place {place} of {count}");
  panel.querySelector("[data-rooms-spoken]").textContent = interpolate(words, { name: favourites[place - 1].name, place, count: favourites.length });
}

function changedMine({ room, type, ...mine }) {
  rooms.change({ id: room, ...mine });
  showRole(room, mine.role);
  if (panel) tellPlace(room);
}

const CHANGES = {
  rooms: (event) => {
    rooms.replace(event.rooms);
    keepOnlyRooms(user, rooms.rooms.keys());
  },
  "room.added": ({ room }) => rooms.put(room),
  "room.changed": changed,
  "room.mine": changedMine,
  "room.closed": ({ room }) => {
    rooms.remove(room);
    keepOnlyRooms(user, rooms.rooms.keys());
  },
  "room.activity": ({ room, position }) => rooms.advance(room, position),
  "room.opened": ({ room, position, read, role, facts }) => {
    rooms.advance(room, position);
    rooms.mark(room, read);
    // A server that is about to be replaced by this page's tells neither.
    if (facts) showFacts(facts);
    if (role) showRole(room, role);
  },
  message: ({ room, message }) => rooms.advance(room, message.position),
  read: ({ room, position }) => rooms.mark(room, position),
};

adoptRows();
tendReadAll();
tendMoving();
tendRoomKeys({ listed: () => LISTED.flatMap((section) => rooms.list(section, collator)), unread: (id) => rooms.unread(id), here });
tendMine();
socket.on("state", (state) => state === "signed_out" && keepOnlyRoomsOf(null));
for (const [type, change] of Object.entries(CHANGES)) {
  socket.on(type, (event) => {
    change(event);
    show();
  });
}
