import type { TenantId } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { forgetOffers } from "../catalogue/index.ts";
import { getProcedure, type Leistung, type LeistungSource, type LookUp, leistungFrom } from "../forms/index.ts";
import { findPublished, findVersion, listPublishedVersions } from "./store.ts";

/** How long another process may offer what this one has withdrawn. */
const keptMs = 5_000;

interface Town {
  /** By `id@version`: these never change. */
  readonly versions: Map<string, Leistung>;
  list: readonly Leistung[];
  readAt: number;
}

/** By installation, so that two databases in one process (tests) do not mix. */
const installations = new WeakMap<Ctx["keyring"], Map<TenantId, Town>>();

function townOf(ctx: Pick<LookUp, "keyring" | "tenant">): Town {
  let towns = installations.get(ctx.keyring);
  if (towns === undefined) {
    towns = new Map();
    installations.set(ctx.keyring, towns);
  }
  let town = towns.get(ctx.tenant);
  if (town === undefined) {
    town = { versions: new Map(), list: [], readAt: Number.NEGATIVE_INFINITY };
    towns.set(ctx.tenant, town);
  }
  return town;
}

/** Makes the next list of this process read again, and the portal what it offers. */
export function forgetServices(ctx: Pick<LookUp, "keyring" | "tenant">): void {
  forgetOffers(ctx);
  townOf(ctx).readAt = Number.NEGATIVE_INFINITY;
}

/** What the designer has published, for the portal. Drafts are not found; withdrawn versions are, for what was begun. */
export const leistungSource: LeistungSource = {
  async find(ctx, id, version) {
    const found = version === undefined ? await findPublished(ctx, id) : await findVersion(ctx, id, version);
    if (found === undefined || found.state === "draft") return undefined;
    return leistungFrom(found.definition, found.version, getProcedure(found.definition.online.process));
  },

  async list(ctx) {
    const town = townOf(ctx);
    if (performance.now() - town.readAt <= keptMs) return town.list;
    const published = await listPublishedVersions(ctx);
    const list: Leistung[] = [];
    const versions = new Map<string, Leistung>();
    for (const { serviceId, version } of published) {
      const key = `${serviceId}@${version}`;
      const leistung = town.versions.get(key) ?? (await leistungSource.find(ctx, serviceId, version));
      if (leistung === undefined) continue;
      versions.set(key, leistung);
      list.push(leistung);
    }
    town.versions.clear();
    for (const [key, leistung] of versions) town.versions.set(key, leistung);
    const same = list.length === town.list.length && list.every((one, index) => one === town.list[index]);
    if (!same) town.list = list;
    town.readAt = performance.now();
    return town.list;
  },
};
