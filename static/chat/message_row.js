/** One message's row: read from the page the server rendered, made from its template, patched. */

import { gettext } from "../site/text.js";
import { clockTime, fullTime } from "../site/time.js";
import { seesPast } from "./message_actions.js";
import { adoptBody, showBody, showPlain } from "./message_body.js";
import { markMentions } from "./my_mentions.js";
import { fillQuote, readQuote, readThread } from "./quote_row.js";
import { readReplies } from "./replies_row.js";
import { fillMarks, readMarks } from "./row_marks.js";
import { fillNote } from "./row_note.js";

/** Take over a rendered row. @returns {import("./log.js").Message} */
export function readRow(row) {
  markMentions(row);
  const { id, position, version, author, username, name, client, created, edited, deleted } = row.dataset;
  return {
    id: Number(id),
    position: Number(position),
    version: Number(version),
    author: { id: Number(author), username, name },
    client_id: client,
    html: adoptBody(row.querySelector("[data-body]")),
    created_at: created,
    edited_at: edited ?? null,
    deleted_at: deleted ?? null,
    ...readMarks(row),
    reply_to: readQuote(row),
    thread: readThread(row),
    replies: readReplies(row),
  };
}

const find = (row, name) => row.querySelector(`[data-${name}]`);

function fillAuthor(row, { id, username, name }) {
  const shown = name || username;
  const avatar = find(row, "avatar");
  avatar.className = avatar.className.replace(/hue-\d?/, `hue-${id % 10}`);
  find(row, "initial").textContent = [...shown][0]?.toUpperCase() ?? "";
  find(row, "body").dataset.by = shown;
  const link = find(row, "shown");
  link.textContent = shown;
  if (link.dataset.card === String(id)) return;
  link.href = link.getAttribute("href").replace(/\/\d+\//, `/${id}/`);
  link.dataset.card = id;
}

/** The time by the reader's own clock, which the server does not know. */
export function fillTime(row, created_at) {
  const date = new Date(created_at);
  const place = find(row, "time");
  place.dateTime = created_at;
  place.textContent = clockTime(date);
  place.title = fullTime(date);
}

/** Only what differs is touched: a row may hold a selection or the focus. */
export function fillMessage(row, { message, follows }, { url, me, prefix, standing }) {
  row.classList.toggle("is-follow-on", follows);
  fillQuote(row, message, url);
  fillNote(row, message, seesPast(message, standing) ? `${url}${message.position}/history/` : null);
  if (row.dataset.version === String(message.version) && row.dataset.id) return;
  Object.assign(row.dataset, { id: message.id, position: message.position, version: message.version, author: message.author.id });
  row.id = `${prefix}${message.position}`;
  row.classList.remove("is-pending", "is-failed");
  row.toggleAttribute("data-deleted", Boolean(message.deleted_at));
  fillAuthor(row, message.author);
  fillTime(row, message.created_at);
  find(row, "link").href = `${url}${message.position}/`;
  fillReplyLink(row, message, url);
  showBody(find(row, "body"), message.deleted_at ? "" : message.html);
  markMentions(row);
  fillMarks(row, message, me.id);
  settle(row);
}

function fillReplyLink(row, { position, deleted_at }, url) {
  const link = find(row, "reply");
  if (deleted_at) link?.remove();
  else link.href = `${url}?reply=${position}#composer`;
}

function settle(row) {
  find(row, "clock")?.remove();
  find(row, "failed")?.remove();
}

/** A row of what is still on its way, or was refused. */
export function fillPost(row, { post, me, follows }, url) {
  const failed = post.state === "failed";
  row.classList.toggle("is-follow-on", follows && !failed);
  row.classList.toggle("is-pending", !failed);
  row.classList.toggle("is-failed", failed);
  row.dataset.client = post.client_id;
  fillAuthor(row, me);
  fillQuote(row, post, url);
  fillTime(row, new Date(post.at * 1000).toISOString());
  showPlain(find(row, "body"), post.text);
  find(row, "clock").hidden = failed;
  find(row, "failed").hidden = !failed;
  find(row, "reason").textContent = post.reason || gettext("The server refused this message.");
}
