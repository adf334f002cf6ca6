import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ReadMark } from "../../static/chat/reading.js";
import { FakeClock, settled } from "./world.js";

let clock, told, answer;

beforeEach(() => {
  clock = new FakeClock();
  told = [];
  answer = async () => {};
});

function mark(read = 5) {
  const tell = (position, unread) => {
    told.push(unread ? [position, "unread"] : position);
    return answer();
  };
  return new ReadMark({ read, clock, tell });
}

test("what is seen is told at once, then at most once a second, with the highest position", () => {
  const mine = mark();
  mine.see(6);
  clock.advance(0);
  for (const position of [7, 8, 9]) mine.see(position);
  clock.advance(0.9);
  assert.deepEqual(told, [6]);
  clock.advance(0.1);
  assert.deepEqual(told, [6, 9]);
});

test("what has been seen before is not told again", () => {
  const mine = mark();
  mine.see(5);
  mine.see(3);
  clock.advance(2);
  assert.deepEqual(told, []);
});

test("what could not be told is told when it is seen again", async () => {
  answer = () => Promise.reject({ code: "disconnected" });
  const mine = mark();
  mine.see(6);
  clock.advance(0);
  await settled();
  mine.see(6);
  clock.advance(0);
  assert.deepEqual(told, [6, 6]);
});

test("what another tab has seen needs no telling here", () => {
  const mine = mark();
  mine.moved(8);
  mine.see(8);
  clock.advance(1);
  assert.deepEqual([mine.read, told], [8, []]);
});

test("marked unread stays unread while it is looked at, until the reader turns to the room again", () => {
  const mine = mark(9);
  mine.keepUnread(7);
  mine.moved(6);
  mine.see(9);
  clock.advance(2);
  assert.deepEqual(told, [[6, "unread"]]);
  mine.release();
  mine.see(9);
  clock.advance(2);
  assert.deepEqual(told, [[6, "unread"], 9]);
});

test("a mark about to be told does not undo what is marked unread", () => {
  const mine = mark(5);
  mine.see(9);
  mine.keepUnread(7);
  clock.advance(2);
  assert.deepEqual(told, [[6, "unread"]]);
});

test("a mark that another device moved back is left there", () => {
  const mine = mark(9);
  mine.moved(4);
  mine.see(9);
  clock.advance(2);
  assert.deepEqual([mine.read, told], [4, []]);
});

test("read elsewhere is read, whatever was marked here", () => {
  const mine = mark(9);
  mine.keepUnread(7);
  mine.moved(9);
  mine.see(10);
  clock.advance(1);
  assert.deepEqual(told, [[6, "unread"], 10]);
});

test("late news of a mark that has gone on takes nothing back", () => {
  const mine = mark(5);
  mine.see(9);
  clock.advance(0);
  mine.moved(7);
  mine.see(9);
  clock.advance(2);
  assert.deepEqual(told, [9]);
});
