import { createPublicKey, verify } from "node:crypto";
import { type PlainDay, sha256 } from "../../../kernel/index.ts";
import { canonicalJson } from "../../records/index.ts";

/** What a daily head states: these members and no others, as canonical JSON. Stored for ever. */
export interface HeadStatement {
  readonly format: "klickamt-tageskopf-1";
  /** Amtlicher Gemeindeschlüssel of the town. */
  readonly ags: string;
  /** Number of the town in the histories of its Akten. */
  readonly tenant: number;
  /** 1, 2, 3 … without gaps. */
  readonly number: number;
  readonly day: string;
  /** `2026-11-24T00:10:00.000Z`. */
  readonly sealedAt: string;
  /** How many Akten the tree holds. */
  readonly akten: number;
  /** Root of the tree over the heads of all chains. */
  readonly root: string;
  /** Hash of the head before; 64 zeros for the first. */
  readonly previousHash: string;
  /** Fingerprint of the key that signs. */
  readonly key: string;
}

/** A daily head as it is kept. */
export interface DailyHead {
  readonly number: number;
  readonly day: PlainDay;
  readonly sealedAt: Date;
  readonly akten: number;
  readonly root: string;
  readonly previousHash: string;
  readonly keyNumber: number;
  /** The bytes that are hashed and signed. */
  readonly statement: string;
  readonly hash: string;
  readonly signature: Uint8Array;
}

/** A key that heads are signed with. */
export interface SigningKey {
  readonly number: number;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly firstUsedAt: Date;
  /** Signature of the key before it over `handoverOf(publicKey)`. */
  readonly handover: Uint8Array | undefined;
}

/** Before the first head. */
export const noHead = "0".repeat(64);

/** Text of a statement, as it is hashed and signed. */
export function writeStatement(statement: HeadStatement): string {
  return canonicalJson({ ...statement });
}

/** SHA-256 of the 32 bytes of a public key, hexadecimal: what people compare. */
export function fingerprintOf(publicKey: Uint8Array): string {
  return sha256(publicKey);
}

/** What a key signs to hand over to the next one. */
export function handoverOf(publicKey: Uint8Array): Uint8Array {
  return Buffer.from(`klickamt-schluessel-1 ${Buffer.from(publicKey).toString("hex")}`);
}

/** Whether a signature (Ed25519, RFC 8032) over a message was made with the key that belongs to this public one. */
export function isSignedBy(publicKey: Uint8Array, message: Uint8Array | string, signature: Uint8Array): boolean {
  const key = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") },
    format: "jwk",
  });
  return verify(null, Buffer.from(message), key, signature);
}

/** A public key as a PEM file, which OpenSSL reads. Source: RFC 8410. */
export function pemOf(publicKey: Uint8Array): string {
  const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), publicKey]);
  return `-----BEGIN PUBLIC KEY-----\n${der.toString("base64")}\n-----END PUBLIC KEY-----\n`;
}

/** First fault of a head by itself and against the one before; undefined where there is none. */
export function faultOf(
  head: DailyHead,
  before: { readonly number: number; readonly hash: string },
  place: { readonly ags: string; readonly tenant: number },
  key: SigningKey | undefined,
): "head-missing" | "head-changed" | "head-forged" | undefined {
  if (head.number !== before.number + 1) return "head-missing";
  if (key === undefined) return "head-forged";
  const said = writeStatement({
    format: "klickamt-tageskopf-1",
    ...place,
    number: head.number,
    day: head.day,
    sealedAt: head.sealedAt.toISOString(),
    akten: head.akten,
    root: head.root,
    previousHash: before.hash,
    key: fingerprintOf(key.publicKey),
  });
  if (head.statement !== said || head.previousHash !== before.hash || head.hash !== sha256(said)) return "head-changed";
  return isSignedBy(key.publicKey, said, head.signature) ? undefined : "head-forged";
}
