/** Messages of others that name the reader stand out. */

const me = () => document.body.dataset.user;

/** Mark the reader's own name in a row, and the row. @param {Element} row whose author is known */
export function markMentions(row) {
  const mine = [...row.querySelectorAll(`.mention[data-user="${me()}"]`)];
  for (const mention of mine) mention.classList.add("is-me");
  const isNamed = mine.length > 0 || Boolean(row.querySelector(".mention-all"));
  row.classList.toggle("names-me", isNamed && row.dataset.author !== me());
}
