import type { VNode } from "preact";
import type { Localized } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { ViewContext } from "../../platform/ui/index.ts";
import type { Akte } from "./model/akte.ts";
import type { Dokument } from "./model/dokument.ts";
import type { BrokenLink } from "./model/verification.ts";

/** Something that a module above shows on the page of an Akte or of a Dokument. */
export interface RecordsPanel<Subject> {
  /** Becomes the id of its section: kebab-case. */
  readonly id: string;
  readonly title: Localized;
  /** Undefined where it has nothing to say about this one. */
  render(ctx: Ctx, view: ViewContext, subject: Subject): Promise<VNode | undefined>;
}

/** Is told of every change of an Akte, in its transaction: to queue a job, not to work. */
export interface AkteWatcher {
  /** @param dokumentIds Dokumente that are new or were changed */
  changed?(ctx: Ctx, akteId: string, dokumentIds: readonly string[]): Promise<void>;
  /**
   * An Akte came into another circle, or Vorgänge into an Akte of another circle: who keeps a copy of the circle changes
   * it here, in the same transaction, so that nobody finds for a moment what is not theirs.
   */
  circleChanged?(ctx: Ctx, change: CircleChange): Promise<void>;
  /** Something went elsewhere: who keeps what belongs to it by Akte or Vorgang takes it along, in the same transaction. */
  moved?(ctx: Ctx, move: Move): Promise<void>;
}

/** Vorgänge with everything in them into another Akte, or Dokumente into another Vorgang, of the same Akte or not. */
export type Move = {
  /** Where it lay; the same Akte may be among them. */
  readonly fromAkteIds: readonly string[];
  readonly toAkteId: string;
} & (
  | { readonly vorgangIds: readonly string[] }
  | { readonly dokumentIds: readonly string[]; readonly toVorgangId: string }
);

/** What lies in another circle now. */
export interface CircleChange {
  readonly akteId: string;
  readonly circleId: number;
  /** Cases of the Vorgänge that are concerned. */
  readonly caseIds: readonly string[];
}

let aktePanels: readonly RecordsPanel<Akte>[] = [];
let dokumentPanels: readonly RecordsPanel<Dokument>[] = [];
let watchers: readonly AkteWatcher[] = [];
let eventWords: Readonly<Record<string, Localized>> = {};

/** Sets what modules above show and watch. Called once at boot; again replaces. */
export function extendRecords(extensions: {
  readonly aktePanels: readonly RecordsPanel<Akte>[];
  readonly dokumentPanels: readonly RecordsPanel<Dokument>[];
  readonly watchers: readonly AkteWatcher[];
  /** What modules above record in the history, by action: `circulation.umlauf-begonnen`. */
  readonly eventWords?: Readonly<Record<string, Localized>>;
}): void {
  ({ aktePanels, dokumentPanels, watchers, eventWords = {} } = extensions);
}

/** What a module above calls an entry of the history; undefined where it stands as it was recorded. */
export const wordsOfEvent = (action: string): Localized | undefined => eventWords[action];

export const listAktePanels = (): readonly RecordsPanel<Akte>[] => aktePanels;

export const listDokumentPanels = (): readonly RecordsPanel<Dokument>[] => dokumentPanels;

/** Tells everybody who watches. */
export async function tellWatchers(ctx: Ctx, akteId: string, dokumentIds: readonly string[]): Promise<void> {
  for (const watcher of watchers) await watcher.changed?.(ctx, akteId, dokumentIds);
}

/** Tells everybody who keeps circles. */
export async function tellCircle(ctx: Ctx, change: CircleChange): Promise<void> {
  for (const watcher of watchers) await watcher.circleChanged?.(ctx, change);
}

/** Tells everybody who keeps something beside it. */
export async function tellMove(ctx: Ctx, move: Move): Promise<void> {
  for (const watcher of watchers) await watcher.moved?.(ctx, move);
}

/** Something kept elsewhere that a verification of the E-Akte has to agree with. */
export type RecordsCheck = (ctx: Ctx) => Promise<readonly BrokenLink[]>;

let checks: readonly RecordsCheck[] = [];

/** Sets what `verifyRecords` asks besides the chains themselves. Called once at boot; again replaces. */
export function defineRecordsChecks(given: readonly RecordsCheck[]): void {
  checks = given;
}

export const listRecordsChecks = (): readonly RecordsCheck[] => checks;
