import type { Localized } from "../../../kernel/index.ts";
import type { Answers, LeistungDefinition } from "../../forms/index.ts";
import type { ProseRule } from "./prose-rule.ts";

export type VersionState = "draft" | "published" | "withdrawn";

/** Where a service was taken over from (Nachnutzung). */
export interface TakenFrom {
  readonly tenantId: number;
  readonly serviceId: string;
  readonly version: number;
}

/** A service of this town: what all its versions have in common. */
export interface DesignedService {
  readonly serviceId: string;
  readonly takenFrom: TakenFrom | undefined;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** Answers kept to try a service out again before it is published. */
export interface Sample {
  readonly sampleId: string;
  readonly name: string;
  readonly answers: Answers;
  /** Day on which they are given, `YYYY-MM-DD`: ages and deadlines count from it. */
  readonly day: string;
  /** What is to come of them. `paths`: where mistakes are to be found. */
  readonly expected: { readonly kind: "accepted" } | { readonly kind: "errors"; readonly paths: readonly string[] };
}

/** What a version is made of, and what a step can change. */
export interface VersionContent {
  readonly definition: LeistungDefinition;
  readonly rules: readonly ProseRule[];
  readonly samples: readonly Sample[];
  /** Version of the origin that was taken into it since the service was taken over. */
  readonly originVersion?: number | undefined;
}

export interface ServiceVersion extends VersionContent {
  readonly serviceId: string;
  readonly version: number;
  readonly state: VersionState;
  readonly rowVersion: number;
  /** The Datenschema it was read from, as its reader gave it. */
  readonly origin: object | undefined;
  /** The ImportReport of that reading. */
  readonly report: object | undefined;
  /** Staff who changed it. */
  readonly editedBy: readonly string[];
  readonly created: Deed;
  readonly changed: Deed;
  /** Put before a second person. */
  readonly submitted: Deed | undefined;
  readonly published: Deed | undefined;
  readonly withdrawn: Deed | undefined;
}

export interface Deed {
  readonly at: Date;
  readonly by: string;
}

/** One change of a draft, as its log tells it. */
export interface Step {
  readonly step: number;
  readonly what: Localized;
  readonly at: Date;
  readonly by: string;
  /** Can be taken back. */
  readonly revocable: boolean;
}

/** A service in a list. */
export interface ServiceLine {
  readonly serviceId: string;
  readonly title: Localized;
  readonly takenFrom: TakenFrom | undefined;
  readonly draft:
    | { readonly version: number; readonly changed: Deed; readonly submitted: Deed | undefined }
    | undefined;
  /** The newest that was published. */
  readonly published: { readonly version: number; readonly on: Deed } | undefined;
  /** Set where there was one and it is not offered any more. */
  readonly withdrawn: Deed | undefined;
}

/** What another town of the region has published. */
export interface ShelfItem {
  readonly tenantId: number;
  readonly serviceId: string;
  readonly version: number;
  readonly publishedAt: Date;
  readonly definition: LeistungDefinition;
  readonly rules: readonly ProseRule[];
  readonly origin: object | undefined;
}

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Whether a text can be the id of a service: kebab-case, 3 to 60 characters, part of addresses for ever. */
export function isServiceId(text: string): boolean {
  return text.length >= 3 && text.length <= 60 && kebab.test(text);
}

const letters: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** An id made from a title: `Hund anmelden` gives `hund-anmelden`. */
export function serviceIdOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => letters[letter] as string)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
}
