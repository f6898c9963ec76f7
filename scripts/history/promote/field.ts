import { isScalar } from "yaml";
import { UserError } from "../../errors.ts";
import { yamlPathOf } from "../../kubernetes/json-pointer.ts";
import { parseYaml, type YamlFile, type YamlPath } from "../../yaml/yaml-file.ts";

/** One value of a YAML file: at a pointer in its first document, or the version of a chart that an Application deploys. */
export type Field = { readonly pointer: string } | { readonly application: string; readonly chart: string };

/** How a person calls a field. */
export function fieldName(field: Field): string {
  return "pointer" in field ? field.pointer : `the version of chart ${field.chart}`;
}

/**
 * A field's value as it is written; undefined where it is not there.
 * @throws UserError where it is a map or a list, or the file is no YAML
 */
export function readField(file: string, text: string, field: Field): string | undefined {
  const range = rangeOf(parseYaml(text, file), field);
  return range && text.slice(...range);
}

/** The text with another value of the field; undefined where it has no such field. All the rest, comments too, stays as it is. */
export function writeField(file: string, text: string, field: Field, value: string): string | undefined {
  const range = rangeOf(parseYaml(text, file), field);
  return range && `${text.slice(0, range[0])}${value}${text.slice(range[1])}`;
}

function rangeOf(yaml: YamlFile, field: Field): [number, number] | undefined {
  const found = "pointer" in field ? { document: 0, path: yamlPathOf(field.pointer) } : versionOf(yaml, field);
  const node = found && yaml.documents[found.document]?.getIn(found.path, true);
  if (node === undefined || node === null) return undefined;
  if (!isScalar(node) || !node.range) throw new UserError(`${fieldName(field)} is not one value: name the values in it`, { file: yaml.file });
  return [node.range[0], node.range[1]];
}

function versionOf(yaml: YamlFile, { application, chart }: { application: string; chart: string }): { document: number; path: YamlPath } | undefined {
  const document = yaml.values.findIndex((value) => {
    const manifest = value as { kind?: string; metadata?: { name?: string } } | null;
    return manifest?.kind === "Application" && manifest.metadata?.name === application;
  });
  const spec = (yaml.values[document] as { spec?: { source?: { chart?: string }; sources?: { chart?: string }[] } } | undefined)?.spec;
  const index = spec?.sources?.findIndex((source) => source.chart === chart) ?? -1;
  if (index >= 0) return { document, path: ["spec", "sources", index, "targetRevision"] };
  return spec?.source?.chart === chart ? { document, path: ["spec", "source", "targetRevision"] } : undefined;
}
