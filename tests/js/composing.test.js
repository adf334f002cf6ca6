import assert from "node:assert/strict";
import { test } from "node:test";
import { isCommand, unescaped } from "../../static/chat/commands.js";
import { adopt, findEmoji } from "../../static/chat/emoji_data.js";
import { moved } from "../../static/chat/emoji_grid.js";
import { commands, emojiChoice, withGroups } from "../../static/chat/completion_sources.js";
import { activeAmong } from "../../static/chat/completion.js";
import { tokenAt } from "../../static/chat/completion_token.js";
import { keepDraft, takeUpDraft } from "../../static/chat/draft.js";
import { markOf, marked } from "../../static/chat/formatting.js";
import { Composition, sends } from "../../static/chat/keys.js";
import { bumped } from "../../static/chat/recent_emoji.js";
import { Turns } from "../../static/chat/turns.js";
import { settled } from "./world.js";

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

test("in a completion an emoji is called by the name that was begun", () => {
  assert.equal(emojiChoice(LIST[0], "grinning_f").label, ":grinning_face:");
  const [coffee] = adopt({ emoji: [["☕", "coffee hot_beverage", 3, "drink", "热饮 咖啡"]] }, "zh-hans");
  assert.deepEqual([emojiChoice(coffee, "hot").label, emojiChoice(coffee, "hot").detail], ["热饮", ":hot_beverage:"]);
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

/** The token at the place of "|", as "kind query start". */
function at(text, options) {
  const caret = text.indexOf("|");
  const token = tokenAt(text.replace("|", ""), caret, options);
  return token && `${token.kind} ${token.query} ${token.start}`;
}

test("the beginning of a name is found at the caret, in any script", () => {
  assert.equal(at("hello @an|"), "@ an 6");
  assert.equal(at("@|"), "@  0");
  assert.equal(at("你好@王小|明"), "@ 王小 2");
  assert.equal(at("(#design-t|)"), "# design-t 1");
  assert.equal(at("so :smi|"), ": smi 3");
  assert.equal(at("好的 :咖|"), ": 咖 3");
});

test("addresses, times, paths and smileys are no names", () => {
  for (const text of ["ann@example|", "at 10:30|", "http:|//x", "a#b|", "x:)|", ":D|", "@ann |", "/etc/@x|", "see ::ab|"]) assert.equal(at(text), null, text);
});

test("a command is only what the message begins with, where there are any", () => {
  assert.equal(at("/to|"), "/ to 0");
  assert.equal(at("/|"), "/  0");
  for (const text of ["say /to|", "/topic |", "//to|", "\n/to|"]) assert.equal(at(text), null, text);
  assert.equal(at("/to|", { hasCommands: false }), null);
});

test("in code nothing is completed", () => {
  assert.equal(at("`@an|"), null);
  assert.equal(at("`a` @an|"), "@ an 4");
  assert.equal(at("```\n@an|"), null);
  assert.equal(at("```\nx\n```\n@an|"), "@ an 10");
});

test("groups get a place beside people, commands are found by their beginning", () => {
  const nine = Array.from({ length: 9 }, (_, number) => ({ text: String(number) }));
  assert.deepEqual(withGroups(nine, [{ text: "here" }, { text: "all" }]).map(({ text }) => text).join(" "), "0 1 2 3 4 5 here all");
  const list = [{ name: "me", argument: "[x]", help: "" }, { name: "topic", argument: "", help: "Change it" }];
  assert.deepEqual(commands(list, "TO").map(({ text }) => text), ["/topic "]);
});

test("whoever has gone into the list stays in it when a later answer comes", () => {
  const of = (...texts) => texts.map((text) => ({ text }));
  const [ann] = of("@ann ");
  assert.equal(activeAmong(ann, of("@anna ", "@ann ")), 1);
  assert.equal(activeAmong(ann, of("@andy ", "@andrea ")), 0);
  assert.equal(activeAmong(undefined, of("@ann ")), -1);
  assert.equal(activeAmong(ann, []), -1);
});

const enter = (more) => ({ key: "Enter", keyCode: 13, isComposing: false, timeStamp: 1000, ...more });

test("an Enter that comes right behind the end of a composition belongs to it", () => {
  const composed = new Composition();
  assert.ok(sends(enter(), false, "send", composed));
  composed.ended(990);
  assert.ok(!sends(enter(), false, "send", composed));
  assert.ok(sends(enter({ timeStamp: 2000 }), false, "send", composed), "much later");
  composed.released();
  assert.ok(sends(enter(), false, "send", composed), "after its key was let go");
});

test("where Enter begins a line, control and Enter send", () => {
  assert.ok(!sends(enter(), false, "newline"));
  assert.ok(!sends(enter({ shiftKey: true }), false, "newline"));
  assert.ok(sends(enter({ ctrlKey: true }), false, "newline"));
  assert.ok(sends(enter({ metaKey: true }), true, "newline"));
});

/** Set a mark on what stands between two "|"; both show again what is selected then. */
function set(mark, text) {
  const [before, inner, after] = text.split("|");
  const value = before + inner + after;
  const { start, end, text: put, from, to } = marked(value, before.length, before.length + inner.length, mark);
  const now = value.slice(0, start) + put + value.slice(end);
  return `${now.slice(0, from)}|${now.slice(from, to)}|${now.slice(to)}`;
}

test("a mark is set around what is selected, without the spaces at its ends", () => {
  assert.equal(set("**", "a |b| c"), "a **|b|** c");
  assert.equal(set("~~", "a| b |c"), "a ~~|b|~~ c");
  assert.equal(set("*", "||"), "*||*");
  assert.equal(set("`", "|a\nb|"), "```\n|a\nb|\n```");
});

test("where the mark stands already, it is taken off, and italic is not bold", () => {
  assert.equal(set("**", "a **|b|** c"), "a |b| c");
  assert.equal(set("*", "**|b|**"), "***|b|***");
  assert.equal(set("*", "***|b|***"), "**|b|**");
  assert.equal(set("**", "***|b|***"), "*|b|*");
});

test("keys of format are of control, or of command on a Mac, and of no other", () => {
  const pressed = (more) => ({ key: "b", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
  assert.equal(markOf(pressed({ ctrlKey: true }), false), "**");
  assert.equal(markOf(pressed({ metaKey: true }), true), "**");
  assert.equal(markOf(pressed({ ctrlKey: true }), true), null);
  assert.equal(markOf(pressed({ ctrlKey: true, key: "X", shiftKey: true }), false), "~~");
  for (const more of [{}, { ctrlKey: true, altKey: true }, { ctrlKey: true, shiftKey: true }, { ctrlKey: true, key: "k" }]) assert.equal(markOf(pressed(more), false), null);
});

/** One who enters commands, of which each is done when the test says so. */
function entering() {
  const begun = [];
  const done = [];
  const box = { value: "" };
  const act = (text) => begun.push(text) && new Promise((resolve) => done.push(resolve));
  const turns = new Turns({ act, isMeant: (text) => box.value === text });
  const enter = (text) => turns.take((box.value = text));
  const end = (isWell) => done.shift()(isWell) ?? settled();
  return { box, begun, enter, end };
}

test("a command that is entered while another is carried out comes next", async () => {
  const { begun, enter, end } = entering();
  enter("/away");
  enter("/away");
  enter("/topic tea");
  assert.deepEqual(begun, ["/away"]);
  await end(true);
  assert.deepEqual(begun, ["/away", "/topic tea"]);
  await end(true);
  enter("/back");
  assert.equal(begun.at(-1), "/back");
});

test("nothing comes next where the first was refused, or the next is being changed", async () => {
  const { box, begun, enter, end } = entering();
  enter("/awa");
  enter("/topic tea");
  await end(false);
  assert.deepEqual(begun, ["/awa"]);
  enter("/away");
  enter("/topic tea");
  box.value = "/topic teapot";
  await end(true);
  assert.deepEqual(begun, ["/awa", "/away"]);
});

test("what was written before the page's scripts ran is a draft, and goes before the one kept", () => {
  const kept = new Map([["draft", "earlier"]]);
  const localStorage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text), removeItem: (key) => kept.delete(key) };
  globalThis.window = { localStorage };
  const box = { value: "" };
  takeUpDraft(box, "draft");
  assert.equal(box.value, "earlier");
  box.value = "early";
  takeUpDraft(box, "draft");
  assert.deepEqual([box.value, kept.get("draft")], ["early", "early"]);
  box.value = "";
  keepDraft(box, "draft");
  assert.equal(kept.size, 0);
  delete globalThis.window;
});
