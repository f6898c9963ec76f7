import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:tls";
import { expect, it } from "vitest";
import { createAuthority } from "../../scripts/cluster/certificates.ts";

const authority = await createAuthority("test");
const server = await authority.issue({ commonName: "server" });
const client = await authority.issue({ commonName: "alice", organization: "system:masters" });

it("issues certificates that its own certificate verifies, for loopback and for a year", () => {
  const root = new X509Certificate(authority.certificate);
  const leaf = new X509Certificate(server.certificate);
  expect(root.ca).toBe(true);
  expect(leaf.ca).toBe(false);
  expect(leaf.verify(root.publicKey)).toBe(true);
  expect(leaf.checkIssued(root)).toBe(true);
  expect(leaf.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(leaf.checkHost("localhost")).toBe("localhost");
  expect(leaf.checkIP("192.0.2.1")).toBeUndefined();
  expect(Date.parse(leaf.validTo) - Date.now()).toBeGreaterThan(364 * 24 * 60 * 60 * 1000);
});

it("gives two certificates different serial numbers", () => {
  expect(new X509Certificate(server.certificate).serialNumber).not.toBe(new X509Certificate(client.certificate).serialNumber);
});

it("makes what both ends of a TLS connection accept, and tells the server who the client is", async () => {
  const listener = createServer({ cert: server.certificate, key: server.key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true });
  const accepted = once(listener, "secureConnection");
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  const socket = connect({ port, host: "127.0.0.1", ca: authority.certificate, cert: client.certificate, key: client.key });
  const [peer] = await accepted;
  expect(peer.getPeerCertificate().subject).toMatchObject({ O: "system:masters", CN: "alice" });
  socket.destroy();
  listener.close();
});

it("does not verify what another authority issued", async () => {
  const other = new X509Certificate((await createAuthority("test")).certificate);
  expect(new X509Certificate(server.certificate).verify(other.publicKey)).toBe(false);
});

it("issues for the hosts that are asked for, and for no others", async () => {
  const leaf = new X509Certificate((await authority.issue({ commonName: "git" }, ["git.example.org", "192.0.2.1"])).certificate);
  expect(leaf.checkHost("git.example.org")).toBe("git.example.org");
  expect(leaf.checkIP("192.0.2.1")).toBe("192.0.2.1");
  expect(leaf.checkHost("localhost")).toBeUndefined();
});
