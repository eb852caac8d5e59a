import type { Localized } from "../../kernel/index.ts";
import type { ServiceText } from "./model/texts.ts";

/** A file of translations that is not taken; `line` counts from 1. */
export class TextsRefused extends Error {
  readonly line: number;
  readonly reason: Localized;

  constructor(line: number, reason: Localized) {
    super(`line ${line}: ${reason.en}`);
    this.name = "TextsRefused";
    this.line = line;
    this.reason = reason;
  }
}

/** One text as it comes back from a translator. */
export interface TextUnit {
  readonly id: string;
  /** The German that was translated. */
  readonly source: string;
  /** Undefined where it was left out. */
  readonly target: string | undefined;
}

/** The format in which texts go to translators and come back. Implemented in `standards`. */
export interface TextExchange {
  readonly mediaType: string;
  /** `xlf` */
  readonly extension: string;
  write(service: { readonly id: string; readonly version: number; readonly texts: readonly ServiceText[] }): string;
  /** @throws TextsRefused, and nothing else whatever the bytes are */
  read(bytes: Uint8Array): readonly TextUnit[];
}

let exchange: TextExchange | undefined;

/** Sets the format. Called once at boot; again replaces. */
export function defineTextExchange(implementation: TextExchange): void {
  exchange = implementation;
}

/** @throws Error where none was set at boot */
export function textExchange(): TextExchange {
  if (exchange === undefined) throw new Error("no format for texts was defined");
  return exchange;
}
