import assert from "node:assert/strict";
import { test } from "node:test";

import { signOf } from "../../static/chat/room_list.js";
import { fit } from "../../static/site/fuzzy.js";
import { MOST, atFirst, choiceAfter, matching, placeOf, visited } from "../../static/site/switcher_choices.js";

const room = (id, name, unread = 0) => ({ kind: "public", id, name, unread });
const person = (id, name, username = name) => ({ kind: "person", id, name, username, state: "online" });
const names = (choices) => choices.map(({ name }) => name);
const collator = new Intl.Collator("en");

/** The names that fit, the best first. */
function best(query, ...those) {
  return those.filter((name) => fit(query, name) !== null).sort((a, b) => fit(query, b) - fit(query, a));
}

test("letters are found in their order, whatever stands between them", () => {
  assert.notEqual(fit("dpl", "Deployment"), null);
  assert.equal(fit("lpd", "Deployment"), null);
  assert.equal(fit("deploys", "Deploy"), null);
});

test("case, accents and spaces do not matter", () => {
  assert.notEqual(fit("CAFE", "Un café"), null);
  assert.notEqual(fit("é", "E"), null);
  assert.notEqual(fit("de sk", "Desk"), null);
});

test("every script is found", () => {
  assert.notEqual(fit("天报", "天气预报"), null);
  assert.notEqual(fit("한", "한국"), null);
  assert.equal(fit("雨", "天气预报"), null);
});

test("beginnings of words are better than middles, and neighbours than those far apart", () => {
  assert.deepEqual(best("ops", "Operations desk", "Shops", "Dev ops", "Ops"), ["Ops", "Dev ops", "Operations desk", "Shops"]);
  assert.deepEqual(best("fd", "Offered", "Front desk"), ["Front desk", "Offered"]);
  assert.deepEqual(best("lob", "A long old bar", "Lobby"), ["Lobby", "A long old bar"]);
});

test("a later word may fit better than the first letters that could be taken", () => {
  assert.ok(fit("tea", "team") > fit("tea", "the seat"));
  assert.ok(fit("tea", "t x tea") > fit("tea", "txexa"));
});

test("at first come the rooms I was in, then those with something unread, then the others", () => {
  const rooms = [room(1, "Zoo"), room(2, "Bar", 3), room(3, "Attic"), room(4, "Hall"), room(5, "Here")];
  assert.deepEqual(names(atFirst(rooms, [4, 1], 5, collator)), ["Hall", "Zoo", "Bar", "Attic"]);
});

test("never more than fit on a screen", () => {
  const many = Array.from({ length: 50 }, (_, id) => room(id + 1, `Room ${id}`));
  assert.equal(atFirst(many, [], 0, collator).length, MOST);
  assert.equal(matching("room", many, [], []).length, MOST - 1);
});

test("somebody I talk with already stands there once, as our conversation", () => {
  const direct = (id, name, people) => ({ kind: "direct", id, name, people });
  const rooms = [direct(5, "Bob Miller", [1, 2]), direct(6, "Bob Miller, Carol", [1, 2, 3]), direct(7, "Ann", [1])];
  const people = [person(2, "Bob Miller", "bo"), person(4, "Bobby")];
  const found = matching("bob", rooms, people, [], 1);
  assert.deepEqual(names(found).toSorted(), ["Bob Miller", "Bob Miller, Carol", "Bobby"]);
  const bob = found.find(({ id }) => id === 5);
  assert.deepEqual([bob.kind, bob.username, bob.state], ["direct", "bo", "online"]);
  assert.deepEqual(names(matching("bo", [direct(5, "Robert", [2, 1])], [person(2, "Robert", "bo")], [], 1)), ["Robert"]);
  assert.deepEqual(names(matching("ann", rooms, [person(1, "Ann")], [], 1)), ["Ann"]);
});

test("a conversation of several is marked as one", () => {
  assert.deepEqual([{ kind: "public" }, { kind: "direct", people: [1, 2] }, { kind: "direct", people: [1, 2, 3] }].map(signOf), ["public", "direct", "group"]);
});

test("rooms and people are in one list, by how well they fit", () => {
  const rooms = [room(1, "Annex"), room(2, "Bar")];
  const people = [person(1, "Ann"), person(2, "Joanna", "jo")];
  assert.deepEqual(names(matching("ann", rooms, people, [])), ["Ann", "Annex", "Joanna"]);
});

test("a person is found by the username too, and kept where the server alone knows why", () => {
  assert.deepEqual(names(matching("jo", [], [person(1, "王芳", "jo")], [])), ["王芳"]);
  assert.deepEqual(names(matching("ß", [room(1, "Lobby")], [person(1, "Süss")], [])), ["Süss"]);
});

test("where I was lately weighs a little", () => {
  const rooms = [room(1, "Team A"), room(2, "Team B")];
  assert.deepEqual(names(matching("team", rooms, [], [2])), ["Team B", "Team A"]);
});

test("where I was lately is not offered for letters it does not have", () => {
  assert.deepEqual(names(matching("ann", [room(1, "Talk"), room(2, "Annex")], [], [1])), ["Annex"]);
});

test("the latest visit comes first, each room once", () => {
  assert.deepEqual(visited([1, 2, 3], 3), [3, 1, 2]);
  assert.equal(visited(Array.from({ length: MOST }, (_, id) => id), 99).length, MOST);
});

test("what was gone to stays chosen when others are found, the search for words too", () => {
  const words = { kind: "words", name: "Search messages" };
  const found = [person(4, "Ann"), room(4, "Annex"), words];
  assert.equal(placeOf({ ...words }, found), 2);
  assert.equal(placeOf(room(4, "Annex", 3), found), 1);
  assert.equal(placeOf(room(9, "Gone"), found), 0);
  assert.equal(placeOf(undefined, found), 0);
});

test("arrows go around the ends", () => {
  assert.equal(choiceAfter("ArrowDown", 2, 3), 0);
  assert.equal(choiceAfter("ArrowUp", 0, 3), 2);
  assert.equal(choiceAfter("ArrowUp", 0, 0), null);
  assert.equal(choiceAfter("a", 0, 3), null);
});
