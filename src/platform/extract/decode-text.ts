/** Whether bytes look like UTF-16 without its mark: every other one is zero. */
function looksWide(bytes: Uint8Array, zeroAt: 0 | 1): boolean {
  const sample = bytes.subarray(0, 512);
  let zeros = 0;
  for (let at = zeroAt; at < sample.length; at += 2) if (sample[at] === 0) zeros++;
  return sample.length >= 8 && zeros > sample.length * 0.3;
}

/**
 * A text of unknown encoding: by its mark, as UTF-8 where it is valid, otherwise as Windows-1252, which every old
 * program in a town hall wrote.
 */
export function decodeText(bytes: Uint8Array): string {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return new TextDecoder("utf-8").decode(bytes);
  if (a === 0xff && b === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (looksWide(bytes, 1)) return new TextDecoder("utf-16le").decode(bytes);
  if (looksWide(bytes, 0)) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
