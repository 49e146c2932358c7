// What writes a due date as a calendar file (RFC 5545) and lets the browser save it: the order page asks for it at its button.

const LINE_OCTETS = 74;
const UTF8 = new TextEncoder();

/** Save an entry: `number` is the order's, `stamp` when its view last changed; nothing of the link comes here. */
export function saveDate({ number, name, due, stamp, title, about }) {
  save(`pedido-${number.replace(/[^\w-]/g, "")}.ics`, calendarFile(number, name, utc(due), utc(stamp), title, about));
}

function calendarFile(number, name, due, stamp, title, about) {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Demoras//Pedido//ES",
    "BEGIN:VEVENT",
    // The same date of the same item is the same entry, however often it is added.
    `UID:${hash(`${number}\n${name}\n${due}`)}@pedido`,
    `DTSTAMP:${stamp}`,
    `DTSTART:${due}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(about)}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map(folded).join("");
}

function utc(value) {
  return value.toISOString().replace(/[-:]|\.\d+/g, "");
}

function escaped(value) {
  return value.replace(/[\\;,]/g, "\\$&");
}

// No part passes 75 octets or ends inside a character.
function folded(line) {
  const parts = [""];
  let octets = 0;
  for (const letter of line) {
    const size = UTF8.encode(letter).length;
    if (octets + size > LINE_OCTETS) {
      parts.push("");
      octets = 0;
    }
    parts[parts.length - 1] += letter;
    octets += size;
  }
  return `${parts.join("\r\n ")}\r\n`;
}

// FNV-1a: the name of a calendar entry keeps no secret, it only has to differ.
function hash(of) {
  let value = 0x811c9dc5;
  for (const byte of UTF8.encode(of)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value.toString(16).padStart(8, "0");
}

function save(name, content) {
  const address = URL.createObjectURL(new Blob([content], { type: "text/calendar;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers read the address only after the click is over.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
