import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { GitRepository } from "../history/git-repository.ts";
import { startBrowser } from "../support/browser.ts";
import { ROOT, runCli } from "../support/cli.ts";
import { have } from "../support/programs.ts";
import { application, configMap, kustomization, makeRepository } from "../support/repository.ts";

const HOSTILE = `</script><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;

function deployment(replicas: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: web}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.0.0
          resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 1Gi}}
          envFrom: [{configMapRef: {name: settings}}]
          volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
`;
}

const service = `apiVersion: v1
kind: Service
metadata: {name: web, namespace: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: 8080}]
`;

const claim = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: web}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 10Gi}}
`;

const environment = (name: string, replicas: number): Record<string, string> => ({
  [`clusters/${name}/web.yaml`]: application("web", `apps/${name}/web`).replace(
    "namespace: argocd",
    'namespace: argocd\n  annotations: {argocd.argoproj.io/sync-wave: "2"}',
  ),
  [`clusters/${name}/settings.yaml`]: application("settings", `apps/${name}/settings`).replace("project: settings", "project: web"),
  [`apps/${name}/web/kustomization.yaml`]: kustomization({ resources: ["web.yaml", "service.yaml", "claim.yaml"] }),
  [`apps/${name}/web/web.yaml`]: deployment(replicas),
  [`apps/${name}/web/service.yaml`]: service,
  [`apps/${name}/web/claim.yaml`]: claim,
  [`apps/${name}/settings/kustomization.yaml`]: kustomization({ resources: ["settings.yaml"], namespace: "web" }),
  [`apps/${name}/settings/settings.yaml`]: configMap("settings", { [HOSTILE]: HOSTILE, GREETING: `${name}: ${HOSTILE}` }),
});

/** Writes the report of a repository through the command, and returns the page's text and address. */
async function report(files: Record<string, string>): Promise<{ text: string; url: string }> {
  const root = makeRepository(files);
  const file = join(root, "out", "index.html");
  const { status, stderr } = await runCli("report", [root, "--profile", "strict", "--data", ROOT, "--output", file]);
  expect([status, stderr]).toEqual([0, ""]);
  return { text: readFileSync(file, "utf8"), url: pathToFileURL(file).href };
}

test("is one page that needs nothing but itself, and says so to the browser", async () => {
  const { text } = await report({ "a.yaml": configMap("a") });
  expect(text).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;/);
  expect(text).not.toMatch(/\b(src|href)="(?!#|https:\/\/[^"]+" rel="noreferrer")/);
});

test("a failed run leaves the last report alone", async () => {
  const root = makeRepository({ "a.yaml": configMap("a"), "index.html": "the last one" });
  const { status } = await runCli("report", [root, "--env", "nowhere", "--output", join(root, "index.html")]);
  expect([status, readFileSync(join(root, "index.html"), "utf8")]).toEqual([2, "the last one"]);
});

/** The text of a report over three commits. */
async function reportWithHistory(): Promise<string> {
  const waiver = "- rule: security/host-path\n  object: Deployment/web/web\n  reason: needed until the new one is there\n  owner: web\n  expires: 2999-01-01\n";
  const repository = new GitRepository({
    ...environment("staging", 1),
    ...environment("production", 3),
    "policies/exceptions.yaml": waiver,
    "gitops.yaml": "promote: {from: staging, to: production, files: [web.yaml]}\n",
  });
  // The same replicas: what differs is what waits.
  repository.commit({ "apps/staging/web/web.yaml": deployment(3) }, "as many in staging");
  repository.commit({ "apps/staging/web/web.yaml": deployment(3).replace("web:1.0.0", "web:1.1.0") }, "web 1.1.0 in staging");
  const file = join(repository.root, "out", "index.html");
  const args = [repository.root, "--profile", "strict", "--data", ROOT, "--output", file, "--history", "2"];
  const { status, stderr } = await runCli("report", args);
  expect([status, stderr]).toEqual([0, ""]);
  return readFileSync(file, "utf8");
}

const script = (name: string) => readFileSync(new URL(`browser/${name}.js`, import.meta.url), "utf8");

describe.skipIf(!have("chromium"))("in Chromium", () => {
  let browser: Browser;
  let text: string;
  beforeAll(async () => {
    browser = await startBrowser();
  }, 120_000);
  afterAll(() => browser?.close());

  /** Opens the report of two environments, with what the browser complains of and asks for. */
  async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
    text ??= (await report({ ...environment("staging", 1), ...environment("production", 3) })).text;
    const url = pathToFileURL(join(makeRepository({ "index.html": text }), "index.html")).href;
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const [complaints, requests]: [string[], string[]] = [[], []];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(url);
    expect(requests).toEqual([url]);
    return { page, complaints };
  }

  test("shows the order of deployment, and what each Application needs of the others", async () => {
    const { page } = await open();
    const picture = page.getByRole("group", { name: "of production, in the order" });
    expect(await picture.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("aria-label")))).toEqual([
      expect.stringMatching(/clusters\/production, first, \d objects/),
      "settings, root, 1 object",
      "web, wave 2, 3 objects",
    ]);
    expect(await page.locator(".arc.needs title").first().textContent()).toBe("web needs settings: 1 reference");
  });

  test("leads from a row to the objects behind it", async () => {
    const { page } = await open();
    await page.getByRole("link", { name: "web, wave 2" }).first().click();
    const table = page.getByRole("region", { name: "Objects of web" });
    expect(await table.getByRole("row", { name: /^Deployment web/ }).textContent()).toContain(
      "stores in PersistentVolumeClaim data and reads ConfigMap settings",
    );
    expect(await table.getByRole("row", { name: /^Service web/ }).textContent()).toContain("routes to Deployment web");
    expect(await page.locator("details[open] .edge title").allTextContents()).toContain("Service web routes to Deployment web");
  });

  test("shows one environment of the picture at a time, and the one a link leads to", async () => {
    const { page } = await open();
    const [production, staging] = [page.locator(".environment[data-environment=production]"), page.locator(".environment[data-environment=staging]")];
    expect([await production.isVisible(), await staging.isVisible()]).toEqual([true, false]);
    await page.getByRole("button", { name: "staging" }).click();
    expect([await production.isVisible(), await staging.isVisible()]).toEqual([false, true]);
    await page.goto(`${page.url()}#production--web`);
    expect([await production.isVisible(), await staging.isVisible()]).toEqual([true, false]);
  });

  test("narrows the findings down by words, severity and environment, and says how many are left", async () => {
    const { page } = await open();
    const shown = () => page.locator(".finding:visible").count();
    const all = await page.locator(".finding").count();
    expect(all).toBeGreaterThan(3);
    await page.getByRole("searchbox").fill("run-as-non-root deployment");
    expect(await shown()).toBeGreaterThan(0);
    expect(await shown()).toBeLessThan(all);
    expect(await page.locator(".filters output").textContent()).toBe(`${await shown()} of ${all} shown`);
    await page.getByRole("searchbox").fill("nothing says this");
    expect(await shown()).toBe(0);
    await page.getByRole("searchbox").fill("");
    await page.getByRole("checkbox", { name: "error" }).uncheck();
    expect(await page.locator(".finding.error:visible").count()).toBe(0);
    await page.getByRole("checkbox", { name: "error" }).check();
    await page.getByRole("combobox", { name: "Environment" }).selectOption("staging");
    expect(await shown()).toBe(await page.locator(".finding[data-environments*=staging]").count());
  });

  test("quotes the line that a finding is about", async () => {
    const { page } = await open();
    const finding = page.locator(".finding", { hasText: "security/run-as-non-root" }).first();
    expect(await finding.locator(".file").textContent()).toMatch(/^apps\/production\/web\/web\.yaml:\d+:\d+/);
    expect(await finding.locator("pre").textContent()).toMatch(/\d+ *\S/);
  });

  test("has cost and differences of the environments as numbers", async () => {
    const { page } = await open();
    const [replicas] = await page.getByRole("region", { name: "Replicas" }).getByRole("row").filter({ hasText: "spec.replicas" }).allTextContents();
    expect(replicas).toMatch(/Deployment web.*31$/);
    await page.locator("#cost summary").first().click();
    expect(await page.getByRole("region", { name: "Cost of production as a table" }).getByRole("row", { name: "web" }).textContent()).toMatch(
      /web(\$\d+\.\d\d){3}/,
    );
  });

  test("lets no value act", async () => {
    const { page, complaints } = await open();
    expect(await page.title()).not.toBe("owned");
    expect(await page.locator("img, iframe, object, script").count()).toBe(1);
    expect(await page.locator("#compare").textContent()).toContain(HOSTILE);
    expect(complaints).toEqual([]);
  });

  test("shows everything where scripts are off", async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await page.locator(".environment:visible").count()).toBe(2);
    expect(await page.locator(".filters").isVisible()).toBe(false);
  });

  test.each(["light", "dark"] as const)("can be read by everybody, %s", async (colorScheme) => {
    const { page, complaints } = await open({ colorScheme });
    await page.evaluate("document.querySelectorAll('details, .environment').forEach((each) => { each.open = true; each.hidden = false; })");
    const { texts, problems } = await page.evaluate<{ texts: number; problems: string[] }>(script("contrast"));
    expect(texts).toBeGreaterThan(100);
    expect(problems).toEqual([]);
    expect(await page.evaluate(script("structure"))).toEqual([]);
    expect(complaints).toEqual([]);
    const brightness = await page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]");
    expect(Number(brightness) > 128).toBe(colorScheme === "light");
  });

  /** Opens the report of a repository with a history: something waits, something is waived, something is wrong. */
  async function openStanding(options: BrowserContextOptions = {}): Promise<Page> {
    standing ??= await reportWithHistory();
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(makeRepository({ "index.html": standing }), "index.html")).href);
    return page;
  }
  let standing: string | undefined;

  test("says where it stands: commit, what waits, what is waived until when, versions, cost over merges", async () => {
    const page = await openStanding();
    const section = page.locator("#standing");
    expect(await section.locator("p").first().textContent()).toMatch(/^As of [0-9a-f]{12} web 1\.1\.0 in staging, \d{4}-/);
    expect(await section.getByRole("region", { name: "Waits for promotion" }).getByRole("row").nth(1).textContent()).toMatch(
      /^webstaging → productionapps\/staging\/web\/web\.yaml.*web 1\.1\.0 in staging/,
    );
    expect(await section.getByRole("region", { name: "Waived" }).getByRole("row").nth(1).textContent()).toContain("2999-01-01");
    expect(await section.getByRole("region", { name: "Versions" }).getByRole("row", { name: "registry.example.com/web" }).textContent()).toMatch(
      /differs1\.0\.0 1\.1\.0/,
    );
    expect(await section.locator(".trend").count()).toBe(2);
    expect(await section.locator(".trend").first().locator("circle").count()).toBe(2);
  });

  test("groups findings by rule or Application, and a link leads to one of them", async () => {
    const page = await openStanding();
    await page.getByRole("combobox", { name: "Group by" }).selectOption("rule");
    const groups = page.locator(".group");
    expect(await groups.count()).toBe(new Set(await page.locator(".finding").evaluateAll((all) => all.map((each) => each.getAttribute("data-rule")))).size);
    expect(await page.locator(".finding:visible").count()).toBe(0);
    const id = (await page.locator(".finding").last().getAttribute("id")) as string;
    await page.goto(`${page.url()}#${id}`);
    await page.evaluate("dispatchEvent(new HashChangeEvent('hashchange'))");
    expect(await page.locator(`#${id}`).isVisible()).toBe(true);
  });

  test.each(["light", "dark"] as const)("is whole at 390 pixels, %s", async (colorScheme) => {
    const page = await openStanding({ viewport: { width: 390, height: 800 }, colorScheme });
    await page.evaluate("document.querySelectorAll('details, .environment').forEach((each) => { each.open = true; each.hidden = false; })");
    const cut =
      "[...document.querySelectorAll('.scroll, table, td, figure')].filter((each) => each.scrollWidth > each.clientWidth + 1 || each.getBoundingClientRect().right > 390).length";
    expect(await page.evaluate(cut)).toBe(0);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    expect(await page.locator("#cost td[data-label=expected]").first().isVisible()).toBe(true);
    expect((await page.evaluate<{ problems: string[] }>(script("contrast"))).problems).toEqual([]);
    expect(await page.evaluate(script("structure"))).toEqual([]);
  });

  test("fits a telephone, and the keyboard", async () => {
    const { page } = await open({ viewport: { width: 360, height: 700 } });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the report");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("location.hash")).toBe("#main");
  });
});
