import type { Localized } from "../../kernel/index.ts";
import type { Datenschema } from "./model/datenschema.ts";

/** A file that does not become a schema; `line` counts from 1. */
export class SchemaRefused extends Error {
  readonly line: number;
  readonly reason: Localized;

  constructor(line: number, reason: Localized) {
    super(`line ${line}: ${reason.en}`);
    this.name = "SchemaRefused";
    this.line = line;
    this.reason = reason;
  }
}

/** Something in a schema that its standard does not allow. */
export interface SchemaMistake {
  /** Keys from the root: `stammdatenschema.struktur[2].feld.name`. */
  readonly path: string;
  readonly text: Localized;
}

/** A format in which schemas are exchanged. */
export interface SchemaStandard {
  readonly key: "xdatenfelder-2" | "xdatenfelder-3";
  readonly name: string;
  /** Whether this looks like one of its files; never throws, reads the beginning only. */
  sniff(bytes: Uint8Array): boolean;
  /** @throws SchemaRefused, and nothing else whatever the bytes are */
  read(bytes: Uint8Array): Datenschema;
  /** One that was read from this standard and not changed comes out as it was read, but for blanks between elements. */
  write(schema: Datenschema): Uint8Array;
  /** What is against the standard in what `write` would write. */
  validate(schema: Datenschema): readonly SchemaMistake[];
  /** Contents that this standard cannot say: paths as in `SchemaMistake`. */
  losses(schema: Datenschema): readonly string[];
}

let known: readonly SchemaStandard[] = [];

/** Tells which standards there are; once, at the start. */
export function defineSchemaStandards(standards: readonly SchemaStandard[]): void {
  known = standards;
}

export function listSchemaStandards(): readonly SchemaStandard[] {
  return known;
}

export function findSchemaStandard(key: string): SchemaStandard | undefined {
  return known.find((standard) => standard.key === key);
}
