import { ruleTable } from "../rule.ts";

const DRY_RUN = "https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run";

/** What a real API server says, where one is asked: --server and --control-plane. */
export default ruleTable("server", "cluster", {
  refused: {
    title: "The cluster accepts the object",
    description: "The object was sent to the cluster by a server-side dry run, through validation and admission, and came back refused.",
    severity: "error",
    help: "The cluster would refuse it; correct the value.",
    references: [DRY_RUN],
  },
  warning: {
    title: "The cluster accepts the object without a warning",
    description: "The dry run went through, and the API server warned, as it does of deprecated versions and fields.",
    severity: "warning",
    help: "The cluster accepts it and warns.",
    references: ["https://kubernetes.io/blog/2020/09/03/warnings/"],
  },
  "not-checked": {
    title: "The cluster has what it takes to judge the object",
    description: "A namespace, a kind or a permission is missing there, so the dry run says nothing about the object.",
    severity: "warning",
    help: "Deploy what it needs, then ask again.",
    references: [DRY_RUN],
  },
  "step-refused": {
    title: "The API server accepts the step",
    description: "The object was created as it was before the change, and the API server refuses what it becomes.",
    severity: "error",
    help: "See the finding of the rules on steps, if any, for the safe way.",
    references: [DRY_RUN],
  },
  "step-not-checked": {
    title: "The API server can be asked about the step",
    description: "The API server does not take the object as it was before the change, so it was not asked about what it becomes.",
    severity: "warning",
    help: "Judge this step by hand.",
    references: [DRY_RUN],
  },
});
