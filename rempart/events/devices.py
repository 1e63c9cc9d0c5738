"""What devices of members write. A device's name is its member's own word and stays out."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

DEVICE_REGISTERED = EventKind(
    "access.device.registered",
    "A member registered a device ({kind})",
    "Un membre a enregistré un appareil ({kind})",
    "成员登记了一台设备（{kind}）",
    severity=Severity.NOTICE,
)
DEVICE_CERTIFIED = EventKind(
    "access.device.certified",
    "A device was given a certificate for {days} days",
    "Un appareil a reçu un certificat pour {days} jours",
    "设备获得了有效期 {days} 天的证书",
)
DEVICE_TRUSTED = EventKind(
    "access.device.trusted",
    "A device is trusted as “{after}”, before as “{before}”",
    "Un appareil a la confiance « {after} », avant « {before} »",
    "设备信任级别由“{before}”变为“{after}”",
    severity=Severity.NOTICE,
)
DEVICE_REVOKED = EventKind(
    "access.device.revoked",
    "A device was revoked",
    "Un appareil a été révoqué",
    "设备已被吊销",
    severity=Severity.NOTICE,
)
REVOKED_SHOWN = EventKind(
    "access.device.shown_after_end",
    "Somebody came with the certificate of a device that was revoked",
    "Quelqu’un s’est présenté avec le certificat d’un appareil révoqué",
    "有人使用了已吊销设备的证书",
    severity=Severity.WARNING,
)
RULE_CHANGED = EventKind(
    "access.device_rule.changed",
    "Dangerous rights now need a device that is at least “{least}”",
    "Les droits dangereux demandent désormais un appareil au moins « {least} »",
    "高风险权限现在需要信任级别至少为“{least}”的设备",
    severity=Severity.WARNING,
)
