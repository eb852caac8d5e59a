import type { Localized } from "../../../kernel/index.ts";
import type { Element, Leistung, LeistungDefinition, Procedure } from "../../forms/index.ts";

const nothing: Localized<readonly string[]> = { de: [], en: [] };

/** A service with one page and one question: what a designer begins with. */
export function blankDefinition(id: string, title: Localized): LeistungDefinition {
  return {
    id,
    title,
    summary: { de: `${title.de} online.`, en: `${title.en} online.` },
    icon: "file",
    lebenslagen: [],
    keywords: nothing,
    page: {
      what: nothing,
      forWhom: nothing,
      cost: nothing,
      time: nothing,
      needed: nothing,
      legalBasis: [],
      dataProtection: nothing,
    },
    online: {
      form: {
        sections: [
          {
            key: "person",
            title: { de: "Angaben zu Ihnen", en: "About you" },
            elements: [
              {
                kind: "field",
                key: "name",
                type: "name",
                label: { de: "Vor- und Nachname", en: "First name and surname" },
                source: "",
                autocomplete: "name",
              },
            ],
          },
        ],
      },
      trustLevel: "low",
      minutes: 10,
      process: "antrag",
      fees: [],
      records: { planUnit: "10.10", retentionYears: 10, retentionSource: "", akteTitle: '"Antrag " + name' },
      subjectName: "name",
      declarations: [],
    },
  };
}

/** What a copy of a built-in Leistung cannot bring along, because it is no data there. */
export interface CopyNote {
  readonly what: "fees" | "akte-title" | "subject-name" | "process" | "prefill";
}

/** The first field of a kind that there is one of, as FEEL names it. */
function firstNamed(
  elements: readonly Element[],
  base: string,
  wanted: (key: string, type: string) => boolean,
): string | undefined {
  for (const element of elements) {
    if (element.kind === "field" && element.when === undefined && wanted(element.key, element.type))
      return base + element.key;
    if (element.kind === "group" && element.when === undefined && (element.max ?? 1) === 1) {
      const inner = firstNamed(element.elements, `${base}${element.key}.`, wanted);
      if (inner !== undefined) return inner;
    }
  }
  return undefined;
}

/**
 * A built-in Leistung as data, to be changed. One that is data already comes over as it is; what another one computes
 * in code is put in the plainest way and named in the notes.
 * @param procedures those that a copy can run by; where its own is none of them it takes the first
 */
export function copyOfBuiltIn(
  leistung: Leistung,
  id: string,
  procedures: readonly Procedure[],
): { readonly definition: LeistungDefinition; readonly notes: readonly CopyNote[] } {
  const { version: _, online, definition: made, ...texts } = leistung;
  const own = procedures.find(({ key }) => key === made?.online.process);
  const process = own?.key ?? procedures[0]?.key ?? "antrag";
  const notes: readonly CopyNote[] = [
    ...(own === undefined ? [{ what: "process" } as const] : []),
    ...(online?.prefill === undefined ? [] : [{ what: "prefill" } as const]),
  ];
  if (made !== undefined) return { definition: { ...made, id, online: { ...made.online, process } }, notes };
  if (online === undefined) {
    const blank = blankDefinition(id, texts.title);
    return { definition: { ...texts, id, online: blank.online }, notes: [] };
  }
  const { id: __, version: ___, ...form } = online.form;
  const elements = form.sections.flatMap((section) => (section.when === undefined ? section.elements : []));
  const name = firstNamed(elements, "", (key, type) => type === "name" && /nachname|familienname|name/i.test(key));
  const title = JSON.stringify(texts.title.de);
  return {
    definition: {
      ...texts,
      id,
      online: {
        form,
        ...(online.codeLists === undefined ? {} : { codeLists: online.codeLists }),
        trustLevel: online.trustLevel,
        minutes: online.minutes,
        process,
        // When each is due stands in code: none is, rather than all of them, until somebody has said when.
        fees: online.fees.length === 1 ? online.fees : online.fees.map((fee) => ({ ...fee, when: "false" })),
        ...(online.deadline === undefined ? {} : { deadline: online.deadline }),
        records: {
          planUnit: online.records.planUnit,
          retentionYears: online.records.retentionYears,
          retentionSource: online.records.retentionSource,
          akteTitle: name === undefined ? title : `if ${name} = null then ${title} else ${name}`,
        },
        subjectName: name === undefined ? title : `if ${name} = null then ${title} else ${name}`,
        declarations: online.declarations,
        ...(online.sent === undefined ? {} : { sentTitle: online.sent.title }),
      },
    },
    notes: [
      ...(online.fees.length === 0 ? [] : [{ what: "fees" } as const]),
      { what: "akte-title" },
      { what: "subject-name" },
      ...notes,
    ],
  };
}
