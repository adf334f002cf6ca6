import assert from "node:assert/strict";
import { test } from "node:test";

import { roomAfter } from "../../static/chat/room_keys.js";
import { asksForSearch } from "../../static/site/search_key.js";
import { asksForShortcuts } from "../../static/site/shortcuts.js";

const rooms = [1, 2, 3].map((id) => ({ id }));
const key = (more) => ({ key: "?", ctrlKey: false, metaKey: false, altKey: false, isComposing: false, defaultPrevented: false, ...more });

test("Alt and an arrow lead from room to room, and around the ends", () => {
  assert.equal(roomAfter(rooms, 1, 1).id, 2);
  assert.equal(roomAfter(rooms, 3, 1).id, 1);
  assert.equal(roomAfter(rooms, 1, -1).id, 3);
});

test("from a page that is no room they lead to the first or the last", () => {
  assert.equal(roomAfter(rooms, 0, 1).id, 1);
  assert.equal(roomAfter(rooms, 0, -1).id, 3);
});

test("with Shift they pass rooms where nothing is unread", () => {
  assert.equal(roomAfter(rooms, 1, 1, ({ id }) => id === 3).id, 3);
  assert.equal(roomAfter(rooms, 3, -1, ({ id }) => id === 1).id, 1);
});

test("where no other room is wanted they lead nowhere", () => {
  assert.equal(roomAfter(rooms, 1, 1, ({ id }) => id === 1), null);
  assert.equal(roomAfter([{ id: 1 }], 1, 1), null);
  assert.equal(roomAfter([], 0, 1), null);
});

test("a question mark asks for the sheet, but not with other keys, an input method, or where it is taken", () => {
  assert.ok(asksForShortcuts(key()));
  assert.ok(!asksForShortcuts(key({ key: "/" })));
  for (const not of ["ctrlKey", "metaKey", "altKey", "isComposing", "defaultPrevented"]) assert.ok(!asksForShortcuts(key({ [not]: true })), not);
});

test("Ctrl or Cmd, Shift and F ask for the search", () => {
  const press = (more) => asksForSearch(key({ key: "F", shiftKey: true, ...more }));
  assert.ok(press({ ctrlKey: true }) && press({ metaKey: true, key: "f" }));
  for (const not of [{}, { ctrlKey: true, shiftKey: false }, { ctrlKey: true, altKey: true }, { ctrlKey: true, isComposing: true }, { ctrlKey: true, key: "k" }]) assert.ok(!press(not));
});
