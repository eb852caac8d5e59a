import type { Localized } from "../../kernel/index.ts";
import type { CodeList } from "./model/code-list.ts";

/** A file that does not become a code list; `line` counts from 1. */
export class CodeListRefused extends Error {
  readonly line: number;
  readonly reason: Localized;

  constructor(line: number, reason: Localized) {
    super(`line ${line}: ${reason.en}`);
    this.name = "CodeListRefused";
    this.line = line;
    this.reason = reason;
  }
}

/** A list as a file gave it, and what had to be put right. */
export interface ReadCodeList {
  readonly list: CodeList;
  readonly notes: readonly Localized[];
}

/** A format in which code lists are exchanged. */
export interface CodeListStandard {
  readonly key: "genericode-1";
  readonly name: string;
  /** @throws CodeListRefused, and nothing else whatever the bytes are */
  read(bytes: Uint8Array): ReadCodeList;
  write(list: CodeList): Uint8Array;
}

let standard: CodeListStandard | undefined;

/** Tells in which format lists come and go; once, at the start. */
export function defineCodeListStandard(implementation: CodeListStandard): void {
  standard = implementation;
}

/** @throws Error before it was defined: a bug */
export function codeListStandard(): CodeListStandard {
  if (standard === undefined) throw new Error("no standard for code lists is defined");
  return standard;
}
