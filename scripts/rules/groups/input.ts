import { calling } from "../../toolchain.ts";
import { ruleTable } from "../rule.ts";

/** What can be the matter with what a person wrote, before any other rule has looked at it. */
export default ruleTable("input", "discover", {
  file: {
    title: "A file cannot be read",
    description: "The file is missing, is no file, is too large, or is not the text that is expected there.",
    severity: "error",
    help: "Add or correct the file, or list it under ignore in gitops.yaml when it is not desired state.",
  },
  yaml: {
    title: "A file is not valid YAML",
    description: "The file does not parse, repeats a key, or its aliases expand to too much. Nothing in it was judged.",
    severity: "error",
    help: "Correct the YAML, or list the file under ignore in gitops.yaml when it is not desired state.",
  },
  manifest: {
    title: "A document is not a Kubernetes object",
    description: "An object needs apiVersion, kind and a name: without them nothing can apply it, and no rule can judge it.",
    severity: "error",
    help: "Give it apiVersion, kind and metadata.name, or list the file under ignore in gitops.yaml when it is not desired state.",
  },
  kustomization: {
    title: "A kustomization cannot be followed",
    description: "The file is not one mapping, mentions something that is not there, or kustomizations go in a circle. What it builds was not judged.",
    severity: "error",
    help: "Correct the path, or add what it names.",
  },
  remote: {
    title: "A remote base was not loaded",
    description: "Nothing outside the repository is fetched unless the person says so. What the kustomization builds was not judged.",
    severity: "error",
    help: "Copy it into the repository, or allow it with --allow-remote.",
  },
  plugin: {
    title: "A plugin was refused",
    description: "A render never runs programs that a manifest names. What the kustomization builds was not judged.",
    severity: "error",
    help: "Use Kustomize's built-in generators and transformers, or commit what the plugin makes.",
  },
  chart: {
    title: "A Helm chart does not render",
    description: "Helm refuses the chart with these values, and so would Argo CD. Nothing that it would render was judged.",
    severity: "error",
    help: "Mend what Helm says, in the values or in the Application.",
  },
  archive: {
    title: "The archive of a chart is not the one that was locked",
    description: "charts.lock.yaml has another digest: what was reviewed is not what is there. Nothing that the chart would render was judged.",
    severity: "error",
    help: `Find out why it changed; \`${calling("charts", "--update")}\` accepts it.`,
  },
  render: {
    title: "A tree does not render",
    description: "Kustomize refuses the tree, and so would Argo CD. Nothing in it was judged.",
    severity: "error",
    help: "Mend what Kustomize says; `kubectl kustomize <folder>` says it again.",
  },
  internal: {
    title: "The toolchain itself failed over something",
    description: "An error of the toolchain, not of the repository, kept it from judging what is named. All the rest was judged.",
    severity: "error",
    help: "Please report it; DEBUG=1 shows where it happened.",
  },
  policy: {
    title: "A rule of the repository's own is broken",
    description:
      "A file in policies/ does not compile, has no metadata, bears a name that is taken, or fails over an environment. None of the repository's own rules judged.",
    severity: "error",
    help: `Mend it; \`${calling("policies", "-C <the repository>")}\` checks, tests and compiles the rules of a repository.`,
  },
  "application-set": {
    title: "An ApplicationSet makes no Application",
    description: "Argo CD would refuse the ApplicationSet: a generator or a template is not in order. What it was meant to deploy was not judged.",
    severity: "error",
    help: "Mend what the message says, in the generators or in the template.",
  },
  applications: {
    title: "Applications make Applications without end",
    description: "Applications deploy Applications that deploy others, and so on: beyond a depth that no cluster has, none was looked at.",
    severity: "error",
    help: "End it: let one of them deploy no Application.",
  },
  "environment-size": {
    title: "An environment is too large for the policies",
    description: "The policies see an environment as a whole, in at most 4 GiB of memory: tens of thousands of objects. No policy judged this one.",
    severity: "error",
    help: "Tell in gitops.yaml, under environments, which folders belong together, so that it becomes several.",
  },
  configuration: {
    title: "A file that steers the toolchain is not valid",
    description:
      "gitops.yaml, a file in policies/data, policies/exceptions.yaml or a schema of a kind is not as its JSON Schema wants it; the run went on without it.",
    severity: "error",
    help: "Correct it; editors follow the schema in its first line.",
  },
});
