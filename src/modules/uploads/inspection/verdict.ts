import type { FileType } from "../model/kind.ts";
import type { RefusalReason } from "../model/reason.ts";

/** Thrown by the checks: the file is not kept. */
export class Refused extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(reason);
    this.reason = reason;
  }
}

/** What the worker says of a file. `bytes`: a picture that was made from it, where it cannot be kept as it is. */
export type Verdict =
  | { readonly kind: "taken"; readonly type: FileType; readonly bytes?: Uint8Array }
  | { readonly kind: "original"; readonly mediaType: string }
  | { readonly kind: "refused"; readonly reason: RefusalReason };
