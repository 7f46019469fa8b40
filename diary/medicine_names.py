"""Common acute medicines by their generic names, in English, German and Spanish spellings.

The names are offered while a person types, and suggest the kind; nothing else is known of them.
"""

import re
import unicodedata

from diary.choices import MedicineKind

# What a name counts as alone; the spellings of one substance stand in one line.
SUBSTANCES: dict[MedicineKind, tuple[tuple[str, ...], ...]] = {
    MedicineKind.TRIPTAN: (
        ("Sumatriptan", "Sumatriptán"),
        ("Rizatriptan", "Rizatriptán"),
        ("Zolmitriptan", "Zolmitriptán"),
        ("Eletriptan", "Eletriptán"),
        ("Naratriptan", "Naratriptán"),
        ("Almotriptan", "Almotriptán"),
        ("Frovatriptan", "Frovatriptán"),
    ),
    MedicineKind.ERGOT: (
        ("Ergotamine", "Ergotamin", "Ergotamina"),
        ("Dihydroergotamine", "Dihydroergotamin", "Dihidroergotamina"),
    ),
    MedicineKind.GEPANT: (("Rimegepant",), ("Ubrogepant",), ("Zavegepant",), ("Atogepant",)),
    MedicineKind.DITAN: (("Lasmiditan", "Lasmiditán"),),
    MedicineKind.SIMPLE: (
        ("Ibuprofen", "Ibuprofeno"),
        ("Dexibuprofen", "Dexibuprofeno"),
        ("Naproxen", "Naproxeno"),
        ("Diclofenac", "Diclofenaco"),
        ("Ketoprofen", "Ketoprofeno"),
        ("Dexketoprofen", "Dexketoprofeno"),
        ("Ketorolac", "Ketorolaco"),
        ("Indometacin", "Indomethacin", "Indometacina"),
        ("Celecoxib",),
        ("Etoricoxib",),
        (
            "Aspirin",
            "Acetylsalicylic acid",
            "Acetylsalicylsäure",
            "ASS",
            "Aspirina",
            "Ácido acetilsalicílico",
        ),
        ("Paracetamol", "Acetaminophen", "Acetaminofén"),
        ("Metamizole", "Metamizol", "Dipyrone", "Dipirona"),
        ("Phenazone", "Phenazon", "Propyphenazone", "Propyphenazon", "Propifenazona"),
    ),
    MedicineKind.OPIOID: (
        ("Codeine", "Codein", "Codeína"),
        ("Dihydrocodeine", "Dihydrocodein", "Dihidrocodeína"),
        ("Tramadol",),
        ("Tilidine", "Tilidin", "Tilidina"),
        ("Morphine", "Morphin", "Morfina"),
        ("Oxycodone", "Oxycodon", "Oxicodona"),
        ("Hydrocodone", "Hydrocodon", "Hidrocodona"),
        ("Hydromorphone", "Hydromorphon", "Hidromorfona"),
        ("Tapentadol",),
        ("Butorphanol", "Butorfanol"),
        ("Pethidine", "Pethidin", "Petidina"),
        ("Fentanyl", "Fentanilo"),
    ),
    MedicineKind.ANTIEMETIC: (
        ("Metoclopramide", "Metoclopramid", "Metoclopramida"),
        ("Domperidone", "Domperidon", "Domperidona"),
        ("Ondansetron", "Ondansetrón"),
        ("Granisetron", "Granisetrón"),
        ("Prochlorperazine", "Prochlorperazin", "Proclorperazina"),
        ("Chlorpromazine", "Chlorpromazin", "Clorpromazina"),
        ("Promethazine", "Promethazin", "Prometazina"),
        ("Dimenhydrinate", "Dimenhydrinat", "Dimenhidrinato"),
        ("Cyclizine", "Cyclizin", "Ciclizina"),
    ),
}
# Added to an analgesic, they make a combination; alone they are none of the kinds.
ADDED = (
    ("Caffeine", "Coffein", "Koffein", "Cafeína"),
    ("Butalbital",),
    ("Isometheptene", "Isomethepten", "Isometepteno"),
)
COMBINATIONS = (
    "Aspirin + paracetamol + caffeine",
    "Paracetamol + caffeine",
    "Ibuprofen + caffeine",
    "Paracetamol + codeine",
    "Ibuprofen + codeine",
    "ASS + Paracetamol + Coffein",
    "Paracetamol + Coffein",
    "Ibuprofen + Coffein",
    "Paracetamol + Codein",
    "Paracetamol + cafeína",
    "Paracetamol + codeína",
    "Paracetamol + tramadol",
)
# What is made for migraine stays that whatever is added to it.
SPECIFIC = (MedicineKind.TRIPTAN, MedicineKind.ERGOT, MedicineKind.GEPANT, MedicineKind.DITAN)


def _plain(words: str) -> str:
    """Small letters without accents, one space between words."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W\d_]+", bare))


_KNOWN = {
    f" {_plain(spelling)} ": (kind, spellings[0])
    for kind, substances in SUBSTANCES.items()
    for spellings in substances
    for spelling in spellings
}
_ADDED = {f" {_plain(spelling)} " for spellings in ADDED for spelling in spellings}
NAMES = tuple(
    sorted(
        {
            *(
                spelling
                for substances in SUBSTANCES.values()
                for spellings in substances
                for spelling in spellings
            ),
            *COMBINATIONS,
        },
        key=_plain,
    )
)


def suggested_kind(name: str) -> MedicineKind | None:
    """The kind that a name suggests, None where it names nothing that is known here.

    Several substances in one name are a combination, unless one of them is made for migraine.
    """
    words = f" {_plain(name)} "
    found = {substance: kind for known, (kind, substance) in _KNOWN.items() if known in words}
    kinds = set(found.values())
    for specific in SPECIFIC:
        if specific in kinds:
            return specific
    if not kinds:
        return None
    if len(found) > 1 or any(added in words for added in _ADDED):
        return MedicineKind.COMBINATION
    return kinds.pop()
