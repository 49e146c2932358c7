// What opens an order from its link's fragment: token, keys, download, byte by byte as the format page says.

const HEADER = Uint8Array.of(0x50, 0x45, 0x44, 0x49, 1, 0, 0, 0);
const NONCE_END = 20;
const TAG_LENGTH = 16;
const FILE_LENGTHS = [2048, 4096, 8192, 16384, 32768, 65536];
// Two hundred orders of a shard are 3 KiB: more than this is none.
const SHARD_LIMIT = 1 << 20;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** Why nothing can be shown; `kind` picks the message. It carries no detail, so that it can leak none. */
export class Failure extends Error {
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

/** Return the 20 bytes of the token that follows `#`. */
export function tokenFrom(fragment) {
  const letters = lettersOf(fragment);
  if (!letters) throw new Failure("incomplete");
  return base32(letters);
}

/** Return the 32 letters of the token in a fragment, or nothing; what mails and chats put before, into and after them is left out. */
export function lettersOf(fragment) {
  // Browsers write every sign that is no letter of ours so, some mails twice; where a mail broke its line there is one, too.
  const [, letters] = /^[^a-z0-9]*((?:[a-z2-7] *){32})(?![a-z0-9])/.exec(fragment.toLowerCase().replace(/%(?:25)*[\da-f]{2}|[\s=]/g, " ")) ?? [];
  return letters?.replaceAll(" ", "");
}

/** Return what a token gives: `id` of the order's file, its `key`, and `freshKey` of what dates it. */
export async function keysOf(token) {
  if (!globalThis.crypto?.subtle) throw new Failure("insecure");
  const base = await crypto.subtle.importKey("raw", token, "HKDF", false, ["deriveBits", "deriveKey"]);
  const aes = { name: "AES-GCM", length: 256 };
  const hmac = { name: "HMAC", hash: "SHA-256", length: 256 };
  // Together: each is a way to another thread and back, and the download waits for the first.
  const [id, key, freshKey] = await Promise.all([
    crypto.subtle.deriveBits(hkdf("id"), base, 128),
    crypto.subtle.deriveKey(hkdf("key"), base, aes, false, ["decrypt"]),
    crypto.subtle.deriveKey(hkdf("fresh"), base, hmac, false, ["sign"]),
  ]);
  return { id: new Uint8Array(id), key, freshKey };
}

/** Return the sealed file of an order; a `query` of its own passes every cache. */
export function fileOf({ id }, query, signal) {
  return download(`d/${hex(id)}.bin${query}`, FILE_LENGTHS.at(-1), signal);
}

/** Return the file that says of the orders whose names begin as this one's does when they were last read. */
export function shardOf({ id }, signal) {
  return download(`f/${hex(id.subarray(0, 1))}.bin?${unique()}`, SHARD_LIMIT, signal);
}

/** Return the view that an order's file holds. */
export async function viewIn(file, { id, key }) {
  try {
    return await unsealed(file, id, key);
  } catch {
    // One message for every fault: which check failed would only help somebody who forges files.
    throw new Failure("unreadable");
  }
}

/** Return a public JSON file of this folder, at most `limit` bytes long. */
export async function downloadJson(path, limit, signal) {
  const bytes = await download(path, limit, signal);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Failure("unreadable");
  }
}

/** Return a query that no cache has seen: an age read from a copy would be too young. */
export function unique() {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (word) => word.toString(36)).join("");
}

// How a token gives the key of a purpose.
function hkdf(info) {
  const utf8 = new TextEncoder();
  return { name: "HKDF", hash: "SHA-256", salt: utf8.encode("order-page/v1"), info: utf8.encode(info) };
}

function base32(text) {
  const bytes = new Uint8Array((text.length * 5) / 8);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of text) {
    held = ((held << 5) | ALPHABET.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  return bytes;
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function download(path, limit, signal) {
  let response;
  let bytes;
  try {
    response = await fetch(path, {
      credentials: "omit",
      redirect: "error",
      cache: "no-cache",
      mode: "same-origin",
      referrerPolicy: "no-referrer",
      signal,
    });
    if (response.ok) bytes = await capped(response.body.getReader(), limit);
  } catch {
    throw new Failure("unreachable");
  }
  if (response.status === 404 || response.status === 410) throw new Failure("missing");
  // What answers with an error, or with a page of its own, is no failing connection.
  if (!response.ok) throw new Failure("faulty");
  if (bytes === null) throw new Failure("unreadable");
  return bytes;
}

async function capped(reader, limit) {
  const bytes = new Uint8Array(limit);
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, length);
    if (length + value.length > limit) {
      await reader.cancel();
      return null;
    }
    bytes.set(value, length);
    length += value.length;
  }
}

async function unsealed(file, id, key) {
  if (!FILE_LENGTHS.includes(file.length)) throw new Error("length");
  if (HEADER.some((byte, at) => file[at] !== byte)) throw new Error("header");
  const aad = new Uint8Array([...HEADER, ...id]);
  const nonce = file.subarray(HEADER.length, NONCE_END);
  const cipher = { name: "AES-GCM", iv: nonce, additionalData: aad, tagLength: TAG_LENGTH * 8 };
  const plain = new Uint8Array(await crypto.subtle.decrypt(cipher, key, file.subarray(NONCE_END)));
  const length = new DataView(plain.buffer).getUint32(0);
  if (length > plain.length - 4) throw new Error("prefix");
  if (plain.subarray(4 + length).some((byte) => byte !== 0)) throw new Error("padding");
  const view = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain.subarray(4, 4 + length)));
  if (view?.v !== 1) throw new Error("version");
  return view;
}
