import assert from "node:assert/strict";
import { test } from "node:test";
import { isCommand, unescaped } from "../../static/chat/commands.js";
import { adopt, findEmoji } from "../../static/chat/emoji_data.js";
import { moved } from "../../static/chat/emoji_grid.js";
import { bumped } from "../../static/chat/recent_emoji.js";

test("a word of letters right after the slash is a command, known or not", () => {
  for (const text of ["/away", "/status 🌴 at the sea", "/BACK", "/busy\nfor 30 minutes", "/statusquo", "/主题", "/me"]) assert.ok(isCommand(text), text);
  for (const text of ["/", "/home/ann", " /away", "back", "/me laughs", "/1", "//away", "/a-b"]) assert.ok(!isCommand(text), text);
});

test("two slashes say one, but only where a command would stand", () => {
  assert.equal(unescaped("//away now"), "/away now");
  assert.equal(unescaped("// a comment"), "// a comment");
  assert.equal(unescaped("//host/share"), "//host/share");
});

const LIST = adopt({
  emoji: [
    ["😀", "grinning grinning_face", 0, "face happy", "嘿嘿 笑脸"],
    ["😄", "smile grinning_face_with_closed_eyes", 0, "happy eye", "大笑 笑脸"],
    ["🐱", "cat cat_face", 2, "pet", "猫脸 猫"],
    ["😸", "smile_cat", 0, "grinning cat", "微笑的猫"],
    ["☕", "coffee hot_beverage", 3, "café drink", "热饮 咖啡"],
  ],
});

const signs = (query, recent) => findEmoji(LIST, query, recent).map(({ sign }) => sign).join("");

test("an emoji is found by its name first, then by the beginnings of names, then by what it shows", () => {
  assert.equal(signs("smile"), "😄😸");
  assert.equal(signs("cat"), "🐱😸");
  assert.equal(signs("face"), "😀😄🐱");
  assert.equal(signs("happy"), "😀😄");
  assert.equal(signs("nothing at all"), "");
});

test("every word of a search must fit, in any case and without accents", () => {
  assert.equal(signs("CAFE"), "☕");
  assert.equal(signs("grinning eye"), "😄");
  assert.equal(signs("smile_c"), "😸😄");
});

test("an emoji is found by a part of its Chinese words", () => {
  assert.equal(signs("咖啡"), "☕");
  assert.equal(signs("猫"), "🐱😸");
});

test("among equals what was used lately comes first", () => {
  assert.equal(signs("happy", ["😄"]), "😄😀");
  assert.equal(signs("smile", ["😸"]), "😄😸");
});

test("an emoji is called in the page's language", () => {
  assert.equal(LIST[3].label, "smile cat");
  assert.equal(adopt({ emoji: [["☕", "coffee", 3, "drink", "热饮 咖啡"]] }, "zh-hans")[0].label, "热饮");
});

test("what is used again moves to the front, and the oldest falls off", () => {
  assert.deepEqual(bumped(["a", "b", "c"], "b"), ["b", "a", "c"]);
  const many = Array.from({ length: 24 }, (_, number) => String(number));
  assert.equal(bumped(many, "new").length, 24);
  assert.ok(!bumped(many, "new").includes("23"));
});

test("arrows move in rows of a group and over into the next one", () => {
  const go = (key, index) => moved(key, index, [10, 3, 5], 4);
  assert.equal(go("ArrowRight", 9), 10);
  assert.equal(go("ArrowDown", 1), 5);
  assert.equal(go("ArrowDown", 7), 9);
  assert.equal(go("ArrowDown", 9), 11);
  assert.equal(go("ArrowDown", 12), 15);
  assert.equal(go("ArrowUp", 15), 12);
  assert.equal(go("ArrowUp", 10), 8);
  assert.equal(go("ArrowUp", 12), 9);
  assert.equal(go("ArrowUp", 2), -1);
  assert.equal(go("ArrowDown", 17), 17);
  assert.deepEqual([go("Home", 7), go("End", 7), go("x", 7)], [0, 17, null]);
  assert.equal(go("PageUp", 17), 4);
});
