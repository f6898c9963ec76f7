import { change, drop, type Mutation, push, put, set } from "./mutation.ts";

const NAME = /:\/metadata\/name$/;
const LABEL = /\/(labels|matchLabels|nodeSelector)\/[^/]+$/;

/** Names, labels, annotations, finalizers. https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const metadata: Mutation[] = [
  { name: "name-uppercase", where: NAME, edit: change((name: string) => `A${name}`) },
  { name: "name-underscore", where: NAME, edit: change((name: string) => `${name}_1`) },
  { name: "name-with-slash", where: NAME, edit: change((name: string) => `${name}/1`) },
  { name: "name-with-space", where: NAME, edit: change((name: string) => `${name} 1`) },
  { name: "name-leading-dash", where: NAME, edit: change((name: string) => `-${name}`) },
  { name: "name-trailing-dot", where: NAME, edit: change((name: string) => `${name}.`) },
  { name: "name-254-characters", where: NAME, edit: change((name: string) => name.padEnd(254, "a")) },
  { name: "name-64-characters", where: NAME, edit: change((name: string) => name.padEnd(64, "a")) },
  { name: "name-53-characters", where: NAME, edit: change((name: string) => name.padEnd(53, "a")) },
  { name: "name-with-dots", where: NAME, edit: change((name: string) => `${name}.example.com`) },
  { name: "name-leading-digit", where: NAME, edit: change((name: string) => `1${name}`) },
  { name: "name-empty", where: NAME, edit: set("") },
  { name: "name-number", where: NAME, edit: set(12) },
  { name: "name-dot-dot", where: NAME, edit: set("..") },
  { name: "generate-name-bad", where: /:\/metadata$/, edit: put({ generateName: "Bad_Prefix-" }) },
  { name: "label-value-with-space", where: LABEL, edit: set("not valid") },
  { name: "label-value-trailing-dash", where: LABEL, edit: set("web-") },
  { name: "label-value-64-characters", where: LABEL, edit: set("a".repeat(64)) },
  { name: "label-value-number", where: LABEL, edit: set(1) },
  { name: "label-value-boolean", where: LABEL, edit: set(true) },
  { name: "label-value-null", where: LABEL, edit: set(null) },
  { name: "label-key-with-space", where: /\/(labels|matchLabels)$/, edit: put({ "bad key": "x" }) },
  { name: "label-key-empty-prefix", where: /\/(labels|matchLabels)$/, edit: put({ "/name": "x" }) },
  { name: "label-key-uppercase-prefix", where: /\/(labels|matchLabels)$/, edit: put({ "Example.com/name": "x" }) },
  { name: "label-key-two-slashes", where: /\/(labels|matchLabels)$/, edit: put({ "a/b/c": "x" }) },
  { name: "label-key-64-characters", where: /\/(labels|matchLabels)$/, edit: put({ ["k".repeat(64)]: "x" }) },
  { name: "annotation-key-bad", where: /\/metadata$/, edit: put({ annotations: { "bad key!": "x" } }) },
  { name: "annotation-value-boolean", where: /\/metadata$/, edit: put({ annotations: { enabled: true } }) },
  { name: "annotations-too-large", where: /:\/metadata$/, edit: put({ annotations: { big: "x".repeat(262_144) } }) },
  { name: "labels-as-list", where: /\/metadata$/, edit: put({ labels: ["a=b"] }) },
  { name: "finalizer-bad", where: /:\/metadata$/, edit: put({ finalizers: ["not a name"] }) },
  { name: "finalizer-unqualified", where: /:\/metadata$/, edit: put({ finalizers: ["guard"] }) },
  { name: "owner-reference-incomplete", where: /:\/metadata$/, edit: put({ ownerReferences: [{ apiVersion: "v1", kind: "Pod", name: "x" }] }) },
  { name: "owner-reference-two-controllers", where: /:\/metadata$/, edit: put({ ownerReferences: ["1", "2"].map(owner) }) },
  { name: "metadata-unknown-field", where: /\/metadata$/, edit: put({ lables: { a: "b" } }) },
  { name: "kind-typo", where: /:\/kind$/, edit: change((kind: string) => `${kind}s`) },
  { name: "api-version-typo", where: /:\/apiVersion$/, edit: change((version: string) => `${version}beta9`) },
  { name: "spec-dropped", where: /:\/spec$/, edit: drop },

  { name: "label-added", harmless: true, where: /:\/metadata$/, edit: put({ labels: { "example.com/Added_1": "v1.2-x_y" } }) },
  { name: "label-value-emptied", harmless: true, where: /:\/metadata\/labels\/(app|tier|release)$/, edit: set("") },
  { name: "label-value-63-characters", harmless: true, where: /:\/metadata\/labels\/(app|tier|release)$/, edit: set("a".repeat(63)) },
  { name: "annotation-added", harmless: true, where: /:\/metadata$/, edit: put({ annotations: { "example.com/note": "ümläut: {\n} 100%" } }) },
  { name: "finalizer-added", harmless: true, where: /:\/metadata$/, edit: put({ finalizers: ["example.com/guard"] }) },
  { name: "owner-reference-added", harmless: true, where: /:\/metadata$/, edit: put({ ownerReferences: [owner("1")] }) },
  { name: "creation-timestamp-null", harmless: true, where: /\/metadata$/, edit: put({ creationTimestamp: null }) },
  { name: "labels-null", harmless: true, where: /:\/metadata$/, edit: put({ labels: null }) },
  { name: "finalizer-twice", harmless: true, where: /:\/metadata\/finalizers$/, edit: push("example.com/guard") },
  { name: "name-30-characters", harmless: true, where: NAME, edit: change((name: string) => name.padEnd(30, "a")) },
];

function owner(uid: string) {
  return { apiVersion: "apps/v1", kind: "Deployment", name: "web", uid, controller: true };
}
