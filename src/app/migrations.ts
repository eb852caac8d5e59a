import type { Migration } from "../platform/db/index.ts";

/** Modules from the lowest rank to the highest; the order in which their schemas are made. */
export const moduleRanks = [
  "tenants",
  "accounts",
  "dataprotection",
  "codelists",
  "uploads",
  "messaging",
  "payments",
  "appointments",
  "records",
  "disposal",
  "circulation",
  "proof",
  "fulltext",
  "viewer",
  "intake",
  "cases",
  "forms",
  "catalogue",
  "gewerbe",
  "ausweis",
  "designer",
  "api",
  "participation",
  "programme",
] as const;

const sources: Record<string, string> = {
  ...import.meta.glob<string>("../platform/*/migrations/*.sql", { query: "?raw", import: "default", eager: true }),
  ...import.meta.glob<string>("../modules/*/migrations/*.sql", { query: "?raw", import: "default", eager: true }),
};

function rankOf(room: string): number {
  const rank = (moduleRanks as readonly string[]).indexOf(room);
  return rank === -1 ? -1 : rank;
}

/** Every migration of the platform and the modules, in the order in which they run. */
export const migrations: readonly Migration[] = Object.entries(sources)
  .map(([path, sql]) => {
    const parts = path.split("/");
    const room = parts[2] as string;
    const file = (parts.at(-1) as string).replace(/\.sql$/, "");
    return { room, file, sql };
  })
  .sort((a, b) => rankOf(a.room) - rankOf(b.room) || (a.file < b.file ? -1 : 1))
  .map(({ room, file, sql }) => ({ name: `${room}/${file}`, sql }));
