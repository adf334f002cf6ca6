import assert from "node:assert/strict";
import { test } from "node:test";
import { AlertBook } from "../../static/incidents/alert_book.js";
import { Drawing, parsed } from "../../static/incidents/drawing.js";
import { Features, keep } from "../../static/incidents/features.js";
import { shiftTo, spoken, unrolled, wrapped } from "../../static/incidents/places.js";
import { Watching } from "../../static/incidents/watching.js";
import { FakeClock } from "./world.js";

const incident = (id, more = {}) => ({
  id,
  properties: { changed_at: "2026-01-01T10:00:00Z", opened_at: "2026-01-01T10:00:00Z", open: true, severity: "low", ...more },
});
const alert = (id, more = {}) => ({ alert: { id, acknowledged_at: null, over: false, ...more }, incident: {}, area: {}, new: true });
const settled = () => new Promise((done) => setImmediate(done));

test("a feature is kept unless a later state of it is held", () => {
  const held = new Map();
  assert.ok(keep(held, incident(1, { changed_at: "2026-01-01T10:00:01.500000Z" })));
  assert.ok(!keep(held, incident(1, { changed_at: "2026-01-01T10:00:01.400000Z", title: "older" })));
  assert.equal(held.get(1).properties.title, undefined);
});

test("a list has what its filter wants, the newest first", () => {
  const features = new Features();
  const later = { opened_at: "2026-01-02T10:00:00Z" };
  features.replace({ incidents: [incident(1), incident(2, { ...later, severity: "high" }), incident(3, { open: false })], areas: [], complete: true });
  const listed = (state, severities = []) => features.listed({ state, severities }).map(({ id }) => id);
  assert.deepEqual(listed("open"), [2, 1]);
  assert.deepEqual(listed("closed"), [3]);
  assert.deepEqual(listed("all"), [2, 3, 1]);
  assert.deepEqual(listed("all", ["low", "critical"]), [3, 1]);
});

class FakeSocket {
  constructor() {
    this.clock = new FakeClock();
    this.handlers = {};
    this.asked = [];
  }

  on(type, handler) {
    this.handlers[type] = handler;
  }

  request(type) {
    return new Promise((answer, refuse) => this.asked.push({ type, answer, refuse }));
  }
}

function watching() {
  const socket = new FakeSocket();
  const page = new Watching({ socket, changed: () => {}, isVisible: () => true });
  return { socket, page };
}

test("what changes while an answer is on its way is not undone by it", async () => {
  const { socket, page } = watching();
  socket.handlers.hello();
  socket.handlers["incident.changed"]({ feature: incident(1, { changed_at: "2026-01-01T11:00:00Z", title: "newer" }) });
  socket.handlers["incident.deleted"]({ feature: incident(2) });
  socket.asked[0].answer({ incidents: [incident(1), incident(2)], areas: [], complete: true });
  await settled();
  assert.equal(page.features.incidents.get(1).properties.title, "newer");
  assert.ok(!page.features.incidents.has(2));
  assert.ok(page.isLive);
});

test("how things stand is asked anew now and then, and after a refusal when that is allowed", async () => {
  const { socket } = watching();
  socket.handlers.hello();
  socket.asked[0].refuse({ code: "too_fast", retry_after: 2 });
  await settled();
  socket.clock.advance(2);
  assert.equal(socket.asked.length, 2);
  socket.asked[1].answer({ incidents: [], areas: [], complete: true });
  await settled();
  socket.clock.advance(300);
  assert.equal(socket.asked.length, 3);
});

test("an alert is announced once, when it is raised, and goes when it is noted", () => {
  const book = new AlertBook();
  book.replace({ alerts: [alert(1)], count: 1 });
  assert.ok(!book.take(alert(1)), "held already");
  assert.ok(book.take(alert(2)));
  assert.ok(!book.take({ ...alert(2, { over: true }), new: false }));
  assert.ok(book.held.get(2).alert.over);
  assert.deepEqual(book.waiting.map(({ alert: { id } }) => id), [2, 1]);
  book.take({ ...alert(1, { acknowledged_at: "2026-01-01T10:00:00Z" }), new: false });
  assert.equal(book.count, 1);
});

test("of very many alerts those that were not told are counted", () => {
  const book = new AlertBook();
  book.replace({ alerts: [alert(9)], count: 300 });
  assert.equal(book.count, 300);
  book.drop(1);
  assert.equal(book.count, 299);
  assert.ok(!book.take({ ...alert(2, { over: true }), new: false }), "an old one that changes is not announced");
  assert.equal(book.count, 299);
});

test("longitudes of other copies of the world are the same places", () => {
  assert.equal(wrapped(190), -170);
  assert.equal(wrapped(-540.5), 179.5);
  assert.equal(wrapped(180), 180);
  assert.equal(shiftTo(175, -175), 360);
  assert.equal(shiftTo(0, 10), 0);
  assert.equal(spoken(-13.4, 52.5), "52.5° N, 13.4° W");
});

test("an outline over the date line goes on beyond it, and one around a pole gets the pole", () => {
  assert.deepEqual(unrolled([[170, 60], [-170, 60], [-170, 50], [170, 60]]), [[170, 60], [190, 60], [190, 50], [170, 60]]);
  assert.deepEqual(unrolled([[-90, -70], [90, -70], [-179, -70], [-90, -70]]).slice(-2), [[270, -90], [-90, -90]]);
  assert.deepEqual(unrolled([[0, 0], [1, 0], [0, 0]]), [[0, 0], [1, 0], [0, 0]]);
});

test("corners are read from lines and from GeoJSON, and nonsense is none", () => {
  assert.deepEqual(parsed("52, 13\n\n51 −14.5°"), [[[[13, 52], [-14.5, 51]]]]);
  const ring = [[0, 0], [1, 0], [1, 1], [0, 0]];
  assert.deepEqual(parsed(JSON.stringify({ type: "Feature", geometry: { type: "MultiPolygon", coordinates: [[ring]] } })), [[[[0, 0], [1, 0], [1, 1]]]]);
  for (const text of ["north", "{", '{"type":"Polygon"}', '{"type":"Polygon","coordinates":[[["a","b"]]]}']) assert.equal(parsed(text), null, text);
});

test("a drawing is an area from its third corner on, closed, and every step can be undone", () => {
  const drawing = new Drawing();
  drawing.add([0, 0]);
  drawing.add([200.1234567, 95]);
  assert.equal(drawing.text, "");
  drawing.add([0, 10]);
  assert.deepEqual(JSON.parse(drawing.text), { type: "Polygon", coordinates: [[[0, 0], [200.123457, 90], [0, 10], [0, 0]]] });
  drawing.insert(0, 1, [5, 5]);
  drawing.move(0, 0, [1, 1]);
  drawing.shift([10, 0]);
  drawing.remove(0, 2);
  assert.deepEqual(drawing.rings, [[[11, 1], [15, 5], [10, 10]]]);
  drawing.clear();
  assert.equal(drawing.corners, 0);
  for (let step = 0; step < 5; step += 1) drawing.undo();
  assert.deepEqual(drawing.rings, [[[0, 0], [200.123457, 90], [0, 10]]]);
});

test("what is edited keeps its holes and its other pieces", () => {
  const square = (at) => [[at, at], [at + 9, at], [at + 9, at + 9], [at, at + 9], [at, at]];
  const area = { type: "MultiPolygon", coordinates: [[square(0), square(3).map(([x, y]) => [x / 2, y / 2])], [square(20)]] };
  const drawing = new Drawing();
  assert.ok(drawing.read(JSON.stringify(area)));
  assert.deepEqual(JSON.parse(drawing.text), area);
});
