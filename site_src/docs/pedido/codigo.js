// The order's link as a QR code, for a telephone's camera: drawn here, by a library that is fetched when it is asked for.

import { drawing } from "./nodos.js";
import { text } from "./textos.js";

// As wide as the standard asks for (ISO/IEC 18004, 5.3.8): cameras need it to find the code.
const QUIET_ZONE = 4;

/** Return the drawing of an address; what it tells stands nowhere else. */
export async function codeOf(address) {
  const { encodeQR } = await import("../assets/vendor/qr.js");
  const rows = encodeQR(address, "raw", { border: QUIET_ZONE });
  const size = rows.length;
  const attributes = { viewBox: `0 0 ${size} ${size}`, class: "code", role: "img", "aria-label": text("code_of") };
  return drawing(attributes, [rows.map(strokesOf).join("")]);
}

function strokesOf(row, y) {
  return row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")).join("");
}
