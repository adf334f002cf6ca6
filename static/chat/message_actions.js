/** What a person may do with a message. */

/** @typedef {"react" | "reply" | "thread" | "edit" | "pin" | "unpin" | "bookmark" | "unbookmark" | "unread" | "link" | "history" | "delete"} Action */

/**
 * @param {import("./log.js").Message} message
 * @param {{me: number, isOwner: boolean, isBookmarked?: boolean}} reader `isOwner`: of the room
 * @returns {Action[]} in the menu's order
 */
export function actionsFor(message, { me, isOwner, isBookmarked = false }) {
  const isMine = message.author.id === me;
  const isThere = !message.deleted_at;
  const allowed = {
    react: isThere,
    reply: isThere,
    thread: isThere || Boolean(message.replies ?? message.thread),
    edit: isThere && isMine,
    pin: isThere && !message.pinned,
    unpin: isThere && Boolean(message.pinned),
    bookmark: isThere && !isBookmarked,
    unbookmark: isThere && isBookmarked,
    unread: true,
    link: true,
    history: isThere && Boolean(message.edited_at) && (isMine || isOwner),
    delete: isThere && (isMine || isOwner),
  };
  return Object.keys(allowed).filter((name) => allowed[name]);
}

/** The message that ↑ in an empty composer brings back. @param {import("./log.js").Message[]} messages oldest first */
export function lastOf(messages, me) {
  return messages.findLast((message) => message.author.id === me && !message.deleted_at);
}
