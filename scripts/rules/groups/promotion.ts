import { calling } from "../../toolchain.ts";
import { ruleTable } from "../rule.ts";

/** What the check of promotions says of a change. */
export default ruleTable("promotion", "history", {
  unproven: {
    title: "What is promoted was held by the environment before",
    description: "A promotable file of the target environment has a content that the environment it comes from never had: nobody tried it there.",
    severity: "error",
    help: "Change it in the environment it comes from first, then promote.",
  },
  unpromoted: {
    title: "What changes the target came by a promotion",
    description:
      "A file that both environments are made of changes the target in the same step as the source, so nobody tried it first. Looked for where `promote: {require: true}` of gitops.yaml asks for it; a commit with the trailer `Hotfix: <reason>` passes.",
    severity: "error",
    help: "Bring it as a promotable file of the source first and promote that; what both have can move to the base afterwards, which renders nothing differently. For an emergency, add the trailer Hotfix: <reason> to the commit.",
  },
  "gate-closed": {
    title: "What is promoted has passed its gates",
    description:
      "`promote.gates` of gitops.yaml says what has to hold before an environment takes a promotion: how long the one before must have had it, hours and days, what Argo CD says of it there, how many must approve. One of these does not hold now. A step back waits for approvals alone.",
    severity: "error",
    help: "Wait, or have it approved, and let the check run again. For an emergency, add the trailer Hotfix: <reason> to the commit.",
  },
  held: {
    title: "What is promoted is not on hold",
    description: "After a rollback gitops.yaml holds the application back, so that what was taken back is not brought in again by the next promotion.",
    severity: "error",
    help: `When the cause is mended, lift it: \`${calling("promote", "--lift <application>")}\`.`,
  },
  "another-render": {
    title: "What is merged is what was validated",
    description: "A promotion records what the target rendered to when it was validated; the branch now renders to something else.",
    severity: "error",
    help: "Promote anew onto the branch as it is now.",
  },
});
