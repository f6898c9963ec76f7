# METADATA
# title: Words
# description: Helps to name what somebody meant.
package lib.text

# METADATA
# description: |
#   ", did you mean X?" for the known word closest to a misspelled one, "" when none is close. Words are close when they have most of their
#   pairs of neighbouring letters in common (Dice's coefficient), whatever the case.
did_you_mean(word, known) := sprintf(", did you mean %s?", [best]) if {
	scores := {candidate: score |
		some candidate in known
		score := likeness(lower(word), lower(candidate))
		score >= 0.5
	}
	highest := max({score | some score in scores})
	best := [candidate | some candidate, score in scores; score == highest][0]
} else := ""

likeness(a, b) := 1 if {
	a == b
} else := (2 * count(pairs(a) & pairs(b))) / (count(pairs(a)) + count(pairs(b)))

pairs(word) := {substring(word, i, 2) | some i in numbers.range(0, count(word) - 2)}
