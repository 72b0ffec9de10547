"""A change in the registry's words, from the data alone: whoever made it, and with whatever tool."""

from regio_cli.history import mandates, records, renaming
from regio_cli.history.delta import Delta, Lookup, Name
from regio_cli.history.sentence import Scene, Sentence, nobody

__all__ = ["Sentence", "sentences"]


def sentences(delta: Delta, name: Name, data: Lookup, discreet: bool = False, openly: Name = nobody) -> list[Sentence]:
    """Return what changed, the most telling first; every record that differs is in the records of a sentence.

    `name` gives how a record is to be written (None: by its id), `data` any record as it is after the change, or was
    before it. With `discreet`, fields with personal data are said to have changed, without their values, and persons are called by
    their ids unless `openly` gives a name.
    """
    scene = Scene(delta.kinds, name, data, discreet, openly)
    renamed, rest = renaming.settle(scene, delta)
    return [*renamed, *records.ended(scene, rest), *mandates.told(scene, rest), *records.told(scene, rest)]
