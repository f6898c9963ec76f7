import { UserError } from "../errors.ts";

/** What a new policy is made of, by path; all of it is in order at once, and there to be changed. */
export type NewFiles = ReadonlyMap<string, string>;

const ID = /^([a-z]+)\/([a-z][a-z0-9-]*)$/;

/** The group whose rules judge a step from one state to the next. */
const STEPS = "transition";

/**
 * A policy with its test and fixtures.
 * @param id "<group>/<rule>"
 * @throws UserError for an id of another form
 */
export function newPolicy(id: string): NewFiles {
  const [, group, name] = ID.exec(id) ?? [];
  if (!group || !name)
    throw new UserError(`"${id}" is no id of a rule: it is <group>/<rule>, in lower case letters, digits and -, such as security/host-ports`);
  const [rule, test, bad, ok] = (group === STEPS ? ofSteps : ofStates)(group, name);
  return new Map([
    [`policies/${id}.rego`, rule],
    [`policies/${id}_test.rego`, test],
    [`test/fixtures/${id}/bad-refused.yaml`, bad],
    [`test/fixtures/${id}/ok-accepted.yaml`, ok],
  ]);
}

type Texts = readonly [rule: string, test: string, bad: string, ok: string];

function ofStates(group: string, name: string): Texts {
  const annotation = `example.com/${name}`;
  const rule = `${metadata(`No Deployment asks for ${name}`, "Remove the annotation.")}
package rules.${group}${field(name)}

import data.lib.finding
import data.lib.objects

annotation := "${annotation}"

findings contains found if {
	some deployment in objects.of("apps/Deployment")
	objects.annotations_of(deployment)[annotation] == "refused"
	message := sprintf("%s is refused", [annotation])
	found := finding.at(deployment, finding.pointer(["metadata", "annotations", annotation]), message)
}
`;
  const environment = `environment(value) := fixture.environment({"objects": [{
	"apiVersion": "apps/v1",
	"kind": "Deployment",
	"metadata": {"name": "web", "annotations": {"${annotation}": value}},
}]})`;
  return [
    rule,
    testOf(group, name, "object", environment, "environment(value)"),
    deployment(annotation, "refused # finding"),
    deployment(annotation, "accepted"),
  ];
}

function ofSteps(group: string, name: string): Texts {
  const annotation = `example.com/${name}`;
  const rule = `${metadata(`The annotation ${name} stays`, "Set the annotation back to what it was.")}
package rules.${group}${field(name)}

import data.lib.finding
import data.lib.objects
import data.lib.steps

annotation := "${annotation}"

findings contains found if {
	some change in steps.changed
	was := objects.annotations_of(change.before)[annotation]
	is := objects.annotations_of(change.after)[annotation]
	was != is
	message := sprintf("%s changes from %s to %s", [annotation, was, is])
	found := finding.at(change.after, finding.pointer(["metadata", "annotations", annotation]), message)
}
`;
  const environment = `deployment(value) := {
	"apiVersion": "apps/v1",
	"kind": "Deployment",
	"metadata": {"name": "web", "annotations": {"${annotation}": value}},
}

step(value) := fixture.input_of({"before": [deployment("accepted")], "after": [deployment(value)]})`;
  const before = `# before\n${deployment(annotation, "accepted")}---\n`;
  const texts = [deployment(annotation, "refused # finding"), deployment(annotation, "accepted")].map((after) => before + after) as [string, string];
  return [rule, testOf(group, name, "step", environment, "step(value)"), ...texts];
}

/** The last part of a package's name, as `opa fmt` writes it. */
function field(name: string): string {
  return name.includes("-") ? `["${name}"]` : `.${name}`;
}

function metadata(title: string, help: string): string {
  return `# METADATA
# title: ${title}
# description: Say here why it matters.
# related_resources:
#   - https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/
# custom:
#   severity: error
#   help: ${help}`;
}

function testOf(group: string, name: string, fixture: string, environment: string, input: string): string {
  return `package rules.${group}${field(`${name}_test`)}

import data.lib.${fixture}_fixture_test as fixture
import data.rules.${group}${field(name)} as rule

${environment}

test_accept if {
	value := "accepted"
	found := rule.findings with input as ${input}
	count(found) == 0
}

test_reject if {
	value := "refused"
	found := rule.findings with input as ${input}
	{finding.path | some finding in found} == {"/metadata/annotations/example.com~1${name}"}
}
`;
}

function deployment(annotation: string, value: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations:
    ${annotation}: ${value}
`;
}
