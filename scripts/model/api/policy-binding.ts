import { matchResources } from "./admission.ts";
import { dnsSubdomain, pathSegment } from "./formats.ts";
import { all, type Check, each, fields, present, rule } from "./rule.ts";
import { distinct, oneOf, requiredText } from "./values.ts";

const paramRef: Check = rule(
  "param-ref",
  "admissionregistration validateParamRef",
  "Refer to parameters by name or by selector, and say what happens when there are none.",
  present((field) => {
    const [name, selector, action] = field.places("name", "selector", "parameterNotFoundAction");
    if (name.text !== "") name.invalidEach(pathSegment(name.text));
    if (name.text !== "" && selector.present) {
      for (const one of [name, selector]) one.forbidden("name and selector are mutually exclusive");
    }
    if (name.text === "" && !selector.present) field.required("one of name or selector must be specified");
    if (action.text === "") action.required();
    else oneOf("Deny", "Allow")(action);
  }),
);

const binding: Check = rule(
  "policy-binding",
  "admissionregistration validateValidatingAdmissionPolicyBindingSpec",
  "Name the policy, and at least one action; Deny and Warn exclude each other.",
  (spec) => {
    const actions = spec.at("validationActions");
    requiredText(dnsSubdomain)(spec.at("policyName"));
    each(oneOf("Audit", "Deny", "Warn"))(actions);
    distinct(actions);
    if (actions.texts.includes("Deny") && actions.texts.includes("Warn")) {
      actions.invalid(
        "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)",
      );
    }
  },
);

const actionsGiven: Check = rule(
  "policy-binding-actions",
  "admissionregistration validateValidationActions",
  "Name at least one of Deny, Warn and Audit.",
  (field) => {
    if (field.size === 0) field.required("at least one validation action is required");
  },
);

/** MutatingAdmissionPolicyBinding, admissionregistration.k8s.io/v1. */
export const mutatingAdmissionPolicyBinding: Check = fields({
  spec: all(binding, fields({ paramRef, matchResources })),
});

/** ValidatingAdmissionPolicyBinding, admissionregistration.k8s.io/v1. */
export const validatingAdmissionPolicyBinding: Check = all(mutatingAdmissionPolicyBinding, fields({ spec: fields({ validationActions: actionsGiven }) }));
