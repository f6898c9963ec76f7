/** The options of apps/components/hardening, taken into every environment as their README says, rendered and judged. */
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT, runCli } from "../support/cli.ts";
import { Copy } from "../support/copy.ts";
import { pick } from "../support/rendered.ts";
import { site } from "../support/site.ts";
import { ENVIRONMENTS } from "./environment.ts";

const OPTIONS = `${ROOT}apps/components/hardening`;

describe("hardening", () => {
  let copy: Copy;
  beforeEach(() => {
    copy = new Copy();
  });
  afterEach(() => copy.remove());

  const take = (option: string) => {
    for (const environment of ENVIRONMENTS) {
      const line = `clusters/${environment}/site`;
      copy.replace(`clusters/${environment}/applications/ai-scientist.yaml`, {
        "/apps/components/profiles": "/apps/components/profiles;/apps/components/hardening",
      });
      copy.replace(`apps/${environment}/ai-scientist/kustomization.yaml`, { [`../../../${line}]`]: `../../../${line}, ../../components/hardening/${option}]` });
    }
  };
  const validate = async () => {
    const { status, stdout, stderr } = await runCli("validate", [copy.root]);
    return { status, output: stdout + stderr };
  };

  it("names every option in its README", () => {
    const page = readFileSync(`${OPTIONS}/README.md`, "utf8");
    const options = readdirSync(OPTIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(options.map(({ name }) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it("runs the workload in a sandbox", async () => {
    take("sandbox");
    for (const environment of ENVIRONMENTS) {
      const { spec } = pick(copy.rendered(`apps/${environment}/ai-scientist`), "Deployment", "ai-scientist").spec.template;
      expect([spec.runtimeClassName, spec.containers.length]).toEqual(["gvisor", 1]);
    }
    expect(await validate()).toMatchObject({ status: 0 });
  }, 120_000);

  it("lets the workload out to named hosts only, once its project allows the policy", async () => {
    take("fqdn-egress");
    const objects = copy.rendered("apps/production/ai-scientist");
    expect(pick(objects, "NetworkPolicy", "external-https").spec.egress).toEqual([]);
    expect(pick(objects, "CiliumNetworkPolicy", "external-hosts").spec.egress[1].toFQDNs[0]).toEqual({ matchName: "api.openai.com" });
    const refused = await validate();
    expect(refused.status).toBe(1);
    expect(refused.output).toContain("CiliumNetworkPolicy");
    for (const environment of ENVIRONMENTS) {
      const allowed = "    - {group: cilium.io, kind: CiliumNetworkPolicy}\n    - {group: cert-manager.io, kind: Certificate}";
      copy.replace(`clusters/${environment}/projects/ai-scientist.yaml`, { "    - {group: cert-manager.io, kind: Certificate}": allowed });
    }
    expect(await validate()).toMatchObject({ status: 0 });
  }, 240_000);

  it("takes an image by digest from release.yaml, and its registry from the site", () => {
    const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
    copy.replace("apps/production/ai-scientist/release.yaml", { "image: ai-scientist:": `image: ai-scientist:0.0.0@${digest} # ` });
    const { containers } = pick(copy.rendered("apps/production/ai-scientist"), "Deployment", "ai-scientist").spec.template.spec;
    expect(containers[0].image).toBe(`${site("production")["IMAGE"]}:0.0.0@${digest}`);
  });
});
