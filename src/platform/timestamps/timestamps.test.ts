import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Invalid } from "../../kernel/index.ts";
import { startTimestampAuthority, type TestTimestampAuthority } from "../testing/index.ts";
import { derInteger, derOid, oidOf, readDer } from "./der.ts";
import { requestTimestamp, verifyTimestamp } from "./index.ts";

const imprint = createHash("sha256").update("Tageskopf").digest();

let authority: TestTimestampAuthority;
let stranger: TestTimestampAuthority;
beforeAll(async () => {
  [authority, stranger] = await Promise.all([
    startTimestampAuthority(),
    startTimestampAuthority({ purposes: ["1.3.6.1.5.5.7.3.1"] }),
  ]);
});
afterAll(() => Promise.all([authority.close(), stranger.close()]));
beforeEach(() => {
  authority.fault = undefined;
  authority.now = new Date("2026-11-24T00:30:00Z");
});

const ask = () => requestTimestamp({ url: authority.url, roots: [authority.root] }, imprint);

describe("A time stamp", () => {
  test("says when a service had the hash, and can be proven again later", async () => {
    const stamp = await ask();
    expect(stamp.time.toISOString()).toBe("2026-11-24T00:30:00.000Z");
    expect(stamp.authority).toContain("Zeitstempel (Test)");
    expect(stamp.policy).toBe("1.2.3.4.1");
    const again = verifyTimestamp(stamp.token, { imprint, roots: [authority.root] });
    expect(again).toEqual({ ...stamp, token: undefined });
  });

  test.each([
    ["refused", "timestamps.not-granted"],
    ["other-nonce", "timestamps.other-nonce"],
    ["other-imprint", "timestamps.other-imprint"],
    ["signature", "timestamps.forged"],
    ["down", "timestamps.unavailable"],
  ] as const)("with the fault %s is refused", async (fault, code) => {
    authority.fault = fault;
    await expect(ask()).rejects.toThrow(code);
  });

  test("of an unknown authority, outside the certificate's time, or by a certificate for something else is refused", async () => {
    await expect(requestTimestamp({ url: authority.url, roots: [stranger.root] }, imprint)).rejects.toThrow(
      "timestamps.unknown-authority",
    );
    await expect(requestTimestamp({ url: stranger.url, roots: [stranger.root] }, imprint)).rejects.toThrow(
      "timestamps.not-for-timestamps",
    );
    authority.now = new Date("2029-01-01T00:00:00Z");
    await expect(ask()).rejects.toThrow("timestamps.certificate-expired");
  });

  test("in which any byte was changed is not taken for the same, and never more than refused", async () => {
    const { token, time, serial, policy } = await ask();
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const forged = Buffer.from(token);
        forged[at] = (forged[at] as number) ^ change;
        try {
          // Some bytes are not signed: the issuer's number beside the signature. What it says stays the same.
          const read = verifyTimestamp(forged, { imprint, roots: [authority.root] });
          expect({ ...read, authority: "" }).toEqual({ time, serial, policy, authority: "" });
        } catch (error) {
          if (!(error instanceof Invalid)) throw error;
        }
      }),
      { numRuns: 400 },
    );
  });

  test.skipIf(!hasOpenssl())(
    "of our own service is accepted by OpenSSL, and one by OpenSSL is accepted here",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "klickamt-tsa-"));
      const run = (...args: string[]) =>
        execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
      try {
        const { token } = await ask();
        writeFileSync(join(folder, "data"), "Tageskopf");
        writeFileSync(join(folder, "token"), token);
        writeFileSync(join(folder, "root.pem"), authority.root.toString());
        const said = run(
          "ts",
          "-verify",
          "-data",
          "data",
          "-in",
          "token",
          "-token_in",
          "-CAfile",
          "root.pem",
          "-attime",
          "1795480200",
        );
        expect(said.toString()).toContain("Verification: OK");

        writeFileSync(
          join(folder, "tsa.conf"),
          [
            "[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=OpenSSL-Zeitstempel\n[ext]\nextendedKeyUsage=critical,timeStamping",
            "[ca]\nbasicConstraints=critical,CA:true\n[tsa]\ndefault_tsa=one\n[one]\nserial=serial\ndefault_policy=1.2.3.4.5",
            "digests=sha256\nsigner_digest=sha256\naccuracy=secs:1\ness_cert_id_chain=no\ncrypto_device=builtin",
          ].join("\n"),
        );
        writeFileSync(join(folder, "serial"), "01\n");
        run(
          "req",
          "-x509",
          "-newkey",
          "rsa:2048",
          "-nodes",
          "-keyout",
          "ca.key",
          "-out",
          "ca.pem",
          "-subj",
          "/CN=Wurzel",
          "-config",
          "tsa.conf",
          "-extensions",
          "ca",
          "-days",
          "3650",
        );
        run("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-config", "tsa.conf");
        run(
          "x509",
          "-req",
          "-in",
          "tsa.csr",
          "-CA",
          "ca.pem",
          "-CAkey",
          "ca.key",
          "-CAcreateserial",
          "-out",
          "tsa.pem",
          "-extfile",
          "tsa.conf",
          "-extensions",
          "ext",
          "-days",
          "3650",
        );
        run("ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "query");
        run(
          "ts",
          "-reply",
          "-config",
          "tsa.conf",
          "-queryfile",
          "query",
          "-signer",
          "tsa.pem",
          "-inkey",
          "tsa.key",
          "-chain",
          "ca.pem",
          "-token_out",
          "-out",
          "reply",
        );
        const { X509Certificate } = await import("node:crypto");
        const { readFileSync } = await import("node:fs");
        const read = verifyTimestamp(readFileSync(join(folder, "reply")), {
          imprint,
          roots: [new X509Certificate(readFileSync(join(folder, "ca.pem")))],
        });
        expect(read.authority).toContain("OpenSSL-Zeitstempel");
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

function hasOpenssl(): boolean {
  try {
    return execFileSync("openssl", ["version"]).toString().startsWith("OpenSSL 3");
  } catch {
    return false;
  }
}

test("DER of numbers and names of things is written and read alike", () => {
  for (const oid of ["1.2.840.113549.1.9.16.1.4", "2.16.840.1.101.3.4.2.1", "2.5.4.3", "1.3.6.1.5.5.7.3.8"]) {
    expect(oidOf(readDer(derOid(oid)))).toBe(oid);
  }
  expect(Buffer.from(derInteger(Buffer.from([0, 0, 0x80]))).toString("hex")).toBe("02020080");
  expect(Buffer.from(derInteger(Buffer.from([0]))).toString("hex")).toBe("020100");
  for (const broken of ["", "30", "3080", "3005020101", "308500000001", "1f0101"]) {
    expect(() => readDer(Buffer.from(broken, "hex"))).toThrow("timestamps.bad-der");
  }
});
