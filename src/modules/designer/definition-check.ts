import type { Ctx } from "../../platform/db/index.ts";
import {
  getProcedure,
  type LeistungDefinition,
  leistungFrom,
  listProcedures,
  loadCodeLists,
  makeReady,
  type ReadyLeistung,
} from "../forms/index.ts";
import { listPlanUnits } from "../records/index.ts";
import { findProblems, formOf, type Problem } from "./model/problems.ts";

type LookUp = Pick<Ctx, "tx" | "tenant" | "keyring">;

/** All that keeps a service from being published, with the code lists and procedures that there are. */
export async function definitionProblems(ctx: LookUp, definition: LeistungDefinition): Promise<readonly Problem[]> {
  const { online } = definition;
  const codeLists = await loadCodeLists(ctx, formOf(definition, 1), online.codeLists ?? []);
  const problems = findProblems(definition, { codeLists, procedures: listProcedures() });
  const { planUnit } = online.records;
  const units = await listPlanUnits(ctx);
  if (units.some((unit) => unit.planUnit === planUnit && unit.takesAkten)) return problems;
  return [
    ...problems,
    {
      address: undefined,
      where: { de: "Aktenplaneinheit", en: "Unit of the filing plan" },
      text: {
        de: `Die Einheit „${planUnit}“ gibt es in Ihrem Aktenplan nicht, oder sie nimmt keine Akten auf.`,
        en: `Your filing plan has no unit “${planUnit}”, or it takes no files.`,
      },
    },
  ];
}

/**
 * A version as citizens get it, its form compiled.
 * @throws FormDefinitionError where `definitionProblems` finds something
 */
export async function readyDraft(
  ctx: LookUp,
  version: { readonly definition: LeistungDefinition; readonly version: number },
): Promise<{ readonly leistung: ReadyLeistung["leistung"]; readonly online: NonNullable<ReadyLeistung["online"]> }> {
  const { definition } = version;
  const leistung = leistungFrom(definition, version.version, getProcedure(definition.online.process));
  const { online } = await makeReady(ctx, leistung);
  if (online === undefined) throw new Error(`${definition.id} is not online`);
  return { leistung, online };
}
