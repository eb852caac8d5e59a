import { resolve } from "node:path";
import { z } from "zod";

const flag = z
  .enum(["on", "off", "1", "0", "true", "false"])
  .transform((value) => value === "on" || value === "1" || value === "true");

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  KLICKAMT_HOST: z.string().default("127.0.0.1"),
  KLICKAMT_DATA: z.string().default("./data"),
  KLICKAMT_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  KLICKAMT_DEMO: flag.optional(),
  KLICKAMT_LOG: z.enum(["silent", "error", "warn", "info", "debug"]).default("warn"),
  KLICKAMT_SECRET: z.string().min(32).optional(),
  KLICKAMT_TRUST_PROXY: flag.default(false),
  KLICKAMT_POOL: z.coerce.number().int().min(2).max(200).default(12),
  KLICKAMT_WEB: z.coerce.number().int().min(1).max(64).default(1),
  KLICKAMT_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(1200),
  KLICKAMT_METRICS_TOKEN: z.string().min(16).optional(),
  KLICKAMT_TSA_URL: z.url({ protocol: /^https?$/ }).optional(),
  KLICKAMT_TSA_CERTIFICATES: z.string().optional(),
  KLICKAMT_READING_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  KLICKAMT_FORMER_KEYS: z
    .string()
    .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})*$/, "fingerprints of 64 hexadecimal digits, with commas between")
    .optional(),
  DATABASE_URL: z.string().optional(),
  KLICKAMT_MIGRATOR_URL: z.string().optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  KLICKAMT_MAIL_FROM: z.email().optional(),
  KLICKAMT_STANDARDS: z.string().optional(),
  KLICKAMT_CLAMD: z
    .string()
    .regex(/^(\/.+|[A-Za-z0-9.-]+:\d{1,5}|\[[0-9a-fA-F:]+\]:\d{1,5})$/, "host:port, or the path of a socket")
    .optional(),
  KLICKAMT_SOFFICE: z.string().optional(),
  KLICKAMT_STORE: z.enum(["folder", "s3"]).default("folder"),
  KLICKAMT_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  KLICKAMT_S3_BUCKET: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/, "the name of a bucket")
    .optional(),
  KLICKAMT_S3_REGION: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/, "a region, as eu-central-1")
    .optional(),
  KLICKAMT_S3_KEY_ID: z.string().optional(),
  KLICKAMT_S3_SECRET: z.string().optional(),
  KLICKAMT_S3_PATH_STYLE: flag.optional(),
  KLICKAMT_S3_PREFIX: z
    .string()
    .regex(/^([A-Za-z0-9_-][A-Za-z0-9._-]*\/)+$/, "a folder in the bucket, with a slash at its end and none before")
    .max(256)
    .optional(),
  KLICKAMT_S3_ENCRYPTION: z.enum(["AES256", "aws:kms"]).optional(),
  KLICKAMT_S3_KMS_KEY: z.string().optional(),
});

/** Where documents are kept. */
export type StoreKind = "folder" | "s3";

/** A bucket and how to reach it. */
export interface S3Settings {
  /** Absent: Amazon's own for the region. */
  readonly endpoint?: string;
  readonly bucket: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
  /** The bucket's name in the path instead of the host name. */
  readonly pathStyle: boolean;
  /** What the names of all objects begin with: nothing, or a folder and a slash. */
  readonly prefix: string;
  /** What the server is asked to encrypt with; absent: as the bucket is set. */
  readonly encryption?: "AES256" | "aws:kms";
  readonly kmsKey?: string;
}

/** Configuration of the installation, read once at start. What differs per town is data in `tenants`. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataFolder: string;
  /** Address that links in mails and letters begin with, without a slash at the end. */
  readonly publicUrl?: string;
  /** Default: on with the embedded database, off with an outside one. */
  readonly demo: boolean;
  readonly logLevel: string;
  /** Absent: kept in the data folder (embedded database only). */
  readonly secret?: string;
  readonly trustProxy: boolean;
  readonly poolSize: number;
  /** Web processes of `start` and `web` on one port; with one the program serves by itself. */
  readonly webProcesses: number;
  readonly requestsPerMinute: number;
  readonly metricsToken?: string;
  /** App role on an outside PostgreSQL; absent: the embedded one. */
  readonly databaseUrl?: string;
  /** Migrator role on an outside PostgreSQL. */
  readonly migratorUrl?: string;
  readonly smtpUrl?: string;
  readonly mailFrom?: string;
  /** Folder of schemas of standards, against which outgoing messages are checked besides our own rules. */
  readonly standardsFolder?: string;
  /** Where clamd listens: `host:port`, or the path of its socket. Absent: files are not scanned for malware. */
  readonly clamd?: string;
  /** The program `soffice` of LibreOffice. Absent: the first in PATH, if there is one. */
  readonly soffice?: string;
  /** Stamps the daily heads of the E-Akte (RFC 3161); absent: they are signed only. */
  readonly timestamps?: {
    readonly url: string;
    /** Absolute path of a PEM file: what the service's certificate has to come from. */
    readonly certificates: string;
  };
  /** Within so many days every document is read again and compared with its hash. */
  readonly readingDays: number;
  /** Fingerprints of keys from before the secret was replaced, whose signatures stay good. */
  readonly formerKeys: readonly string[];
  /** Where documents are kept. */
  readonly store: StoreKind;
  /** Always there with `store` s3; beside a folder so that documents can be copied. */
  readonly s3?: S3Settings;
}

/** A configuration that cannot be meant; the message names each variable and what is wrong. */
export class ConfigError extends Error {}

const s3Required = ["BUCKET", "REGION", "KEY_ID", "SECRET"] as const;

function s3Of(env: z.infer<typeof schema>): S3Settings | undefined {
  const given = Object.entries(env).some(([name, value]) => name.startsWith("KLICKAMT_S3_") && value !== undefined);
  if (!given && env.KLICKAMT_STORE !== "s3") return undefined;
  const missing = s3Required.filter((name) => env[`KLICKAMT_S3_${name}`] === undefined);
  if (missing.length > 0) {
    const names = missing.map((name) => `KLICKAMT_S3_${name}`).join(", ");
    throw new ConfigError(`${names}: needed to keep documents in S3; there is no default.`);
  }
  if (env.KLICKAMT_S3_KMS_KEY !== undefined && env.KLICKAMT_S3_ENCRYPTION !== "aws:kms") {
    throw new ConfigError("KLICKAMT_S3_KMS_KEY: only with KLICKAMT_S3_ENCRYPTION=aws:kms.");
  }
  return {
    bucket: env.KLICKAMT_S3_BUCKET as string,
    region: env.KLICKAMT_S3_REGION as string,
    keyId: env.KLICKAMT_S3_KEY_ID as string,
    secret: env.KLICKAMT_S3_SECRET as string,
    pathStyle: env.KLICKAMT_S3_PATH_STYLE ?? env.KLICKAMT_S3_ENDPOINT !== undefined,
    prefix: env.KLICKAMT_S3_PREFIX ?? "",
    ...(env.KLICKAMT_S3_ENDPOINT === undefined ? {} : { endpoint: env.KLICKAMT_S3_ENDPOINT.replace(/\/+$/, "") }),
    ...(env.KLICKAMT_S3_ENCRYPTION === undefined ? {} : { encryption: env.KLICKAMT_S3_ENCRYPTION }),
    ...(env.KLICKAMT_S3_KMS_KEY === undefined ? {} : { kmsKey: env.KLICKAMT_S3_KMS_KEY }),
  };
}

/** @throws ConfigError */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = schema.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigError(`The configuration cannot be used. ${lines.join("; ")}`);
  }
  const env = result.data;
  if (env.DATABASE_URL !== undefined && env.KLICKAMT_SECRET === undefined) {
    throw new ConfigError(
      "KLICKAMT_SECRET: with DATABASE_URL a secret of at least 32 characters is needed; there is no default. One can be made with: openssl rand -base64 48",
    );
  }
  if (env.SMTP_URL !== undefined && env.KLICKAMT_MAIL_FROM === undefined) {
    throw new ConfigError("KLICKAMT_MAIL_FROM: with SMTP_URL the sender's address is needed.");
  }
  if ((env.KLICKAMT_TSA_URL === undefined) !== (env.KLICKAMT_TSA_CERTIFICATES === undefined)) {
    throw new ConfigError(
      "KLICKAMT_TSA_URL and KLICKAMT_TSA_CERTIFICATES: a time stamp service needs both, its address and a PEM file with the certificates that it has to come from.",
    );
  }
  const s3 = s3Of(env);
  return {
    port: env.PORT,
    host: env.KLICKAMT_HOST,
    dataFolder: resolve(env.KLICKAMT_DATA),
    demo: env.KLICKAMT_DEMO ?? env.DATABASE_URL === undefined,
    logLevel: env.KLICKAMT_LOG,
    trustProxy: env.KLICKAMT_TRUST_PROXY,
    poolSize: env.KLICKAMT_POOL,
    webProcesses: env.KLICKAMT_WEB,
    requestsPerMinute: env.KLICKAMT_REQUESTS_PER_MINUTE,
    readingDays: env.KLICKAMT_READING_DAYS,
    formerKeys: env.KLICKAMT_FORMER_KEYS?.split(",") ?? [],
    ...(env.KLICKAMT_TSA_URL === undefined || env.KLICKAMT_TSA_CERTIFICATES === undefined
      ? {}
      : { timestamps: { url: env.KLICKAMT_TSA_URL, certificates: resolve(env.KLICKAMT_TSA_CERTIFICATES) } }),
    ...(env.KLICKAMT_PUBLIC_URL === undefined ? {} : { publicUrl: env.KLICKAMT_PUBLIC_URL.replace(/\/+$/, "") }),
    ...(env.KLICKAMT_SECRET === undefined ? {} : { secret: env.KLICKAMT_SECRET }),
    ...(env.KLICKAMT_METRICS_TOKEN === undefined ? {} : { metricsToken: env.KLICKAMT_METRICS_TOKEN }),
    ...(env.DATABASE_URL === undefined ? {} : { databaseUrl: env.DATABASE_URL }),
    ...(env.KLICKAMT_MIGRATOR_URL === undefined ? {} : { migratorUrl: env.KLICKAMT_MIGRATOR_URL }),
    ...(env.SMTP_URL === undefined ? {} : { smtpUrl: env.SMTP_URL }),
    ...(env.KLICKAMT_MAIL_FROM === undefined ? {} : { mailFrom: env.KLICKAMT_MAIL_FROM }),
    ...(env.KLICKAMT_STANDARDS === undefined ? {} : { standardsFolder: resolve(env.KLICKAMT_STANDARDS) }),
    ...(env.KLICKAMT_CLAMD === undefined ? {} : { clamd: env.KLICKAMT_CLAMD }),
    ...(env.KLICKAMT_SOFFICE === undefined ? {} : { soffice: env.KLICKAMT_SOFFICE }),
    store: env.KLICKAMT_STORE,
    ...(s3 === undefined ? {} : { s3 }),
  };
}
