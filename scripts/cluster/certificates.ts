import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { bits, boolean, encode, integer, octets, oid, sequence, set, utcTime, utf8 } from "./der.ts";

/** What a certificate takes from the one that signs it; for the authority's own certificate, from itself. */
interface Issuer {
  name: Buffer;
  publicKey: KeyObject;
  privateKey: KeyObject;
}

const DAY = 24 * 60 * 60 * 1000;
const ECDSA_WITH_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));

/** Who a certificate speaks for: the API server reads a user from the common name and a group from the organisation. */
export interface Subject {
  commonName: string;
  organization?: string;
}

/** A certificate and its private key, in PEM. */
export interface KeyPair {
  certificate: string;
  key: string;
}

/** An authority made on the spot, which lives as long as the control plane that trusts it. */
export interface Authority {
  certificate: string;
  /** Signs a certificate that may serve at 127.0.0.1 and localhost, and be shown by a client. */
  issue(subject: Subject): KeyPair;
}

/** Makes a certificate authority of elliptic curve P-256 whose certificates are valid for a year (RFC 5280, RFC 5480). */
export function createAuthority(commonName: string): Authority {
  const authority = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = { name: distinguishedName({ commonName }), publicKey: authority.publicKey, privateKey: authority.privateKey };
  // keyCertSign and cRLSign are bits 5 and 6 of KeyUsage, which has nine.
  const extensions = [extension("2.5.29.19", sequence(boolean(true)), true), extension("2.5.29.15", bits(Buffer.from([0x06]), 1), true)];
  return {
    certificate: signed(issuer, issuer.name, issuer.publicKey, extensions),
    issue(subject) {
      const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
      return {
        certificate: signed(issuer, distinguishedName(subject), pair.publicKey, LEAF),
        key: privatePem(pair.privateKey),
      };
    },
  };
}

/** A key pair without a certificate, with which service account tokens are signed and checked. */
export function createSigningKey(): { publicKey: string; privateKey: string } {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { publicKey: pair.publicKey.export({ type: "spki", format: "pem" }), privateKey: privatePem(pair.privateKey) };
}

/** digitalSignature; serverAuth and clientAuth; localhost and the loopback address. */
const LEAF = [
  extension("2.5.29.15", bits(Buffer.from([0x80]), 7), true),
  extension("2.5.29.37", sequence(oid("1.3.6.1.5.5.7.3.1"), oid("1.3.6.1.5.5.7.3.2"))),
  extension("2.5.29.17", sequence(encode(0x82, Buffer.from("localhost")), encode(0x87, Buffer.from([127, 0, 0, 1])))),
];

function signed(issuer: Issuer, subject: Buffer, publicKey: KeyObject, extensions: Buffer[]): string {
  const version3 = encode(0xa0, integer(Buffer.from([2])));
  const serial = integer(Buffer.concat([Buffer.from([1]), randomBytes(15)]));
  // An hour back: a virtual machine's clock may jump a little when it wakes.
  const validity = sequence(utcTime(new Date(Date.now() - DAY / 24)), utcTime(new Date(Date.now() + 365 * DAY)));
  const publicKeyInfo = publicKey.export({ type: "spki", format: "der" });
  const keyIds = [extension("2.5.29.14", octets(keyId(publicKey))), extension("2.5.29.35", sequence(encode(0x80, keyId(issuer.publicKey))))];
  const all = encode(0xa3, sequence(...extensions, ...keyIds));
  const body = sequence(version3, serial, ECDSA_WITH_SHA256, issuer.name, validity, subject, publicKeyInfo, all);
  return pem("CERTIFICATE", sequence(body, ECDSA_WITH_SHA256, bits(sign("sha256", body, issuer.privateKey))));
}

/** By which a certificate names its own key and its issuer's; any digest of the key will do (RFC 7093). */
function keyId(key: KeyObject): Buffer {
  return createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest()
    .subarray(0, 20);
}

function distinguishedName({ commonName, organization }: Subject): Buffer {
  const part = (type: string, value: string) => set(sequence(oid(type), utf8(value)));
  return sequence(...(organization ? [part("2.5.4.10", organization)] : []), part("2.5.4.3", commonName));
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value));
}

function privatePem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }) as string;
}

function pem(label: string, der: Buffer): string {
  return `-----BEGIN ${label}-----\n${der.toString("base64").replace(/.{1,64}/g, "$&\n")}-----END ${label}-----\n`;
}
