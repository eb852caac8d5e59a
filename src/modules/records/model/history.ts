import { type Actor, sha256 } from "../../../kernel/index.ts";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";

/** What an entry says, before it has its place in the chain. */
export interface HistoryDraft {
  /** Stored for ever: `akte.angelegt`, `dokument.abgelegt`, `gewerbe.uebermittelt`. */
  readonly action: string;
  readonly vorgangId: string | null;
  readonly details: { readonly [key: string]: JsonValue };
}

/** An entry of the history of an Akte, as it is hashed: these members and no others. */
export interface HistoryContent extends HistoryDraft {
  readonly tenant: number;
  readonly akteId: string;
  /** 1, 2, 3 … within the Akte, without gaps. */
  readonly sequence: number;
  /** `2026-11-23T09:00:00.000Z`. */
  readonly recordedAt: string;
  readonly actor: { readonly kind: Actor["kind"]; readonly id: string | null; readonly name: string | null };
  /** Hash of the entry before; 64 zeros for the first. */
  readonly previousHash: string;
}

/** An entry with its hash. */
export interface HistoryEntry extends HistoryContent {
  readonly hash: string;
}

/** The newest link of a chain. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** Before the first entry. */
export const emptyChain: ChainHead = { sequence: 0, hash: "0".repeat(64) };

/** Lower-case hexadecimal SHA-256 of the canonical JSON of an entry. The README tells it for outsiders. */
export function hashOfEntry(entry: HistoryContent): string {
  return sha256(
    canonicalJson({
      action: entry.action,
      actor: { id: entry.actor.id, kind: entry.actor.kind, name: entry.actor.name },
      akteId: entry.akteId,
      details: entry.details,
      previousHash: entry.previousHash,
      recordedAt: entry.recordedAt,
      sequence: entry.sequence,
      tenant: entry.tenant,
      vorgangId: entry.vorgangId,
    }),
  );
}

/** Who acted, as the history keeps it. */
export function actorInHistory(actor: Actor): HistoryContent["actor"] {
  switch (actor.kind) {
    case "citizen":
      return { kind: "citizen", id: actor.mailboxId ?? null, name: null };
    case "staff":
      return { kind: "staff", id: actor.staffId, name: actor.name };
    case "system":
      return { kind: "system", id: null, name: actor.name };
  }
}

/** Puts drafts at the end of the chain, in their order. */
export function extendChain(
  head: ChainHead,
  place: { readonly tenant: number; readonly akteId: string; readonly actor: Actor; readonly now: Date },
  drafts: readonly HistoryDraft[],
): { readonly entries: readonly HistoryEntry[]; readonly head: ChainHead } {
  const entries: HistoryEntry[] = [];
  let { sequence, hash } = head;
  for (const draft of drafts) {
    sequence += 1;
    const content: HistoryContent = {
      ...draft,
      tenant: place.tenant,
      akteId: place.akteId,
      sequence,
      recordedAt: place.now.toISOString(),
      actor: actorInHistory(place.actor),
      previousHash: hash,
    };
    hash = hashOfEntry(content);
    entries.push({ ...content, hash });
  }
  return { entries, head: { sequence, hash } };
}

/** The other Akte that an entry names: where something went, or came from. None, or one. */
export function otherAktenOf({ details }: HistoryEntry): readonly string[] {
  const other = details.toAkteId ?? details.fromAkteId ?? details.inAkteId;
  return typeof other === "string" ? [other] : [];
}
