import type { Actor } from "../kernel/index.ts";
import { rotateKey, sealDay } from "../modules/proof/index.ts";
import type { Tenant } from "../modules/tenants/index.ts";
import type { Runtime } from "./runtime.ts";

const operator: Actor = { kind: "system", name: "operator" };

/** Makes the head of today for a town, where it has none yet. */
export async function sealTown(runtime: Runtime, town: Tenant): Promise<void> {
  const { head, isNew } = await runtime.inTown(town.tenantId, operator, sealDay);
  console.log(
    `${town.name}: head ${head.number} of ${head.day} over ${head.akten} Akten${isNew ? "" : ", made before"}: ${head.hash}`,
  );
}

/** Lets a town sign with a new key. */
export async function newKey(runtime: Runtime, town: Tenant): Promise<void> {
  const { number, fingerprint } = await runtime.inTown(town.tenantId, operator, rotateKey);
  console.log(`${town.name}: key ${number} signs from now on, fingerprint ${fingerprint}`);
}
