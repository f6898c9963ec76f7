# METADATA
# title: Values
# description: Where a text stands in the rendered objects.
package lib.values

import data.lib.finding

# METADATA
# description: |
#   The first place in each object whose text holds one of some texts: {object, path (JSON pointer), text}. Looking through an object
#   costs much more than a look at all of it, so only those are walked that hold the text anywhere.
holding(texts) := [place |
	count(texts) > 0
	some manifest in input.objects
	whole := json.marshal(manifest)
	some text in texts
	contains(whole, text)
	pointers := sort(pointers_to(manifest, text))
	count(pointers) > 0
	place := {"object": manifest, "path": pointers[0], "text": text}
]

pointers_to(manifest, text) := [pointer |
	walk(manifest, [path, value])
	is_string(value)
	contains(value, text)
	pointer := finding.pointer(path)
]
