import type { Cents, Localized, PlainDay } from "../../kernel/index.ts";
import type { LeistungDefinition } from "./definition.ts";
import type { Answers, Form } from "./form.ts";
import type { CodeList } from "./model/index.ts";

/** Situation in life under which a town's page groups its services. */
export type Lebenslage =
  | "unternehmen"
  | "wohnen"
  | "ausweise"
  | "familie"
  | "fahrzeuge"
  | "bauen"
  | "soziales"
  | "umwelt"
  | "freizeit";

/** How sure we must be of who applies. Source: OZG § 3; STORK QAA 1, 3, 4. */
export type TrustLevel = "low" | "substantial" | "high";

export interface LegalBasis {
  /** `§ 14 Abs. 1 GewO`. */
  readonly cite: string;
  readonly url?: string;
}

/** A charge, with its source. Towns override amounts in their settings by `key`. */
export interface Fee {
  readonly key: string;
  readonly label: Localized;
  readonly amountCents: Cents;
  readonly source: string;
}

/**
 * What a citizen can apply for: one folder, one of these. Shown, searched and switched on per town by
 * the catalogue, filled in through forms, worked through cases.
 */
export interface Leistung {
  /** Kebab-case, part of addresses, stored for ever: `gewerbe-anmelden`. */
  readonly id: string;
  readonly version: number;
  /** LeiKa key, 14 digits. */
  readonly leikaKey?: string;
  readonly title: Localized;
  /** One sentence for lists. */
  readonly summary: Localized;
  /** Icon name of `platform/ui`. */
  readonly icon: string;
  readonly lebenslagen: readonly Lebenslage[];
  /** Everyday words that find it: `Firma anmelden`. */
  readonly keywords: Localized<readonly string[]>;
  readonly page: {
    /** What it is, in plain paragraphs. */
    readonly what: Localized<readonly string[]>;
    readonly forWhom: Localized<readonly string[]>;
    readonly cost: Localized<readonly string[]>;
    readonly time: Localized<readonly string[]>;
    readonly needed: Localized<readonly string[]>;
    readonly legalBasis: readonly LegalBasis[];
    readonly dataProtection: Localized<readonly string[]>;
    /** Where it cannot be done online yet: how it is done today. */
    readonly offline?: Localized<readonly string[]>;
  };
  /** Absent: the page informs, and says how it is done today. */
  readonly online?: OnlineLeistung;
  /** What it was made from, where it is data alone: `leistungFrom`. */
  readonly definition?: LeistungDefinition;
}

export interface OnlineLeistung {
  readonly form: Form;
  readonly trustLevel: TrustLevel;
  /** Minutes it takes, for the service page. */
  readonly minutes: number;
  /** Code lists that it brings along; others come from the region, see `defineCodeLists`. */
  readonly codeLists?: readonly CodeList[];
  /** Key of a procedure that is there for all, see `listProcedures`; its own, in `processXml`, where absent. */
  readonly process?: string;
  /** BPMN 2.0 XML of the procedure at the desk. */
  readonly processXml: string;
  /** What is handed in, for pages, letters and copies; `anzeige` where absent. */
  readonly kind?: "antrag" | "anzeige";
  readonly fees: readonly Fee[];
  /**
   * Charges that these answers cause, keys of `fees`.
   * @param answers canonical, without hidden and empty ones
   * @param today day on which it is charged: ages count from it
   */
  feesFor(answers: Answers, today: PlainDay): readonly string[];
  /**
   * When the claim for the fees is opened, with the town's amounts. Default `when-sent`: whoever sends can pay at once.
   * `later`: a step of the procedure opens it.
   */
  readonly charged?: "when-sent" | "later";
  /** The appointment that follows. */
  readonly appointment?: {
    /** Key of the service in `appointments`: `personalausweis`. */
    readonly service: string;
    /** `klickamt:form` of the step at the desk that it is for: once that is done, none is offered any more. */
    readonly task: string;
    /** Name of a variable of the case: where it is true, no appointment is needed. */
    readonly unless?: string;
  };
  /** Statutory time to answer. */
  readonly deadline?: {
    readonly days: number;
    readonly counting: "working-days" | "calendar-days";
    readonly source: string;
  };
  readonly records: {
    /** Key of a unit of the Aktenplan, e.g. `32.40`. */
    readonly planUnit: string;
    readonly retentionYears: number;
    readonly retentionSource: string;
    /** Title of the Akte, from the answers: `Bäckerei Müller, Marienplatz 1`. */
    akteTitle(answers: Answers): string;
    /** Paths that filed documents leave out, because the law has them deleted before the file. */
    notFiled?(answers: Answers): readonly string[];
  };
  /** Name by which the desk lists the case: company or person. */
  subjectName(answers: Answers): string;
  /** What the page says after sending, where it is no notification; and what else to do, as paths of the town. */
  readonly sent?: {
    readonly title: Localized;
    readonly steps: readonly { readonly label: Localized; readonly href: string }[];
  };
  /** Statements agreed with when sending, e.g. identity under § 2 Abs. 2 Nr. 4 GewAnzV. */
  readonly declarations: readonly { readonly key: string; readonly text: Localized; readonly source: string }[];
  /**
   * Name of a prefill source (see `forms` `PrefillSource`) that turns an earlier case's access code
   * into first answers, e.g. `gewerbe.register`.
   */
  readonly prefill?: string;
}
