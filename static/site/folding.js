/** Text as it is searched: no case, no accents, as the server folds names. */

const MARKS = /\p{M}/gu;

export function fold(text) {
  return text.normalize("NFKD").toLowerCase().replace(MARKS, "");
}
