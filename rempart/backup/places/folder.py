"""A folder on this machine, or on a disk or share mounted here."""

from rempart.backup.core.place import Medium, Opened, Place, Where
from rempart.channel.source import Setting
from rempart.terms.words import Words


def where(at: Where) -> Opened:
    """A folder for each site."""
    root = at.settings.get("folder") or at.default_folder
    return Opened(f"{root.rstrip('/')}/{at.part}")


UNIT = Place(
    id="folder",
    title=Words("A folder on this machine", "Un dossier de cette machine", "本机上的文件夹"),
    settings=(
        Setting(
            "folder",
            Words(
                "Folder; empty for the vault’s own",
                "Dossier ; vide pour celui du coffre",
                "文件夹；留空则用保险库自己的",
            ),
            is_needed=False,
            is_here=True,
        ),
    ),
    medium=Medium.DISK,
    open=where,
    is_here=True,
)
