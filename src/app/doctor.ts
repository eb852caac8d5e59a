import { existsSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { clamdVersion } from "../modules/uploads/index.ts";
import type { Config } from "../platform/config/index.ts";
import { backupRunningSeconds, listTenantTables, openDatabase, pendingMigrations } from "../platform/db/index.ts";
import { proofFindings } from "./doctor-proofs.ts";
import { InstallationError, openInstallation } from "./installation.ts";
import { migrations } from "./migrations.ts";
import { openRuntime } from "./runtime.ts";
import { examineStore } from "./store-commands.ts";
import { xdomeaSchema } from "./xdomea-schema.ts";

/** Something the doctor has looked at. */
export interface Finding {
  readonly what: string;
  /** Absent: all is well. */
  readonly remedy?: string;
}

/** Longer than a backup should take. */
const longestBackupSeconds = 86_400;

/** Whether what goes to the archive is checked against the schema of the standard. */
function archiveFinding(folder: string | undefined): Finding {
  const own = "messages to the archive are checked by our own rules";
  if (folder === undefined) return { what: `${own} alone, not against the schema of xdomea (KLICKAMT_STANDARDS)` };
  try {
    xdomeaSchema(folder);
    return { what: `${own} and against the schema of xdomea in ${folder}` };
  } catch (error) {
    if (!(error instanceof InstallationError)) throw error;
    return { what: "the program does not start: the schema of xdomea is missing", remedy: error.message };
  }
}

/** Looks at an installation and prints what it finds; 1 where something needs a person. */
export async function doctor(config: Config): Promise<number> {
  const findings: Finding[] = [];
  const space = statfsSync(existsSync(config.dataFolder) ? config.dataFolder : ".");
  const freeGiB = (space.bavail * space.bsize) / 2 ** 30;
  findings.push({
    what: `${freeGiB.toFixed(1)} GiB free in the data folder`,
    ...(freeGiB < 2 ? { remedy: "Make room: PostgreSQL stops when the disk is full." } : {}),
  });
  findings.push(
    config.publicUrl?.startsWith("https:") === true || config.publicUrl === undefined
      ? { what: `public address: ${config.publicUrl ?? "this machine only"}` }
      : {
          what: `public address ${config.publicUrl} is not encrypted`,
          remedy: "Put a TLS proxy in front and set KLICKAMT_PUBLIC_URL to https://…",
        },
  );
  findings.push(
    config.smtpUrl === undefined
      ? {
          what: `mail goes to ${join(config.dataFolder, "outbox")}`,
          ...(config.demo ? {} : { remedy: "Set SMTP_URL and KLICKAMT_MAIL_FROM so that people get their mails." }),
        }
      : { what: "mail goes out by SMTP" },
  );
  if (config.clamd === undefined) {
    findings.push({ what: "files that people hand in are checked by content; no virus scanner (KLICKAMT_CLAMD)" });
  } else {
    const version = await clamdVersion(config.clamd).catch(() => undefined);
    findings.push(
      version === undefined
        ? {
            what: `the virus scanner at ${config.clamd} does not answer`,
            remedy: "Start clamd, or correct KLICKAMT_CLAMD: until it answers, files wait in quarantine.",
          }
        : { what: `virus scanner: ${version}` },
    );
  }
  const { standardsFolder, ...withoutStandards } = config;
  findings.push(archiveFinding(standardsFolder));
  const documents = await examineStore(config);
  findings.push(...documents);
  const installation = await openInstallation(config, "join");
  try {
    findings.push({ what: installation.description });
    const pending = await pendingMigrations(installation.appUrl, migrations);
    findings.push(
      pending.length === 0
        ? { what: `schema: all ${migrations.length} migrations` }
        : { what: `schema: ${pending.length} migrations are missing`, remedy: "npm run klickamt -- migrate" },
    );
    const open =
      pending.length === 0
        ? (await listTenantTables(installation.appUrl)).filter(
            (table) => table.hasTenant && !(table.rowSecurity && table.rowSecurityForced),
          )
        : [];
    findings.push(
      open.length === 0
        ? { what: "row-level security is forced on every tenant table" }
        : {
            what: `no row-level security on ${open.map((table) => table.name).join(", ")}`,
            remedy: "Restore the policies from db/schema.sql.",
          },
    );
    const db = openDatabase({
      url: installation.appUrl,
      poolSize: 2,
      applicationName: "klickamt-doctor",
      onIdleError: () => undefined,
    });
    const begun = performance.now();
    await db.ping();
    findings.push({ what: `the app role signs in (${(performance.now() - begun).toFixed(0)} ms)` });
    await db.close();
    const { migratorUrl } = installation;
    const running = migratorUrl === undefined ? undefined : await backupRunningSeconds(migratorUrl);
    if (running !== undefined) {
      findings.push({
        what: `a backup has been running for ${Math.ceil(running / 60)} min: destruction of files waits for it`,
        ...(running < longestBackupSeconds
          ? {}
          : { remedy: "Is it still at work? Nothing is destroyed until that command has ended." }),
      });
    }
    // Without its documents nothing of the proofs can be looked at.
    if (pending.length === 0 && documents.every(({ remedy }) => remedy === undefined)) {
      const runtime = await openRuntime(withoutStandards, installation);
      try {
        findings.push(...(await proofFindings(runtime)));
      } finally {
        await runtime.close();
      }
    }
  } finally {
    await installation.stop();
  }
  for (const { what, remedy } of findings)
    console.log(remedy === undefined ? `  ✓ ${what}` : `  ✗ ${what}\n    → ${remedy}`);
  return findings.some((finding) => finding.remedy !== undefined) ? 1 : 0;
}
