import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { Pool } from "../../../scripts/render/engines/pool.ts";
import { hasGo, renderer, run, scratch, yardstick } from "../yardstick.ts";
import { archive, type ChartFiles, tar, WEB } from "./chart.ts";

/** What the renderer is told, and what `helm template` is told for the same. */
interface Case {
  readonly job?: object;
  readonly args?: readonly string[];
  readonly values?: string;
}

const VALUES = "image: {tag: '2'}\nresources: {limits: {memory: 1Gi}}\ntexts: {who: '{{ .Release.Name }} has {{ .Values.replicas }}'}\n";

const CASES: Readonly<Record<string, Case>> = {
  "its own values": {},
  "value files": { values: VALUES },
  parameters: {
    job: {
      values: {
        files: [],
        set: [{ name: "replicas", value: "2" }],
        setString: [{ name: "image.tag", value: "1,2" }],
        setFile: [{ name: "texts.file", value: "from a file" }],
      },
    },
    args: ["--set", "replicas=2", "--set-string", "image.tag=1\\,2", "--set", "texts.file=from a file"],
  },
  "a null that removes a default": { values: "service: null\nsecurityContext: null\nimage: {repository: r}\n" },
  "no definitions": { job: { skipCrds: true }, args: ["--skip-crds"] },
  "no tests": { job: { skipTests: true }, args: ["--skip-tests"] },
  "another Kubernetes, with more APIs": {
    job: { kubeVersion: "1.34.1", apiVersions: ["monitoring.coreos.com/v1"] },
    args: ["--kube-version", "1.34.1", "--api-versions", "monitoring.coreos.com/v1"],
  },
  "values that the schema refuses": { values: "replicas: many\n" },
  "values that the schema refuses, without the schema": { values: "replicas: many\n", job: { skipSchemaValidation: true }, args: ["--skip-schema-validation"] },
  "values that are no map": { values: "- a\n" },
};

const BROKEN: Readonly<Record<string, ChartFiles>> = {
  "a template that does not parse": { ...WEB, "templates/bad.yaml": "{{ if }}\n" },
  "a template that fails": { ...WEB, "templates/bad.yaml": '{{ fail "not like this" }}\n' },
  "a value that is required": { ...WEB, "templates/bad.yaml": '{{ required "say who" .Values.who }}\n' },
  "a template that prints no YAML": { ...WEB, "templates/bad.yaml": "a: b: c\n" },
  "a template that calls itself for ever": { ...WEB, "templates/bad.yaml": '{{ define "loop" }}{{ include "loop" . }}{{ end }}{{ include "loop" . }}\n' },
  "a chart without a name": { ...WEB, "Chart.yaml": "apiVersion: v2\nversion: 1.0.0\n" },
  "a library": { ...WEB, "Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.0.0\ntype: library\n" },
  "a chart for another Kubernetes": { ...WEB, "Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.0.0\nkubeVersion: '>= 1.99'\n" },
  "a dependency that is not there": {
    ...WEB,
    "Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies: [{name: gone, version: 1.0.0, repository: 'https://charts.example.com'}]\n",
  },
  "no chart at all": { "readme.txt": "nothing\n" },
};

describe.skipIf(!hasGo)("the warm renderer and helm", () => {
  let helm: string;
  let pool: Pool;

  beforeAll(async () => {
    pool = new Pool({ path: (await renderer()).path }, 1);
    helm = await yardstick("helm");
  }, 1_200_000);

  const place = (files: ChartFiles) => {
    const path = join(mkdtempSync(join(tmpdir(), "chart-")), "web-1.2.3.tgz");
    writeFileSync(path, archive("web", files));
    return path;
  };

  async function warm(chart: string, { job = {}, values }: Case): Promise<{ objects?: unknown; error?: string }> {
    const files = values === undefined ? [] : [{ name: "values.yaml", text: values }];
    const whole = { chart, release: "shop", namespace: "shop", kubeVersion: "1.36.0", values: { files }, ...job };
    const rendered = pool.run({ chart: whole }, 60_000) as Promise<{ objects: { manifest: unknown }[] }>;
    return rendered.then(
      ({ objects }) => ({ objects: objects.map(({ manifest }) => manifest) }),
      (error: Error) => ({ error: said(error.message) }),
    );
  }

  async function cold(chart: string, { args = [], values }: Case): Promise<{ objects?: unknown; error?: string }> {
    const file = join(scratch({ "values.yaml": values ?? "" }), "values.yaml");
    const version = args.includes("--kube-version") ? [] : ["--kube-version", "1.36.0"];
    const flags = [
      "--name-template",
      "shop",
      "--namespace",
      "shop",
      "--include-crds",
      ...version,
      ...(values === undefined ? [] : ["--values", file]),
      ...args,
    ];
    const { status, stdout, stderr } = await run(
      helm,
      ["template", chart, ...flags.filter((flag) => flag !== "--skip-crds")].filter((flag) => !(args.includes("--skip-crds") && flag === "--include-crds")),
    );
    if (status === 0)
      return {
        objects: parseAllDocuments(stdout, { version: "1.1" })
          .map((document) => document.toJS())
          .filter((value) => value !== null),
      };
    return { error: said(stderr.slice(stderr.lastIndexOf("Error: ") + "Error: ".length).replaceAll(file, "values.yaml")) };
  }

  const said = (text: string) => text.replace("\n\nUse --debug flag to render out invalid YAML", "").trim();

  test.each(Object.entries(CASES))("render the same with %s", async (_, each) => {
    const chart = place(WEB);
    const expected = await cold(chart, each);
    expect(Object.keys(expected)).toHaveLength(1);
    expect(await warm(chart, each)).toEqual(expected);
  });

  test.each(Object.entries(BROKEN))("say the same of %s", async (_, files) => {
    const chart = place(files);
    const expected = await cold(chart, {});
    expect(expected).toHaveProperty("error");
    expect(await warm(chart, {})).toEqual(expected);
  });

  test("a folder renders as its archive does", async () => {
    const folder = scratch(Object.fromEntries(Object.entries(WEB).map(([path, text]) => [`web/${path}`, text])));
    expect(await warm(join(folder, "web"), {})).toEqual(await warm(place(WEB), {}));
  });

  test("value files of the chart itself", async () => {
    const job = { values: { files: [{ name: "values-ha.yaml", inChart: true }] } };
    expect(JSON.stringify(await warm(place(WEB), { job }))).toContain('"replicas":3');
    expect(await warm(place(WEB), { job: { values: { files: [{ name: "gone.yaml", inChart: true }] } } })).toEqual({
      error: "the chart has no file gone.yaml",
    });
  });

  test.each([
    [
      "a path out of the archive",
      gzipSync(
        tar([
          ["web/Chart.yaml", WEB["Chart.yaml"] as string],
          ["web/../../out.yaml", "a: b\n"],
        ]),
      ),
      /illegally|unable to load chart archive/,
    ],
    ["no archive", Buffer.from("nothing"), /does not appear to be a (gzipped archive|valid chart)/],
    [
      "more than a chart may hold",
      gzipSync(
        tar([
          ["web/Chart.yaml", WEB["Chart.yaml"] as string],
          ["web/big.txt", "x".repeat(6 << 20)],
        ]),
      ),
      /larger than the maximum|unable to load/,
    ],
  ])("an archive with %s is refused", async (_, content, expected) => {
    const path = join(mkdtempSync(join(tmpdir(), "chart-")), "web.tgz");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    expect((await warm(path, {})).error).toMatch(expected);
  });

  test("a schema that refers to the network is not asked, and that is said", async () => {
    const chart = place({ ...WEB, "values.schema.json": JSON.stringify({ properties: { replicas: { $ref: "http://127.0.0.1:9/schema.json" } } }) });
    const job = { chart, release: "shop", namespace: "shop", kubeVersion: "1.36.0", values: {} };
    expect(await pool.run({ chart: job }, 60_000)).toMatchObject({ remoteSchema: "http://127.0.0.1:9/schema.json" });
  });

  test("values that nothing reads are found, and no others", async () => {
    const values =
      "replica: 2\nimage: {tagg: x, tag: y}\nresources: {limits: {memory: 1Gi}}\nonlyInSchema: a\nglobal: {a: b}\ntexts: {any: '{{ .Values.mine }}'}\nmine: c\nservce: {port: 1}\n";
    const job = { chart: place(WEB), release: "shop", namespace: "shop", kubeVersion: "1.36.0", values: { files: [{ name: "values.yaml", text: values }] } };
    const { unread } = (await pool.run({ chart: job }, 60_000)) as { unread: { path: string[] }[] };
    expect(unread.map(({ path }) => path.join("."))).toEqual(["image.tagg", "replica", "servce"]);
  });
});
