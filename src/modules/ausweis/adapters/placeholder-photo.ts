import { crc32, deflateSync } from "node:zlib";

const [width, height] = [413, 531];

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function shade(x: number, y: number): number {
  const head = ((x - width / 2) / 118) ** 2 + ((y - 232) / 165) ** 2 <= 1;
  const shoulders = ((x - width / 2) / 190) ** 2 + ((y - height) / 130) ** 2 <= 1;
  return head || shoulders ? 150 : 224;
}

/** A head and shoulders in two greys, 35 by 45 millimetres at 300 dots: nobody's photograph. A PNG. */
export function placeholderPhoto(): Uint8Array {
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = shade(x, y);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits of grey.
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
