import "reflect-metadata";
import { generateKeyPairSync, KeyObject, randomBytes, type webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";

const DAY = 24 * 60 * 60 * 1000;
const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" };
const LOOPBACK = ["localhost", "127.0.0.1"];

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
export interface Authority extends KeyPair {
  /**
   * Signs a certificate that a client may show, and that a server may show for the hosts.
   * @param hosts DNS names and IP addresses; 127.0.0.1 and localhost unless told
   */
  issue(subject: Subject, hosts?: readonly string[]): Promise<KeyPair>;
}

/** Makes a certificate authority of elliptic curve P-256 whose certificates are valid for a year (RFC 5280, RFC 5480). */
export async function createAuthority(commonName: string): Promise<Authority> {
  const keys = await createKeys();
  const name = distinguishedName({ commonName });
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name,
    keys,
    signingAlgorithm: SIGNATURE,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificate: authority.toString("pem"),
    key: privatePem(keys.privateKey),
    async issue(subject, hosts = LOOPBACK) {
      const pair = await createKeys();
      const certificate = await X509CertificateGenerator.create({
        ...validity(),
        subject: distinguishedName(subject),
        issuer: name,
        publicKey: pair.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: SIGNATURE,
        extensions: [
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
          new SubjectAlternativeNameExtension(hosts.map((value) => ({ type: isIP(value) ? "ip" : "dns", value }))),
          await SubjectKeyIdentifierExtension.create(pair.publicKey),
          await AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      return { certificate: certificate.toString("pem"), key: privatePem(pair.privateKey) };
    },
  };
}

/** A key pair without a certificate, with which service account tokens are signed and checked. */
export function createSigningKey(): { publicKey: string; privateKey: string } {
  const pair = generateKeyPairSync("ec", { namedCurve: CURVE.namedCurve });
  return { publicKey: pair.publicKey.export({ type: "spki", format: "pem" }), privateKey: pair.privateKey.export({ type: "pkcs8", format: "pem" }) as string };
}

function createKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(CURVE, true, ["sign", "verify"]);
}

function privatePem(key: CryptoKey): string {
  return KeyObject.from(key).export({ type: "pkcs8", format: "pem" }) as string;
}

/** From an hour back, since a virtual machine's clock may jump a little when it wakes; the serial number is a positive one. */
function validity(): { serialNumber: string; notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return { serialNumber: `01${randomBytes(15).toString("hex")}`, notBefore: new Date(now - DAY / 24), notAfter: new Date(now + 365 * DAY) };
}

function distinguishedName({ commonName, organization }: Subject): Record<string, string[]>[] {
  return [...(organization ? [{ O: [organization] }] : []), { CN: [commonName] }];
}
