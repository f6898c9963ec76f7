import type { Suite } from "../suite.ts";

const resourceRules = [{ apiGroups: ["apps"], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["deployments"] }];

export const validatingAdmissionPolicy: Suite = {
  object: {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: "replicas.example.com" },
    spec: {
      matchConstraints: { resourceRules },
      matchConditions: [{ name: "not-system", expression: "!request.userInfo.username.startsWith('system:')" }],
      variables: [{ name: "count", expression: "has(object.spec.replicas) ? object.spec.replicas : 1" }],
      validations: [{ expression: "variables.count <= 5", message: "at most five", messageExpression: "'not ' + string(variables.count)" }],
    },
  },
  accepts: {
    "a function of Kubernetes' own": { "/spec/validations/0/expression": "quantity(object.spec.size).isLessThan(quantity('1Gi'))" },
    "the authorizer": { "/spec/validations/0/expression": "authorizer.group('apps').resource('deployments').check('delete').allowed()" },
  },
  rejects: [
    [
      "cel-expression",
      { "/spec/validations/0/expression": "variables.count <=" },
      'spec.validations[0].expression: Invalid value: "variables.count <=": compilation failed: ERROR',
    ],
    [
      "cel-expression",
      { "/spec/validations/0/expression": "params.limit > 1" },
      'spec.validations[0].expression: Invalid value: "params.limit > 1": compilation failed',
    ],
    ["cel-expression", { "/spec/validations/0/expression": "1 + 1" }, 'spec.validations[0].expression: Invalid value: "1 + 1": must evaluate to bool'],
    [
      "audit-annotation-keys",
      { "/spec/auditAnnotations": [{ key: "a b", valueExpression: "'x'" }] },
      'spec.auditAnnotations[0].key: Invalid value: "replicas.example.com/a b": name part must consist of',
    ],
    [
      "match-condition-names",
      { "/spec/matchConditions/-": { name: "not-system", expression: "true" } },
      'spec.matchConditions[1].name: Duplicate value: "not-system"',
    ],
    [
      "policy-variables",
      { "/spec/variables/-": { name: "a-b", expression: "1" } },
      'spec.variables[1].name: Invalid value: "a-b": must be a valid CEL identifier',
    ],
    [
      "policy-validations",
      { "/spec/validations/0/message": "two\nlines" },
      'spec.validations[0].message: Invalid value: "two\\nlines": must not contain line breaks',
    ],
    ["admission-policy", { "/spec/matchConstraints/resourceRules": [] }, "spec.matchConstraints.resourceRules: Required value"],
    [
      "match-resources",
      { "/spec/matchConstraints/resourceRules/0/operations": ["PATCH"] },
      'spec.matchConstraints.resourceRules[0].operations[0]: Unsupported value: "PATCH"',
    ],
    [
      "match-resources",
      { "/spec/matchConstraints/resourceRules/0/apiGroups": ["*", "apps"] },
      'spec.matchConstraints.resourceRules[0].apiGroups: Invalid value: ["*","apps"]: if \'*\' is present',
    ],
    ["param-kind", { "/spec/paramKind": { apiVersion: "example.com/v1", kind: "" } }, "spec.paramKind.kind: Required value"],
  ],
};

export const validatingAdmissionPolicyBinding: Suite = {
  object: {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: "replicas" },
    spec: { policyName: "replicas.example.com", validationActions: ["Deny"] },
  },
  accepts: {},
  rejects: [
    ["policy-binding", { "/spec/policyName": "" }, "spec.policyName: Required value"],
    ["policy-binding", { "/spec/validationActions/-": "Warn" }, 'spec.validationActions: Invalid value: ["Deny","Warn"]: must not contain both Deny and Warn'],
    ["policy-binding-actions", { "/spec/validationActions": [] }, "spec.validationActions: Required value: at least one validation action is required"],
    ["param-ref", { "/spec/paramRef": { name: "p" } }, "spec.paramRef.parameterNotFoundAction: Required value"],
  ],
};

export const mutatingAdmissionPolicy: Suite = {
  object: {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "MutatingAdmissionPolicy",
    metadata: { name: "sidecar.example.com" },
    spec: {
      matchConstraints: { resourceRules },
      reinvocationPolicy: "Never",
      mutations: [{ patchType: "JSONPatch", jsonPatch: { expression: '[JSONPatch{op: "add", path: "/spec/paused", value: true}]' } }],
    },
  },
  accepts: {},
  rejects: [
    ["reinvocation-policy", { "/spec/reinvocationPolicy": undefined }, "spec.reinvocationPolicy: Required value"],
    [
      "policy-mutations",
      { "/spec/mutations/0/jsonPatch/expression": '[JSONPatch{op: "add"' },
      'spec.mutations[0].jsonPatch.expression: Invalid value: "[JSONPatch{op: \\"add\\"": compilation failed',
    ],
    [
      "policy-mutations",
      { "/spec/mutations/0/patchType": "ApplyConfiguration", "/spec/mutations/0/jsonPatch": undefined },
      "spec.mutations[0].applyConfiguration: Required value: must be specified when patchType is ApplyConfiguration",
    ],
  ],
};

export const webhookConfiguration: Suite = {
  object: {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: "hooks" },
    webhooks: [
      {
        name: "check.hooks.example.com",
        rules: resourceRules,
        clientConfig: { service: { name: "hook", namespace: "default", path: "/check" } },
        sideEffects: "None",
        admissionReviewVersions: ["v1"],
      },
    ],
  },
  accepts: { "a URL": { "/webhooks/0/clientConfig": { url: "https://hooks.example.com/check" } } },
  rejects: [
    ["webhook", { "/webhooks/0/name": "check" }, 'webhooks[0].name: Invalid value: "check": should be a domain with at least three segments separated by dots'],
    ["webhook", { "/webhooks/0/timeoutSeconds": 31 }, "webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds"],
    ["webhook", { "/webhooks/0/sideEffects": "Some" }, 'webhooks[0].sideEffects: Unsupported value: "Some": supported values: "None", "NoneOnDryRun"'],
    [
      "webhook-client",
      { "/webhooks/0/clientConfig/url": "https://a.example.com" },
      "webhooks[0].clientConfig: Required value: exactly one of url or service is required",
    ],
    [
      "webhook-client",
      { "/webhooks/0/clientConfig": { url: "http://a.example.com" } },
      "webhooks[0].clientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme",
    ],
    [
      "webhook-names",
      {
        "/webhooks/-": {
          name: "check.hooks.example.com",
          rules: [],
          clientConfig: { url: "https://a.example.com" },
          sideEffects: "None",
          admissionReviewVersions: ["v1"],
        },
      },
      'webhooks[1].name: Duplicate value: "check.hooks.example.com"',
    ],
  ],
};
