import assert from "node:assert/strict";
import { test } from "node:test";
import { layOut } from "../../static/chat/grouping.js";
import { lengthOf, sends } from "../../static/chat/keys.js";
import { actionsFor, lastOf } from "../../static/chat/message_actions.js";
import { RoomList, badge } from "../../static/chat/room_list.js";
import { newId } from "../../static/site/ids.js";
import { titled } from "../../static/chat/unread_marks.js";
import { Typists, typingWords } from "../../static/chat/typists.js";

const ann = { id: 1, username: "ann", name: "Ann" };
const bob = { id: 2, username: "bob", name: "Bob" };

function said(position, author, minute) {
  const created_at = new Date(2026, 10, 20, 12, minute).toISOString();
  return { id: position, position, author, client_id: `c${position}`, created_at };
}

const shape = (lines) => lines.map((line) => (line.kind === "message" ? (line.follows ? "+" : "m") : line.kind)).join(" ");

test("who speaks on within five minutes is not named again", () => {
  const lines = layOut([said(1, ann, 0), said(2, ann, 4), said(3, ann, 10), said(4, bob, 11)], { me: 1, newAfter: null });
  assert.equal(shape(lines), "day m + m m");
});

test("a day is named once, above its first message", () => {
  const yesterday = { ...said(1, ann, 0), created_at: new Date(2026, 10, 19, 23, 59).toISOString() };
  assert.equal(shape(layOut([yesterday, said(2, ann, 0)], { me: 1, newAfter: null })), "day m day m");
});

test("the line above what is new stands before the first one of others", () => {
  const messages = [said(1, bob, 0), said(2, ann, 1), said(3, bob, 2), said(4, bob, 3)];
  assert.equal(shape(layOut(messages, { me: 1, newAfter: 1 })), "day m m new m +");
  assert.equal(shape(layOut(messages, { me: 1, newAfter: 4 })), "day m m m +");
});

test("a message marked unread by hand is new even if it is mine", () => {
  const messages = [said(1, bob, 0), said(2, ann, 1), said(3, bob, 2)];
  assert.equal(shape(layOut(messages, { me: 1, newAfter: 1, isMarked: true })), "day m new m m");
});

test("my message keeps its row's key from writing to confirmation", () => {
  const [, line] = layOut([said(7, ann, 0)], { me: 1, newAfter: null });
  assert.equal(line.key, "c:c7");
});

const key = (more) => ({ key: "Enter", keyCode: 13, isComposing: false, ...more });

test("enter sends, with shift it begins a line", () => {
  assert.equal(sends(key({}), false), true);
  assert.equal(sends(key({ shiftKey: true }), false), false);
});

test("enter that chooses a word of an input method never sends", () => {
  assert.equal(sends(key({ isComposing: true }), false), false);
  assert.equal(sends(key({ keyCode: 229 }), false), false);
  assert.equal(sends(key({ keyCode: 229, ctrlKey: true }), false), false);
});

test("on a touch keyboard enter begins a line, but control and enter send anywhere", () => {
  assert.equal(sends(key({}), true), false);
  assert.equal(sends(key({ ctrlKey: true }), true), true);
});

test("a client id is a version 4 UUID also where the browser has none to give", () => {
  const plain = { getRandomValues: (bytes) => crypto.getRandomValues(bytes) };
  assert.match(newId(plain), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(newId(plain), newId(plain));
});

test("characters are counted as the server counts them", () => {
  assert.equal(lengthOf("héllo 世界 👋"), 10);
});

function lobbyAndDirect() {
  const list = new RoomList();
  list.replace([
    { id: 1, name: "Lobby", kind: "public", position: 5, version: 5, read: 3 },
    { id: 2, name: "bob", kind: "direct", position: 1, version: 1, read: 1 },
  ]);
  return list;
}

test("unread is what was said after the mark, everywhere", () => {
  const list = lobbyAndDirect();
  assert.deepEqual([list.unread(1), list.unread(2), list.unreadTotal], [2, 0, 2]);
  list.advance(2, 4);
  list.mark(1, 5);
  assert.deepEqual([list.unread(1), list.unread(2), list.unreadTotal], [0, 3, 3]);
});

test("late news of a room does not take positions back", () => {
  const list = lobbyAndDirect();
  list.advance(1, 4);
  assert.equal(list.rooms.get(1).position, 5);
  list.advance(99, 1);
  assert.equal(list.rooms.has(99), false);
});

test("a mark may go back, when something is marked unread", () => {
  const list = lobbyAndDirect();
  list.mark(1, 0);
  assert.equal(list.unread(1), 5);
});

test("rooms and conversations are two lists, each by name", () => {
  const list = lobbyAndDirect();
  list.put({ id: 3, name: "archive", kind: "private", position: 0, version: 0, read: 0 });
  assert.deepEqual(list.list("rooms").map((room) => room.name), ["archive", "Lobby"]);
  assert.deepEqual(list.list("direct").map((room) => room.name), ["bob"]);
});

test("a renamed room keeps what was known of it", () => {
  const list = lobbyAndDirect();
  list.put({ id: 1, name: "Foyer" });
  assert.deepEqual([list.rooms.get(1).name, list.unread(1)], ["Foyer", 2]);
});

test("a badge does not count beyond 99", () => {
  assert.deepEqual([badge(99), badge(100)], ["99", "99+"]);
});

test("all that is unread can be named", () => {
  assert.deepEqual(lobbyAndDirect().withUnread().map((room) => room.id), [1]);
});

test("the title carries the count, once, and nothing that turns it around", () => {
  assert.equal(titled("Lobby – Rollcall", 3), "(3) Lobby – Rollcall");
  assert.equal(titled("(3) Lobby – Rollcall", 120), "(99+) Lobby – Rollcall");
  assert.equal(titled("(99+) \u202eLobby – Rollcall", 0), "Lobby – Rollcall");
});

const note = (author, more) => ({ author, edited_at: null, deleted_at: null, ...more });

test("an author edits and deletes, an owner deletes, everybody links and marks", () => {
  assert.deepEqual(actionsFor(note(ann), { me: 1, isOwner: false }), ["react", "reply", "thread", "edit", "pin", "bookmark", "unread", "link", "delete"]);
  assert.deepEqual(actionsFor(note(bob), { me: 1, isOwner: true }), ["react", "reply", "thread", "pin", "bookmark", "unread", "link", "delete"]);
  assert.deepEqual(actionsFor(note(bob), { me: 1, isOwner: false }), ["react", "reply", "thread", "pin", "bookmark", "unread", "link"]);
});

test("only author and owner see what an edited message said before", () => {
  const edited = { edited_at: "2026-11-20T12:00:00Z" };
  assert.ok(actionsFor(note(ann, edited), { me: 1, isOwner: false }).includes("history"));
  assert.ok(actionsFor(note(bob, edited), { me: 1, isOwner: true }).includes("history"));
  assert.ok(!actionsFor(note(bob, edited), { me: 1, isOwner: false }).includes("history"));
});

test("a deleted message can be neither edited nor deleted again", () => {
  const gone = { deleted_at: "2026-11-20T12:00:00Z", edited_at: "2026-11-20T11:00:00Z" };
  assert.deepEqual(actionsFor(note(ann, gone), { me: 1, isOwner: true }), ["unread", "link"]);
});

test("my last message that is still there is the one to edit", () => {
  const messages = [note(ann, { id: 1 }), note(ann, { id: 2 }), note(ann, { id: 3, deleted_at: "x" }), note(bob, { id: 4 })];
  assert.equal(lastOf(messages, 1).id, 2);
  assert.equal(lastOf(messages, 3), undefined);
});

test("typing is shown for five seconds, or until the message comes", () => {
  const typists = new Typists();
  typists.add(ann, 0);
  typists.add(bob, 3);
  assert.deepEqual(typists.names(4.9), ["Ann", "Bob"]);
  assert.deepEqual(typists.names(5), ["Bob"]);
  typists.remove(2);
  assert.deepEqual(typists.names(5), []);
});

test("three who type are several people", () => {
  assert.equal(typingWords([]), "");
  assert.equal(typingWords(["Ann"]), "Ann is typing…");
  assert.equal(typingWords(["Ann", "Bob"]), "Ann and Bob are typing…");
  assert.equal(typingWords(["Ann", "Bob", "Carol"]), "Several people are typing…");
});

test("favourites stand in my order, archived rooms by themselves", () => {
  const list = lobbyAndDirect();
  list.put({ id: 3, name: "Zoo", kind: "private", position: 0, version: 0, read: 0, favourite: 1 });
  list.change({ id: 2, favourite: 2 });
  assert.deepEqual(list.list("favourites").map((room) => room.name), ["Zoo", "bob"]);
  list.change({ id: 3, archived: true });
  assert.deepEqual([list.list("archived").length, list.list("favourites").length, list.list("direct").length], [1, 1, 0]);
});

test("a muted room counts nothing, here or in the title", () => {
  const list = lobbyAndDirect();
  list.change({ id: 1, muted: true });
  assert.deepEqual([list.unread(1), list.unreadTotal, list.withUnread().length], [0, 0, 0]);
  list.change({ id: 1, muted: false });
  assert.equal(list.unread(1), 2);
});

test("news of a room I am not in makes no room", () => {
  const list = lobbyAndDirect();
  list.change({ id: 9, name: "Secret" });
  assert.equal(list.rooms.has(9), false);
});
