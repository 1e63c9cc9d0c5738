"""Self-assessment: how open the device is."""

from rempart.people.core.self_check import Asked, Option, Part
from rempart.terms.words import Words

UNIT = Asked(
    id="device",
    part=Part.DEVICES,
    order=4,
    ask=Words("What do I work on?", "Sur quoi est-ce que je travaille ?", "我用什么设备工作？"),
    options=(
        Option(
            "updated",
            Words(
                "A device of the firm that updates itself",
                "Un appareil de l’entreprise qui se met à jour tout seul",
                "公司的设备，会自动更新",
            ),
            {},
        ),
        Option(
            "postponed",
            Words(
                "A device whose updates I often put off",
                "Un appareil dont je remets souvent les mises à jour",
                "设备的更新，我常常往后推",
            ),
            {"backups_and_ransomware": 2},
        ),
        Option(
            "own",
            Words("Also a device of my own", "Aussi un appareil personnel", "也用自己的设备"),
            {"backups_and_ransomware": 2, "cloud_sharing": 1},
        ),
    ),
)
