/** Writes contract.md from contract.yaml. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Contract, type Metric, readContract } from "./contract.ts";

const FROM = { config: "ConfigMap", secret: "Secret", pod: "pod" };

/** The page of a contract. */
export function page(contract: Contract): string {
  const { user } = contract;
  const port = (name: string) => contract.ports[name]?.number;
  return `${[
    "# What the image has to be",
    "Made from [contract.yaml](contract.yaml) by `node application/page.ts`: edit that.",
    "AI Scientist v2 as its authors publish it is a command line program. This is what the manifests, alerts, dashboards, runbooks and scripts of this\nrepository expect of the image that they deploy; a test holds it against the rendered trees, both ways. `npm run test:contract -- URL` asks a\nrunning implementation what can be asked over HTTP; [reference](reference) is one.",
    "## Ports",
    table(
      ["Port", "Name", "For"],
      entries(contract.ports).map(([name, { number, meaning }]) => [String(number), name, meaning]),
    ),
    "## Endpoints",
    table(
      ["Request", "Port", "Asked by", "Answer"],
      contract.endpoints.map((e) => [
        `\`${e.method} ${e.path}\``,
        String(port(e.port)),
        `${e.probe ?? (e.port === "metrics" ? "Prometheus" : "people")}${e.internal ? ", never from outside" : ""}`,
        `${e.meaning}${e.timeoutSeconds ? `. Within ${e.timeoutSeconds} s` : ""}`,
      ]),
    ),
    "Probes answer HEAD as they answer GET. Every other path is the image's own; the Ingress passes it on, and waits an hour for an answer.",
    "## Metrics",
    table(
      ["Metric", "Type, unit", "Labels", "Meaning"],
      entries(contract.metrics).map(([name, metric]) => metricRow(name, metric)),
    ),
    `None has a label that a target has already: ${contract.targetLabels.map(code).join(", ")}.`,
    "## Variables",
    table(
      ["Variable", "From", "Value", "Meaning"],
      entries(contract.variables).map(([name, v]) => [code(name), FROM[v.from], String(v.values), v.meaning]),
    ),
    "## Files",
    table(
      ["Path", "What"],
      entries(contract.files).map(([path, what]) => [code(path), what]),
    ),
    `The working directory is \`${contract.workingDirectory}\`. The root file system is read-only; only these can be written to:`,
    table(
      ["Path", "What"],
      entries(contract.writable).map(([path, what]) => [code(path), what]),
    ),
    "## User",
    `UID ${user["runAsUser"]}, GID ${user["runAsGroup"]}, volumes of group ${user["fsGroup"]}; not root, no capability, no escalation, seccomp's default profile. Of the Kubernetes API the pod's\ntoken allows: ${contract.kubernetes.join(", ")}.`,
    "## Life and death",
    table(
      ["What", "How"],
      entries(contract.lifecycle).map(([what, how]) => [what, how]),
    ),
    table(
      ["Exit status", "When"],
      entries(contract.exit).map(([status, when]) => [status, when]),
    ),
    "## Tools and logs",
    `Runbooks start these in the container: ${contract.tools.map(code).join(", ")}. And they look for these words in the log, whatever their case:`,
    table(
      ["Word", "Of"],
      entries(contract.logs).map(([word, of]) => [code(word), of]),
    ),
  ].join("\n\n")}\n`;
}

function metricRow(name: string, { type, unit, labels = {}, help, note, buckets }: Metric): string[] {
  const told = Object.entries(labels).map(([label, { values, meaning }]) => `\`${label}\`: ${values ? `${values.join(", ")}; ` : ""}${meaning}`);
  const meaning = [help, note, buckets && `Buckets: ${buckets.join(", ")}`].filter(Boolean);
  return [code(name), `${type}, ${unit}`, told.join("<br>"), meaning.join(". ")];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");
}

const entries = Object.entries;
const code = (text: string) => `\`${text}\``;

if (import.meta.main) writeFileSync(fileURLToPath(new URL("contract.md", import.meta.url)), page(readContract()));
