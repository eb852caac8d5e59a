import type { Localized } from "../../kernel/index.ts";

/** A file that is not read: not XML, or XML that could only do harm. `line` counts from 1. */
export class XmlRefused extends Error {
  readonly line: number;
  readonly reason: Localized;

  constructor(line: number, reason: Localized) {
    super(`line ${line}: ${reason.en}`);
    this.name = "XmlRefused";
    this.line = line;
    this.reason = reason;
  }
}
