import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Socket } from "../../static/realtime/socket.js";
import { FakeClock, fakeWebSocket } from "./world.js";

let clock, Fake, socket, visible;

beforeEach(() => {
  clock = new FakeClock();
  Fake = fakeWebSocket();
  visible = true;
  socket = new Socket("ws://site/ws/", { WebSocket: Fake, clock, random: () => 1, visible: () => visible });
  socket.connect();
});

test("it is open once the server said hello, not before", () => {
  assert.equal(socket.state, "connecting");
  Fake.newest.greet();
  assert.equal(socket.state, "open");
  assert.equal(socket.hello.user.username, "ann");
});

test("every event of a frame reaches the handlers of its type, in order", () => {
  const seen = [];
  socket.on("message", (event) => seen.push(event.n));
  Fake.newest.tell({ type: "message", n: 1 }, { type: "other" }, { type: "message", n: 2 });
  assert.deepEqual(seen, [1, 2]);
});

test("a handler that was taken off hears nothing more", () => {
  const seen = [];
  const off = socket.on("message", (event) => seen.push(event));
  off();
  Fake.newest.tell({ type: "message" });
  assert.deepEqual(seen, []);
});

test("a request is answered by the event with its id", async () => {
  Fake.newest.greet();
  const first = socket.request("a", { room: 1 });
  const second = socket.request("b");
  const [one, two] = Fake.newest.sent;
  assert.deepEqual(one, { type: "a", room: 1, id: one.id });
  Fake.newest.tell({ type: "ok", id: two.id, n: 2 }, { type: "ok", id: one.id, n: 1 });
  assert.equal((await first).n, 1);
  assert.equal((await second).n, 2);
});

test("an error rejects its request with the server's words", async () => {
  Fake.newest.greet();
  const answer = socket.request("a");
  Fake.newest.tell({ type: "error", id: Fake.newest.sent[0].id, code: "too_fast", message: "slow", retry_after: 2 });
  await assert.rejects(answer, { code: "too_fast", message: "slow", retry_after: 2 });
});

test("a request that was under way when the connection went is rejected as disconnected", async () => {
  Fake.newest.greet();
  const answer = socket.request("a");
  Fake.newest.end(1006);
  await assert.rejects(answer, { code: "disconnected" });
  await assert.rejects(socket.request("b"), { code: "disconnected" });
});

test("a lost connection comes back after a growing delay", () => {
  Fake.newest.end(1006);
  assert.equal(socket.state, "waiting");
  assert.equal(socket.retryAt, 1);
  clock.advance(1);
  assert.equal(Fake.made.length, 2);
  Fake.newest.end(1006);
  assert.equal(socket.retryAt, clock.now() + 2);
});

test("ten calm seconds make the delay short again; fewer do not", () => {
  Fake.newest.end(1006);
  clock.advance(1);
  Fake.newest.greet();
  clock.advance(5);
  Fake.newest.end(1006);
  assert.equal(socket.retryAt - clock.now(), 2);
  clock.advance(2);
  Fake.newest.greet();
  clock.advance(10);
  Fake.newest.end(1006);
  assert.equal(socket.retryAt - clock.now(), 1);
});

test("a planned restart is waited out for as long as the server asked", () => {
  Fake.newest.greet();
  Fake.newest.tell({ type: "goodbye", reason: "restarting", retry_after: 3.5 });
  Fake.newest.end(1012);
  assert.equal(socket.retryAt - clock.now(), 3.5);
});

for (const code of [1013, 4408, 4429]) {
  test(`${code} is tried again with back-off`, () => {
    Fake.newest.greet();
    Fake.newest.end(code);
    assert.equal(socket.state, "waiting");
    assert.equal(socket.retryAt - clock.now(), 1);
  });
}

test("an ended session is tried once more at once, and is over the second time", () => {
  Fake.newest.greet();
  Fake.newest.end(4401, "signed out");
  clock.advance(0);
  assert.equal(Fake.made.length, 2);
  Fake.newest.end(4401, "signed out");
  assert.equal(socket.state, "signed_out");
  clock.advance(600);
  assert.equal(Fake.made.length, 2);
});

test("a renewed session stays connected, and may be renewed again later", () => {
  Fake.newest.greet();
  Fake.newest.end(4401);
  clock.advance(0);
  Fake.newest.greet();
  clock.advance(11);
  Fake.newest.end(4401);
  assert.equal(socket.state, "waiting");
});

test("who signed in again in another tab is connected on return to this one", () => {
  Fake.newest.end(4401);
  clock.advance(0);
  Fake.newest.end(4401);
  socket.wake();
  Fake.newest.greet();
  assert.equal(socket.state, "open");
});

test("a refusal is final and says why", () => {
  Fake.newest.end(4403, "banned");
  assert.deepEqual([socket.state, socket.reason], ["refused", "banned"]);
  socket.wake();
  assert.equal(Fake.made.length, 1);
});

test("a tab that was disconnected from another page stays so until somebody asks for it there", () => {
  Fake.newest.greet();
  Fake.newest.end(4410, "disconnected");
  assert.equal(socket.state, "disconnected");
  socket.wake();
  clock.advance(600);
  assert.equal(Fake.made.length, 1);
  socket.retry();
  Fake.newest.greet();
  assert.equal(socket.state, "open");
});

test("waking up tries at once", () => {
  Fake.newest.end(1006);
  socket.wake();
  assert.equal(Fake.made.length, 2);
  clock.advance(1);
  assert.equal(Fake.made.length, 2, "the attempt that was waiting is not made as well");
});

test("a visible page pings every heartbeat, a hidden one is left in peace", () => {
  Fake.newest.greet();
  clock.advance(25);
  assert.deepEqual(Fake.newest.sent, [{ type: "ping" }]);
  Fake.newest.tell({ type: "pong", rooms: {} });
  visible = false;
  clock.advance(100);
  assert.equal(Fake.newest.sent.length, 1);
  assert.equal(socket.state, "open");
});

test("a connection that does not answer a ping is replaced", () => {
  Fake.newest.greet();
  socket.wake();
  clock.advance(10);
  assert.equal(socket.state, "waiting");
  assert.notEqual(Fake.made[0].closedWith, undefined);
});

test("what an abandoned connection still says is ignored", () => {
  const [old] = Fake.made;
  old.greet();
  socket.wake();
  clock.advance(11);
  Fake.newest.greet();
  const seen = [];
  socket.on("message", (event) => seen.push(event));
  old.tell({ type: "message" });
  old.end(1006);
  assert.deepEqual(seen, []);
  assert.equal(socket.state, "open");
});

test("an attempt that gets no answer at all is given up", () => {
  clock.advance(20);
  assert.equal(socket.state, "waiting");
});
