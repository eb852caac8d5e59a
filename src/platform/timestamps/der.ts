import { Invalid } from "../../kernel/index.ts";

/** One value of DER (ITU-T X.690): its tag, what is in it, and all its bytes. */
export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

/** Tags that time stamps and certificates are made of. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

const bad = (): Invalid => new Invalid("timestamps.bad-der");

function readAt(bytes: Uint8Array, at: number): DerValue {
  const tag = bytes[at];
  let length = bytes[at + 1];
  // Tags above 30 and lengths that are not told do not occur in what is read here.
  if (tag === undefined || length === undefined || (tag & 0x1f) === 0x1f || length === 0x80) throw bad();
  let start = at + 2;
  if (length > 0x80) {
    const count = length & 0x7f;
    if (count > 4 || start + count > bytes.length) throw bad();
    length = 0;
    for (let place = 0; place < count; place++) length = length * 256 + (bytes[start + place] as number);
    start += count;
  }
  if (start + length > bytes.length) throw bad();
  return { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) };
}

/**
 * Reads one value that fills the bytes.
 * @throws Invalid `timestamps.bad-der`
 */
export function readDer(bytes: Uint8Array, tag?: number): DerValue {
  const value = readAt(bytes, 0);
  if (value.whole.length !== bytes.length || (tag !== undefined && value.tag !== tag)) throw bad();
  return value;
}

/**
 * The values within a value, one after the other.
 * @throws Invalid `timestamps.bad-der`
 */
export function childrenOf(value: DerValue | undefined, tag?: number): readonly DerValue[] {
  if (value === undefined || (tag !== undefined && value.tag !== tag)) throw bad();
  const children: DerValue[] = [];
  for (let at = 0; at < value.content.length; ) {
    const child = readAt(value.content, at);
    children.push(child);
    at += child.whole.length;
  }
  return children;
}

/** `1.2.840.113549.1.7.2`. @throws Invalid `timestamps.bad-der` */
export function oidOf(value: DerValue | undefined): string {
  if (value?.tag !== tags.oid || value.content.length === 0) throw bad();
  const numbers: number[] = [];
  let number = 0;
  for (const byte of value.content) {
    number = number * 128 + (byte & 0x7f);
    if (number > Number.MAX_SAFE_INTEGER) throw bad();
    if ((byte & 0x80) === 0) {
      numbers.push(number);
      number = 0;
    }
  }
  const first = numbers.shift() as number;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...numbers].join(".");
}

/** Writes one value. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.from(content.length.toString(16).padStart(content.length > 0xffff ? 8 : 4, "0"), "hex");
  const short = length.subarray(length.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([tag, 0x80 | short.length]), short, content]);
}

/** Writes `1.2.840…`. */
export function derOid(dotted: string): Uint8Array {
  const [top = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [top * 40 + second, ...rest].flatMap((number) => {
    const septets = [number & 0x7f];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128))
      septets.unshift((left & 0x7f) | 0x80);
    return septets;
  });
  return der(tags.oid, Buffer.from(bytes));
}

/** Writes a number that is not negative, given as its bytes. */
export function derInteger(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first === -1 ? Buffer.from([0]) : bytes.subarray(first);
  return der(tags.integer, ...((short[0] as number) >= 0x80 ? [Buffer.from([0])] : []), short);
}
