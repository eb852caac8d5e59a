import type { Localized } from "../../kernel/index.ts";
import type { Feel, Form } from "./form.ts";
import type { Fee, Leistung, OnlineLeistung } from "./leistung.ts";

/** A charge of a Leistung that is data. */
export interface DefinedFee extends Fee {
  /** Charged where this is true; always where absent. */
  readonly when?: Feel;
}

/**
 * A Leistung that is data alone, made at a desk or read from a schema: what a built-in Leistung says in
 * TypeScript functions stands here as FEEL over the answers. Stored as JSON, a version never changes.
 */
export interface LeistungDefinition extends Omit<Leistung, "version" | "online" | "definition"> {
  readonly online: Omit<
    OnlineLeistung,
    "form" | "processXml" | "fees" | "feesFor" | "records" | "subjectName" | "sent" | "prefill"
  > & {
    /** Its `version` counts with the definition. */
    readonly form: Omit<Form, "id" | "version">;
    /** Key of a procedure that is there for all: `antrag`, `anzeige`. */
    readonly process: string;
    readonly fees: readonly DefinedFee[];
    readonly records: Omit<OnlineLeistung["records"], "akteTitle"> & {
      /** A text. */
      readonly akteTitle: Feel;
    };
    /** A text: the name by which the desk lists the case. */
    readonly subjectName: Feel;
    readonly sentTitle?: Localized;
  };
}
