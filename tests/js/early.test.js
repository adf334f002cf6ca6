/** What somebody did before the page's scripts ran counts as well. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { tendFilter } from "../../static/presence/list_head.js";
import { takeUpTick } from "../../static/site/ticks.js";

/** A field, or a form, as the page came and as somebody left it. */
const left = (facts) => Object.assign(new EventTarget(), facts);

function filtering(q) {
  const form = left({ elements: { q } });
  const found = [];
  tendFilter(form, (words) => found.push(words));
  const enter = () => form.dispatchEvent(new Event("submit", { cancelable: true }));
  return { found, enter };
}

test("a name that was typed early is looked for, and the page's own is not again", () => {
  assert.deepEqual(filtering({ value: "ann ", defaultValue: "" }).found, ["ann"]);
  assert.deepEqual(filtering({ value: "", defaultValue: "bob" }).found, [""]);
  assert.deepEqual(filtering({ value: "bob", defaultValue: "bob" }).found, []);
});

test("Enter looks for a name at once, without leaving the page", () => {
  const q = { value: "", defaultValue: "" };
  const { found, enter } = filtering(q);
  q.value = "ann";
  assert.equal(enter(), false);
  assert.deepEqual(found, ["ann"]);
  enter();
  assert.deepEqual(found, ["ann"]);
});

test("a box that was pressed early stays so and is heard, another shows what was kept", () => {
  const heard = [];
  const taken = (facts, kept) => {
    const box = left({ defaultChecked: false, disabled: false, ...facts });
    box.addEventListener("change", () => heard.push(box.checked));
    takeUpTick(box, kept);
    return box.checked;
  };
  assert.equal(taken({ checked: true }, false), true);
  assert.deepEqual(heard, [true]);
  assert.deepEqual([taken({ checked: false }, true), taken({ checked: false }, false)], [true, false]);
  assert.equal(taken({ checked: true, disabled: true }, false), false);
  assert.deepEqual(heard, [true]);
});
