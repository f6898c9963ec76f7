import { change, drop, type Mutation, put, repeatFirst, type Site, set } from "./mutation.ts";

/** Maps whose keys are the user's own: a new key there is no unknown field. */
const FREE =
  /\/(labels|annotations|matchLabels|nodeSelector|data|binaryData|stringData|requests|limits|hard|parameters|capacity|default|defaultRequest|max|min|maxLimitRequestRatio|volumeAttributes|minAllowed|maxAllowed|podFixed)$/;
const OF_METADATA = /^\/metadata\//;

/** Only places that hold a value of this type. */
const when = (test: (value: unknown) => boolean, edit: (site: Site) => unknown) => (site: Site) => (test(site.value) ? edit(site) : false);
const isText = (value: unknown) => typeof value === "string";
const isNumber = (value: unknown) => typeof value === "number";
const isBoolean = (value: unknown) => typeof value === "boolean";
const isList = Array.isArray;
const isMap = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);

const BODY = /:\/(?!apiVersion|kind|metadata$|metadata\/(name|namespace))/;

/** What can befall any field of any kind: the API server alone decides whether the result is valid. */
export const shape: Mutation[] = [
  { name: "unknown-field", where: /./, edit: (site) => (isMap(site.value) && !FREE.test(site.path) ? put({ bogusField: "x" })(site) : false) },
  { name: "field-name-typo", where: BODY, edit: renamed((key) => `${key}s`) },
  { name: "field-name-case", where: BODY, edit: renamed((key) => key[0]?.toUpperCase() + key.slice(1)) },
  { name: "field-dropped", where: BODY, edit: (site) => (Array.isArray(site.parent) ? false : drop(site)) },
  { name: "item-dropped", where: BODY, edit: (site) => (Array.isArray(site.parent) ? drop(site) : false) },
  { name: "text-emptied", where: BODY, edit: when(isText, set("")) },
  { name: "text-to-number", where: BODY, edit: when(isText, set(7)) },
  { name: "text-to-boolean", where: BODY, edit: when(isText, set(true)) },
  { name: "text-to-list", where: BODY, edit: when(isText, (site) => set([site.value])(site)) },
  { name: "text-to-map", where: BODY, edit: when(isText, set({ a: "b" })) },
  {
    name: "text-with-space",
    where: BODY,
    edit: when(
      isText,
      change((text: string) => `${text} x`),
    ),
  },
  {
    name: "text-uppercase",
    where: BODY,
    edit: when(
      isText,
      change((text: string) => text.toUpperCase()),
    ),
  },
  {
    name: "text-lowercase",
    where: BODY,
    edit: when(
      isText,
      change((text: string) => text.toLowerCase()),
    ),
  },
  {
    name: "number-to-text",
    where: BODY,
    edit: when(
      isNumber,
      change((number: number) => `${number}`),
    ),
  },
  { name: "number-to-word", where: BODY, edit: when(isNumber, set("many")) },
  { name: "number-negative", where: BODY, edit: when(isNumber, set(-1)) },
  { name: "number-zero", where: BODY, edit: when(isNumber, set(0)) },
  { name: "number-huge", where: BODY, edit: when(isNumber, set(2_147_483_648)) },
  { name: "number-fraction", where: BODY, edit: when(isNumber, set(1.5)) },
  {
    name: "number-one-more",
    where: BODY,
    edit: when(
      isNumber,
      change((number: number) => number + 1),
    ),
  },
  {
    name: "boolean-to-text",
    where: BODY,
    edit: when(
      isBoolean,
      change((flag: boolean) => `${flag}`),
    ),
  },
  {
    name: "boolean-flipped",
    where: BODY,
    edit: when(
      isBoolean,
      change((flag: boolean) => !flag),
    ),
  },
  {
    name: "list-to-map",
    where: BODY,
    edit: when(
      isList,
      change((list: unknown[]) => ({ item: list[0] })),
    ),
  },
  { name: "list-emptied", where: BODY, edit: when(isList, set([])) },
  { name: "list-item-twice", where: BODY, edit: when(isList, repeatFirst()) },
  { name: "list-item-null", where: BODY, edit: when(isList, (site) => void (site.value as unknown[]).push(null)) },
  { name: "list-to-text", where: BODY, edit: when(isList, set("item")) },
  { name: "map-to-text", where: BODY, edit: when(isMap, set("text")) },
  {
    name: "map-to-list",
    where: BODY,
    edit: when(
      isMap,
      change((map: object) => [map]),
    ),
  },
  { name: "map-emptied", where: BODY, edit: when(isMap, set({})) },
  { name: "field-null", where: BODY, edit: (site) => (Array.isArray(site.parent) ? false : set(null)(site)) },

  {
    name: "list-reversed",
    harmless: true,
    where: BODY,
    edit: when(
      isList,
      change((list: unknown[]) => list.toReversed()),
    ),
  },
  {
    name: "keys-reversed",
    harmless: true,
    where: BODY,
    edit: when(
      isMap,
      change((map: object) => Object.fromEntries(Object.entries(map).reverse())),
    ),
  },
];

function renamed(rename: (key: string) => string) {
  return (site: Site) => {
    if (Array.isArray(site.parent) || OF_METADATA.test(site.path) || FREE.test(site.path.slice(0, site.path.lastIndexOf("/")))) return false;
    delete site.parent[site.key];
    site.parent[rename(site.key)] = site.value;
  };
}
