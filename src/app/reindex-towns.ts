import { rebuildIndex } from "../modules/fulltext/index.ts";
import { listTenants } from "../modules/tenants/index.ts";
import type { Runtime } from "./runtime.ts";

const operator = { kind: "system", name: "operator" } as const;
/** A line of progress each so many seconds. */
const tellEveryMs = 5000;

/** Makes the full-text index of the towns, or of one, anew, and says how far it is. */
export async function reindexTowns(runtime: Runtime, town: string | undefined): Promise<void> {
  const tenants = await runtime.inPlatform((ctx) => listTenants(ctx.tx));
  for (const { tenantId, name } of tenants.filter(
    ({ slug, ags }) => town === undefined || [slug, ags].includes(town),
  )) {
    const inTown = <T>(work: Parameters<typeof runtime.inTown<T>>[2]) => runtime.inTown(tenantId, operator, work);
    const begun = Date.now();
    let told = begun;
    const { dokumente, unread } = await rebuildIndex({ read: inTown, write: inTown }, (done, all) => {
      if (Date.now() - told < tellEveryMs) return;
      told = Date.now();
      console.log(`${name}: ${Math.floor((done / Math.max(1, all)) * 100)} %`);
    });
    const seconds = Math.round((Date.now() - begun) / 1000);
    const failed = unread === 0 ? "" : `; the text of ${unread} could not be read, which their pages say`;
    console.log(`${name}: ${dokumente} documents in ${seconds} s${failed}`);
  }
}
