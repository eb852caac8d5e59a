import type { Localized } from "../../kernel/index.ts";

/** A FEEL expression (the expression language of OMG DMN 1.3) over the answers of the form. */
export type Feel = string;

/**
 * A form is data: the same data for the page, the final check, the API and the tests.
 * Answers are keyed by path: keys joined with dots, repeatable groups with the position from 0
 * (`vertreter.1.familienname`). In FEEL the same answers are nested contexts and lists:
 * `vertreter[2].familienname`, lists counted from 1 as FEEL does.
 */
export interface Form {
  readonly id: string;
  readonly version: number;
  /** One section is one page: one topic. */
  readonly sections: readonly Section[];
  /** Checks across fields, shown at the field they name. */
  readonly checks?: readonly Check[];
}

export interface Section {
  /** Part of the address of the page and of the path of no field. ASCII, kebab-case. */
  readonly key: string;
  readonly title: Localized;
  readonly intro?: Localized;
  /** Shown only where this is true. */
  readonly when?: Feel;
  readonly elements: readonly Element[];
  /** Names of panels (see `FormPanel`) that stand below the questions, in order. */
  readonly panels?: readonly string[];
}

export type Element = Group | Field | Note;

/**
 * Fields that belong together. Repeatable where `max` is more than one. One that is not repeatable may go on on a later
 * page: the same key and condition again, other elements.
 */
export interface Group {
  readonly kind: "group";
  /** ASCII, camelCase: part of the path of every field in it. */
  readonly key: string;
  readonly title?: Localized;
  readonly intro?: Localized;
  readonly when?: Feel;
  /** Least and greatest number of entries; 1 and 1 where absent. */
  readonly min?: number | Feel;
  readonly max?: number;
  /** Name of one entry, `Geschäftsführer`, for headings and buttons of repeatable groups. */
  readonly entryName?: Localized;
  readonly elements: readonly Element[];
}

/** A sentence between fields. */
export interface Note {
  readonly kind: "note";
  readonly text: Localized;
  readonly tone?: "info" | "warning";
  readonly when?: Feel;
}

export interface Option {
  /** Stored value: ASCII, kebab-case. */
  readonly value: string;
  readonly label: Localized;
  readonly hint?: Localized;
  readonly when?: Feel;
  /** Stands among its neighbours that are so too where its label belongs by the alphabet, in each language. */
  readonly byLabel?: true;
}

export type FieldType =
  /** One line of DIN 91379 type C (letters, digits, signs). */
  | "text"
  /** A person's name: DIN 91379 type A. */
  | "name"
  | "multiline"
  | "date"
  | "integer"
  | "yes-no"
  /** One of few: radio buttons. */
  | "choice"
  /** One of many: a select. */
  | "select"
  /** Some of few: checkboxes. */
  | "choices"
  /** A statement to agree with: one checkbox. */
  | "declaration"
  | "email"
  | "phone"
  | "url"
  /** German postcode, five digits. */
  | "postcode"
  /** Time of day, `HH:MM`. */
  | "time"
  /** A decimal number; canonical with a point, `decimals` digits after it. */
  | "number"
  /** An amount in euros; canonical `1234.50`. */
  | "currency"
  /** An international bank account number, without spaces. */
  | "iban"
  /** A place on the map: `latitude,longitude` in WGS 84, six digits after the point. */
  | "map-point"
  /** Files, as ids of `uploads`: a list. */
  | "file";

export interface Field {
  readonly kind: "field";
  /** ASCII, camelCase. Stored for ever. */
  readonly key: string;
  readonly type: FieldType;
  readonly label: Localized;
  /**
   * How messages name the field, as an object of the sentence: `das Geburtsdatum`, `the date of birth`.
   * Where absent they quote the label.
   */
  readonly inSentence?: Localized;
  /** Short, always visible below the label. */
  readonly hint?: Localized;
  /** Opens in place; ends with the legal source. */
  readonly help?: Localized;
  /** Statute or standard that asks for it: `GewAnzV Anlage 1 Feld 18; § 14 Abs. 1 GewO`. */
  readonly source: string;
  /** Asked only where this is true. What was typed stays typed when it becomes false; it is left out when sent. */
  readonly when?: Feel;
  /** Default: true. */
  readonly required?: boolean | Feel;
  /** Value is computed and shown, not typed. */
  readonly computed?: Feel;
  readonly minLength?: number;
  /** Default 200; 2,000 for `multiline`. */
  readonly maxLength?: number;
  /** Regular expression over the whole value, with the message that says how to put it right. */
  readonly pattern?: { readonly regex: string; readonly message: Localized };
  /**
   * For `integer`, `number` and `currency`; for `date` a day `YYYY-MM-DD`, for `time` a time `HH:MM`; or FEEL such as
   * `today()`.
   */
  readonly min?: number | Feel;
  readonly max?: number | Feel;
  /** For `choice`, `select`, `choices`. */
  readonly options?: readonly Option[];
  /**
   * Instead of `options`: a list that the region shares, with few or thousands of entries; the value is the code.
   * For `choice`, `select`, `choices`.
   */
  readonly codeList?: CodeListRef;
  /** For `number`: digits after the point; 2 where absent. */
  readonly decimals?: number;
  /** For `file`. */
  readonly file?: FileRule;
  /** Places on the printed forms where this stands, e.g. `{ form: "GewA1", number: 18 }`. */
  readonly official?: readonly OfficialField[];
  /**
   * For `text`: key of a field of type `postcode` in the same place of the form. Where the postcode belongs to one
   * municipality only, its name is filled in; where to several, they are suggested.
   */
  readonly placeOf?: string;
  /** HTML autocomplete token, e.g. `family-name`. */
  readonly autocomplete?: string;
  /** Can be read from a QR code with the camera: for texts that match `pattern`. Typing always stays possible. */
  readonly scan?: "qr";
  readonly checks?: readonly FieldCheck[];
  readonly width?: "short" | "medium" | "full";
}

/** A code list by its canonical address; without a version the newest that the region has. */
export interface CodeListRef {
  /** `urn:de:fim:codeliste:geschlecht`. */
  readonly uri: string;
  readonly version?: string;
}

/** What may be handed in at a field for files. */
export interface FileRule {
  readonly kinds: readonly ("pdf" | "picture" | "text" | "office")[];
  /** Bytes of one file; 10 MiB where absent. */
  readonly maxBytes?: number;
  /** 1 where absent. */
  readonly maxFiles?: number;
}

export interface OfficialField {
  readonly form: string;
  readonly number: number;
}

export interface FieldCheck {
  /** True where the value is right. `value` is the field's own value. */
  readonly feel: Feel;
  readonly message: Localized;
}

export interface Check extends FieldCheck {
  /** Path of the field the message is shown at. */
  readonly at: string;
  readonly when?: Feel;
}

/** What was typed, by path: text as typed, several texts for `choices`. Booleans are `ja` and `nein`. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;
