"""What the models see on images: the items of an author's taste, and the labels of each."""

import csv
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from fashion_panel.demo.draws import Bools, Floats, Ints, cumulative, pick_by_row, place
from fashion_panel.demo.rules import (
    BRANDS,
    GARMENT_SLOTS,
    ITEM_GROUPS,
    ITEM_LABELS,
    PERSONA_NAMES,
    PERSONAS,
    SHOE_STYLES,
    SLOTS,
    STATEMENT_LABELS,
    TAXONOMY,
    TEXTURE,
    TEXTURES,
)
from fashion_panel.sentence import Sentence

# How closely an author keeps to the persona (more is closer), and to the usual mix inside a group of items.
PERSONA_CONCENTRATION, GROUP_CONCENTRATION = 120.0, 40.0
EMPHASIS = {
    ("dress_and_pattern", "dress"): 4.0,
    ("dress_and_pattern", "skirt"): 3.0,
    ("sportswear", "shorts"): 2.0,
    ("luxury", "wristlet"): 2.5,
}
PLAIN = 0.4  # of the garments of all personas but one, more than by chance
PATTERNED_PERSONA = PERSONA_NAMES.index("dress_and_pattern")
SEASONS = (("coat", "shorts"), ("boots", "sandals"))  # the first gives way to the second in summer, and the other way in winter
SEASONALITY = 0.7
# How alike authors of one persona are in the share of branded items (more is more alike), and in the choice of brands.
BRAND_CONCENTRATION, BRAND_LOYALTY = 60.0, 0.7
BRAND_SLOT = SLOTS.index("brand")


def ranked(count: int) -> Floats:
    """Weigh candidates that are listed from the most to the least frequent."""
    return 1.0 / np.arange(1, count + 1)


def read_vocabulary(taxonomy: Path = TAXONOMY) -> list[tuple[str, str]]:
    """Read the (type, label) pairs that the models know."""
    try:
        with taxonomy.open(encoding="utf-8", newline="") as lines:
            return [(row["label_type"], row["label_name"]) for row in csv.DictReader(lines)]
    except OSError as error:
        raise Sentence(f"The label taxonomy {taxonomy} cannot be read: {error.strerror}.") from error
    except KeyError as error:
        raise Sentence(f"The label taxonomy {taxonomy} lacks the column {error}.") from error


class Labels:
    """The labels by number, and how often each occurs."""

    def __init__(self, vocabulary: Sequence[tuple[str, str]], taste: float = 1.0) -> None:
        self.vocabulary = list(vocabulary)
        self.code = {pair: code for code, pair in enumerate(self.vocabulary)}
        # A type outside the five, and a label without name, are two more pairs; then the labels of a new type.
        self.pairs = [*self.vocabulary, ("hair", "blond"), ("pattern", ""), *((TEXTURE, label) for label in TEXTURES)]
        self.unknown_type, self.nameless = len(self.vocabulary), len(self.vocabulary) + 1
        self.textures = np.arange(len(self.vocabulary) + 2, len(self.pairs))
        self.taste = taste

        objects = {label for label_type, label in self.vocabulary if label_type == "object_detection"}
        named = {group: labels for group, slot, _, labels in ITEM_LABELS if slot == "object"} | {style: [style] for style in SHOE_STYLES}
        rare_things = objects - {"shoes"} - {label for labels in named.values() for label in labels}
        named["things"] = [*named["things"], *sorted(rare_things)]
        # A kind is an object label, or a style of shoes.
        self.kinds = [kind for group in ITEM_GROUPS for kind in named[group]]
        self.kind_group = np.array([position for position, group in enumerate(ITEM_GROUPS) for _ in named[group]])
        self.kind_weight = np.concatenate([ranked(len(named[group])) for group in ITEM_GROUPS])
        self.kind_code = np.array([self.number("object_detection", "shoes" if kind in SHOE_STYLES else kind) for kind in self.kinds])

    def number(self, label_type: str, label: str) -> int:
        """Return the number of a pair, which the taxonomy has to know."""
        try:
            return self.code[label_type, label]
        except KeyError:
            raise Sentence(f"The taxonomy {TAXONOMY} lacks the label {label!r} of type {label_type!r}, which the demo data uses.") from None

    @cached_property
    def slots(self) -> list[tuple[str, int, float, Ints, Floats, Floats]]:
        """List the further labels of groups of items: slot, chance of a label, candidates, their running shares usually and by taste."""
        slots = []
        statements = [self.number(*pair) for pair in STATEMENT_LABELS]
        for group, slot, chance, labels in ITEM_LABELS:
            if slot == "object":
                continue
            label_type = "pattern" if slot in ("print", "fabric") else "shoe"
            position = GARMENT_SLOTS[slot] if group == "clothing" else SLOTS.index(slot)
            candidates = np.array([self.number(label_type, label) for label in labels])
            usual = ranked(len(candidates)) / ranked(len(candidates)).sum()
            is_statement = np.isin(candidates, statements)
            loud = min(self.taste * usual[is_statement].sum(), 1.0)
            by_taste = np.where(is_statement, usual * self.taste, usual * (1 - loud) / max(1 - usual[is_statement].sum(), 1e-12))
            slots.append((group, position, chance, candidates, cumulative(ranked(len(candidates))), cumulative(by_taste)))
        return slots

    @cached_property
    def persona_groups(self) -> Floats:
        """Return the share of each group of items, by persona."""
        shares = np.array(list(PERSONAS.values()))
        return np.column_stack([shares, 1 - shares.sum(axis=1)])

    @cached_property
    def persona_kinds(self) -> Floats:
        """Return the weight of each kind within its group, by persona."""
        weights = np.tile(self.kind_weight, (len(PERSONAS), 1))
        for (persona, kind), factor in EMPHASIS.items():
            weights[PERSONA_NAMES.index(persona), self.kinds.index(kind)] *= factor
        for group in range(len(ITEM_GROUPS)):
            inside = self.kind_group == group
            weights[:, inside] /= weights[:, inside].sum(axis=1, keepdims=True)
        return weights

    def draw_kinds(self, rng: np.random.Generator, persona: Ints, author: Ints, winter: Floats) -> Ints:
        """Draw the kind of every item from the taste of its author, and dress it for the season."""
        group_taste = rng.gamma(self.persona_groups[persona] * PERSONA_CONCENTRATION)
        kind_taste = rng.gamma(self.persona_kinds[persona] * GROUP_CONCENTRATION) + 1e-12
        for group in range(len(ITEM_GROUPS)):
            inside = self.kind_group == group
            kind_taste[:, inside] *= (group_taste[:, group] / kind_taste[:, inside].sum(axis=1))[:, None]
        kinds = pick_by_row(rng, cumulative(kind_taste), author)
        for cold, warm in SEASONS:
            cold_kind, warm_kind = self.kinds.index(cold), self.kinds.index(warm)
            either = np.flatnonzero((kinds == cold_kind) | (kinds == warm_kind))
            follows = rng.random(len(either)) < SEASONALITY * np.abs(winter[either])
            in_season = np.where(winter[either] > 0, cold_kind, warm_kind)
            kinds[either] = np.where(follows, in_season, kinds[either])
        return kinds

    def draw_brands(self, rng: np.random.Generator, rates: Floats, author: Ints) -> Ints:
        """Draw the position of the brand of every item, the last one being none; each author is loyal to a few brands."""
        total = np.minimum(rates.sum(axis=1) * rng.gamma(BRAND_CONCENTRATION, 1 / BRAND_CONCENTRATION, len(rates)), 0.95)
        taste = rates * rng.gamma(BRAND_LOYALTY, size=rates.shape)
        branded = taste * (total / taste.sum(axis=1))[:, None]
        return pick_by_row(rng, cumulative(np.column_stack([branded, 1 - total])), author)

    def fill_slots(self, rng: np.random.Generator, persona: Ints, has_taste: Bools, author: Ints, kinds: Ints) -> Ints:
        """Return one row an item with the codes of its labels, -1 where there is none."""
        codes = np.full((len(kinds), len(SLOTS)), -1, dtype=np.int16)
        codes[:, 0] = self.kind_code[kinds]
        group = self.kind_group[kinds]
        of_group = {name: np.flatnonzero(group == position) for position, name in enumerate(ITEM_GROUPS)}
        for name, slot, chance, candidates, usual, by_taste in self.slots:
            items = of_group[name]
            items = items[rng.random(len(items)) < chance]
            chances = rng.random(len(items))
            position = place(usual, chances)
            loud = has_taste[author[items]]
            position[loud] = place(by_taste, chances[loud])
            codes[items, slot] = candidates[position]
        is_patterned_persona = persona[author[of_group["clothing"]]] == PATTERNED_PERSONA
        is_plain = rng.random(len(is_patterned_persona)) < np.where(is_patterned_persona, 0.0, PLAIN)
        codes[of_group["clothing"][is_plain], GARMENT_SLOTS["print"]] = self.number("pattern", "plain")
        for groups, label_type, brands, rates in brand_rates():
            items = np.concatenate([of_group[name] for name in groups])
            candidates = np.array([*(self.number(label_type, brand) for brand in brands), -1])
            codes[items, BRAND_SLOT] = candidates[self.draw_brands(rng, rates[persona], author[items])]
        return codes

    def base_chance(self, garment: str, pattern: str, persona_weights: Ints | Floats) -> float:
        """Return how often a garment has a pattern, in a panel whose items of that garment are spread so over the personas."""
        ((slot, chance, shares),) = [
            (slot, chance, np.diff(usual, prepend=0)[candidates == self.number("pattern", pattern)][0])
            for group, slot, chance, candidates, usual, _ in self.slots
            if group == "clothing" and self.number("pattern", pattern) in candidates
        ]
        weights = persona_weights * self.kind_shares(garment)
        is_patterned = weights[PATTERNED_PERSONA] / weights.sum()
        return float(chance * shares * (1 - PLAIN * (1 - is_patterned) if slot == GARMENT_SLOTS["print"] else 1))

    def kind_shares(self, kind: str) -> Floats:
        """Return the share of a kind among all items, by persona."""
        position = self.kinds.index(kind)
        return self.persona_groups[:, self.kind_group[position]] * self.persona_kinds[:, position]


def brand_rates() -> list[tuple[tuple[str, ...], str, list[str], Floats]]:
    """List by group of items the type of its brands, their names, and the chance of each on one item by persona."""
    tables = []
    for groups, label_type in dict.fromkeys((groups, label_type) for groups, label_type, _ in BRANDS):
        rows = [row for each, of_type, row in BRANDS if (each, of_type) == (groups, label_type)]
        by_persona = [[float(row.get(persona) or row["everybody"]) for row in rows] for persona in PERSONA_NAMES]
        tables.append((groups, label_type, [row["brand"] for row in rows], np.array(by_persona)))
    return tables
