/** The mark on the tab and on the installed app: how much is unread. */

const BADGE = '<circle cx="22.5" cy="9.5" r="9.5" fill="#fff"/><circle cx="22.5" cy="9.5" r="8" fill="#c02a2a"/>';

/** The icon's SVG with the count on it; beyond 9 a dot says enough at that size. */
export function withBadge(svg, count) {
  if (!count) return svg;
  const text = count > 9 ? "" : `<text x="22.5" y="14" font-family="sans-serif" font-size="13" font-weight="700" text-anchor="middle" fill="#fff">${count}</text>`;
  return svg.replace("</svg>", `${BADGE}${text}</svg>`);
}

const link = globalThis.document?.querySelector('link[rel="icon"]');
const plainAddress = link?.href;
let picture = null;
let shown = 0;

async function show(count) {
  picture ??= fetch(plainAddress).then((answer) => (answer.ok ? answer.text() : ""));
  const svg = await picture.catch(() => (picture = null));
  if (svg && shown === count) link.href = `data:image/svg+xml,${encodeURIComponent(withBadge(svg, count))}`;
}

/** @param {number} count of unread messages */
export function showBadge(count) {
  const set = count ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
  set?.catch(() => {});
  if (!link || count === shown) return;
  shown = count;
  if (count) show(count);
  else link.href = plainAddress;
}
