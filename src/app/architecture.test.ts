import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CompiledQuery } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { TenantId } from "../kernel/index.ts";
import { dumpSchema, listTenantTables, type TableFacts, writeTableTypes } from "../platform/db/index.ts";
import { createLog } from "../platform/log/index.ts";
import { createTestDatabase, type TestDatabase } from "../platform/testing/index.ts";
import { createServer, type Route } from "../platform/web/index.ts";
import { routes } from "./assembly.ts";
import { moduleRanks } from "./migrations.ts";

const src = join(import.meta.dirname, "..");
const root = join(src, "..");

/** Tables that belong to the installation, not to a municipality; each with the reason. */
const platformWide: Readonly<Record<string, string>> = {
  "public.klickamt_migration": "which migrations have run",
  "tenants.region": "which regions there are",
  "tenants.tenant": "which municipalities there are; read before one is known",
};

/**
 * Tables with a second policy: the other municipalities of the region may read them, and do nothing else with them; each
 * with the reason.
 */
const readInRegion: Readonly<Record<string, string>> = {
  "codelists.list": "a list is uploaded once for a region",
  "designer.shelf": "services that a town has published, for others to take over",
};

function sourceFiles(folder = src): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

let database: TestDatabase;
let tables: readonly TableFacts[];
beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
  tables = await listTenantTables(database.superuserUrl);
});
afterAll(() => database.close());

describe("every table", () => {
  test("belongs to a municipality, or is listed here with a reason", () => {
    const without = tables.filter((table) => !table.hasTenant).map((table) => table.name);
    expect([...without, "tenants.tenant"].sort()).toEqual(Object.keys(platformWide).sort());
  });

  test("of a municipality begins its key with tenant_id and forces row-level security with one policy", () => {
    const wrong = tables.filter(
      (table) =>
        table.hasTenant &&
        !(table.name in platformWide) &&
        !(
          table.tenantFirstInKey &&
          table.rowSecurity &&
          table.rowSecurityForced &&
          table.policies === (table.name in readInRegion ? 2 : 1)
        ),
    );
    expect(wrong).toEqual([]);
  });

  test("that a region reads lets the others read alone", async () => {
    const { rows } = await database.db.inTenant(1 as TenantId, (tx) =>
      tx.executeQuery<{ name: string }>(
        CompiledQuery.raw(
          `select schemaname || '.' || tablename as name from pg_policies
           where cmd = 'SELECT' and schemaname not in ('tenants', 'pgboss') order by 1`,
          [],
        ),
      ),
    );
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(readInRegion));
  });

  test("of a municipality refers to others only together with tenant_id", async () => {
    const { rows } = await database.db.inTenant(1 as TenantId, (tx) =>
      tx.executeQuery<{ name: string }>(
        CompiledQuery.raw(
          `select k.conrelid::regclass || ' ' || k.conname as name from pg_constraint k
           join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
           where k.contype = 'f' and n.nspname <> 'pgboss' and n.nspname || '.' || c.relname <> all ($1::text[]) and not exists (
             select 1 from pg_attribute a where a.attrelid = k.conrelid and a.attnum = k.conkey[1] and a.attname = 'tenant_id')`,
          [Object.keys(platformWide)],
        ),
      ),
    );
    expect(rows).toEqual([]);
  });
});

describe("the app role", () => {
  test("may not change or remove rows of a history", async () => {
    const histories = tables.filter((table) => /history|_change$/.test(table.name));
    expect(histories.length).toBeGreaterThan(2);
    const { rows } = await database.db.inTenant(1 as TenantId, (tx) =>
      tx.executeQuery<{ name: string }>(
        CompiledQuery.raw(
          "select t as name from unnest($1::text[]) as t where has_table_privilege('klickamt_app', t, 'update') or has_table_privilege('klickamt_app', t, 'delete')",
          [histories.map((table) => table.name)],
        ),
      ),
    );
    expect(rows).toEqual([]);
  });
});

describe("SQL", () => {
  test("stands in stores only", () => {
    const allowed = /(^|\/)(store(\/[a-z-]+)?\.ts|tables\.ts)$|^platform\/(db|jobs|testing)\//;
    const offenders = sourceFiles()
      .filter((path) => !allowed.test(path.slice(src.length + 1)))
      .filter((path) =>
        /\btx\s*\.\s*(withTables|selectFrom|insertInto|updateTable|deleteFrom|executeQuery)\b|\bsql`/.test(
          readFileSync(path, "utf8"),
        ),
      )
      .map((path) => path.slice(src.length + 1));
    expect(offenders).toEqual([]);
  });

  test("of a store touches the schema of its module only", () => {
    const offenders: string[] = [];
    for (const name of moduleRanks) {
      const folder = join(src, "modules", name);
      const stores = sourceFiles(src).filter((path) => path.startsWith(`${folder}/store`));
      for (const store of stores) {
        const text = readFileSync(store, "utf8");
        for (const other of moduleRanks) {
          if (other !== name && new RegExp(`["'\`\\s](${other})\\.[a-z_]+["'\`\\s]`).test(text))
            offenders.push(`${name} → ${other}`);
        }
      }
    }
    expect(offenders).toEqual([]);
  });

  test("is the SQL that db/schema.sql shows", async () => {
    expect(await dumpSchema(database.superuserUrl), "run `npm run schema`").toBe(
      readFileSync(join(root, "db", "schema.sql"), "utf8"),
    );
  });

  test("has the types that the stores are checked against", async () => {
    for (const schema of ["platform", ...moduleRanks]) {
      const types = await writeTableTypes(database.superuserUrl, schema);
      if (!types.includes(`"${schema}.`)) continue;
      const file =
        schema === "platform" ? join(src, "platform", "db", "tables.ts") : join(src, "modules", schema, "tables.ts");
      expect(readFileSync(file, "utf8"), `${schema}: run \`npm run schema\``).toBe(types);
    }
  });
});

describe("a route", () => {
  const serve = (list: readonly Route[]) =>
    createServer({
      routes: list,
      db: database.db,
      files: database.files,
      keyring: database.keyring,
      jobs: database.queue.sender,
      log: createLog("silent"),
      dependencies: { findTown: async () => undefined, authenticate: async () => undefined },
      assetsFolder: "/nonexistent",
      publicUrl: "http://localhost",
      trustProxy: false,
      requestsPerMinute: 100,
    });

  test("that does not say who may use it keeps the server from starting", async () => {
    const silent = {
      method: "GET",
      path: "/:town/x",
      handle: async () => ({ kind: "redirect", to: "/" }),
    } as unknown as Route;
    await expect(serve([silent])).rejects.toThrow("GET /:town/x does not say who may use it");
  });

  test("for staff outside a town keeps the server from starting", async () => {
    const lost: Route = {
      method: "GET",
      path: "/x",
      access: "staff",
      handle: async () => ({ kind: "redirect", to: "/" }),
    };
    await expect(serve([lost])).rejects.toThrow("staff belong to a town");
  });

  test("of the desk is never public, but for signing in and out", () => {
    const open = routes
      .filter(({ path, access }) => path.startsWith("/:town/amt") && access === "public")
      .map(({ path }) => path);
    expect([...new Set(open)]).toEqual(["/:town/amt/anmelden", "/:town/amt/abmelden"]);
  });
});
