import { Conflict, Forbidden, Invalid, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { builtInLists } from "../model/built-in.ts";
import { brokenBound, type CodeList } from "../model/code-list.ts";
import { insertList, lockList, selectLists } from "../store.ts";

/** What became of a list. */
export interface CodeListImport {
  readonly uri: string;
  readonly version: string;
  readonly entries: number;
  /** `known`: the very same was there already, of this town or of another one of the region. */
  readonly outcome: "new" | "known";
}

/** Hash of what a list says, whatever the order of keys in its entries. */
function hashOf(list: CodeList): string {
  return sha256(JSON.stringify(list.entries.map(({ code, label, labelEn = "" }) => [code, label, labelEn])));
}

/**
 * Takes a list over for the town and its region. The same list again changes nothing.
 * @throws Forbidden `accounts.duty-missing` without the duty `design`
 * @throws Invalid `codelists.bad-list` with the `bound` that is broken
 * @throws Conflict `codelists.other-content` where this address has this version with other entries
 */
export async function importCodeList(ctx: Ctx, list: CodeList): Promise<CodeListImport> {
  requireDuty(ctx.actor, "design");
  if (ctx.actor.kind === "citizen") throw new Forbidden("accounts.duty-missing", { duty: "design" });
  const bound = brokenBound(list);
  if (bound !== undefined) throw new Invalid("codelists.bad-list", { bound });
  const { uri, version, name, entries } = list;
  if (builtInLists().some((own) => own.uri === uri)) throw new Conflict("codelists.other-content", { uri, version });
  await lockList(ctx, uri, version);
  const hash = hashOf(list);
  const [known] = await selectLists(ctx, { uri, version });
  const outcome = known === undefined ? "new" : "known";
  if (known !== undefined && known.sha256 !== hash) throw new Conflict("codelists.other-content", { uri, version });
  if (known === undefined) await insertList(ctx, { uri, version, name, entries, sha256: hash, by: ctx.actor.name });
  return { uri, version, entries: entries.length, outcome };
}
