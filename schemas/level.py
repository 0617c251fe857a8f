"""The levels of government, apart from the record so that a command line may offer them without loading it."""

from __future__ import annotations

from typing import Literal

Level = Literal["central", "province", "district", "commune", "department"]
Tier = Literal["central", "province", "district", "commune"]
