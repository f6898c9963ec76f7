import { ruleTable } from "../rule.ts";

/** What the check of promotions says of a change. */
export default ruleTable("promotion", "history", {
  unproven: {
    title: "What is promoted was held by the environment before",
    description: "A promotable file of the target environment has a content that the environment it comes from never had: nobody tried it there.",
    severity: "error",
    help: "Change it in the environment it comes from first, then promote.",
  },
  "another-render": {
    title: "What is merged is what was validated",
    description: "A promotion records what the target rendered to when it was validated; the branch now renders to something else.",
    severity: "error",
    help: "Promote anew onto the branch as it is now.",
  },
});
