/** What a close code asks of us. */

const UNAUTHENTICATED = 4401;
const REFUSED = 4403;
const DISCONNECTED = 4410;
const RESTARTING = 1012;

/**
 * @param {{code: number, reason: string}} closed
 * @param {{rejections: number, announced: number | null}} memory how often 4401 came in a row,
 *   and the delay in seconds a `goodbye` announced
 * @returns {{state: "waiting", after: number | null} | {state: "signed_out" | "refused" | "disconnected", reason: string}}
 *   `after` null: wait for as long as the back-off says
 */
export function answerTo({ code, reason }, { rejections, announced }) {
  if (code === REFUSED) return { state: "refused", reason };
  if (code === DISCONNECTED) return { state: "disconnected", reason };
  if (code === UNAUTHENTICATED && rejections > 0) return { state: "signed_out", reason };
  if (code === UNAUTHENTICATED) return { state: "waiting", after: 0 };
  if (announced !== null) return { state: "waiting", after: announced };
  return { state: "waiting", after: code === RESTARTING ? 1 : null };
}

export function isRejection(code) {
  return code === UNAUTHENTICATED;
}
