import { verifyRecords } from "../modules/records/index.ts";
import { listTenants } from "../modules/tenants/index.ts";
import type { Runtime } from "./runtime.ts";

/**
 * Recomputes every chain and every document's hash of the towns, or of one, and prints what it finds.
 * @returns how many entries and documents do not match
 */
export async function verifyTowns(runtime: Runtime, options: { town?: string; json?: boolean }): Promise<number> {
  const tenants = await runtime.inPlatform((ctx) => listTenants(ctx.tx));
  let broken = 0;
  const reports: object[] = [];
  for (const tenant of tenants.filter(
    ({ slug, ags }) => options.town === undefined || [slug, ags].includes(options.town),
  )) {
    const report = await runtime.inTown(tenant.tenantId, { kind: "system", name: "operator" }, verifyRecords);
    broken += report.broken.length;
    reports.push({ town: tenant.slug, ...report });
    if (options.json === true) continue;
    console.log(
      `${tenant.name}: ${report.akten} Akten, ${report.entries} history entries, ${report.documents} documents: ${report.broken.length === 0 ? "all match" : `${report.broken.length} BROKEN`}`,
    );
    for (const { aktenzeichen, sequence, what } of report.broken)
      console.log(`  ✗ ${aktenzeichen}, entry ${sequence}: ${what}`);
  }
  if (options.json === true) console.log(JSON.stringify(reports, null, 2));
  return broken;
}
