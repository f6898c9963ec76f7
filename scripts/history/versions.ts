import { posix } from "node:path";
import type { ObjectRef } from "../finding.ts";
import { splitImage } from "../kubernetes/image.ts";
import type { RenderedObject } from "../render/index.ts";
import type { ObjectChange } from "./compare.ts";

/** An image or a chart that a change brings in another version. */
export interface VersionChange {
  readonly environment: string;
  /** The Application, or the folder where none deploys it. */
  readonly application: string;
  readonly object: ObjectRef;
  /** "registry.example.com/web" or "kube-prometheus-stack"; what has another name now is named by both. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** The images of containers and the charts of Applications whose version differs. */
export function versionChanges(changes: readonly ObjectChange[]): VersionChange[] {
  return changes.flatMap(({ environment, object, fields, after }) =>
    fields.flatMap(({ path, before, after: value }) => {
      if (typeof before !== "string" || typeof value !== "string") return [];
      if (/\/(c|initC|ephemeralC)ontainers\/\d+\/image$/.test(path)) {
        const [was, is] = [splitImage(before), splitImage(value)];
        const what = was.name === is.name ? is.name : `${was.name} → ${is.name}`;
        return [{ environment, application: ownerOf(after), object, what, before: was.version, after: is.version }];
      }
      const source = /^\/spec\/(source|sources\/\d+)\/targetRevision$/.exec(path)?.[1];
      if (object.kind !== "Application" || source === undefined) return [];
      const chart = chartOf(after?.manifest["spec"], source);
      return chart === undefined ? [] : [{ environment, application: object.name, object, what: `chart ${chart}`, before, after: value }];
    }),
  );
}

function ownerOf(object: RenderedObject | undefined): string {
  return object?.tree.application?.name ?? posix.basename(object?.tree.path ?? "");
}

function chartOf(spec: unknown, source: string): string | undefined {
  const value = source.split("/").reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], spec);
  return (value as { chart?: string } | undefined)?.chart;
}
