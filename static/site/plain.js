/** Names in sentences: what somebody calls themselves must not turn the words around it upside down. */

const CONTROLS = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const MARKS = /(\p{M}{4})\p{M}+/gu;

/** Without characters that change the direction of others, and with few marks on one letter. */
export function plain(name) {
  return name.replace(CONTROLS, "").replace(MARKS, "$1");
}
