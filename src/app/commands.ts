import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import type { TenantId } from "../kernel/index.ts";
import { createStaff } from "../modules/accounts/index.ts";
import { findGemeinden, listTenants, switchOnTown, type Tenant } from "../modules/tenants/index.ts";
import type { Config } from "../platform/config/index.ts";
import { dumpSchema, listTenantTables, writeTableTypes } from "../platform/db/index.ts";
import { backup, restore } from "./backup.ts";
import { loadDemo, prepareTown } from "./demo/index.ts";
import { doctor } from "./doctor.ts";
import { exportFormats, exportService, importFile } from "./fim-commands.ts";
import { InstallationError, openInstallation } from "./installation.ts";
import { moduleRanks } from "./migrations.ts";
import { newKey, sealTown } from "./proof-commands.ts";
import { reindexTowns } from "./reindex-towns.ts";
import { migrateInstallation, openRuntime, type Runtime } from "./runtime.ts";
import { serve } from "./serve.ts";
import { copyStore, storeKinds, verifyStore } from "./store-commands.ts";
import { verifyTowns } from "./verify-towns.ts";
import { checkXdomea, importXdomea } from "./xdomea-commands.ts";

/** A command line that cannot be meant. */
export class UsageError extends Error {}

export interface CommandInput {
  readonly config: Config;
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly words: readonly string[];
}

export interface Command {
  /** `records verify` */
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options?: ParseArgsOptionsConfig;
  /** @returns the exit code */
  run(input: CommandInput): Promise<number>;
}

/** Opens the migrated installation for the length of one command; uses a running one where there is one. */
async function withRuntime<T>(config: Config, work: (runtime: Runtime) => Promise<T>): Promise<T> {
  const installation = await openInstallation(config, "join");
  try {
    await migrateInstallation(installation);
    const runtime = await openRuntime(config, installation);
    try {
      return await work(runtime);
    } finally {
      await runtime.close();
    }
  } finally {
    await installation.stop();
  }
}

function text(input: CommandInput, option: string): string {
  const value = input.options[option];
  if (typeof value !== "string" || value === "") throw new UsageError(`--${option} is missing`);
  return value;
}

const operator = { kind: "system", name: "operator" } as const;

/** What an operator can do, in the order of the help. */
export const commands: readonly Command[] = [
  {
    name: "start",
    usage: "start",
    summary: "database, schema, demo on the first start, web and worker in one process",
    run: ({ config }) => serve(config, { web: true, worker: true }),
  },
  {
    name: "web",
    usage: "web",
    summary: "the web server only; several may run beside each other",
    run: ({ config }) => serve(config, { web: true, worker: false }),
  },
  {
    name: "worker",
    usage: "worker",
    summary: "background jobs only; several may run beside each other",
    run: ({ config }) => serve(config, { web: false, worker: true }),
  },
  {
    name: "migrate",
    usage: "migrate",
    summary: "bring the database to this version (needs the migrator role)",
    async run({ config }) {
      const installation = await openInstallation(config, "join");
      try {
        if (installation.migratorUrl === undefined)
          throw new InstallationError("KLICKAMT_MIGRATOR_URL is needed to migrate.");
        const { applied, total } = await migrateInstallation(installation);
        console.log(
          applied.length === 0 ? `Nothing to do: all ${total} migrations are there.` : `Applied: ${applied.join(", ")}`,
        );
        return 0;
      } finally {
        await installation.stop();
      }
    },
  },
  {
    name: "init",
    usage: "init --town NAME|AGS --name NAME --email ADDRESS",
    summary: "switch on the first municipality and its first administrator",
    options: { town: { type: "string" }, name: { type: "string" }, email: { type: "string" } },
    async run(input) {
      const town = text(input, "town");
      const name = text(input, "name");
      const email = text(input, "email");
      return withRuntime(input.config, async (runtime) => {
        const ags = requireGemeinde(town);
        const tenant = await runtime.inPlatform((ctx) => switchOnTown(ctx, { ags, demo: false }));
        const password = randomBytes(15).toString("base64url");
        await runtime.inTown(tenant.tenantId, operator, async (ctx) => {
          await prepareTown(ctx);
          await createStaff(ctx, {
            name,
            email,
            password,
            duties: ["casework", "records", "register", "administration"],
          });
        });
        console.log(`${tenant.name} is switched on: ${runtime.publicUrl}/${tenant.slug}`);
        console.log(
          `Sign in at ${runtime.publicUrl}/${tenant.slug}/amt with ${email} and this password, shown once: ${password}`,
        );
        return 0;
      });
    },
  },
  {
    name: "town on",
    usage: "town on NAME|AGS",
    summary: "switch on one of the 396 municipalities of North Rhine-Westphalia",
    async run({ config, words }) {
      const wanted = words[0];
      if (wanted === undefined) throw new UsageError("Which municipality? A name or its key (AGS).");
      return withRuntime(config, async (runtime) => {
        const begun = performance.now();
        const ags = requireGemeinde(words.join(" "));
        const tenant = await runtime.inPlatform((ctx) => switchOnTown(ctx, { ags, demo: config.demo }));
        await runtime.inTown(tenant.tenantId, operator, prepareTown);
        const tookMs = Math.round(performance.now() - begun);
        console.log(
          `${tenant.officialName} (${tenant.ags}) is switched on: ${runtime.publicUrl}/${tenant.slug} (${tookMs} ms)`,
        );
        return 0;
      });
    },
  },
  {
    name: "town list",
    usage: "town list",
    summary: "the municipalities that are switched on",
    run: ({ config }) =>
      withRuntime(config, async (runtime) => {
        const tenants = await runtime.inPlatform((ctx) => listTenants(ctx.tx));
        for (const tenant of tenants) console.log(`${tenant.ags}  ${tenant.slug.padEnd(24)} ${tenant.officialName}`);
        if (tenants.length === 0) console.log("None yet. Switch one on: npm run klickamt -- init --help");
        return 0;
      }),
  },
  {
    name: "demo",
    usage: "demo",
    summary: "load the demo: five model regions with invented people and staff",
    run: ({ config }) =>
      withRuntime(config, async (runtime) => {
        const report = await loadDemo(runtime);
        console.log(report.text);
        for (const line of report.accounts) console.log(line);
        return 0;
      }),
  },
  {
    name: "fim import",
    usage: "fim import FILE --town SLUG [--id ID] [--json]",
    summary: "make a service, as a draft, from a FIM schema (XDatenfelder 2.0 or 3.0.0), and say what needs a person",
    options: { town: { type: "string" }, id: { type: "string" }, json: { type: "boolean" } },
    run(input) {
      const [file] = input.words;
      if (file === undefined) throw new UsageError("Which file?");
      if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
      const id = typeof input.options.id === "string" ? input.options.id : undefined;
      return withRuntime(input.config, async (runtime) =>
        importFile(runtime, await townOf(runtime, text(input, "town")), file, {
          id,
          json: input.options.json === true,
        }),
      );
    },
  },
  {
    name: "fim export",
    usage: `fim export ID --town SLUG --as ${exportFormats.join("|")} [--to FILE]`,
    summary: "write a designed service as a FIM schema or as JSON Schema 2020-12",
    options: { town: { type: "string" }, as: { type: "string" }, to: { type: "string" } },
    run(input) {
      const [id] = input.words;
      if (id === undefined) throw new UsageError("Which service?");
      const as = exportFormats.find((format) => format === input.options.as);
      if (as === undefined) throw new UsageError(`--as is one of ${exportFormats.join(", ")}`);
      const to = typeof input.options.to === "string" ? input.options.to : undefined;
      return withRuntime(input.config, async (runtime) =>
        exportService(runtime, await townOf(runtime, text(input, "town")), id, { as, to }),
      );
    },
  },
  {
    name: "xdomea check",
    usage: "xdomea check FILE",
    summary: "read an xdomea message (.xml) or package (.zip) of a disposal and say what it is, or why it is refused",
    async run({ config, words }) {
      const [file] = words;
      if (file === undefined) throw new UsageError("Which file?");
      if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
      return checkXdomea(file, config.standardsFolder);
    },
  },
  {
    name: "xdomea import",
    usage: "xdomea import FILE --town SLUG [--unit UNIT]",
    summary:
      "take the Akten of an xdomea package (0503 of 3.0, 3.1 or 4.0) over; without --unit, say what would be made",
    options: { town: { type: "string" }, unit: { type: "string" } },
    run(input) {
      const [file] = input.words;
      if (file === undefined) throw new UsageError("Which file?");
      if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
      const unit = typeof input.options.unit === "string" ? input.options.unit : undefined;
      return withRuntime(input.config, async (runtime) =>
        importXdomea(runtime, await townOf(runtime, text(input, "town")), file, unit),
      );
    },
  },
  {
    name: "records verify",
    usage: "records verify [--town SLUG] [--json]",
    summary: "recompute every history chain and every document's hash; 1 where something does not match",
    options: { town: { type: "string" }, json: { type: "boolean" } },
    run: ({ config, options }) =>
      withRuntime(config, async (runtime) => {
        const town = typeof options.town === "string" ? options.town : undefined;
        // `townOf` refuses a name that nobody has: no town checked is not the same as nothing broken.
        if (town !== undefined) await townOf(runtime, town);
        const broken = await verifyTowns(runtime, {
          ...(town === undefined ? {} : { town }),
          json: options.json === true,
        });
        return broken === 0 ? 0 : 1;
      }),
  },
  {
    name: "records seal",
    usage: "records seal [--town SLUG]",
    summary: "make the signed head of today over all history chains now; the worker does it every night",
    options: { town: { type: "string" } },
    run: (input) => withTowns(input, (runtime, town) => sealTown(runtime, town)),
  },
  {
    name: "records new-key",
    usage: "records new-key --town SLUG",
    summary: "sign the daily heads of a town with a new key from now on; the old one vouches for it",
    options: { town: { type: "string" } },
    run(input) {
      text(input, "town");
      return withTowns(input, (runtime, town) => newKey(runtime, town));
    },
  },
  {
    name: "records reindex",
    usage: "records reindex [--town SLUG]",
    summary: "make the full-text index of the towns anew from what is filed, while the program serves",
    options: { town: { type: "string" } },
    run: ({ config, options }) =>
      withRuntime(config, async (runtime) => {
        const town = typeof options.town === "string" ? options.town : undefined;
        if (town !== undefined) await townOf(runtime, town);
        await reindexTowns(runtime, town);
        return 0;
      }),
  },
  {
    name: "backup",
    usage: "backup FOLDER",
    summary: "copy database, documents, uploads and secret of one moment into a new folder, while the program serves",
    run({ config, words }) {
      const [folder] = words;
      if (folder === undefined) throw new UsageError("Into which folder?");
      return backup(config, folder);
    },
  },
  {
    name: "restore",
    usage: "restore FOLDER",
    summary: "fill an empty installation from a backup, then verify it",
    run({ config, words }) {
      const [folder] = words;
      if (folder === undefined) throw new UsageError("From which folder?");
      return restore(config, folder);
    },
  },
  {
    name: "store copy",
    usage: `store copy --to ${storeKinds.join("|")} [--trust-present]`,
    summary:
      "copy the documents that the database names into the other place, and read each again there; may be repeated",
    options: { to: { type: "string" }, "trust-present": { type: "boolean" } },
    run({ config, options }) {
      const to = storeKindOf(options["to"]);
      if (to === undefined) throw new UsageError(`--to is one of ${storeKinds.join(", ")}`);
      return copyStore(config, to, { trustPresent: options["trust-present"] === true });
    },
  },
  {
    name: "store verify",
    usage: `store verify [--in ${storeKinds.join("|")}]`,
    summary: "read every document again and compare it with its hash; 1 where one does not match",
    options: { in: { type: "string" } },
    run({ config, options }) {
      const kind = options["in"] === undefined ? config.store : storeKindOf(options["in"]);
      if (kind === undefined) throw new UsageError(`--in is one of ${storeKinds.join(", ")}`);
      return verifyStore(config, kind);
    },
  },
  {
    name: "jobs drain",
    usage: "jobs drain",
    summary: "run the waiting background jobs now, then end",
    run: ({ config }) =>
      withRuntime(config, async (runtime) => {
        const { done, failed } = await runtime.queue.drain();
        console.log(`${done} jobs done, ${failed.length} failed`);
        for (const { job, code } of failed) console.log(`  ✗ ${job}: ${code}`);
        return failed.length === 0 ? 0 : 1;
      }),
  },
  {
    name: "doctor",
    usage: "doctor",
    summary: "look for what is wrong with this installation and say how to put it right",
    run: ({ config }) => doctor(config),
  },
  {
    name: "schema",
    usage: "schema",
    summary: "for developers: write db/schema.sql and the table types from the migrations",
    run: ({ config }) =>
      withRuntime(config, async (runtime) => {
        const url = runtime.installation.migratorUrl;
        if (url === undefined) throw new InstallationError("KLICKAMT_MIGRATOR_URL is needed to read the schema.");
        mkdirSync("db", { recursive: true });
        writeFileSync(join("db", "schema.sql"), await dumpSchema(url));
        const schemas = new Set((await listTenantTables(url)).map((table) => table.name.split(".")[0] as string));
        for (const schema of schemas) {
          const folder =
            schema === "platform"
              ? "src/platform/db"
              : (moduleRanks as readonly string[]).includes(schema)
                ? `src/modules/${schema}`
                : undefined;
          if (folder !== undefined) writeFileSync(join(folder, "tables.ts"), await writeTableTypes(url, schema));
        }
        console.log(`Wrote db/schema.sql and the tables of ${[...schemas].join(", ")}.`);
        return 0;
      }),
  },
];

/** Does one thing for every town, or for the one that is named. */
async function withTowns(
  { config, options }: CommandInput,
  work: (runtime: Runtime, town: Tenant) => Promise<void>,
): Promise<number> {
  return withRuntime(config, async (runtime) => {
    const named = typeof options.town === "string" ? await townOf(runtime, options.town) : undefined;
    for (const town of await runtime.inPlatform((ctx) => listTenants(ctx.tx))) {
      if (named === undefined || named === town.tenantId) await work(runtime, town);
    }
    return 0;
  });
}
const storeKindOf = (name: unknown) => storeKinds.find((kind) => kind === name);

async function townOf(runtime: Runtime, slug: string): Promise<TenantId> {
  const tenants = await runtime.inPlatform((ctx) => listTenants(ctx.tx));
  const town = tenants.find((tenant) => tenant.slug === slug || tenant.ags === slug);
  if (town === undefined) throw new UsageError(`There is no municipality ${slug} here.`);
  return town.tenantId;
}

function requireGemeinde(query: string): string {
  const found = findGemeinden(query);
  const exact = found.filter(
    (gemeinde) => gemeinde.ags === query || gemeinde.name.toLowerCase() === query.toLowerCase(),
  );
  const chosen = exact.length === 1 ? exact[0] : found.length === 1 ? found[0] : undefined;
  if (chosen !== undefined) return chosen.ags;
  if (found.length === 0) throw new UsageError(`North Rhine-Westphalia has no municipality ${query}.`);
  throw new UsageError(
    `Which one? ${found
      .slice(0, 8)
      .map((gemeinde) => `${gemeinde.name} (${gemeinde.ags})`)
      .join(", ")}`,
  );
}
