"""A deployment's own changes to forms and code lists, as one file of a backup: they are kept in no database."""

import zipfile
from pathlib import Path

from backend.flows.settings import FormsSettings
from backend.forms.source import Source
from backend.kernel.runtime import Runtime
from backend.operations.manifest import BadBackup, write_durably


def restored_name(runtime: Runtime) -> str:
    """The folder's name in a restored data folder; what lay outside the data folder comes back inside, as usual."""
    name = runtime.settings(FormsSettings).overlays
    return FormsSettings().overlays if Path(name).is_absolute() or ".." in Path(name).parts else name


def pack_overlays(found: tuple[Source, ...], target: Path) -> None:
    """Write the files into one."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for source in found:
            packed.writestr(source.name, source.text)


def unpack_overlays(packed: Path, folder: Path) -> int:
    """Put the files into a folder, made if need be; how many.

    Raises:
        BadBackup: not what `pack_overlays` writes.
    """
    try:
        with zipfile.ZipFile(packed) as opened:
            contents = {name: opened.read(name) for name in opened.namelist()}
    except (zipfile.BadZipFile, OSError) as error:
        raise BadBackup(f"{packed}: {error}") from error
    if any(Path(name).name != name or not name.endswith(".toml") for name in contents):
        raise BadBackup(f"{packed}: holds more than a deployment's changes to forms")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        write_durably(folder / name, content)
    return len(contents)
