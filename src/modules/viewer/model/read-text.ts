/** A text as it was read, and in which encoding. */
export interface ReadText {
  readonly text: string;
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
}

/**
 * Reads a text: by its byte order mark, otherwise as UTF-8 where it is sound, otherwise as Windows-1252, which reads
 * whatever old German programs wrote.
 */
export function decodeText(bytes: Uint8Array): ReadText {
  const starts = (...mark: readonly number[]) => mark.every((byte, index) => bytes[index] === byte);
  const read = (encoding: ReadText["encoding"], fatal = false): ReadText => ({
    text: new TextDecoder(encoding, { fatal }).decode(bytes).replaceAll(/\r\n?/g, "\n"),
    encoding,
  });
  if (starts(0xff, 0xfe)) return read("utf-16le");
  if (starts(0xfe, 0xff)) return read("utf-16be");
  try {
    return read("utf-8", true);
  } catch {
    return read("windows-1252");
  }
}

const lettersOfPage = 20_000;

/** One page of a long text: cut at the end of a line where there is one near. */
export function pageOfText(
  text: string,
  page: number,
): { readonly text: string; readonly page: number; readonly count: number } {
  const starts = [0];
  for (let at = 0; text.length - at > lettersOfPage; ) {
    const line = text.lastIndexOf("\n", at + lettersOfPage);
    at = line > at + lettersOfPage / 2 ? line + 1 : at + lettersOfPage;
    starts.push(at);
  }
  const number = Math.min(Math.max(1, Math.trunc(page) || 1), starts.length);
  return { text: text.slice(starts[number - 1], starts[number]), page: number, count: starts.length };
}

/** Bounds of a table that is shown. */
const most = { rows: 500, columns: 50, cell: 1000 } as const;

/**
 * Rows of a CSV file (RFC 4180), with the separator that its first line has most of: semicolon, comma or tabulator.
 * @returns at most 500 rows of 50 columns, and whether there is more
 */
export function readTable(text: string): { readonly rows: readonly (readonly string[])[]; readonly more: boolean } {
  const first = text.slice(0, text.indexOf("\n") === -1 ? 2000 : text.indexOf("\n"));
  const count = (sign: string) => first.split(sign).length;
  const separator = [";", ",", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  let more = false;
  const endCell = (): void => {
    if (row.length < most.columns) row.push(cell.slice(0, most.cell));
    else more = true;
    cell = "";
  };
  const endRow = (): void => {
    endCell();
    if (row.some((one) => one !== "")) rows.push(row);
    row = [];
  };
  let at = 0;
  for (; at < text.length && rows.length < most.rows; at++) {
    const sign = text[at] as string;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += sign;
        at++;
      } else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === separator) endCell();
    else if (sign === "\n") endRow();
    else cell += sign;
  }
  if (cell !== "" || row.length > 0) endRow();
  return { rows, more: more || text.slice(at).trim() !== "" };
}
