import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { RoomSession } from "../../static/chat/session.js";
import { Socket } from "../../static/realtime/socket.js";
import { FakeClock, fakeWebSocket, settled } from "./world.js";

const ROOM = 7;
let clock, WebSocket, session, lost;

const message = (position, version = position, more = {}) => ({
  id: 100 + position, room: ROOM, position, version, author: { id: 2 }, client_id: `c${position}`, html: "", ...more,
});
const server = () => WebSocket.newest;
const asked = (type) => server().sent.filter((request) => request.type === type);
const held = () => session.log.list().map(({ position, version }) => [position, version]);

beforeEach(async () => {
  clock = new FakeClock();
  WebSocket = fakeWebSocket();
  lost = [];
  const socket = new Socket("ws://here/ws/", { WebSocket, clock });
  const outbox = { subscribe: () => {}, drop: () => {}, list: () => [] };
  session = new RoomSession({
    socket, outbox, room: ROOM, me: { id: 1 }, ready: Promise.resolve(),
    changed: () => {}, arrived: () => {}, opened: () => {}, lost: (reason) => lost.push(reason),
  });
  session.log.replace([message(1), message(2)], 2);
  socket.connect();
  server().greet();
  await settled();
});

async function answer(opened) {
  const { id } = asked("room.open").at(-1);
  server().tell({ type: "room.opened", id, room: ROOM, complete: true, messages: [], position: 2, read: 0, ...opened });
  await settled();
}

test("a room is opened from the version held", async () => {
  assert.deepEqual(asked("room.open").map(({ since }) => since), [2]);
  await answer({ version: 4, messages: [message(1, 3, { deleted_at: "now" }), message(3, 4)] });
  assert.deepEqual(held(), [[1, 3], [2, 2], [3, 4]]);
});

test("what was held too long ago is forgotten", async () => {
  await answer({ version: 900, complete: false, messages: [message(800, 900)] });
  assert.deepEqual([held(), session.log.version], [[[800, 900]], 900]);
});

test("a hole that stays is asked for", async () => {
  await answer({ version: 2 });
  server().tell({ type: "message", room: ROOM, message: message(4) });
  clock.advance(0.4);
  assert.equal(asked("room.open").length, 1);
  clock.advance(0.2);
  await settled();
  assert.deepEqual(asked("room.open").at(-1).since, 2);
  await answer({ version: 4, messages: [message(3), message(4)] });
  clock.advance(5);
  assert.deepEqual([held().length, asked("room.open").length], [4, 2]);
});

test("a hole that closes by itself is not asked for", async () => {
  await answer({ version: 2 });
  server().tell({ type: "message", room: ROOM, message: message(4) });
  server().tell({ type: "message", room: ROOM, message: message(3) });
  clock.advance(1);
  await settled();
  assert.equal(asked("room.open").length, 1);
});

test("a pong that is still ahead a moment later opens the room again", async () => {
  await answer({ version: 2 });
  server().tell({ type: "pong", rooms: { [ROOM]: 3 } });
  clock.advance(0.6);
  await settled();
  assert.equal(asked("room.open").length, 2);
  await answer({ version: 3, messages: [message(3)] });
  clock.advance(0.6);
  await settled();
  assert.equal(asked("room.open").length, 2);
});

test("a pong whose events were on their way asks for nothing", async () => {
  await answer({ version: 2 });
  server().tell({ type: "pong", rooms: { [ROOM]: 3 } }, { type: "message", room: ROOM, message: message(3) });
  clock.advance(0.6);
  await settled();
  assert.equal(asked("room.open").length, 1);
});

test("catching up opens the rooms named", async () => {
  await answer({ version: 2 });
  server().tell({ type: "catch_up", rooms: [8] });
  server().tell({ type: "catch_up", rooms: [ROOM, 8] });
  await settled();
  assert.equal(asked("room.open").length, 2);
});

test("an older database behind the same address does not keep the page asking", async () => {
  server().tell({ type: "pong", rooms: { [ROOM]: 50 } });
  await answer({ version: 1, complete: false, messages: [message(1)] });
  clock.advance(5);
  await settled();
  assert.deepEqual([session.log.version, asked("room.open").length], [1, 1]);
});

const kept = (...messages) => ({ version: 3, messages });

test("what was kept and comes late is put in with what has changed since, never as it was", async () => {
  session.log.replace([message(5), message(6)], 6);
  await answer({ version: 6 });
  session.restore(kept(message(3), message(4), message(5)));
  await settled();
  assert.deepEqual([held().length, asked("room.open").at(-1).since], [2, 3]);
  await answer({ version: 7, messages: [message(3, 7, { deleted_at: "now" }), message(5), message(6)] });
  assert.deepEqual(held(), [[3, 7], [4, 4], [5, 5], [6, 6]]);
  assert.deepEqual([session.log.version, session.log.hasHole], [7, false]);
});

test("what was kept too long ago and comes late is left aside, and nothing is lost for it", async () => {
  session.log.replace([message(5), message(6)], 6);
  await answer({ version: 6 });
  session.restore(kept(message(4), message(5)));
  await settled();
  await answer({ version: 900, complete: false, messages: [message(800, 900)] });
  assert.deepEqual(held(), [[5, 5], [6, 6]]);
});

test("what was kept and comes before the connection is asked about with it", async () => {
  server().end(1006);
  session.log.replace([message(5), message(6)], 6);
  session.restore(kept(message(4), message(5)));
  clock.advance(60);
  server().greet();
  await settled();
  assert.deepEqual([held().length, asked("room.open")[0].since], [3, 3]);
});

test("a room that is not mine any more is given up", async () => {
  server().tell({ type: "error", id: asked("room.open")[0].id, code: "not_found", message: "" });
  await settled();
  assert.deepEqual(lost, ["removed"]);
});

test("an edit shows what the server made of it", async () => {
  await answer({ version: 2 });
  const saved = session.edit({ id: 101 }, "changed");
  server().tell({ type: "ok", id: asked("message.edit")[0].id, message: message(1, 3, { html: "<p>changed</p>" }) });
  await saved;
  assert.equal(session.log.messages.get(101).html, "<p>changed</p>");
});

const asksHistory = () => asked("room.history").at(-1);

async function page(request, messages, more = false) {
  server().tell({ type: "room.page", id: request.id, room: ROOM, messages, more });
  await settled();
}

test("a page that no longer joins on, for the reader has gone elsewhere, is left out", async () => {
  await answer({ version: 2 });
  session.log.replace([message(100), message(101)], 200);
  session.older();
  const older = asksHistory();
  session.moveTo(50);
  const around = asksHistory();
  assert.deepEqual([older.before, around.around], [100, 50]);
  await page(older, [message(99)]);
  await page(around, [message(49), message(50), message(51)], true);
  assert.deepEqual(held().map(([position]) => position), [49, 50, 51]);
  assert.equal(session.log.attached, false);
});

test("the way to the latest holds the newest again", async () => {
  await answer({ version: 2 });
  session.log.trimEnd(1);
  session.moveTo();
  await page(asksHistory(), [message(1), message(2)]);
  assert.deepEqual([held().length, session.log.attached], [2, true]);
});
