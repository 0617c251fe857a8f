"""Plans generated at random with known answers: structure, wording and layout vary by seed.

``generate(seed)`` gives the source of a plan (the parts that ``tests.make_samples`` renders) and its gold by the annotation guide.
The wordings (``wordings.toml``, ``bodies.toml`` and the tables of ``when``, ``figures`` and ``papers``) were gathered apart from the
data of the extractors. Where the guide leaves two readings, nothing is generated.
"""

from tests.generator.grammar import Generated, generate

__all__ = ["Generated", "generate"]
