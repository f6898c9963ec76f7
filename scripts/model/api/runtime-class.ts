import { tolerations } from "./core/scheduling.ts";
import { dnsLabel } from "./formats.ts";
import { labels } from "./meta.ts";
import { type Check, rule } from "./rule.ts";
import { requiredText } from "./values.ts";

const shape: Check = rule("runtime-class", "node ValidateRuntimeClass", "Name the handler as a DNS label, and each toleration once.", (object) => {
  const seen = new Set<string>();
  requiredText(dnsLabel)(object.at("handler"));
  for (const toleration of object.under("scheduling", "tolerations").items) {
    const key = ["key", "operator", "value", "effect"].map((part) => toleration.at(part).text).join(" ");
    if (seen.has(key)) toleration.duplicate();
    seen.add(key);
  }
});

/** RuntimeClass, node.k8s.io/v1. */
export const runtimeClass: Check = (object) => {
  const scheduling = object.at("scheduling");
  shape(object);
  labels(scheduling.at("nodeSelector"));
  tolerations(scheduling.at("tolerations"));
};
