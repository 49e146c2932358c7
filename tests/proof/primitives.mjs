// Cases of AES-GCM, HKDF or HMAC in, what WebCrypto makes of each out, hex or null where it refuses.

const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Return the result of one operation for every case, in order. */
export async function results(operation, cases) {
  const made = [];
  for (const one of cases) made.push(await OPERATIONS[operation](one).then(hex, () => null));
  return made;
}

const OPERATIONS = {
  async decrypt({ key, iv, aad, ct, tag }) {
    const aes = await crypto.subtle.importKey("raw", unhex(key), "AES-GCM", false, ["decrypt"]);
    const how = { name: "AES-GCM", iv: unhex(iv), additionalData: unhex(aad), tagLength: 128 };
    return crypto.subtle.decrypt(how, aes, unhex(ct + tag));
  },
  async derive({ ikm, salt, info, size }) {
    const base = await crypto.subtle.importKey("raw", unhex(ikm), "HKDF", false, ["deriveBits"]);
    const how = { name: "HKDF", hash: "SHA-256", salt: unhex(salt), info: unhex(info) };
    return crypto.subtle.deriveBits(how, base, size * 8);
  },
  async mac({ key, msg }) {
    const how = { name: "HMAC", hash: "SHA-256" };
    return crypto.subtle.sign("HMAC", await crypto.subtle.importKey("raw", unhex(key), how, false, ["sign"]), unhex(msg));
  },
};
