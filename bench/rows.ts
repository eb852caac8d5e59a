/** One measured figure beside what it is compared with. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** Measured in the same run, or a limit; null where there is nothing to compare with. */
  readonly yardstick: number | null;
  /** value / yardstick. */
  readonly ratio: number | null;
  /** What the yardstick is, and what else one has to know. */
  readonly note: string;
}

/** Figures of more than four digits are not known to the last one. */
function rounded(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(Math.abs(value) >= 1000 ? 4 : 3));
}

export function row(name: string, unit: string, value: number, yardstick: number | null, note: string): Row {
  return {
    name,
    unit,
    value: rounded(value),
    yardstick: yardstick === null ? null : rounded(yardstick),
    ratio: yardstick === null || yardstick === 0 ? null : rounded(value / yardstick),
    note,
  };
}

const shown = (value: number | null) =>
  value === null ? "" : value.toLocaleString("en", { maximumFractionDigits: 3 });

/** The rows as a table for a terminal. */
export function table(rows: readonly Row[]): string {
  const head = ["name", "value", "unit", "yardstick", "ratio", "note"];
  const cells = rows.map((one) => [
    one.name,
    shown(one.value),
    one.unit,
    shown(one.yardstick),
    shown(one.ratio),
    one.note,
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => (line[column] as string).length)),
  );
  const right = new Set([1, 3, 4]);
  const line = (parts: readonly string[]) =>
    parts
      .map((part, column) => {
        if (column === head.length - 1) return part;
        return right.has(column) ? part.padStart(widths[column] as number) : part.padEnd(widths[column] as number);
      })
      .join("  ");
  return [
    line(head),
    line(
      widths
        .slice(0, -1)
        .map((width) => "─".repeat(width))
        .concat(""),
    ),
    ...cells.map(line),
  ].join("\n");
}

/** Value below which this share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted.length === 0
    ? Number.NaN
    : (sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] as number);
}
