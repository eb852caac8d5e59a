/**
 * A TrueType font with one sign that shows nothing and is half as wide as it is high: a line without any width, because
 * readers pass over a sign that has no extent. Text in it can be searched and
 * copied, and nobody sees it; because it is embedded, every letter there is can be written in it, and PDF/A allows it.
 */
export function emptyFont(): Uint8Array {
  const tables: readonly (readonly [string, Buffer])[] = [
    ["cmap", words([0, 1, 3, 1, 0, 12, 4, 24, 0, 2, 2, 0, 0, 0xffff, 0, 0xffff, 1, 0])],
    ["glyf", words([1, 0, -200, 500, 800, 1, 0, 0x0101, 0, 500, -200, 1000])],
    ["head", head()],
    ["hhea", words([1, 0, 800, -200, 0, 500, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2])],
    ["hmtx", words([500, 0, 500, 0])],
    ["loca", words([0, 0, 12])],
    ["maxp", words([1, 0, 2, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])],
    ["post", words([3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])],
  ];
  const directory = Buffer.alloc(12 + tables.length * 16);
  directory.writeUInt32BE(0x00010000, 0);
  directory.writeUInt16BE(tables.length, 4);
  directory.writeUInt16BE(128, 6);
  directory.writeUInt16BE(3, 8);
  directory.writeUInt16BE(tables.length * 16 - 128, 10);
  const bodies: Buffer[] = [];
  let at = directory.length;
  for (const [index, [tag, body]] of tables.entries()) {
    const row = 12 + index * 16;
    directory.write(tag, row, "latin1");
    directory.writeUInt32BE(sumOf(body), row + 4);
    directory.writeUInt32BE(at, row + 8);
    directory.writeUInt32BE(body.length, row + 12);
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
    bodies.push(padded);
    at += padded.length;
  }
  const font = Buffer.concat([directory, ...bodies]);
  const headAt = directory.readUInt32BE(12 + tables.findIndex(([tag]) => tag === "head") * 16 + 8);
  font.writeUInt32BE((0xb1b0afba - sumOf(font)) >>> 0, headAt + 8);
  return new Uint8Array(font);
}

function words(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value & 0xffff, index * 2);
  return bytes;
}

function head(): Buffer {
  const bytes = Buffer.alloc(54);
  bytes.writeUInt32BE(0x00010000, 0);
  bytes.writeUInt32BE(0x00010000, 4);
  bytes.writeUInt32BE(0x5f0f3cf5, 12);
  bytes.writeUInt16BE(1000, 18);
  bytes.writeInt16BE(-200, 38);
  bytes.writeInt16BE(500, 40);
  bytes.writeInt16BE(800, 42);
  bytes.writeUInt16BE(8, 46);
  bytes.writeInt16BE(2, 48);
  return bytes;
}

function sumOf(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) {
    const four = Buffer.alloc(4);
    bytes.copy(four, 0, at, Math.min(at + 4, bytes.length));
    sum = (sum + four.readUInt32BE(0)) >>> 0;
  }
  return sum;
}
