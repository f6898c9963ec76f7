/** Builds the kustomization of docs/local-secrets.md: the component must fit the store it patches and the keys asked of it. */
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../support/cli.ts";
import { have } from "../support/programs.ts";
import { pick, type Rendered, rendered, renderedAt } from "../support/rendered.ts";

describe.skipIf(!have("kubectl"))("the local way to secrets", () => {
  let folder: string;
  let objects: Rendered[];

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "local-secrets-")));
    const kustomization = /<<'EOF'\n(.*?)EOF/s.exec(readFileSync(`${ROOT}docs/local-secrets.md`, "utf8"))?.[1];
    if (kustomization === undefined) throw new Error("docs/local-secrets.md has no kustomization");
    writeFileSync(join(folder, "kustomization.yaml"), kustomization.replace(/^ {3}/gm, "").replaceAll("../apps", relative(folder, `${ROOT}apps`)));
    objects = renderedAt(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("replaces the cloud in the store, and only there", () => {
    const store = pick(objects, "ClusterSecretStore", "cloud");
    expect(Object.keys(store.spec.provider)).toEqual(["kubernetes"]);
    expect(store.spec.conditions[0].namespaces).toContain("ai-scientist");
  });

  it("gives the operator a token of the one account that reads the one namespace", () => {
    const { auth, remoteNamespace } = pick(objects, "ClusterSecretStore", "cloud").spec.provider.kubernetes;
    const role = pick(objects, "Role", "secret-reader-token");
    expect(role.rules).toEqual([{ apiGroups: [""], resources: ["serviceaccounts/token"], resourceNames: [auth.serviceAccount.name], verbs: ["create"] }]);
    const reader = pick(objects, "RoleBinding", "secret-reader");
    expect(reader.subjects).toEqual([{ kind: "ServiceAccount", ...auth.serviceAccount }]);
    expect(reader.metadata.namespace).toBe(remoteNamespace);
  });

  it("can hold every key of the workload as a Secret's name", () => {
    const externalSecrets = rendered("apps/staging/ai-scientist").filter(({ kind }) => kind === "ExternalSecret");
    const keys = externalSecrets.flatMap(({ spec }) => spec.data.map(({ remoteRef }: Rendered) => remoteRef.key as string));
    const page = readFileSync(`${ROOT}docs/local-secrets.md`, "utf8");
    expect(keys.filter((key) => !page.includes(`generic ${key} -n local-secrets`))).toEqual([]);
    for (const key of keys) expect(key).toMatch(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);
  });
});
