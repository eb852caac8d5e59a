import { dayInBerlin, inLanguage, type Language } from "../../kernel/index.ts";
import type { Case, CaseContent, EditableField } from "../cases/index.ts";
import { listCaseFiles } from "./case-files.ts";
import type { Field } from "./form.ts";
import {
  answerSheet,
  displayValue,
  findField,
  inOrder,
  mostShownOptions,
  pageFields,
  parseFieldValue,
  type SheetRow,
} from "./model/index.ts";
import { findLeistung, type LookUp, listLeistungen, type ReadyLeistung } from "./registry.ts";

type Online = NonNullable<ReadyLeistung["online"]>;

async function onlineOf(
  ctx: LookUp,
  subject: Pick<Case, "leistungId" | "leistungVersion">,
): Promise<Online | undefined> {
  return (await findLeistung(ctx, subject.leistungId, subject.leistungVersion))?.online;
}

/** Files are not corrected: what was handed in stays what was handed in. */
const kindOf: Readonly<Record<Exclude<Field["type"], "file">, EditableField["type"]>> = {
  text: "text",
  name: "text",
  multiline: "multiline",
  date: "date",
  integer: "text",
  "yes-no": "one-of",
  choice: "one-of",
  select: "one-of",
  choices: "some-of",
  declaration: "one-of",
  email: "text",
  phone: "text",
  url: "text",
  postcode: "text",
  time: "text",
  number: "text",
  currency: "text",
  iban: "text",
  "map-point": "text",
};

/** A long code list is not chosen from at the desk either: code or label is typed. */
function editableKindOf(field: Field & { type: keyof typeof kindOf }): EditableField["type"] {
  const long = (field.options?.length ?? 0) > mostShownOptions;
  return long && field.type !== "choices" ? "text" : kindOf[field.type];
}

function optionsOf(field: Field, language: Language): EditableField["options"] {
  if (field.type === "yes-no" || field.type === "declaration") {
    return [
      { value: "ja", label: language === "de" ? "Ja" : "Yes" },
      { value: "nein", label: language === "de" ? "Nein" : "No" },
    ];
  }
  return (
    field.options &&
    inOrder(field.options, language).map((option) => ({
      value: option.value,
      label: inLanguage(option.label, language),
    }))
  );
}

function isEditable(field: Field): field is Field & { type: keyof typeof kindOf } {
  return field.type !== "file";
}

/** Names of the files of a row and where they lie; nothing where it holds none. */
function filesOf(row: SheetRow, files: Awaited<ReturnType<typeof listCaseFiles>> | undefined) {
  if (files === undefined || !Array.isArray(row.value)) return {};
  const own = (row.value as readonly string[]).flatMap((id) => files.get(id) ?? []);
  if (own.length === 0 || own.length < row.value.length) return {};
  return {
    display: own.map(({ filename }) => filename).join(", "),
    files: own.map(({ dokumentId, filename }) => ({ dokumentId, filename })),
  };
}

/** Types whose value is typed as it is read. */
const typed = new Set<Field["type"]>(["date", "iban"]);

/** Types of fields whose answers people look a case up by. */
const searchable = new Set<Field["type"]>(["text", "name", "multiline"]);

/** What is in a case, told from the form that asked for it. */
export const caseContent: CaseContent = {
  async sheet(ctx, subject, language) {
    const online = await onlineOf(ctx, subject);
    if (online === undefined) return { sections: [] };
    const sections = answerSheet(online.compiled, subject.answers, language, dayInBerlin(subject.receivedAt));
    const hasFiles = online.compiled.fields.some(({ field }) => field.type === "file");
    const files = hasFiles ? await listCaseFiles(ctx, subject) : undefined;
    return {
      sections: sections.flatMap((section) =>
        section.blocks.map((block) => ({
          title: block.heading === undefined ? section.title : `${section.title}: ${block.heading}`,
          rows: block.rows.map((row) => ({
            path: row.path,
            label: row.label,
            display: row.display,
            source: row.source,
            ...(row.official === undefined ? {} : { official: row.official }),
            ...filesOf(row, files),
          })),
        })),
      ),
    };
  },
  async editable(ctx, subject, path, language) {
    const online = await onlineOf(ctx, subject);
    const found = online === undefined ? undefined : findField(online.compiled, path);
    if (online === undefined || found === undefined || found.field.computed !== undefined) return undefined;
    const shown = pageFields(online.compiled, found.sectionKey, subject.answers, dayInBerlin(subject.receivedAt)).find(
      (field) => field.path === path,
    );
    if (shown?.visible !== true) return undefined;
    const { field } = found;
    if (!isEditable(field)) return undefined;
    const type = editableKindOf(field);
    const options = type === "text" ? undefined : optionsOf(field, language);
    const stored = subject.answers[path];
    const value =
      typed.has(field.type) && typeof stored === "string" ? displayValue(field, stored, language) : (stored ?? "");
    return {
      path,
      label: inLanguage(field.label, language),
      type,
      value,
      source: field.source,
      ...(options === undefined ? {} : { options }),
      ...(field.hint === undefined ? {} : { hint: inLanguage(field.hint, language) }),
    };
  },
  async parse(ctx, subject, path, raw, language) {
    const online = await onlineOf(ctx, subject);
    const found = online === undefined ? undefined : findField(online.compiled, path);
    if (online === undefined || found === undefined) {
      return { message: language === "de" ? "Dieses Feld gibt es nicht." : "There is no such field." };
    }
    const shown = pageFields(online.compiled, found.sectionKey, subject.answers, dayInBerlin(subject.receivedAt)).find(
      (field) => field.path === path,
    );
    const parsed = parseFieldValue(found.field, raw, language, shown?.options ?? found.field.options ?? []);
    if (!parsed.ok) return { message: parsed.message };
    if (parsed.value === undefined && shown?.required === true) {
      return { message: language === "de" ? "Dieses Feld darf nicht leer sein." : "This field must not be empty." };
    }
    return { value: parsed.value };
  },
  async searchTexts(ctx, subject) {
    const online = await onlineOf(ctx, subject);
    if (online === undefined) return [];
    return Object.entries(subject.answers).flatMap(([path, value]) => {
      const type = findField(online.compiled, path)?.field.type;
      return type !== undefined && searchable.has(type) && typeof value === "string" ? [value] : [];
    });
  },
  async leistungTitle(ctx, leistungId, language, version) {
    const found = await findLeistung(ctx, leistungId, version);
    return found === undefined ? leistungId : inLanguage(found.leistung.title, language);
  },
  async listLeistungen(ctx, language) {
    return (await listLeistungen(ctx))
      .filter(({ online }) => online !== undefined)
      .map(({ id, title }) => ({ leistungId: id, title: inLanguage(title, language) }));
  },
  async appointment(ctx, subject) {
    const appointment = (await onlineOf(ctx, subject))?.appointment;
    const needless = appointment?.unless !== undefined && subject.variables[appointment.unless] === true;
    return needless ? undefined : appointment;
  },
  async subjectName(ctx, subject) {
    return (await onlineOf(ctx, subject))?.subjectName(subject.answers) ?? subject.subjectName;
  },
};
