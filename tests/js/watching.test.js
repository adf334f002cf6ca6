import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Socket } from "../../static/realtime/socket.js";
import { Watching } from "../../static/presence/watching.js";
import { FakeClock, fakeWebSocket, settled } from "./world.js";

let clock, wire, watching, shown, counted, isVisible;

function whole(fields = {}) {
  return { type: "presence.window", version: 1, as_of: null, counts: { online: 1 }, groups: { online: 500 }, total: 500, from: 0, users: [{ id: 1 }], ...fields };
}

const asked = () => wire.sent.filter(({ type }) => type === "presence.watch");

function answer(fields) {
  wire.tell(whole({ id: asked().at(-1).id, ...fields }));
  return settled();
}

beforeEach(() => {
  clock = new FakeClock();
  const WebSocket = fakeWebSocket();
  const socket = new Socket("ws://x/ws/", { WebSocket, clock });
  [shown, counted, isVisible] = [[], [], true];
  watching = new Watching({
    socket,
    start: 0,
    query: "",
    visible: () => isVisible,
    changed: (answered) => shown.push([answered.query, watching.window.users.map(({ id }) => id)]),
    counted: ({ counts }) => counted.push(counts),
  });
  socket.connect();
  wire = WebSocket.newest;
  wire.greet();
});

test("it asks for a hundred rows as soon as there is a connection", () => {
  assert.deepEqual(asked().map(({ from, limit, query }) => [from, limit, query]), [[0, 100, ""]]);
});

test("typing fast asks one question at a time, and the last word wins", async () => {
  await answer();
  for (const query of ["a", "an", "ann"]) watching.find(query);
  assert.equal(asked().length, 2);
  await answer({ users: [{ id: 2 }] });
  assert.equal(asked().at(-1).query, "ann");
  await answer({ users: [{ id: 3 }] });
  assert.equal(asked().length, 3);
  assert.deepEqual(shown, [["", [1]], ["a", [2]], ["ann", [3]]]);
});

test("what the old window still tells is not taken for the answer to the new question", async () => {
  await answer();
  watching.find("bob");
  wire.tell(whole({ version: 2, users: [{ id: 1 }, { id: 9 }] }));
  assert.deepEqual(shown.at(-1), ["", [1, 9]]);
  await answer({ users: [{ id: 7 }] });
  assert.deepEqual(shown.at(-1), ["bob", [7]]);
});

test("scrolling asks for the rows in sight, a few times a second at most", async () => {
  await answer();
  watching.follow({ first: 5, end: 25 }, 500);
  clock.advance(1);
  assert.equal(asked().length, 1);
  for (const first of [200, 220, 240]) watching.follow({ first, end: first + 20 }, 500);
  clock.advance(1);
  assert.deepEqual(asked().map(({ from }) => from), [0, 200]);
});

test("a change that skips a version makes it ask again", async () => {
  await answer();
  wire.tell({ type: "presence.changed", since: 1, version: 2, as_of: null, counts: {}, groups: {}, users: [{ id: 1, state: "away" }] });
  assert.equal(watching.window.users[0].state, "away");
  wire.tell({ type: "presence.changed", since: 5, version: 6, as_of: null, counts: {}, groups: {}, users: [] });
  assert.equal(asked().length, 2);
});

test("a hidden tab asks for counts only, and keeps its rows", async () => {
  await answer();
  isVisible = false;
  watching.ask();
  assert.equal(asked().at(-1).limit, 0);
  await answer({ users: [], counts: { online: 4 } });
  assert.deepEqual([counted.at(-1), watching.window.users.length], [{ online: 4 }, 1]);
});

test("a question refused for its pace is asked again when that is allowed", async () => {
  wire.tell({ type: "error", id: asked()[0].id, code: "too_fast", message: "", retry_after: 3 });
  await settled();
  clock.advance(3);
  assert.equal(asked().length, 2);
});

test("a lost connection's question is asked again on the next one", async () => {
  wire.end(1006);
  await settled();
  clock.advance(60);
  wire = wire.constructor.newest;
  wire.greet();
  assert.equal(asked().length, 1);
});
