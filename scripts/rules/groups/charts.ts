import { ruleTable } from "../rule.ts";

/** What is to be said of Helm charts beside what they render to. */
export default ruleTable("charts", "render", {
  "unread-value": {
    title: "A value is read by its chart",
    description:
      "No template and no schema of the chart has a value of this name, the chart's own values do not have it, and without it the chart renders to the same: what was meant by it does not happen.",
    severity: "warning",
    help: "Correct the name, or remove the value.",
    references: ["https://helm.sh/docs/chart_best_practices/values/"],
  },
});
