// When an order's file was last known to be the current one: the moment that a run sealed for that very file.

import { Failure, fileOf, keysOf, shardOf, unique, viewIn } from "./abrir.js";

const FRESH_HEADER = Uint8Array.of(0x46, 0x52, 0x53, 0x48, 1, 0, 0, 0);
const HEAD_LENGTH = 16;
const MAC_LENGTH = 16;

/**
 * Return the order that a token opens, as `{ view, sealedAt }`: a run that read billing at `sealedAt` published that very
 * file. It is null where nobody can tell, as with an old file in place of a newer one.
 */
export async function datedOrder(token, signal) {
  const keys = await keysOf(token);
  const first = await dated(keys, "", signal);
  if (first.sealedAt) return first;
  // A cache may hold the two files of different runs: both are asked for once more, by addresses that none has seen.
  try {
    return await dated(keys, `?${unique()}`, signal);
  } catch (fault) {
    if (fault instanceof Failure && fault.kind === "missing") throw fault;
    return first;
  }
}

async function dated(keys, query, signal) {
  // Each step begins as soon as what it needs has come, and none waits for a file that another needs.
  const file = fileOf(keys, query, signal);
  const [view, shard, digest] = await Promise.all([
    file.then((sealed) => viewIn(sealed, keys)),
    shardOf(keys, signal).catch(() => null),
    file.then((sealed) => crypto.subtle.digest("SHA-256", sealed)),
  ]);
  return { view, sealedAt: shard && (await momentIn(shard, new Uint8Array(digest), keys)) };
}

async function momentIn(shard, digest, keys) {
  const macs = shard.length - HEAD_LENGTH;
  if (macs <= 0 || macs % MAC_LENGTH !== 0) return null;
  if (FRESH_HEADER.some((byte, at) => shard[at] !== byte)) return null;
  const head = shard.subarray(0, HEAD_LENGTH);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", keys.freshKey, new Uint8Array([...head, ...keys.id, ...digest])));
  if (!holds(shard, mac)) return null;
  const seconds = new DataView(head.buffer, head.byteOffset).getBigUint64(FRESH_HEADER.length);
  const moment = new Date(Number(seconds) * 1000);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

function holds(shard, mac) {
  for (let at = HEAD_LENGTH; at < shard.length; at += MAC_LENGTH) {
    if (shard.subarray(at, at + MAC_LENGTH).every((byte, of) => byte === mac[of])) return true;
  }
  return false;
}
