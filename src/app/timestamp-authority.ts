import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfigError } from "../platform/config/index.ts";
import type { TimestampAuthority } from "../platform/timestamps/index.ts";

/**
 * Reads the certificates that a time stamp service has to come from.
 * @throws ConfigError where the file cannot be read or holds none
 */
export function timestampAuthority(given: { readonly url: string; readonly certificates: string }): TimestampAuthority {
  try {
    const pem = readFileSync(given.certificates, "utf8");
    const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    if (blocks.length === 0) throw new Error("no certificate in it");
    return { url: given.url, roots: blocks.map((block) => new X509Certificate(block)) };
  } catch (error) {
    throw new ConfigError(`KLICKAMT_TSA_CERTIFICATES: ${given.certificates}: ${(error as Error).message}`);
  }
}
