import type { Field } from "../field.ts";
import { qualifiedName } from "../formats.ts";
import { type Check, rule } from "../rule.ts";
import { requiredText } from "../values.ts";

const AT_MOST: Record<string, number> = { reportingInstance: 128, action: 128, reason: 128, message: 1024 };

/** Events with a time are those of the newer API, which asks for more. */
function timed(object: Field, own: string): void {
  const involved = object.under("involvedObject", "namespace");
  if (involved.text === "" && !["default", "kube-system"].includes(own)) involved.invalid("does not match event.namespace", "");
  requiredText(qualifiedName)(object.at("reportingComponent"));
  for (const key of ["reportingInstance", "action", "reason"]) requiredText()(object.at(key));
  for (const [key, most] of Object.entries(AT_MOST)) {
    if (Buffer.byteLength(object.at(key).text) > most) object.at(key).invalid(`can have at most ${most} characters`, "");
  }
}

/** Event, v1. */
export const event: Check = rule("event", "core legacyValidateEvent", "Keep an event in the namespace of the object it is about.", (object) => {
  const own = object.under("metadata", "namespace").text;
  const involved = object.under("involvedObject", "namespace");
  if (object.at("eventTime").present) return timed(object, own);
  const fits = involved.text === "" ? own === "" || own === "default" : involved.text === (own || "default");
  if (!fits) involved.invalid("does not match event.namespace", involved.text);
});
