"""Whether any dossier can make a condition true: reasoning over the trees of a form, without trying answers.

The answer is one-sided. “No” is a proof: no answers that the form takes, with whatever it hides left out, can do it.
“Yes” may mean that nothing was found against it.
"""

from motcua.domain.reasoning.goals import Goal, Wanted
from motcua.domain.reasoning.search import can_happen

__all__ = ["Goal", "Wanted", "can_happen"]
