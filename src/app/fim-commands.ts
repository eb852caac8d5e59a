import { readFileSync, statSync, writeFileSync } from "node:fs";
import { Conflict, Invalid, type TenantId } from "../kernel/index.ts";
import {
  exportJsonSchema,
  exportSchema,
  findDraft,
  findPublished,
  type ImportReport,
  importSchema,
  SchemaRefused,
} from "../modules/designer/index.ts";
import type { Ctx } from "../platform/db/index.ts";

/** What of the program these commands need. */
interface Towns {
  inTown<T>(tenant: TenantId, actor: Ctx["actor"], work: (ctx: Ctx) => Promise<T>): Promise<T>;
}

const operator = { kind: "system", name: "operator" } as const;

/** Larger files are no schemas; not even their bytes are read. */
const mostBytes = 50 * 1024 * 1024;

const openWords: Readonly<Record<ImportReport["open"][number]["kind"], string>> = {
  rule: "rules in prose",
  "code-list": "code lists that are missing",
  pattern: "patterns that cannot be checked",
  cardinality: "cardinalities",
  datatype: "datatypes",
  precision: "precisions",
  "duplicate-id": "one id with different content",
  "static-text": "texts without content",
  "hidden-field": "fields that citizens do not see",
  "unknown-content": "content that the standard does not know",
  mistake: "against the standard",
  "page-text": "texts of the page",
  records: "records and names",
  translation: "translation",
};

const shown = (text: string): string => (text.length > 160 ? `${text.slice(0, 159)}…` : text);

/** The report as an operator reads it. */
export function reportLines(id: string, report: ImportReport): readonly string[] {
  const { cameOver, schema } = report;
  const lines = [
    `${schema.name} (${schema.id}${schema.version === undefined ? "" : ` ${schema.version}`}, ${report.standard}) is there as a draft: ${id}`,
    "",
    `  fields          ${cameOver.fields} of ${report.fields}`,
    `  groups          ${cameOver.groups} of ${report.groups}`,
    `  cardinalities   ${cameOver.cardinalities} of ${report.fields + report.groups}`,
    `  datatypes       ${cameOver.datatypes} of ${report.fields}`,
    `  code lists      ${cameOver.codeLists} of ${report.codeLists} references`,
    `  precisions      ${cameOver.precisions}`,
    `  help texts      ${cameOver.helpTexts}`,
    `  legal sources   ${cameOver.sources}`,
    `  rules           ${report.rules} in the schema`,
    "",
    `${report.open.length} points need a person:`,
  ];
  for (const [kind, points] of Map.groupBy(report.open, (point) => point.kind)) {
    lines.push(`  ${openWords[kind]} (${points.length})`);
    for (const { path, text, times } of points) {
      lines.push(
        `    - ${path === "" ? "" : `${path}: `}${shown(text.en)}${times === undefined ? "" : ` [${times} ×]`}`,
      );
    }
  }
  lines.push("", `${report.assumed.length} assumptions are worth a look:`);
  for (const { path, text, times } of report.assumed) {
    lines.push(`    - ${path}: ${shown(text.en)}${times === undefined ? "" : ` [${times} ×]`}`);
  }
  return lines;
}

/**
 * Makes a service from a file with a FIM schema.
 * @returns the exit code
 */
export async function importFile(
  towns: Towns,
  tenant: TenantId,
  file: string,
  options: { readonly id: string | undefined; readonly json: boolean },
): Promise<number> {
  const say = (words: string, facts: object): number => {
    console.error(options.json ? JSON.stringify(facts, null, 2) : words);
    return 1;
  };
  const { size } = statSync(file);
  if (size > mostBytes) return say(`${file} has ${size} bytes: no schema is that large.`, { error: "too-large", size });
  const bytes = readFileSync(file);
  try {
    const { id, report } = await towns.inTown(tenant, operator, (ctx) =>
      importSchema(ctx, bytes, options.id === undefined ? {} : { id: options.id }),
    );
    if (options.json) console.log(JSON.stringify({ id, report }, null, 2));
    else for (const line of reportLines(id, report)) console.log(line);
    return 0;
  } catch (error) {
    if (error instanceof SchemaRefused) {
      const { line, reason } = error;
      return say(`${file}, line ${line}: ${reason.de}\n${" ".repeat(file.length)}  ${reason.en}`, {
        error: "refused",
        line,
        reason,
      });
    }
    if (error instanceof Conflict) return say(`There is a service ${options.id ?? ""} already.`, { error: error.code });
    if (error instanceof Invalid)
      return say(`This cannot be the id of a service: ${options.id ?? ""}`, { error: error.code });
    throw error;
  }
}

export const exportFormats = ["xdatenfelder-2", "xdatenfelder-3", "json-schema"] as const;

/**
 * Writes a service as a file of a standard, to the standard output or a file.
 * @returns the exit code
 */
export async function exportService(
  towns: Towns,
  tenant: TenantId,
  id: string,
  options: { readonly as: (typeof exportFormats)[number]; readonly to: string | undefined },
): Promise<number> {
  const { as, to } = options;
  const put = (content: Uint8Array | string): void => {
    if (to === undefined) process.stdout.write(content);
    else writeFileSync(to, content);
  };
  const missing = (): number => {
    console.error(`There is no designed service ${id}.`);
    return 1;
  };
  return towns.inTown(tenant, operator, async (ctx) => {
    const known = (await findDraft(ctx, id)) ?? (await findPublished(ctx, id));
    if (known === undefined) return missing();
    if (as === "json-schema") {
      put((await exportJsonSchema(ctx, id, "de")).bytes);
      return 0;
    }
    const { bytes, losses, mistakes } = await exportSchema(ctx, id, { as });
    put(bytes);
    for (const path of losses) console.error(`not said in ${as}: ${path}`);
    for (const { path, text } of mistakes) console.error(`against ${as}: ${path}: ${text.en}`);
    return 0;
  });
}
