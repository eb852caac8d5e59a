import { constants, hash, type KeyObject, verify, X509Certificate } from "node:crypto";
import { Invalid } from "../../kernel/index.ts";
import { childrenOf, type DerValue, der, derInteger, derOid, oidOf, readDer, tags } from "./der.ts";

/** What a time stamp says, once it is proven. */
export interface Timestamp {
  /** When the service had the hash before it. */
  readonly time: Date;
  /** Of the token, as the service counts: hexadecimal. */
  readonly serial: string;
  /** Policy under which it was made, dotted. */
  readonly policy: string;
  /** Subject of the certificate that signed, on one line. */
  readonly authority: string;
}

const oids = {
  sha1: "1.3.14.3.2.26",
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
  signedData: "1.2.840.113549.1.7.2",
  tstInfo: "1.2.840.113549.1.9.16.1.4",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  rsaPss: "1.2.840.113549.1.1.10",
  timeStamping: "1.3.6.1.5.5.7.3.8",
} as const;

/** Hashes that a signature may be made with; SHA-1 is none of them. */
const digests: ReadonlyMap<string, string> = new Map([
  [oids.sha256, "sha256"],
  [oids.sha384, "sha384"],
  [oids.sha512, "sha512"],
]);

const longestChain = 6;

const refused = (reason: string): Invalid => new Invalid(`timestamps.${reason}`);

const equal = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

/**
 * Writes a request for a time stamp over a hash; asks for the service's certificate too.
 * Source: RFC 3161, section 2.4.1.
 * @param imprint SHA-256, 32 bytes
 * @param nonce comes back in the token, so that an old one cannot be played again
 */
export function writeTimestampRequest(imprint: Uint8Array, nonce: Uint8Array): Uint8Array {
  return der(
    tags.sequence,
    derInteger(Buffer.from([1])),
    der(tags.sequence, der(tags.sequence, derOid(oids.sha256), der(tags.null)), der(tags.octetString, imprint)),
    derInteger(nonce),
    der(tags.boolean, Buffer.from([0xff])),
  );
}

/**
 * Takes the token out of a service's answer. It is not proven yet.
 * Source: RFC 3161, section 2.4.2.
 * @throws Invalid `timestamps.bad-der`, `timestamps.not-granted`
 */
export function readTimestampResponse(response: Uint8Array): Uint8Array {
  const [status, token] = childrenOf(readDer(response, tags.sequence));
  const granted = Number(childrenOf(status, tags.sequence)[0]?.content[0] ?? 255);
  // 0 granted, 1 granted with changes.
  if (granted > 1 || token === undefined) throw new Invalid("timestamps.not-granted", { status: granted });
  return token.whole;
}

function timeOf(value: DerValue | undefined): Date {
  const text = Buffer.from(value?.content ?? []).toString("latin1");
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text);
  if (value?.tag !== tags.generalizedTime || match === null) throw refused("bad-time");
  const [, year, month, day, hour, minute, second, fraction = ""] = match;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, "0")}Z`);
  if (Number.isNaN(time.getTime())) throw refused("bad-time");
  return time;
}

/** A number without the zero that only says that it is not negative. */
function bare(content: Uint8Array): Uint8Array {
  const first = content.findIndex((byte) => byte !== 0);
  return first === -1 ? new Uint8Array() : content.subarray(first);
}

function attribute(attributes: readonly DerValue[], oid: string): DerValue | undefined {
  const found = attributes.map((one) => childrenOf(one, tags.sequence)).filter(([name]) => oidOf(name) === oid);
  if (found.length > 1) throw refused("bad-attributes");
  const values = found[0] && childrenOf(found[0][1], tags.set);
  if (values !== undefined && values.length !== 1) throw refused("bad-attributes");
  return values?.[0];
}

/** The certificate that the signature names by its hash. Source: RFC 5816. */
function signerOf(attributes: readonly DerValue[], certificates: readonly X509Certificate[]): X509Certificate {
  const second = attribute(attributes, oids.signingCertificateV2);
  const named = second ?? attribute(attributes, oids.signingCertificate);
  const id = childrenOf(childrenOf(childrenOf(named, tags.sequence)[0], tags.sequence)[0], tags.sequence);
  const named256 = id[0]?.tag === tags.sequence ? digests.get(oidOf(childrenOf(id[0])[0])) : "sha256";
  const algorithm = second === undefined ? "sha1" : named256;
  const wanted = id.find(({ tag }) => tag === tags.octetString)?.content;
  if (algorithm === undefined || wanted === undefined) throw refused("no-signer");
  const signer = certificates.find(({ raw }) => equal(hash(algorithm, raw, "buffer"), wanted));
  if (signer === undefined) throw refused("no-signer");
  return signer;
}

function certificateOf(bytes: Uint8Array): X509Certificate {
  try {
    const certificate = new X509Certificate(bytes);
    // Read now, where an unknown kind of key can still be told from a bug.
    void certificate.publicKey;
    return certificate;
  } catch {
    throw refused("bad-certificate");
  }
}

const valid = (certificate: X509Certificate, time: Date): boolean =>
  certificate.validFromDate <= time && time <= certificate.validToDate;

/** Follows the issuers to one of the roots. */
function requireTrusted(
  signer: X509Certificate,
  certificates: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  time: Date,
): void {
  let last = signer;
  for (let depth = 0; depth < longestChain; depth++) {
    if (!valid(last, time)) throw refused("certificate-expired");
    if (roots.some(({ raw }) => equal(raw, last.raw))) return;
    const issuer = [...roots, ...certificates].find(
      (one) => one.ca && !equal(one.raw, last.raw) && last.checkIssued(one) && last.verify(one.publicKey),
    );
    if (issuer === undefined) throw refused("unknown-authority");
    last = issuer;
  }
  throw refused("unknown-authority");
}

/** A signature that cannot even be read does not hold. */
function holds(...given: Parameters<typeof signatureHolds>): boolean {
  try {
    return signatureHolds(...given);
  } catch {
    return false;
  }
}

function signatureHolds(
  key: KeyObject,
  algorithm: DerValue | undefined,
  digest: string,
  signed: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (key.asymmetricKeyType === "ed25519") return verify(null, signed, key, signature);
  if (key.asymmetricKeyType === "ec") return verify(digest, signed, { key, dsaEncoding: "der" }, signature);
  if (key.asymmetricKeyType !== "rsa" && key.asymmetricKeyType !== "rsa-pss") return false;
  const pss = key.asymmetricKeyType === "rsa-pss" || oidOf(childrenOf(algorithm, tags.sequence)[0]) === oids.rsaPss;
  return verify(
    digest,
    signed,
    pss
      ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
      : { key, padding: constants.RSA_PKCS1_PADDING },
    signature,
  );
}

/**
 * Proves a time stamp: that it is about this hash, answers this request, was signed by the certificate it names, and
 * that the certificate is one for time stamps and comes from one of the roots, all at the time of the stamp.
 * Sources: RFC 3161, sections 2.3 and 2.4.2; RFC 5652, section 5.4; RFC 5816.
 * @param token a CMS `ContentInfo` in DER
 * @param expected.nonce left out where an old token is proven again
 * @throws Invalid `timestamps.` and: `bad-der`, `bad-token`, `bad-time`, `bad-attributes`, `other-imprint`,
 * `other-nonce`, `bad-certificate`, `no-signer`,
 * `weak-digest`, `forged`, `not-for-timestamps`, `certificate-expired`, `unknown-authority`
 */
export function verifyTimestamp(
  token: Uint8Array,
  expected: {
    readonly imprint: Uint8Array;
    readonly nonce?: Uint8Array;
    readonly roots: readonly X509Certificate[];
  },
): Timestamp {
  const [kind, wrapped] = childrenOf(readDer(token, tags.sequence));
  if (oidOf(kind) !== oids.signedData) throw refused("bad-token");
  const signedData = childrenOf(childrenOf(wrapped, 0xa0)[0], tags.sequence);
  const [contentKind, contentWrapped] = childrenOf(signedData[2], tags.sequence);
  const content = childrenOf(contentWrapped, 0xa0)[0];
  if (oidOf(contentKind) !== oids.tstInfo || content?.tag !== tags.octetString) throw refused("bad-token");

  const info = childrenOf(readDer(content.content, tags.sequence));
  const [, policy, imprint, serial, time] = info;
  const [imprintAlgorithm, imprintHash] = childrenOf(imprint, tags.sequence);
  if (
    oidOf(childrenOf(imprintAlgorithm, tags.sequence)[0]) !== oids.sha256 ||
    imprintHash === undefined ||
    !equal(imprintHash.content, expected.imprint)
  ) {
    throw refused("other-imprint");
  }
  if (expected.nonce !== undefined) {
    const nonce = info.slice(5).find(({ tag }) => tag === tags.integer);
    if (nonce === undefined || !equal(bare(nonce.content), bare(expected.nonce))) throw refused("other-nonce");
  }
  const stampedAt = timeOf(time);

  const certificates = signedData
    .filter(({ tag }) => tag === 0xa0)
    .flatMap((set) => childrenOf(set).map(({ whole }) => certificateOf(whole)));
  const signers = childrenOf(signedData.at(-1), tags.set);
  if (signers.length !== 1) throw refused("bad-token");
  const [, , digestAlgorithm, attributeSet, signatureAlgorithm, signature] = childrenOf(signers[0], tags.sequence);
  const digest = digests.get(oidOf(childrenOf(digestAlgorithm, tags.sequence)[0]));
  if (digest === undefined) throw refused("weak-digest");
  if (signature?.tag !== tags.octetString) throw refused("bad-token");
  const attributes = childrenOf(attributeSet, 0xa0);
  if (oidOf(attribute(attributes, oids.contentType)) !== oids.tstInfo) throw refused("bad-attributes");
  const digested = attribute(attributes, oids.messageDigest);
  if (digested === undefined || !equal(digested.content, hash(digest, content.content, "buffer"))) {
    throw refused("forged");
  }
  const signer = signerOf(attributes, certificates);
  // In the token the set has a tag of its own; what is signed is the set.
  const signed = Buffer.from(attributeSet?.whole ?? []);
  signed[0] = tags.set;
  if (!holds(signer.publicKey, signatureAlgorithm, digest, signed, signature.content)) throw refused("forged");
  // Node calls the purposes of the extension "extended key usage" so.
  if (signer.keyUsage?.length !== 1 || signer.keyUsage[0] !== oids.timeStamping) throw refused("not-for-timestamps");
  requireTrusted(signer, certificates, expected.roots, stampedAt);

  return {
    time: stampedAt,
    serial: Buffer.from(serial?.content ?? []).toString("hex"),
    policy: oidOf(policy),
    authority: signer.subject.replaceAll("\n", ", "),
  };
}
