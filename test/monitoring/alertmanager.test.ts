import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { have } from "../support/programs.ts";
import { pick, type Rendered, rendered } from "../support/rendered.ts";
import { alertmanagerFile } from "./alertmanager-file.ts";
import { alerts, environments, run } from "./prometheus-rules.ts";

describe.skipIf(!have("amtool")).each(environments)("amtool on the routes of %s", (environment) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "alertmanager-"));
    writeFileSync(join(folder, "alertmanager.yaml"), alertmanagerFile(environment));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("accepts the configuration", () => {
    const { status, output } = run("amtool", ["check-config", "alertmanager.yaml"], folder);
    expect(output).toContain("SUCCESS");
    expect(status).toBe(0);
  });

  it.each([
    ["severity=critical", "on-call"],
    ["severity=warning", "team-channel"],
    ["severity=info", "quiet-channel"],
    ["severity=unheard-of", "team-channel"],
    ["alertname=Watchdog severity=none", "heartbeat"],
    ["alertname=InfoInhibitor severity=none", "nobody"],
  ])("sends %s to %s", (labels, receiver) => {
    const { status, stdout } = run("amtool", ["config", "routes", "test", "--config.file=alertmanager.yaml", ...labels.split(" ")], folder);
    expect(stdout.trim()).toBe(receiver);
    expect(status).toBe(0);
  });
});

describe.each(environments)("receivers of %s", (environment) => {
  const objects = rendered(`apps/${environment}/monitoring`);
  const { spec } = pick(objects, "AlertmanagerConfig", "ai-scientist");
  const secret = pick(objects, "ExternalSecret", "alertmanager-receivers");

  it("read exactly the keys that the ExternalSecret delivers", () => {
    const used = [...JSON.stringify(spec.receivers).matchAll(/\{"key":"([A-Z_]+)","name":"alertmanager-receivers"\}/g)].map((match) => match[1]);
    expect(new Set(used)).toEqual(new Set(secret.spec.data.map((entry: { secretKey: string }) => entry.secretKey)));
    expect(used.length).toBeGreaterThan(0);
  });

  it("have a route for the severity of every alert", () => {
    const severities = new Set(alerts(environment).map(({ labels }) => labels["severity"]));
    const routed = spec.route.routes.flatMap((route: Rendered) => route.matchers.filter(({ name }: Rendered) => name === "severity"));
    expect(new Set(routed.map(({ value }: Rendered) => value))).toEqual(severities);
  });

  it("inhibit only alerts that exist", () => {
    const names = new Set(alerts(environment).map(({ alert }) => alert));
    for (const rule of spec.inhibitRules) {
      for (const { value } of [...rule.sourceMatch, ...rule.targetMatch]) {
        for (const pattern of (value as string).split("|")) {
          expect(
            [...names].some((name) => new RegExp(`^${pattern}$`).test(name)),
            pattern,
          ).toBe(true);
        }
      }
    }
  });
});

it("only production has a pager", () => {
  const onCall = (environment: string) =>
    pick(rendered(`apps/${environment}/monitoring`), "AlertmanagerConfig", "ai-scientist").spec.receivers.find(
      (receiver: { name: string }) => receiver.name === "on-call",
    );
  expect(onCall("production")).toHaveProperty("pagerdutyConfigs");
  expect(onCall("staging")).not.toHaveProperty("pagerdutyConfigs");
});
