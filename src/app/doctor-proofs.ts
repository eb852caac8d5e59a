import type { Actor, TenantId } from "../kernel/index.ts";
import { dayInBerlin, daysBetween } from "../kernel/index.ts";
import { proofState } from "../modules/proof/index.ts";
import { listTenants } from "../modules/tenants/index.ts";
import type { Finding } from "./doctor.ts";
import type { Runtime } from "./runtime.ts";

const operator: Actor = { kind: "system", name: "operator" };

/** A head is made every night; after two without one, somebody has to look. */
const mostDaysWithout = 2;

/** How the proofs of the E-Akte stand in every town. */
export async function proofFindings(runtime: Runtime): Promise<readonly Finding[]> {
  const towns = await runtime.inPlatform((ctx) => listTenants(ctx.tx));
  const findings: Finding[] = [];
  for (const { slug, tenantId } of towns) findings.push(...(await findingsOf(runtime, slug, tenantId)));
  return findings.length > 0
    ? findings
    : [{ what: `proofs of the E-Akte: in order in ${towns.length} ${towns.length === 1 ? "town" : "towns"}` }];
}

async function findingsOf(runtime: Runtime, slug: string, tenant: TenantId): Promise<readonly Finding[]> {
  const state = await runtime.inTown(tenant, operator, proofState);
  const findings: Finding[] = [];
  if (state.openFindings > 0) {
    findings.push({
      what: `${slug}: ${state.openFindings} documents are not what had been filed`,
      remedy: "See /amt/beweise and `records verify`; restore the bytes from a backup.",
    });
  }
  const days = state.newestDay && daysBetween(state.newestDay, dayInBerlin(new Date()));
  if (days !== undefined && days > mostDaysWithout) {
    findings.push({
      what: `${slug}: no daily head of the E-Akte for ${days} days`,
      remedy: "Is a worker running? See the log for proof.seal.",
    });
  }
  if (state.unstamped > 0) {
    findings.push({
      what: `${slug}: ${state.unstamped} daily heads without a time stamp`,
      remedy: "Does KLICKAMT_TSA_URL answer? See the log for proof.stamp.",
    });
  }
  return findings;
}
