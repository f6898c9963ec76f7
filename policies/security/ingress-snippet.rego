# METADATA
# title: No configuration snippets
# description: >-
#   A snippet is text pasted into the configuration of a proxy that serves everybody, and holds its secrets.
# related_resources:
#   - https://kubernetes.github.io/ingress-nginx/faq/#validation-of-path
#   - https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/advanced-configuration-with-snippets/
# custom:
#   severity: error
#   help: Use the annotation or the Policy that does the same.
package rules.security["ingress-snippet"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some manifest in objects.of("networking.k8s.io/Ingress")
	some name, _ in objects.annotations_of(manifest)
	regex.match(`^nginx\.(org|ingress\.kubernetes\.io)/.*snippets?$`, name)
	message := sprintf("%s is a configuration snippet", [name])
	found := finding.at(manifest, concat("", ["/metadata/annotations", finding.pointer([name])]), message)
}
