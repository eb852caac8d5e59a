import type { Localized, PlainDay } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";

/** Whom a request is about. */
export interface SoughtPerson {
  readonly name: string;
  readonly birthday?: PlainDay;
  readonly email?: string;
}

/** What hangs together with findings that are about the person: other sources look there too. */
export interface Trace {
  readonly caseIds: readonly string[];
  readonly mailboxIds: readonly string[];
}

/** Something that may be about the person, for somebody to decide. */
export interface Finding {
  /** The source finds it again by this. */
  readonly key: string;
  /** `Gewerbe anmelden, 32.40-2026-00017/01`. */
  readonly label: string;
  /** The person as it stands there: `Müller, Anna, geboren am 12.04.1991`. */
  readonly person: string;
  readonly trace: Trace;
}

/** What is stored, with everything that Art. 15 Abs. 1 GDPR asks to be told of it. */
export interface Holding {
  /** For `erase`. */
  readonly key: string;
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Files that belong to it: in the file store, or, where `read` is given, wherever that reads them from. */
  readonly documents: readonly {
    readonly filename: string;
    readonly sha256: string;
    readonly read?: () => Promise<Uint8Array>;
  }[];
  readonly purpose: Localized;
  /** Paragraphs that allow the processing. */
  readonly law: string;
  readonly origin: Localized;
  readonly recipients: readonly string[];
  /** How long it is kept. */
  readonly kept: Localized;
  readonly erasure:
    | { readonly possible: true }
    | { readonly possible: false; readonly law: string; readonly why: Localized };
}

/** Where data about people are stored. Implemented by modules above, each for what it owns. */
export interface PersonalDataSource {
  /** Stored with findings. */
  readonly id: string;
  readonly title: Localized;
  /** At most 200, best first. Whoever calls may see everything: the system. */
  search?(ctx: Ctx, person: SoughtPerson): Promise<readonly Finding[]>;
  /** @param keys of its own findings that are about the person */
  collect(ctx: Ctx, keys: readonly string[], trace: Trace): Promise<readonly Holding[]>;
  /** Erases what a holding names as possible; what is gone already is no mistake. */
  erase?(ctx: Ctx, key: string): Promise<void>;
}

let sources: readonly PersonalDataSource[] = [];

/** Sets where data about people are stored. Called once at boot; again replaces. */
export function definePersonalDataSources(list: readonly PersonalDataSource[]): void {
  sources = list;
}

export const listSources = (): readonly PersonalDataSource[] => sources;
