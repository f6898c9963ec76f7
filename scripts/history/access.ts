import type { Manifest } from "../kubernetes/manifest.ts";
import { refOf } from "../kubernetes/object-id.ts";
import { lookup } from "../lookup.ts";
import { list, objectName } from "../report/wording.ts";
import { flowsOf } from "./flows.ts";
import { items, spec, strings } from "./manifest-fields.ts";
import type { Pair } from "./pairing.ts";

/** One thing that a change lets happen, or no longer lets, in a sentence. */
export interface Notice {
  readonly environment: string;
  readonly text: string;
}

type Say = (before: Manifest | undefined, after: Manifest | undefined) => string[];

/** What of a step widens who may do what, what is reachable from outside, and which connections open or close. */
export function accessChanges(pairs: readonly Pair[]): Notice[] {
  const changed = pairs.flatMap(({ type, environment, before, after }) =>
    (lookup(SAYS, type)?.(before?.real.manifest, after?.real.manifest) ?? []).map((text) => ({ environment, text })),
  );
  return [...policiesComeOrGo(pairs), ...changed];
}

/** Policies that come or go, one sentence for all of an environment. */
function policiesComeOrGo(pairs: readonly Pair[]): Notice[] {
  const ofKind = pairs.filter(({ type, before, after }) => type === NETWORK_POLICY && (!before || !after));
  return [...Map.groupBy(ofKind, ({ environment }) => environment)].flatMap(([environment, members]) => {
    const names = (side: "before" | "after") => members.flatMap((pair) => (pair[side] ? nameOf(pair[side].real.manifest) : []));
    const [gone, come] = [names("before"), names("after")];
    return [
      ...(gone.length > 0 ? [`${some(gone)} ${gone.length > 1 ? "govern" : "governs"} no longer: what nothing else closes is open`] : []),
      ...(come.length > 0 ? [`${some(come)} ${come.length > 1 ? "are" : "is"} new: the pods take part only in what policies allow them`] : []),
    ].map((text) => ({ environment, text }));
  });
}

const NETWORK_POLICY = "networking.k8s.io/NetworkPolicy";

const permissions: Say = (before, after) => {
  const gained = come(before, after, granted);
  return gained.length > 0 ? [`${nameOf(after)} may now ${some(gained)}`] : [];
};

const bindings: Say = (before, after) => {
  const gained = come(before, after, (manifest) =>
    items(manifest, "subjects").map((subject) => [subject["kind"], subject["namespace"], subject["name"]].filter(Boolean).join("/")),
  );
  const role = (after?.["roleRef"] ?? {}) as { kind?: string; name?: string };
  return gained.length > 0 ? [`${nameOf(after)} gives ${role.kind} ${role.name} to ${some(gained)}`] : [];
};

const services: Say = (before, after) => {
  const typeOf = (manifest: Manifest | undefined) => String(spec(manifest)["type"] ?? "ClusterIP");
  const [was, is] = [typeOf(before), typeOf(after)];
  return after && was !== is && ["LoadBalancer", "NodePort"].includes(is) ? [`${nameOf(after)} is reachable from outside the cluster now: ${is}`] : [];
};

const hosts: Say = (before, after) => {
  const hostsOf = (manifest: Manifest) => [
    ...items(spec(manifest), "rules").map(({ host }) => String(host ?? "every host")),
    ...((spec(manifest)["hostnames"] as string[]) ?? []),
  ];
  const gained = come(before, after, hostsOf);
  return gained.length > 0 ? [`${nameOf(after)} publishes ${some(gained)}`] : [];
};

const flows: Say = (before, after) => {
  if (!before || !after) return [];
  const [opened, closed] = [come(before, after, flowsOf), come(after, before, flowsOf)];
  return [...(opened.length > 0 ? [`${nameOf(after)} opens ${some(opened)}`] : []), ...(closed.length > 0 ? [`${nameOf(after)} closes ${some(closed)}`] : [])];
};

const SAYS: Readonly<Record<string, Say>> = {
  "rbac.authorization.k8s.io/Role": permissions,
  "rbac.authorization.k8s.io/ClusterRole": permissions,
  "rbac.authorization.k8s.io/RoleBinding": bindings,
  "rbac.authorization.k8s.io/ClusterRoleBinding": bindings,
  Service: services,
  "networking.k8s.io/Ingress": hosts,
  "gateway.networking.k8s.io/HTTPRoute": hosts,
  [NETWORK_POLICY]: flows,
};

/** "get secrets", "create pods/exec (core)". */
function granted(role: Manifest): string[] {
  return items(role, "rules").flatMap((rule) =>
    strings(rule["verbs"]).flatMap((verb) => [
      ...strings(rule["resources"]).flatMap((resource) => strings(rule["apiGroups"]).map((group) => `${verb} ${resource}${group === "" ? "" : `.${group}`}`)),
      ...strings(rule["nonResourceURLs"]).map((url) => `${verb} ${url}`),
    ]),
  );
}

/** What the state after has and the one before has not. */
function come(before: Manifest | undefined, after: Manifest | undefined, of: (manifest: Manifest) => string[]): string[] {
  const old = new Set(before ? of(before) : []);
  return after ? [...new Set(of(after))].filter((each) => !old.has(each)) : [];
}

function some(names: readonly string[]): string {
  return list(names.length > 8 ? [...names.slice(0, 8), `${names.length - 8} more`] : names);
}

function nameOf(manifest: Manifest | undefined): string {
  return manifest ? objectName(refOf(manifest)) : "";
}
