import assert from "node:assert/strict";
import { test } from "node:test";
import { Bookmarks } from "../../static/chat/bookmarks.js";
import { actionsFor, seesPast } from "../../static/chat/message_actions.js";
import { differences } from "../../static/chat/differences.js";
import { actionOf, rowAfter } from "../../static/chat/row_keys.js";
import { whoReactedTo } from "../../static/chat/reacted.js";
import { LongPress } from "../../static/site/long_press.js";
import { hasReacted, isOf, whoReacted } from "../../static/chat/reactions.js";

const ann = { id: 1, name: "Ann" };
const bob = { id: 2, name: "Bob" };
const message = { author: ann, deleted_at: null, edited_at: null };
const reader = { me: 2, isOwner: false };
const thumb = (users, others = []) => ({ emoji: "👍", count: users.length + others.length, users, others });

test("who reacted is named, and of many the first", () => {
  assert.equal(whoReacted(thumb([ann])), "Ann reacted with 👍");
  assert.equal(whoReacted(thumb([ann, bob])), "Ann and Bob reacted with 👍");
  assert.equal(whoReacted(thumb([ann, bob], [3])), "Ann, Bob and 1 other reacted with 👍");
  assert.equal(whoReacted(thumb([ann, bob], [3, 4, 5])), "Ann, Bob and 3 others reacted with 👍");
});

test("who reacted is shown by key and menu where somebody has", () => {
  assert.equal(actionsFor(message, reader).includes("reacted"), false);
  const liked = { ...message, reactions: [thumb([ann])] };
  assert.equal(actionOf("w", actionsFor(liked, { ...reader, isArchived: true })), "reacted");
  assert.equal(actionsFor({ ...liked, deleted_at: "then" }, reader).includes("reacted"), false);
});

test("everybody who reacted is asked for, and without a connection the message says whom it knows", async () => {
  const asked = [];
  const all = [thumb([ann, bob])];
  const socket = { state: "open", request: async (...what) => (asked.push(what), { reactions: all }) };
  const liked = { id: 7, reactions: [thumb([ann], [2])] };
  assert.equal(await whoReactedTo(socket, liked), all);
  assert.deepEqual(asked, [["message.reactions", { message: 7 }]]);
  assert.equal(await whoReactedTo({ ...socket, state: "waiting" }, liked), liked.reactions);
});

test("a finger that rests presses long, one that moves or goes does not", () => {
  let due = null;
  const acted = [];
  const press = new LongPress({ act: (what) => acted.push(what), after: (_ms, act) => (due = act), cancel: () => (due = null) });
  press.down({ clientX: 5, clientY: 5 }, "chip");
  press.moved({ clientX: 9, clientY: 8 });
  due();
  assert.deepEqual([acted, press.isDone], [["chip"], true]);
  press.down({ clientX: 5, clientY: 5 }, "chip");
  assert.equal(press.isDone, false);
  press.moved({ clientX: 5, clientY: 30 });
  assert.equal(due, null);
  press.down({ clientX: 5, clientY: 5 }, "chip");
  press.end();
  assert.deepEqual([due, acted.length, press.isDone], [null, 1, false]);
});

test("somebody whose name is gone still counts", () => {
  assert.equal(whoReacted(thumb([], [9])), "Somebody reacted with 👍");
});

test("my reaction is mine whether I am named or one of the others", () => {
  assert.equal(isOf(thumb([ann]), 1), true);
  assert.equal(isOf(thumb([ann], [7]), 7), true);
  assert.equal(isOf(thumb([ann]), 2), false);
  assert.equal(hasReacted({ reactions: [thumb([ann])] }, "🎉", 1), false);
  assert.equal(hasReacted({}, "👍", 1), false);
});

test("a message is pinned or taken down, bookmarked or not any more", () => {
  assert.deepEqual(actionsFor(message, reader), ["react", "reply", "thread", "pin", "bookmark", "unread", "link"]);
  const marked = { ...message, pinned: { by: ann, at: "" } };
  assert.deepEqual(actionsFor(marked, { ...reader, isBookmarked: true }), ["react", "reply", "thread", "unpin", "unbookmark", "unread", "link"]);
});

test("in an archived room messages are read and kept, and not changed", () => {
  const own = { ...message, author: { id: 2 } };
  assert.deepEqual(actionsFor(own, { ...reader, isOwner: true, isArchived: true }), ["thread", "bookmark", "unread", "link"]);
});

function fakeSocket(answers) {
  const handlers = new Map();
  return {
    asked: [],
    on: (type, handler) => handlers.set(type, handler),
    tell: (event) => handlers.get(event.type)(event),
    request(type, fields) {
      this.asked.push({ type, ...fields });
      return Promise.resolve(answers);
    },
  };
}

test("bookmarks are those of the page, then what any of my tabs says", () => {
  const socket = fakeSocket();
  const bookmarks = new Bookmarks({ socket, room: 1, known: "5 6", changed: () => {} });
  socket.tell({ type: "bookmark", room: 1, message: 7, on: true });
  socket.tell({ type: "bookmark", room: 1, message: 5, on: false });
  socket.tell({ type: "bookmark", room: 2, message: 8, on: true });
  assert.deepEqual([...bookmarks.ids], [6, 7]);
});

test("after a lost connection bookmarks are read anew, and not before", async () => {
  const socket = fakeSocket({ messages: [9] });
  const bookmarks = new Bookmarks({ socket, room: 1, known: "", changed: () => {} });
  socket.tell({ type: "hello" });
  assert.deepEqual(socket.asked, []);
  socket.tell({ type: "hello" });
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual(socket.asked, [{ type: "room.bookmarks", room: 1 }]);
  assert.equal(bookmarks.has(9), true);
});

const told = (before, after) =>
  differences(before, after)
    .map(({ kind, text }) => ({ same: text, gone: `[-${text}-]`, new: `{+${text}+}` })[kind])
    .join("");

test("what was edited leads its author and the owners to what it said before", () => {
  const edited = { ...message, edited_at: "then" };
  const sees = (reader, of = edited) => [seesPast(of, reader), actionsFor(of, reader).includes("history")];
  assert.deepEqual(sees({ me: 1, isOwner: false }), [true, true]);
  assert.deepEqual(sees({ me: 2, isOwner: true }), [true, true]);
  assert.deepEqual(sees({ me: 2, isOwner: false }), [false, false]);
  assert.deepEqual(sees({ me: 1, isOwner: true }, message), [false, false]);
  assert.deepEqual(sees({ me: 1, isOwner: true }, { ...edited, deleted_at: "later" }), [false, false]);
});

test("of an edited text the words that went and came are told apart", () => {
  assert.equal(told("Lunch at noon today", "Lunch at one today"), "Lunch at [-noon-]{+one+} today");
  assert.equal(told("one two", "one two three"), "one two{+ three+}");
  assert.equal(told("aaa", "aaa"), "aaa");
  assert.equal(told("a b a", "b a b"), "[-a -]b a{+ b+}");
});

test("whatever was edited, both texts can be read from their differences", () => {
  const texts = ["", "a", "a b", "b a", "a  b c", "c b a", "天 a天", "a天天", "x".repeat(50)];
  for (const before of texts) {
    for (const after of texts) {
      const parts = differences(before, after);
      const without = (kind) => parts.filter((part) => part.kind !== kind).map(({ text }) => text).join("");
      assert.deepEqual([without("new"), without("gone")], [before, after]);
    }
  }
});

test("where a script has no spaces, characters are compared", () => {
  assert.equal(told("今天天气很好", "今天天气不好"), "今天天气[-很-]{+不+}好");
});

test("two long texts that share nothing are not compared for ever", () => {
  const [before, after] = ["a ", "b "].map((word) => word.repeat(2000));
  const began = differences(before, after);
  assert.equal(began.filter(({ kind }) => kind === "new").length > 0, true);
  assert.equal(began.filter(({ kind }) => kind !== "gone").map(({ text }) => text).join(""), after);
});

test("keys go from message to message, and begin with the newest", () => {
  assert.equal(rowAfter("k", -1, 3), 2);
  assert.equal(rowAfter("ArrowUp", -1, 3), null);
  assert.equal(rowAfter("k", 2, 3), 1);
  assert.equal(rowAfter("ArrowDown", 1, 3), 2);
  assert.equal(rowAfter("j", 2, 3), null);
  assert.equal(rowAfter("k", 0, 3), null);
  assert.equal(rowAfter("j", -1, 0), null);
  assert.equal(rowAfter("x", 0, 3), null);
});

test("a key does what may be done with the message", () => {
  assert.equal(actionOf("p", ["pin", "link"]), "pin");
  assert.equal(actionOf("p", ["unpin", "link"]), "unpin");
  assert.equal(actionOf("e", ["pin", "link"]), undefined);
  assert.equal(actionOf("q", ["pin"]), undefined);
});
