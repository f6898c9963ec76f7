import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { RULES } from "../../../scripts/model/api/index.ts";
import { ROOT } from "../../support/cli.ts";
import { have } from "../../support/programs.ts";

/** The folder of Kubernetes' sources that the control plane of tools/ is built from, where Go has fetched them. */
function kubernetes(): { modules: string; version: string } | undefined {
  const version = /k8s\.io\/kubernetes v1\.(\S+)/.exec(readFileSync(join(ROOT, "tools/control-plane/go.mod"), "utf8"))?.[1];
  if (version === undefined || !have("go")) return undefined;
  const modules = execFileSync("go", ["env", "GOMODCACHE"], { encoding: "utf8" }).trim();
  if (existsSync(join(modules, `k8s.io/kubernetes@v1.${version}`))) return { modules, version };
  process.stderr.write(`SKIPPED: the sources of rules, because k8s.io/kubernetes v1.${version} is not in Go's module cache\n`);
  return undefined;
}

const found = kubernetes();

/** "<package> <function>" for each function that a rule says it restates. */
function citations(source: string): { name: string; fn: string }[] {
  let name = "";
  return source.split(", ").map((part) => {
    const [first = "", second] = part.split(" ");
    if (second !== undefined) name = first;
    return { name, fn: (second ?? first).split(".").at(-1) as string };
  });
}

/** All Go code of the package that a source names; undefined for code that the control plane does not have, such as an operator's. */
function codeOf(name: string): string | undefined {
  const { modules, version } = found as NonNullable<typeof found>;
  const library = (module: string) => join(modules, `k8s.io/${module}@v0.${version}`);
  const folders: Record<string, string> = {
    apiextensions: join(library("apiextensions-apiserver"), "pkg"),
    apimachinery: join(library("apimachinery"), "pkg"),
    apiserver: join(library("apiserver"), "pkg"),
    "pod-security-admission": library("pod-security-admission"),
    "structured-merge-diff": join(modules, "sigs.k8s.io/structured-merge-diff"),
  };
  const inKubernetes = join(modules, `k8s.io/kubernetes@v1.${version}/pkg`, name.startsWith("registry/") ? name : `apis/${name}`);
  const folder = folders[name] ?? inKubernetes;
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".go") && !file.endsWith("_test.go"));
  return files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
}

/** Code that is not Kubernetes': operators' webhooks, and Go's own library. */
const ELSEWHERE = /^(kedacore\/keda|prometheus-operator|prometheus|cert-manager|external-secrets|encoding\/json)$/;

describe.skipIf(!found)("what rules of the API say they restate", () => {
  const cited = [...RULES.values()].flatMap(({ id, source }) => citations(source).map((citation) => ({ id, ...citation })));
  test.each([...Map.groupBy(cited, ({ name }) => name)].filter(([name]) => !ELSEWHERE.test(name)))(
    "is in %s of the Kubernetes that tools/ pins",
    (name, all) => {
      const code = codeOf(name);
      const missing = all.filter(({ fn }) => !new RegExp(`\\b${fn}\\b`).test(code ?? ""));
      expect(missing.map(({ id, fn }) => `${id}: ${fn}`)).toEqual([]);
    },
  );
});
