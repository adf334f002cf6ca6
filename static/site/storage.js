/** localStorage where the browser lets us; a private window's refusal loses comfort, nothing else. */

/** @returns {string | null} */
export function recall(key) {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key, value) {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // Full or refused: the page goes on without.
  }
}

export function forget(key) {
  try {
    window.localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
