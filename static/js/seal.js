// Sealing: this phone can close an item, only the server can open it (accounts/sealing.py).

const LABEL = new TextEncoder().encode("anjia-sync-1");
const CURVE = { name: "ECDH", namedCurve: "P-256" };

export const able = () => Boolean(globalThis.crypto?.subtle && globalThis.indexedDB);

/** A random id, also where randomUUID is missing. */
export function freshId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const raw = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

function base64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

async function digestOf(text) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The finished item: from here on it never changes, whatever becomes of the line. */
export async function sealed(frame, { id, kind, form, base, label, content }) {
  const theirs = await crypto.subtle.importKey("raw", raw(frame.point), CURVE, false, []);
  const mine = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", mine.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256);
  const seed = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: point, info: LABEL },
    seed, { name: "AES-GCM", length: 256 }, false, ["encrypt"],
  );
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const beside = new TextEncoder().encode(`${id}|${kind}|${form}|${base ?? ""}|${frame.owner}`);
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: beside }, key, plain);
  const parcel = base64(new Uint8Array([...point, ...iv, ...new Uint8Array(box)]));
  return {
    id, kind, form, base: base ?? null, label, at: new Date().toISOString(),
    key: frame.key, owner: frame.owner, sealed: parcel, digest: await digestOf(parcel),
  };
}
