/** What a person may do with a message. */

/** @typedef {"react" | "reply" | "thread" | "edit" | "reacted" | "pin" | "unpin" | "bookmark" | "unbookmark" | "unread" | "link" | "history" | "delete"} Action */

/**
 * @param {import("./log.js").Message} message
 * @param {{me: number, isOwner: boolean, isArchived?: boolean, isBookmarked?: boolean}} reader `isOwner`: of the room; `isArchived`: the room is
 * @returns {Action[]} in the menu's order
 */
export function actionsFor(message, { me, isOwner, isArchived = false, isBookmarked = false }) {
  const isMine = message.author.id === me;
  const isThere = !message.deleted_at;
  const canChange = isThere && !isArchived;
  const allowed = {
    react: canChange,
    reply: canChange,
    thread: isThere || Boolean(message.replies ?? message.thread),
    edit: canChange && isMine,
    reacted: isThere && Boolean(message.reactions?.length),
    pin: canChange && !message.pinned,
    unpin: canChange && Boolean(message.pinned),
    bookmark: isThere && !isBookmarked,
    unbookmark: isThere && isBookmarked,
    unread: true,
    link: true,
    history: seesPast(message, { me, isOwner }),
    delete: canChange && (isMine || isOwner),
  };
  return Object.keys(allowed).filter((name) => allowed[name]);
}

/** Whether what a message said before is shown. @param {import("./log.js").Message} message */
export function seesPast({ author, edited_at, deleted_at }, { me, isOwner }) {
  return Boolean(edited_at) && !deleted_at && (author.id === me || isOwner);
}

/** The message that ↑ in an empty composer brings back. @param {import("./log.js").Message[]} messages oldest first */
export function lastOf(messages, me) {
  return messages.findLast((message) => message.author.id === me && !message.deleted_at);
}
