import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { diffFormatNames } from "../../scripts/history/format.ts";
import { formatNames } from "../../scripts/report/format.ts";
import { ROOT } from "../support/cli.ts";
import { runHere } from "../support/in-process.ts";
import { kustomization } from "../support/repository.ts";
import { GitRepository } from "./git-repository.ts";

const random = (length: number, seed: string) => (seed + "Zk7Qw2Xv9Bn4Lm8Rt5Yp3Hs6Jd1Fg".repeat(5)).slice(0, length);

/** A secret of each form of policies/data/secrets.yaml, put together here so that none stands in a file; different for another seed. */
const FORMS: Readonly<Record<string, (seed: string) => string>> = {
  "an AWS access key": (seed) => `AKIA${seed === "a1" ? "A" : "B"}Z7X2V4WKP3JNRTB`,
  "a GitHub token": (seed) => `ghp_${random(36, seed)}`,
  "a GitLab token": (seed) => `glpat-${random(20, seed)}`,
  "a Google API key": (seed) => `AIza${random(35, seed)}`,
  "an OpenAI or Anthropic API key": (seed) => `sk-ant-${random(40, seed)}`,
  "a Hugging Face token": (seed) => `hf_${random(34, seed)}`,
  "a Slack token or webhook": (seed) => `xoxb-${random(24, seed)}`,
  "a Stripe key": (seed) => `sk_live_${random(24, seed)}`,
  "an npm token": (seed) => `npm_${random(36, seed)}`,
  "a JSON web token": (seed) => `eyJ${random(20, seed)}.eyJ${random(20, seed)}.${random(20, seed)}`,
  "a Vault token": (seed) => `hvs.${random(26, seed)}`,
  "an NVIDIA API key": (seed) => `nvapi-${random(44, seed)}`,
  "a Groq API key": (seed) => `gsk_${random(48, seed)}`,
  "a Replicate token": (seed) => `r8_${random(37, seed)}`,
  "a DigitalOcean token": (seed) => `dop_v1_${Buffer.from(random(32, seed)).toString("hex").slice(0, 64)}`,
  "a SendGrid API key": (seed) => `SG.${random(22, seed)}.${random(43, `${seed}b`)}`,
  "a private key": (seed) => `-----BEGIN RSA PRIVATE KEY-----\n${random(64, seed)}\n${random(60, `${seed}b`)}\n-----END RSA PRIVATE KEY-----`,
  "an age secret key": (seed) => `AGE-SECRET-KEY-1${random(58, seed).toUpperCase()}`,
  "an address with a password in it": (seed) => `postgres://app:${random(18, seed)}@db.example.com/app`,
  "a password": (seed) => `correct-${seed}-horse`,
  "a short password": (seed) => `z${seed}q`,
};
const NAMES: Readonly<Record<string, string>> = { "a password": "DB_PASSWORD", "a short password": "password" };

const yaml = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const nameOf = (form: string, index: number) => NAMES[form] ?? `SETTING_${index}`;

/** A tree with every form in every place where a person may put it. */
function files(seed: string): Record<string, string> {
  const entries = Object.entries(FORMS).map(([form, make], index) => [nameOf(form, index), make(seed)] as const);
  const data = Object.fromEntries(entries);
  const container = {
    name: "web",
    image: "web",
    env: entries.map(([name, value]) => ({ name, value })),
    args: entries.map(([name, value]) => `--${name}=${value}`),
  };
  const encoded = Object.fromEntries(entries.map(([name, value]) => [name, Buffer.from(value).toString("base64")]));
  const lines = entries.map(([name, value]) => `  ${name}: ${value.includes("\n") ? `|-\n    ${value.replaceAll("\n", "\n    ")}` : value}\n`);
  const metadata = { name: "web", namespace: "web" };
  return {
    "kustomization.yaml": kustomization({ resources: ["map.yaml", "secret.yaml", "encoded.yaml", "web.yaml", "application.yaml"] }),
    "map.yaml": `apiVersion: v1\nkind: ConfigMap\nimmutable: true\nmetadata: {name: web, namespace: web}\ndata:\n${lines.join("")}`,
    "secret.yaml": `apiVersion: v1\nkind: Secret\nmetadata: {name: web, namespace: web}\nimmutable: true\ntype: ${seed}\nstringData: ${JSON.stringify(data)}\n`,
    "encoded.yaml": yaml({ apiVersion: "v1", kind: "Secret", metadata: { ...metadata, name: "encoded" }, data: encoded }),
    "web.yaml": yaml({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { ...metadata, annotations: Object.fromEntries(entries.map(([name, value]) => [`example.com/${name}`, value])) },
      spec: { selector: { matchLabels: { app: seed } }, template: { metadata: { labels: { app: seed } }, spec: { containers: [container] } } },
    }),
    "application.yaml": yaml({
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: { name: "chart", namespace: "argocd" },
      spec: { source: { repoURL: "https://charts.example.com", chart: "c", targetRevision: "1.0.0", helm: { valuesObject: data, values: yaml(data) } } },
    }),
    // What does not parse is shown with its lines all the same.
    "broken/secret.yaml": `apiVersion: v1\nkind: Secret\nstringData:\n${lines.join("")}  key: "open\n`,
    "broken/values.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n${lines.join("")} bad: [\n`,
    "broken/twice.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata:\n${lines.join("")}${lines.join("")}`,
  };
}

/** What must not be in any output: each secret, its lines, and the same as base64. */
function secrets(seed: string): string[] {
  return Object.values(FORMS).flatMap((make) => {
    const value = make(seed);
    const inside = /:\/\/app:(.*)@/.exec(value)?.[1] ?? value;
    return [...inside.split("\n").filter((line) => !line.startsWith("-----")), Buffer.from(value).toString("base64")];
  });
}

function leaks(text: string): string[] {
  // What escapes a value of Markdown, or splits it, hides nothing.
  const plain = text.replaceAll("\\", "");
  return ["a1", "b2"].flatMap(secrets).filter((secret) => plain.includes(secret));
}

function outputFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "secrets-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("a secret of every known form is planted", () => {
  const { patterns } = parse(readFileSync(`${ROOT}policies/data/secrets.yaml`, "utf8")) as { patterns: Record<string, string> };
  for (const [form, pattern] of Object.entries(patterns)) expect(FORMS[form]?.("a1"), form).toMatch(new RegExp(pattern));
});

test("no secret leaves, by any command in any format, in text or in a file", { timeout: 120_000 }, async () => {
  const repository = new GitRepository(files("a1"));
  repository.commit(files("b2"));
  const out = outputFolder();
  const at = ["-C", repository.root];
  const runs: [string, ...string[]][] = [
    ...formatNames().map((format): [string, ...string[]] => ["validate", ...at, "--format", format]),
    ...diffFormatNames().map((format): [string, ...string[]] => ["diff", "HEAD~1", ...at, "--format", format]),
    ["validate", ...at, "--format", "text", "--all"],
    ["pr", "HEAD~1", ...at],
    ["pr", "HEAD~1", ...at, "--annotate", "--output", join(out, "review")],
    ["report", ...at, "--output", join(out, "index.html")],
    ["cost", ...at],
    ["cost", ...at, "--format", "json"],
  ];
  for (const [command, ...args] of runs) {
    const { stdout, stderr } = await runHere(command, args);
    expect(leaks(stdout + stderr), [command, ...args].join(" ")).toEqual([]);
    expect((stdout + stderr).length, [command, ...args].join(" ")).toBeGreaterThan(0);
    if (command === "diff" || args.includes("--all")) expect(stdout).toContain("(hidden");
  }
  const written = readdirSync(out, { recursive: true, encoding: "utf8", withFileTypes: true }).filter((entry) => entry.isFile());
  expect(written.length).toBeGreaterThan(4);
  for (const { parentPath, name } of written) expect(leaks(readFileSync(join(parentPath, name), "utf8")), name).toEqual([]);
});

test("stand-ins tell secrets apart within a run, and confirm no guess in another", async () => {
  const secret = (value: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: key}\nstringData: {a: ${value}, b: same}\n`;
  const repository = new GitRepository({ "secret.yaml": secret("hunter2") });
  repository.commit({ "secret.yaml": secret("hunter3") });
  const { stdout } = await runHere("diff", ["HEAD~1", "-C", repository.root, "--format", "json"]);
  const { fields } = JSON.parse(stdout).changes[0];
  expect(fields).toHaveLength(1);
  expect(fields[0]).toMatchObject({ path: "/stringData/a", before: expect.stringMatching(/^\(hidden, [0-9a-f]{8}\)$/) });
  expect(fields[0].before).not.toBe(fields[0].after);
});
