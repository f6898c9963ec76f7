import { syntaxError } from "../cel/environment.ts";
import { policy } from "./admission.ts";
import { type Check, each, rule } from "./rule.ts";
import { requiredText } from "./values.ts";

/** Mutations build objects (Object{…}, JSONPatch{…}), which the CEL library here does not type: only their syntax is judged. */
const expressionText: Check = (field) => {
  if (field.text.trim() === "") field.required();
  else if (syntaxError(field.text)) field.invalid(`compilation failed: ERROR: <input>: ${syntaxError(field.text)}`);
};

const mutations: Check = rule(
  "policy-mutations",
  "admissionregistration validateMutation",
  "Give each mutation the patchType JSONPatch or ApplyConfiguration and the one field of that name, with an expression.",
  each((item) => {
    const type = item.at("patchType");
    const [own, other] = type.text === "JSONPatch" ? ["jsonPatch", "applyConfiguration"] : ["applyConfiguration", "jsonPatch"];
    if (type.text === "") return type.required();
    if (type.text !== "JSONPatch" && type.text !== "ApplyConfiguration") {
      return type.unsupported(["ApplyConfiguration", "JSONPatch"]);
    }
    if (!item.at(own).present) item.at(own).required(`must be specified when patchType is ${type.text}`);
    else expressionText(item.at(own).at("expression"));
    if (item.at(other).present) item.at(other).invalid(`must not be specified when patchType is ${type.text}`, `{${other}}`);
  }),
);

const reinvocation: Check = rule(
  "reinvocation-policy",
  "admissionregistration validateMutatingAdmissionPolicySpec",
  "Say whether the policy is asked again when others have changed the object: Never or IfNeeded.",
  requiredText(),
);

/** MutatingAdmissionPolicy, admissionregistration.k8s.io/v1. */
export const mutatingAdmissionPolicy: Check = (object) => {
  policy(object.at("spec"), ["mutations"]);
  reinvocation(object.under("spec", "reinvocationPolicy"));
  mutations(object.under("spec", "mutations"));
};
