import { type RuleText, ruleOf } from "../../scripts/rules/rule.ts";

/** A rule that a test makes up. */
export function ruleCalled(id: string, text: Partial<RuleText> = {}) {
  return ruleOf(id, "policy", { title: "Title", description: "Why.", severity: "error", help: "Mend it.", ...text });
}
