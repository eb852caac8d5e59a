import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { childrenOf, der, derInteger, derOid, readDer, tags } from "../timestamps/der.ts";

const sequence = (...contents: readonly Uint8Array[]) => der(tags.sequence, ...contents);
const set = (...contents: readonly Uint8Array[]) => der(tags.set, ...contents);
const number = (value: number) => derInteger(Buffer.from([value]));
const octets = (bytes: Uint8Array) => der(tags.octetString, bytes);
const bits = (bytes: Uint8Array) => der(tags.bitString, Buffer.from([0]), bytes);
const ecdsaSha256 = sequence(derOid("1.2.840.10045.4.3.2"));
const sha256Algorithm = sequence(derOid("2.16.840.1.101.3.4.2.1"), der(tags.null));

const timeText = (time: Date): Uint8Array =>
  der(
    tags.generalizedTime,
    Buffer.from(
      `${time
        .toISOString()
        .replaceAll(/[-:T]|\.\d+/g, "")
        .replace("Z", "")}Z`,
    ),
  );

const nameOf = (text: string): Uint8Array =>
  sequence(set(sequence(derOid("2.5.4.3"), der(tags.utf8String, Buffer.from(text)))));

const extension = (oid: string, critical: boolean, value: Uint8Array): Uint8Array =>
  sequence(derOid(oid), ...(critical ? [der(tags.boolean, Buffer.from([0xff]))] : []), octets(value));

interface Issuer {
  readonly name: string;
  readonly key: KeyObject;
}

/** A certificate (X.509, ECDSA) for tests. */
function certify(given: {
  readonly name: string;
  readonly key: KeyObject;
  readonly issuer: Issuer;
  readonly purposes?: readonly string[];
  readonly ca: boolean;
  readonly from: Date;
  readonly to: Date;
}): X509Certificate {
  const extensions = [
    ...(given.ca ? [extension("2.5.29.19", true, sequence(der(tags.boolean, Buffer.from([0xff]))))] : []),
    ...(given.purposes === undefined ? [] : [extension("2.5.29.37", true, sequence(...given.purposes.map(derOid)))]),
  ];
  const content = sequence(
    der(0xa0, number(2)),
    derInteger(randomBytes(8)),
    ecdsaSha256,
    nameOf(given.issuer.name),
    sequence(timeText(given.from), timeText(given.to)),
    nameOf(given.name),
    createPublicKey(given.key).export({ format: "der", type: "spki" }),
    ...(extensions.length === 0 ? [] : [der(0xa3, sequence(...extensions))]),
  );
  const signature = sign("sha256", content, { key: given.issuer.key, dsaEncoding: "der" });
  return new X509Certificate(sequence(content, ecdsaSha256, bits(signature)));
}

/** What a test can have go wrong. */
export type TimestampFault = "refused" | "other-nonce" | "other-imprint" | "signature" | "down";

/** A time stamp service of a test: real ASN.1, real signatures, certificates of its own. */
export interface TestTimestampAuthority {
  readonly url: string;
  readonly root: X509Certificate;
  /** How many requests came. */
  requests(): number;
  /** What goes wrong from now on; undefined: nothing. */
  fault: TimestampFault | undefined;
  /** Its clock. */
  now: Date;
  close(): Promise<void>;
}

/** Starts a service that answers RFC 3161 requests over HTTP. Its certificates are valid in 2026 and 2027. */
export async function startTimestampAuthority(
  options: { readonly purposes?: readonly string[] } = {},
): Promise<TestTimestampAuthority> {
  const rootKey = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const issuer = { name: "Wurzel (Test)", key: rootKey };
  const times = { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2027-12-31T00:00:00Z") };
  const root = certify({ name: issuer.name, key: rootKey, issuer, ca: true, ...times });
  const certificate = certify({
    name: "Zeitstempel (Test)",
    key,
    issuer,
    ca: false,
    purposes: options.purposes ?? ["1.3.6.1.5.5.7.3.8"],
    ...times,
  });
  let count = 0;
  const authority = { fault: undefined as TimestampFault | undefined, now: new Date("2026-11-24T00:30:00Z") };

  function answer(request: Uint8Array): Uint8Array {
    const { fault } = authority;
    if (fault === "refused") return sequence(sequence(number(2)));
    const [, imprint, nonce] = childrenOf(readDer(request, tags.sequence));
    const asked = Buffer.from(imprint?.whole ?? []);
    if (fault === "other-imprint") asked[asked.length - 1] = (asked.at(-1) as number) ^ 1;
    const info = sequence(
      number(1),
      derOid("1.2.3.4.1"),
      asked,
      derInteger(randomBytes(8)),
      timeText(authority.now),
      fault === "other-nonce" ? derInteger(randomBytes(8)) : (nonce?.whole ?? new Uint8Array()),
    );
    const attributes = [
      sequence(derOid("1.2.840.113549.1.9.3"), set(derOid("1.2.840.113549.1.9.16.1.4"))),
      sequence(derOid("1.2.840.113549.1.9.4"), set(octets(createHash("sha256").update(info).digest()))),
      sequence(
        derOid("1.2.840.113549.1.9.16.2.47"),
        set(sequence(sequence(sequence(octets(createHash("sha256").update(certificate.raw).digest()))))),
      ),
    ].sort(Buffer.compare);
    const signature = sign("sha256", set(...attributes), { key, dsaEncoding: "der" });
    if (fault === "signature") {
      const last = signature.length - 1;
      signature[last] = (signature[last] as number) ^ 1;
    }
    const signer = sequence(
      number(1),
      sequence(nameOf(issuer.name), derInteger(Buffer.from(certificate.serialNumber, "hex"))),
      sha256Algorithm,
      der(0xa0, ...attributes),
      ecdsaSha256,
      octets(signature),
    );
    const signedData = sequence(
      number(3),
      set(sha256Algorithm),
      sequence(derOid("1.2.840.113549.1.9.16.1.4"), der(0xa0, octets(info))),
      der(0xa0, certificate.raw),
      set(signer),
    );
    return sequence(sequence(number(0)), sequence(derOid("1.2.840.113549.1.7.2"), der(0xa0, signedData)));
  }

  const server = createServer((request, response) => {
    count += 1;
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      if (authority.fault === "down") return void response.writeHead(503).end();
      response.writeHead(200, { "content-type": "application/timestamp-reply" }).end(answer(Buffer.concat(pieces)));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return Object.assign(authority, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    root,
    requests: () => count,
    close: () => new Promise<void>((done) => server.close(() => done())),
  });
}
