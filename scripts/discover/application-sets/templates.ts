import { type Fill, isMap, NotKnown, type Params, type SetSpec, type Surroundings } from "./set.ts";

/**
 * How the templates of an ApplicationSet are filled in.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Template/
 * @throws NotKnown for Go templates without the renderer
 */
export function fillerOf({ goTemplate, goTemplateOptions = [] }: SetSpec, { goTemplates }: Surroundings): Fill {
  if (!goTemplate) return async (template, params) => params.map((each) => fillTags(template, each));
  if (!goTemplates) throw new NotKnown("its Go templates need the renderer: `npm run renderer` builds it");
  return (template, params) => goTemplates(template, params, goTemplateOptions);
}

/** "{{ name }}"; a tag that no parameter has stays. Replace in Argo CD's applicationset/utils */
function fillTags(value: unknown, params: Params): unknown {
  if (typeof value === "string") return fillText(value, params);
  if (Array.isArray(value)) return value.map((each) => fillTags(each, params));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [fillText(key, params), fillTags(each, params)]));
}

function fillText(text: string, params: Params): string {
  return text.replace(/\{\{(.*?)\}\}/g, (whole, tag: string) => {
    const value = Object.hasOwn(params, tag.trim()) ? params[tag.trim()] : undefined;
    return typeof value === "string" ? value : whole;
  });
}

/** Nested parameters as one level, by dotted names: what selectors match, and what the old templates know a file's content by. */
export function flattened(value: unknown, prefix = ""): Record<string, string> {
  const entries = Array.isArray(value) ? [...value.entries()] : isMap(value) ? Object.entries(value) : undefined;
  if (!entries) return { [prefix]: String(value) };
  return Object.assign({}, ...entries.map(([key, each]) => flattened(each, prefix === "" ? String(key) : `${prefix}.${key}`)));
}

/** The name that Argo CD makes of any text. SanitizeName in applicationset/utils */
export function normalized(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^-a-z0-9.]/g, "-")
    .slice(0, 253)
    .replace(/^[-.]+|[-.]+$/g, "");
}
