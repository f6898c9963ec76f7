import { calling } from "../../toolchain.ts";
import { ruleTable } from "../rule.ts";

/** What is wrong with policies/exceptions.yaml itself. */
export default ruleTable("exceptions", "policy", {
  expired: {
    title: "An exception has a day on which it ends",
    description: "What was waived for a while is not waived for good: after its last day the finding is back, and so is the question.",
    severity: "error",
    help: "Mend the object and remove the exception, or let its owner decide on a new date.",
  },
  unexplained: {
    title: "An exception says why, and who answers for it",
    description: "A waiver without a reason cannot be reviewed, and one without an owner is never taken back.",
    severity: "error",
    help: "Say why the rule does not hold here, and who answers for it: reason and owner.",
  },
  "unknown-rule": {
    title: "An exception names a rule that there is",
    description: "An exception from a rule that does not exist hides nothing, and looks as if it did.",
    severity: "error",
    help: `Name one of the rules that \`${calling("rules")}\` lists.`,
  },
  unused: {
    title: "An exception hides a finding",
    description: "A waiver that nobody needs waives the next mistake.",
    severity: "error",
    help: "Remove it: a waiver that nobody needs waives the next mistake.",
  },
});
