import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Repository } from "../../scripts/discover/repository.ts";
import type { Source } from "../../scripts/finding.ts";
import { valueAt } from "../../scripts/kubernetes/json-pointer.ts";
import type { RenderedObject } from "../../scripts/render/index.ts";
import { locateIn } from "../../scripts/render/provenance/index.ts";
import { projectAt } from "../support/project.ts";

const FIXTURE = fileURLToPath(new URL("repository", import.meta.url));

/** Three overlays deep, with a component, every kind of patch, generators, replacements: its own lines carry markers, "# @name". */
let repository: Repository;
let objects: RenderedObject[];

beforeAll(async () => ({ repository, objects } = await renderTop(FIXTURE)));

async function renderTop(root: string): Promise<{ repository: Repository; objects: RenderedObject[] }> {
  const { repository: found, trees } = await projectAt(root, { cache: false }).rendering();
  return { repository: found, objects: trees.filter(({ tree }) => tree.path === "top").flatMap((tree) => [...tree.objects]) };
}

function object(kind: string, name?: string): RenderedObject {
  const found = objects.find(({ manifest }) => manifest.kind === kind && (name === undefined || manifest.metadata.name.includes(name)));
  if (!found) throw new Error(`${kind} ${name} was not rendered`);
  return found;
}

/** Where a marker stands: "file:line". */
function marked(file: string, marker: string): string {
  const line = readFileSync(join(FIXTURE, file), "utf8")
    .split("\n")
    .findIndex((text) => new RegExp(`# @${marker}$`).test(text));
  if (line < 0) throw new Error(`${file} has no marker @${marker}`);
  return `${file}:${line + 1}`;
}

const shown = ({ file, line }: Source) => `${file}:${line}`;
const POD = "/spec/template/spec";
const APP = `${POD}/containers/0`;
const base = "base/app/deployment.yaml";
const top = "top/kustomization.yaml";
const middle = "middle/kustomization.yaml";

type Case = readonly [what: string, kind: string, name: string | undefined, path: string, file: string, marker: string];

const CASES: readonly Case[] = [
  // Set in the base and left alone on the way
  ["a field of the base", "Deployment", undefined, `${POD}/serviceAccountName`, base, "base-account"],
  ["a map of the base", "Deployment", undefined, POD, base, "base-pod"],
  ["a list of the base that patches add to", "Deployment", undefined, `${APP}/env`, base, "base-env"],
  ["a list item of the base that patches moved", "Deployment", undefined, `${APP}/env/2`, base, "base-env-one"],
  ["a field of a list item that patches moved", "Deployment", undefined, `${APP}/env/2/value`, base, "base-env-one-value"],
  ["an item that patches change in parts", "Deployment", undefined, APP, base, "base-container"],
  ["a list item known by its path", "Deployment", undefined, `${APP}/volumeMounts/0/mountPath`, base, "base-mount"],
  ["a list item known by its port", "Deployment", undefined, `${APP}/ports/0/containerPort`, "top/final.yaml", "top-ports"],
  ["a quantity beside an overridden one", "Deployment", undefined, `${APP}/resources/requests/memory`, base, "base-memory"],
  ["a map whose parts are overridden", "Deployment", undefined, `${APP}/resources/requests`, base, "base-requests"],
  ["a scalar in a list", "Deployment", undefined, `${APP}/args/0`, base, "base-args"],
  ["an annotation", "Deployment", undefined, "/metadata/annotations/note", base, "base-annotation"],
  ["a selector", "Deployment", undefined, "/spec/selector/matchLabels/app", base, "base-selector"],
  ["a template's label", "Deployment", undefined, "/spec/template/metadata/labels/app", base, "base-template-label"],
  ["the first document of a file", "Service", "app-v2", "/spec/ports/0/targetPort", "base/app/service.yaml", "service-target"],
  ["a port beside a patched one", "Service", "app-v2", "/spec/ports/0/name", "base/app/service.yaml", "service-port-name"],
  ["the second document of a file", "Service", "app-metrics", "/spec/ports/0/port", "base/app/service.yaml", "second-document-port"],
  ["a rule known by nothing but its place", "NetworkPolicy", undefined, "/spec/ingress/1/ports/0/port", "base/app/network-policy.yaml", "policy-second-rule"],
  ["an empty map", "NetworkPolicy", undefined, "/spec/podSelector", "base/app/network-policy.yaml", "policy-selector"],
  ["an alert known by its name", "PrometheusRule", undefined, "/spec/groups/1/rules/0/for", "base/app/rules.yaml", "alert-for"],
  ["an expression", "PrometheusRule", undefined, "/spec/groups/1/rules/1/expr", "base/app/rules.yaml", "alert-slow"],
  ["a resource of the middle overlay", "ServiceAccount", undefined, "/automountServiceAccountToken", "middle/extra.yaml", "middle-automount"],
  // Strategic merge patches
  ["overridden by the middle overlay", "Deployment", undefined, `${APP}/resources/requests/cpu`, "middle/sizing.yaml", "middle-cpu"],
  ["added by the middle overlay", "Deployment", undefined, `${APP}/resources/limits/cpu`, "middle/sizing.yaml", "middle-limit-cpu"],
  ["a map that a patch adds", "Deployment", undefined, `${APP}/resources/limits`, "middle/sizing.yaml", "middle-limits"],
  ["a list item merged by name", "Deployment", undefined, `${APP}/env/0/value`, "middle/sizing.yaml", "middle-env-two"],
  ["a list item added by a patch", "Deployment", undefined, `${APP}/env/1`, "middle/sizing.yaml", "middle-env-three"],
  ["a field of an added list item", "Deployment", undefined, `${APP}/env/1/value`, "middle/sizing.yaml", "middle-env-three-value"],
  ["the second document of a patch file", "Deployment", undefined, `${POD}/volumes/0/emptyDir/sizeLimit`, "middle/sizing.yaml", "middle-volume-size"],
  ["an item added by the second document", "Deployment", undefined, `${POD}/volumes/1`, "middle/sizing.yaml", "middle-volume"],
  ["the last of three that set it", "Deployment", undefined, `${POD}/terminationGracePeriodSeconds`, "top/final.yaml", "top-grace"],
  ["a patch that names the prefixed object", "Deployment", undefined, `${APP}/ports/1/containerPort`, "top/final.yaml", "top-port"],
  ["an inline patch", "Service", "app-v2", "/spec/type", middle, "inline-type"],
  ["a list item in an inline patch", "Service", "app-v2", "/spec/ports/0/nodePort", middle, "inline-node-port"],
  ["the patched port itself", "Service", "app-v2", "/spec/ports/0/port", middle, "inline-port"],
  // JSON 6902 patches
  ["an operation that replaces", "Deployment", undefined, "/spec/revisionHistoryLimit", "middle/ops.yaml", "ops-history"],
  ["below the value of an operation", "Deployment", undefined, "/spec/strategy/type", "middle/ops.yaml", "ops-strategy"],
  ["an operation with an escaped path", "Deployment", undefined, "/metadata/annotations/docs~1page", "middle/ops.yaml", "ops-annotation"],
  ["operations in a quoted string", "Deployment", undefined, `${APP}/args/1`, top, "quoted-ops"],
  // Components
  ["an inline operation of a component", "Deployment", undefined, `${POD}/nodeSelector/gpu`, "components/gpu/kustomization.yaml", "component-node"],
  ["an item appended by a component", "Deployment", undefined, `${APP}/env/3/value`, "components/gpu/kustomization.yaml", "component-env"],
  ["a merge patch of a component", "Deployment", undefined, `${POD}/tolerations/0/key`, "components/gpu/tolerations.yaml", "component-toleration"],
  ["a resource of a component", "ResourceQuota", undefined, "/spec/hard/pods", "components/gpu/quota.yaml", "component-quota"],
  ["a generator of a component", "ConfigMap", "gpu", "/data/SHARE", "components/gpu/kustomization.yaml", "component-literal"],
  [
    "a literal that a component of the same overlay patches",
    "ConfigMap",
    "notes",
    "/data/AUTHOR",
    "components/gpu/kustomization.yaml",
    "component-over-generator",
  ],
  // Fields of a kustomization
  ["an image", "Deployment", undefined, `${APP}/image`, top, "image"],
  ["replicas", "Deployment", undefined, "/spec/replicas", top, "replicas"],
  ["a namespace", "Deployment", undefined, "/metadata/namespace", top, "namespace"],
  ["a name with a prefix and a suffix", "ServiceAccount", undefined, "/metadata/name", top, "suffix"],
  ["a label of the top overlay", "Service", "app-metrics", "/metadata/labels/environment", top, "top-label"],
  ["a label of the base", "Service", "app-metrics", "/metadata/labels/part-of", "base/app/kustomization.yaml", "base-label"],
  ["a label that reaches the template", "Deployment", undefined, "/spec/template/metadata/labels/team", "base/app/kustomization.yaml", "template-label"],
  ["an annotation for all", "Service", "app-metrics", "/metadata/annotations/owner", middle, "common-annotation"],
  // Generators
  ["a literal", "ConfigMap", "settings", "/data/MODE", "base/app/kustomization.yaml", "literal-mode"],
  ["a literal merged by an overlay", "ConfigMap", "settings", "/data/LEVEL", middle, "literal-merged"],
  ["a literal replaced by an overlay", "ConfigMap", "options", "/data/ONLY", top, "literal-replaced"],
  // Replacements: the line with the value, not the one that carries it
  ["a value carried from an object that is not rendered", "PrometheusRule", undefined, "/spec/groups/0/rules/0/expr", "base/app/limits.yaml", "limit-daily"],
  ["a value carried from a generated object", "Deployment", undefined, "/metadata/annotations/share", "components/gpu/kustomization.yaml", "component-literal"],
  // What is missing: its closest parent, where it would be added
  ["a field missing in the pod", "Deployment", undefined, `${POD}/securityContext/runAsNonRoot`, base, "base-pod"],
  ["a field missing in a container", "Deployment", undefined, `${APP}/livenessProbe`, base, "base-container"],
  ["a quantity missing in the base's requests", "Deployment", undefined, `${APP}/resources/requests/ephemeral-storage`, base, "base-requests"],
  ["a quantity missing in the patch's limits", "Deployment", undefined, `${APP}/resources/limits/memory`, "middle/sizing.yaml", "middle-limits"],
  [
    "a field missing in an item that a patch adds",
    "Deployment",
    undefined,
    `${POD}/tolerations/0/effect`,
    "components/gpu/tolerations.yaml",
    "component-toleration",
  ],
  ["a field missing in a strategy that an operation adds", "Deployment", undefined, "/spec/strategy/rollingUpdate", "middle/ops.yaml", "ops-strategy-value"],
  ["a field that a patch takes away", "Deployment", undefined, `${APP}/ports/0/name`, "top/final.yaml", "top-removed-name"],
  // Inside strings
  ["a line of an expression", "PrometheusRule", undefined, "/spec/groups/1/rules/0/expr#L2", "base/app/rules.yaml", "expr-second-line"],
];

describe("the line that a person must edit", () => {
  test("there are at least sixty cases", () => expect(CASES.length + INSIDE_FILES.length).toBeGreaterThanOrEqual(60));

  test.each(CASES)("%s", (_what, kind, name, path, file, marker) => {
    const source = locateIn(repository, object(kind, name), path);
    expect(shown(source)).toBe(marked(file, marker));
    expect(source.approximate).toBeUndefined();
  });
});

const INSIDE_FILES: readonly (readonly [string, string, string, string])[] = [
  ["a file that became a key", "files", "/data/redis.conf", "base/app/redis.conf:1"],
  ["a line of a file", "files", "/data/redis.conf#L2", "base/app/redis.conf:2"],
  ["a place in the JSON of a file", "files", "/data/board.json#/panels/1/targets/0/expr", "base/app/dashboard.json:7"],
  ["a line of an env file", "settings", "/data/SHAPE", "base/app/settings.env:2"],
];

describe("what comes from whole files", () => {
  test.each(INSIDE_FILES)("%s", (_what, name, path, expected) => {
    expect(shown(locateIn(repository, object("ConfigMap", name), path))).toBe(expected);
  });
});

describe("the chain", () => {
  test("says who set a value and who overrode it, oldest first", () => {
    const { chain } = locateIn(repository, object("Deployment"), `${POD}/terminationGracePeriodSeconds`);
    expect(chain?.map(({ file, line, note }) => `${note} ${file}:${line}`)).toEqual([
      `set ${marked(base, "base-grace")}`,
      `overridden ${marked("middle/sizing.yaml", "middle-grace")}`,
      `overridden ${marked("top/final.yaml", "top-grace")}`,
    ]);
  });

  test("tells which replacement carried a value", () => {
    const { chain } = locateIn(repository, object("PrometheusRule"), "/spec/groups/0/rules/0/expr");
    expect(chain?.map(({ note }) => note)).toEqual(["set", "set", "carried here by the replacement"]);
  });
});

describe("changing the reported line changes the value", () => {
  const copy = mkdtempSync(join(tmpdir(), "provenance-"));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  // Names, kinds and keys would be other objects; for what is missing there is nothing to change.
  const changeable = CASES.filter(([, , , path]) => !/selector|namespace|containerPort|#/.test(path));

  test.each(changeable)("%s", async (_what, kind, name, path) => {
    const before = object(kind, name);
    const value = valueAt(before.manifest, path);
    if (typeof value === "object" || value === undefined) return;
    const { file, line, column } = locateIn(repository, before, path);
    cpSync(FIXTURE, copy, { recursive: true });
    const lines = readFileSync(join(FIXTURE, file), "utf8").split("\n");
    lines[line - 1] = changed(lines[line - 1] ?? "", column);
    writeFileSync(join(copy, file), lines.join("\n"));
    const after = await renderTop(copy);
    const values = after.objects.filter(({ manifest }) => manifest.kind === kind).map(({ manifest }) => JSON.stringify(valueAt(manifest, path)));
    expect(values).not.toContain(JSON.stringify(value));
  });
});

/** Another value of the same type at a place in a line. */
function changed(line: string, column: number): string {
  const [head, rest] = [line.slice(0, column - 1), line.slice(column - 1)];
  const [value = ""] = /^"[^"]*"|^.*?(?= #|$)/.exec(rest) ?? [];
  return head + value.replace(/[0-9a-z](?=[^0-9a-z]*$)/i, (last) => (last === "7" ? "8" : /\d/.test(last) ? "7" : "x")) + rest.slice(value.length);
}
