// The button that saves an item's due date as a calendar file (RFC 5545); nothing of the link goes in.

import { utf8 } from "./abrir.js";
import { button, clean } from "./nodos.js";
import { text } from "./textos.js";
import { moment } from "./tiempo.js";

const LINE_OCTETS = 74;

/** Return the button of an item's due date; `order` is the public number, `stamp` when the view last changed. */
export function calendarButton(item, name, page) {
  return button(
    text("save_date"),
    () => save(`pedido-${clean(page.view.order).replace(/[^\w-]/g, "")}.ics`, calendarFile(item, name, page.view)),
    "calendar",
  );
}

function calendarFile(item, name, view) {
  const due = utc(moment(item.due));
  const number = clean(view.order);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Demoras//Pedido//ES",
    "BEGIN:VEVENT",
    // The same date of the same item is the same entry, however often it is added.
    `UID:${hash(`${number}\n${name}\n${due}`)}@pedido`,
    `DTSTAMP:${utc(moment(view.changed_at) ?? moment(item.due))}`,
    `DTSTART:${due}`,
    `SUMMARY:${escaped(text("saved_title", { service: name }))}`,
    `DESCRIPTION:${escaped(text("saved_about", { number }))}`,
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
    const size = utf8.encode(letter).length;
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
  for (const byte of utf8.encode(of)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
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
