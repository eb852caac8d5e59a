import type { Localized } from "../../kernel/index.ts";

/** Why something is refused: not readable, another version, another message, content against the rules, package. */
export type RefusalKind = "xml" | "version" | "message" | "content" | "package";

/** A message or package that is not taken. `line` counts from 1 and is there where the message could be parsed. */
export class XdomeaRefused extends Error {
  readonly kind: RefusalKind;
  readonly reason: Localized;
  readonly line: number | undefined;

  constructor(kind: RefusalKind, reason: Localized, line?: number) {
    super(line === undefined ? reason.en : `line ${line}: ${reason.en}`);
    this.name = "XdomeaRefused";
    this.kind = kind;
    this.reason = reason;
    this.line = line;
  }
}
