/** A line of a CSV file: its number as an editor counts, and its cells. */
export interface CsvLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads CSV as RFC 4180 has it, with semicolons where the first line has more of them than commas, as spreadsheets in
 * German write it. A byte order mark and empty lines are passed over; lines end with CRLF, LF or CR.
 * @returns the lines, or the number of the line where a quotation mark is not closed or stands where none may
 */
export function parseCsv(text: string): { readonly lines: readonly CsvLine[] } | { readonly badLine: number } {
  const source = text.replace(/^\ufeff/, "");
  const firstLine = /^[^\r\n]*/.exec(source)?.[0] ?? "";
  const separator = firstLine.split(";").length > firstLine.split(",").length ? ";" : ",";
  const lines: CsvLine[] = [];
  let cells: string[] = [];
  let began = 1;
  let line = 1;
  let at = 0;
  const endLine = () => {
    if (cells.length > 1 || cells[0] !== "") lines.push({ line: began, cells: cells.map(withoutGuard) });
    cells = [];
  };
  while (at <= source.length) {
    if (cells.length === 0) began = line;
    let cell = "";
    if (source[at] === '"') {
      for (;;) {
        const quote = source.indexOf('"', at + 1);
        if (quote === -1) return { badLine: began };
        cell += source.slice(at + 1, quote);
        at = quote + 1;
        if (source[at] !== '"') break;
        cell += '"';
      }
      line += cell.split(/\r\n|\r|\n/).length - 1;
      if (at < source.length && ![separator, "\r", "\n"].includes(source[at] as string)) return { badLine: line };
    } else {
      const from = at;
      while (at < source.length && source[at] !== separator && source[at] !== "\r" && source[at] !== "\n") at++;
      cell = source.slice(from, at);
      if (cell.includes('"')) return { badLine: line };
    }
    cells.push(cell);
    if (source[at] === separator) {
      at++;
      continue;
    }
    if (at >= source.length) break;
    at += source.startsWith("\r\n", at) ? 2 : 1;
    line++;
    endLine();
    if (at >= source.length) return { lines };
  }
  endLine();
  return { lines };
}

/** What a spreadsheet would take for a formula. */
const formula = /^[=+\-@\t\r]/;

/** The apostrophe that keeps a spreadsheet from reading a formula is ours, not part of the text. */
function withoutGuard(cell: string): string {
  return /^'['=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

function written(cell: string): string {
  const guarded = formula.test(cell) || /^'['=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[";,\r\n]/.test(guarded) || guarded !== guarded.trim() ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/**
 * Writes CSV as RFC 4180 has it, with semicolons and in UTF-8 with a byte order mark, as spreadsheets in German open it.
 * What a spreadsheet would take for a formula begins with an apostrophe; `parseCsv` takes it away again.
 */
export function writeCsv(lines: readonly (readonly string[])[]): string {
  return `\ufeff${lines.map((cells) => cells.map(written).join(";")).join("\r\n")}\r\n`;
}
