import { expect, test } from "vitest";
import { templateFacts } from "../../../scripts/policy/facts/templates.ts";

test.each([
  ["{{ $label.instance }}", "{{ $label.instance }} has $label, which is no variable of Prometheus"],
  ["{{ $value | humanizze }}", "{{ $value | humanizze }} has humanizze, which is no function of Prometheus"],
  ["{{ $value ", "has {{ that does not close"],
  ['{{ printf "%.2f $value }}', "has {{ that does not close"],
  ["{{ if gt $value 1.0 }}high", "has a block without {{ end }}"],
  ["{{ end }}", "has {{ end }} that ends nothing"],
])("%s is refused", (text, error) => {
  expect(templateFacts(text).error).toBe(error);
});

test.each([
  ["{{ $labels.instance }} of {{ .Labels.job }}: {{ $value | humanize }}", ["instance", "job"]],
  ['{{ index $labels "pod" }} {{ printf "%.2f}}" $value }}', ["pod"]],
  ['{{ with query "up == 0" }}{{ . | first | value }}{{ end }}', []],
  ['{{ range $i, $e := query "up" }}{{ $i }} {{ $e.Labels.job }}{{ else }}none{{ end }}', ["job"]],
  ["{{- /* a comment */ -}} {{ $externalURL }} {{ if and (gt $value 1.0) true }}x{{ end }}", []],
])("%s is in order", (text, labels) => {
  expect(templateFacts(text)).toEqual({ labels });
});
