/** What is pressed in a log beside its menus: quotes, chains, and what could not be sent. */

/**
 * @param {{list: Element, outbox: import("./outbox.js").Outbox, toQuote: (event: Event, quote: HTMLElement) => void,
 *   openThread: (message: number) => void}} parts
 */
export function tendPresses({ list, outbox, toQuote, openThread }) {
  list.addEventListener("click", (event) => {
    const { target } = event;
    const client_id = target.closest("[data-client]")?.dataset.client;
    if (target.closest("[data-retry]")) outbox.retry(client_id);
    if (target.closest("[data-drop]")) outbox.drop(client_id);
    // With a key held a link opens in another tab or window, as links do.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const quote = target.closest("[data-quote]");
    if (quote) toQuote(event, quote);
    const replies = target.closest("[data-replies]");
    if (!replies) return;
    event.preventDefault();
    openThread(Number(replies.closest(".message").dataset.id));
  });
}
