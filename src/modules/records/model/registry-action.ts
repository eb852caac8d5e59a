/** Most things that are ticked at once. */
export const mostTicked = 200;

/** What can be done with several things at once. Stored for ever. */
export type RegistryVerb =
  | "vorgaenge-verschieben"
  | "dokumente-verschieben"
  | "akten-umziehen"
  | "akte-teilen"
  | "akten-zusammenfuehren"
  | "verweise-anlegen";

/** What somebody wants done, with ids. */
export type RegistryWish =
  | {
      readonly verb: "vorgaenge-verschieben";
      readonly vorgangIds: readonly string[];
      readonly akteId: string;
      readonly teilakteId: string | null;
    }
  | { readonly verb: "dokumente-verschieben"; readonly dokumentIds: readonly string[]; readonly vorgangId: string }
  | { readonly verb: "akten-umziehen"; readonly akteIds: readonly string[]; readonly planUnit: string }
  | {
      readonly verb: "akte-teilen";
      readonly vorgangIds: readonly string[];
      readonly planUnit: string;
      readonly betreff: string;
    }
  | { readonly verb: "akten-zusammenfuehren"; readonly akteIds: readonly string[]; readonly akteId: string }
  | {
      readonly verb: "verweise-anlegen";
      readonly from: readonly { readonly kind: "akte" | "vorgang" | "dokument"; readonly id: string }[];
      readonly akteId: string;
      readonly note: string;
    };

/** Why something of it is not done. Stored for ever. */
export type RefusalKind =
  | "not-there"
  | "akte-closed"
  | "akte-held"
  | "vorgang-closed"
  | "already-there"
  | "unit-closed"
  | "several-akten"
  | "itself";

/** One thing that is wished for. */
export interface WishedStep {
  readonly id: string;
  /** Aktenzeichen, of a Dokument that of its Vorgang. */
  readonly aktenzeichen: string;
  /** Betreff or title: shown, never stored. */
  readonly title: string;
  readonly refusal?: RefusalKind;
  /** Dokumente that go along, or Vorgänge of a whole Akte. */
  readonly contents: number;
  /** Others see it there than here. */
  readonly otherAccess: boolean;
}

/** What a wish would do. */
export interface WishPreview {
  readonly verb: RegistryVerb;
  readonly steps: readonly WishedStep[];
  /** Where it goes: Aktenzeichen or number of the unit. */
  readonly target: string;
  readonly targetTitle: string;
}

/** What was done, as it is kept. */
export interface RegistryReport {
  readonly verb: RegistryVerb | "rueckgaengig";
  readonly target: string;
  readonly targetAkteId: string | null;
  readonly done: readonly {
    readonly id: string;
    readonly kind: "akte" | "vorgang" | "dokument";
    /** Akte in which it lies now. */
    readonly akteId: string;
    readonly before: string;
    readonly after: string;
  }[];
  readonly refused: readonly { readonly aktenzeichen: string; readonly refusal: RefusalKind }[];
  /** The action that this one took back. */
  readonly undoneActionId?: string;
}

/** One step back. They are taken in their order. */
export type UndoStep =
  | {
      readonly step: "vorgang";
      readonly vorgangId: string;
      readonly akteId: string;
      readonly teilakteId: string | null;
    }
  | {
      readonly step: "dokument";
      readonly dokumentId: string;
      readonly vorgangId: string;
      readonly parentId: string | null;
    }
  | {
      readonly step: "akte";
      readonly akteId: string;
      readonly planUnit: string;
      readonly retentionYears: number;
      readonly aussonderungsart: "A" | "B" | "V";
    }
  | { readonly step: "verweis"; readonly verweisId: string }
  | { readonly step: "oeffnen"; readonly akteId: string }
  | { readonly step: "aufgehen"; readonly akteId: string; readonly inAkteId: string };
