import type { Localized } from "../../../kernel/index.ts";

export interface CodeListEntry {
  readonly code: string;
  readonly label: string;
  readonly labelEn?: string;
}

/** A list of values that forms refer to. One address in one version never changes. */
export interface CodeList {
  /** `urn:de:fim:codeliste:zustimmung`. */
  readonly uri: string;
  readonly version: string;
  readonly name: Localized;
  readonly entries: readonly CodeListEntry[];
}

/** A list without its entries. */
export interface CodeListInfo {
  readonly uri: string;
  readonly version: string;
  readonly name: Localized;
  readonly entries: number;
  /** Absent for those that Klickamt brings along. */
  readonly imported?: { readonly at: Date; readonly by: string; readonly ownTown: boolean };
}

export const bounds = { uri: 300, version: 100, entries: 100_000, code: 200, label: 1000 } as const;

/** What keeps a list from being taken over; undefined where nothing does. */
export function brokenBound(list: CodeList): string | undefined {
  if (list.uri.trim() === "" || list.uri.length > bounds.uri || /[\s\p{Cc}]/u.test(list.uri)) return "uri";
  if (list.version.trim() === "" || list.version.length > bounds.version) return "version";
  if (list.entries.length === 0) return "empty";
  if (list.entries.length > bounds.entries) return "entries";
  const codes = new Set<string>();
  for (const { code, label } of list.entries) {
    if (code === "" || code.length > bounds.code || codes.has(code)) return "code";
    if (label === "" || label.length > bounds.label) return "label";
    codes.add(code);
  }
  return undefined;
}

const natural = new Intl.Collator("de", { numeric: true });

/** Which version is newer: `10` after `9`, `2021-01-11` after `2018-01-31`. */
export function compareVersions(one: string, other: string): number {
  return natural.compare(one, other);
}
