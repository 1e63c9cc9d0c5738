"""Lessons that a path names and nobody has written yet: shown as “not there yet”, never as done (AWR-27)."""

from collections.abc import Mapping

from rempart.people.core.in_languages import Spoken


def _words(en: str, fr: str, zh: str) -> Spoken:
    return {"en": en, "fr": fr, "zh": zh}


PLANNED: Mapping[str, Spoken] = {
    "updates": _words("Updates: what waits, and what cannot", "Mises à jour : ce qui attend et ce qui ne peut attendre", "软件更新：轻重缓急"),
    "connected_things": _words("Connected things at work", "Objets connectés au travail", "办公场所的物联网设备"),
    "remote_work": _words("Working from elsewhere", "Travailler ailleurs", "远程办公"),
    "travel": _words("Travelling with work", "Voyager avec son travail", "出差安全"),
    "social_media": _words("Social media", "Réseaux sociaux", "社交媒体"),
    "data_protection": _words("Personal data in a working day", "Données personnelles au quotidien", "日常工作中的个人数据"),
    "gdpr": _words("GDPR: what it asks of staff", "RGPD : ce qu’il demande au personnel", "GDPR 对员工的要求"),
    "pipl": _words("PIPL: what it asks of staff", "PIPL : ce qu’elle demande au personnel", "《个人信息保护法》对员工的要求"),
    "iso_27001": _words("ISO 27001: what it asks of staff", "ISO 27001 : ce qu’elle demande au personnel", "ISO 27001 对员工的要求"),
    "pci_dss": _words("PCI DSS: what it asks of staff", "PCI DSS : ce qu’elle demande au personnel", "PCI DSS 对员工的要求"),
    "csa": _words("CSA: what it asks of staff", "CSA : ce qu’elle demande au personnel", "CSA 对员工的要求"),
    "secrecy": _words("Secrecy: what stays within", "Secret : ce qui ne sort pas", "保密培训"),
    "for_finance": _words("Finance: invoices and accounts", "Finance : factures et comptes", "财务：发票与账户"),
    "for_finance_payments": _words("Finance: payments by two", "Finance : payer à deux", "财务：双人付款"),
    "for_hr": _words("Human resources: applications and files", "Ressources humaines : candidatures et dossiers", "人力资源：简历与档案"),
    "for_hr_joiners_and_leavers": _words("Human resources: who comes and who leaves", "Ressources humaines : arrivées et départs", "人力资源：入职与离职"),
    "for_developers": _words("Developers: secrets and inputs", "Développeurs : secrets et entrées", "开发人员：密钥与输入"),
    "for_developers_supply_chain": _words("Developers: code of others", "Développeurs : le code des autres", "开发人员：第三方代码"),
    "for_administrators": _words("Administrators: rights for a while", "Administrateurs : des droits pour un temps", "管理员：临时权限"),
    "for_administrators_recovery": _words("Administrators: the restore that was tried", "Administrateurs : la restauration éprouvée", "管理员：演练过的恢复"),
    "for_site_editors": _words("Site editors: accounts and uploads", "Rédacteurs de sites : comptes et fichiers", "网站编辑：账户与上传"),
    "for_site_editors_plugins": _words("Site editors: plug-ins", "Rédacteurs de sites : extensions", "网站编辑：插件"),
    "for_managers": _words("Managers: making it easy to report", "Responsables : faciliter le signalement", "管理者：让报告变得容易"),
    "for_managers_crisis": _words("Managers: the first hour of a crisis", "Responsables : la première heure d’une crise", "管理者：危机的第一小时"),
}  # fmt: skip
