import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { $ } from "zx";
import { ChartHost } from "../../../scripts/cluster/argocd/chart-host.ts";
import { hostNames } from "../../../scripts/cluster/argocd/hosts.ts";
import { reachHosts } from "../../../scripts/cluster/argocd/processes-of-argocd.ts";
import { createAuthority } from "../../../scripts/cluster/certificates.ts";
import { freePorts, isRunning, type Process, startProcess, stopProcesses } from "../../../scripts/cluster/processes.ts";

const ADDRESS = "https://git.example.org/team/repository.git";
const folder = mkdtempSync(join(tmpdir(), "hosts-"));
const archive = join(folder, "chart.tgz");
writeFileSync(archive, "an archive");
const CHARTS = [
  { repoURL: "https://charts.example.org/stable", name: "one", version: "1.2.3", archive, origin: "", standIn: true },
  { repoURL: "registry.example.org/charts", name: "two", version: "v4", archive, origin: "", standIn: true },
];
let hosts: Process;
let git: (...args: string[]) => Promise<{ exitCode: number | null; stdout: string; stderr: string }>;

beforeAll(async () => {
  const authority = await createAuthority("test");
  writeFileSync(join(folder, "ca.crt"), authority.certificate);
  const bare = join(folder, "bare.git");
  await $({ quiet: true })`git init -q --bare -b main ${bare} && git -C ${bare} config http.receivepack true`;
  const [port = 0] = await freePorts(1);
  const certificates = { "git.example.org": await authority.issue({ commonName: "git" }, ["git.example.org"]) };
  writeFileSync(join(folder, "hosts.json"), JSON.stringify({ port, git: { [ADDRESS]: bare }, charts: [], certificates }));
  const script = fileURLToPath(new URL("../../../scripts/cluster/argocd/hosts.ts", import.meta.url));
  hosts = startProcess("hosts", process.execPath, [script, join(folder, "hosts.json")], join(folder, "log"), { PATH: process.env["PATH"] ?? "" });
  for (let waited = 0; !readFileSync(join(folder, "log"), "utf8").includes("ready") && waited < 20_000; waited += 50) await sleep(50);
  const env = { ...process.env, ...reachHosts(`http://127.0.0.1:${port}`, join(folder, "ca.crt")) };
  const author = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
  git = (...args) => $({ quiet: true, nothrow: true, cwd: folder, env })`git ${author} ${args}`;
}, 60_000);

afterAll(() => stopProcesses([hosts], folder));

it("serves a repository at the address that manifests name, for fetch and for push", async () => {
  expect(await git("clone", "-q", ADDRESS, "clone")).toMatchObject({ exitCode: 0 });
  expect((await git("-C", "clone", "commit", "-q", "--allow-empty", "-m", "first")).exitCode).toBe(0);
  const pushed = await git("-C", "clone", "push", "-q", "origin", "HEAD:main");
  expect(pushed.stderr).toBe("");
  // Argo CD asks with and without .git alike.
  expect((await git("ls-remote", ADDRESS.replace(/\.git$/, ""))).stdout).toContain("refs/heads/main");
});

it("refuses every other host, and writes down who was asked for", async () => {
  expect((await git("ls-remote", "https://elsewhere.example.org/x.git")).exitCode).not.toBe(0);
  expect(readFileSync(join(folder, "log"), "utf8")).toContain("REFUSED elsewhere.example.org:443");
});

it("is the process that its configuration's path marks, so that it can be found and ended", () => {
  expect(isRunning(hosts.pid, folder)).toBe(true);
});

it("serves charts by an index and by a registry, each under the name and version that is asked for", async () => {
  const host = new ChartHost(CHARTS);
  const server = createServer((request, response) => host.answer(new URL(request.url ?? "", `https://${request.headers["x-host"]}`), false, response)).listen(
    0,
    "127.0.0.1",
  );
  await once(server, "listening");
  const get = (name: string, path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers: { "x-host": name } });
  const index = parse(await (await get("charts.example.org", "/stable/index.yaml")).text());
  expect(index.entries.one[0]).toMatchObject({ version: "1.2.3", urls: ["https://charts.example.org/stable/one-1.2.3.tgz"] });
  expect(await (await get("charts.example.org", "/stable/one-1.2.3.tgz")).text()).toBe("an archive");
  expect((await get("charts.example.org", "/stable/one-1.2.4.tgz")).status).toBe(404);
  const manifest = (await (await get("registry.example.org", "/v2/charts/two/manifests/v4")).json()) as { layers: { digest: string }[] };
  expect(await (await get("registry.example.org", `/v2/charts/two/blobs/${manifest.layers[0]?.digest}`)).text()).toBe("an archive");
  expect((await get("registry.example.org", "/v2/charts/two/manifests/v5")).status).toBe(404);
  server.close();
});

it("needs a certificate for each host once", () => {
  expect(hostNames({ git: [ADDRESS], charts: CHARTS })).toEqual(["git.example.org", "charts.example.org", "registry.example.org"]);
});
